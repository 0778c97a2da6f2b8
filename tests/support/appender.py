"""A separate process that writes to records until it is killed; run by tests/journeys.

`appender.py FOLDER VERB [PHASE COUNT]` opens the records and repeats VERB (answer, forget, backup,
merge), printing `done N` after each. With a PHASE it stops dead when SQLite begins the COUNTth
statement that starts so, prints `at PHASE` and waits to be killed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "desktop"), str(ROOT)]

from milclicks.records.events import EventDraft, Ref  # noqa: E402
from milclicks.records.records import Records  # noqa: E402
from tests.support.clock import FrozenClock  # noqa: E402


def say(words: str) -> None:
    """Tell the parent, at once."""
    print(words, flush=True)


def stop_at(records: Records, phase: str, count: int) -> None:
    """Wait for the kill when a statement that starts with `phase` begins for the COUNTth time."""
    left = count

    def trace(statement: str) -> None:
        nonlocal left
        if statement.lower().startswith(phase):
            left -= 1
            if left == 0:
                say(f"at {phase}")
                time.sleep(600)

    records.store.connection.set_trace_callback(trace)


def answer(records: Records, number: int) -> None:
    """Three events that belong together, one with words, as one choice in a lesson makes them."""
    ref = Ref("mil.core", 1, "m2", "quiz", f"i{number}", 1, "short")
    who = {"run": f"r{number}", "subject_kind": "learner", "subject": "ada", "ref": ref}
    records.append(
        [
            EventDraft(kind="run_started", data={"steps": 3}, **who),  # type: ignore[arg-type]
            EventDraft(kind="answered", note=f"words {number}", **who),  # type: ignore[arg-type]
            EventDraft(kind="rated", **who),  # type: ignore[arg-type]
        ]
    )


def forget(records: Records, number: int) -> None:
    """Somebody joins, writes, is backed up and is forgotten."""
    who = records.people.add(f"Secretname{number}", "yara")
    records.append(
        [EventDraft(kind="noted", subject_kind="learner", subject=who.id, note="secretwords")]
    )
    records.backup()
    say("joined")
    records.forget(who.id)


def backup(records: Records, number: int) -> None:
    """A backup after something happened."""
    answer(records, number)
    records.backup()


def merge(records: Records, number: int) -> None:
    """Take in what lies beside the folder."""
    records.merge(records.folder.with_name("other") / "records.db")


def main(folder: str, verb: str, phase: str = "", count: str = "1") -> None:
    """Repeat the verb until killed."""
    clock = FrozenClock()
    records = Records.open(Path(folder), clock, "kill")
    number = len(records.events())
    if phase:
        stop_at(records, phase, int(count))
    say("open")
    while True:
        clock.move(minutes=1)
        {"answer": answer, "forget": forget, "backup": backup, "merge": merge}[verb](
            records, number
        )
        say(f"done {number}")
        number += 3


if __name__ == "__main__":
    main(*sys.argv[1:])
