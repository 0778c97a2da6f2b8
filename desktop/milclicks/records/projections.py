"""Tables made from events: progress, open runs, reviews, pacts, the Space, codes, clicks, paths.

`project` is applied inside the transaction that stores an event; `rebuild` empties the tables and
applies every event in the total order. Both must end alike (a property test).
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from milclicks.records import rows
from milclicks.records.events import Event, event_id
from milclicks.records.schema import OWN_ROWS, PROJECTIONS

GUESTS_WORDS = (
    "delete from note where (device, seq) in"
    " (select device, seq from event where run = ? and tick <= ?)"
)


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """How far somebody is in a lesson; the counts are of the last finished run."""

    pack: str
    lesson: str
    run: str
    step_index: int
    steps: int
    status: str
    kept: int
    kept_of: int
    caught: int
    caught_of: int
    times_done: int


def project(connection: sqlite3.Connection, event: Event) -> None:
    """Fold one event into the tables; what a forgotten person did leaves no row."""
    handler = HANDLERS.get(event.kind)
    if handler is not None and not is_gone(connection, event):
        handler(connection, event)


def rebuild(connection: sqlite3.Connection) -> None:
    """Make every table again from the events; the caller holds the transaction."""
    for name in PROJECTIONS:
        connection.execute(f"delete from {name}")
    for event in rows.load(connection):
        project(connection, event)
    for (subject,) in connection.execute("select subject from gone").fetchall():
        erase(connection, str(subject))


def is_gone(connection: sqlite3.Connection, event: Event) -> bool:
    """Whether the event's learner was forgotten before."""
    if event.subject_kind != "learner" or event.kind == "forgotten":
        return False
    found = connection.execute("select 1 from gone where subject = ?", (event.subject,))
    return found.fetchone() is not None


def subject_key(event: Event) -> str:
    """Guests share one place of their own; they have no id."""
    return event.subject if event.subject_kind == "learner" else ""


def run_started(connection: sqlite3.Connection, event: Event) -> None:
    """A run opens; earlier open runs of the same subject and lesson end unfinished."""
    if event.ref is None or event.data.get("mode") == "present":
        return
    key = (subject_key(event), event.ref.pack, event.ref.lesson)
    connection.execute(
        "delete from open_run where run in"
        " (select run from progress where subject=? and pack=? and lesson=?)",
        key,
    )
    connection.execute(
        "insert into progress values(?,?,?,?,0,?,'started',0,0,0,0,0,?)"
        " on conflict do update set run=excluded.run, step=0, steps=excluded.steps,"
        " status='started', tick=excluded.tick",
        (*key, event.run, int(event.data.get("steps", 0)), event.tick),
    )
    connection.execute(
        "insert or replace into open_run values(?,?,?)", (event.run, key[0], event.tick)
    )


def step_entered(connection: sqlite3.Connection, event: Event) -> None:
    """The furthest step of the run moves on."""
    connection.execute(
        "update progress set step = max(step, ?), tick = ? where run = ?",
        (int(event.data.get("index", 0)), event.tick, event.run),
    )
    connection.execute("update open_run set tick = ? where run = ?", (event.tick, event.run))


def run_ended(connection: sqlite3.Connection, event: Event) -> None:
    """The run closes with its two numbers, or unfinished; a guest's words go with the guest."""
    if event.data.get("finished", True):
        counts = [int(event.data.get(k, 0)) for k in ("kept", "kept_of", "caught", "caught_of")]
        connection.execute(
            "update progress set status='done', step=steps, kept=?, kept_of=?, caught=?,"
            " caught_of=?, done=done+1, tick=? where run=?",
            (*counts, event.tick, event.run),
        )
    connection.execute("delete from open_run where run = ?", (event.run,))
    if event.subject_kind == "visitor":
        connection.execute(GUESTS_WORDS, (event.run, event.tick))


def answered(connection: sqlite3.Connection, event: Event) -> None:
    """The item was met again: what spaced review goes by."""
    if event.ref is None or not event.ref.item or event.subject_kind != "learner":
        return
    connection.execute(
        "insert into review values(?,?,?,?,1,?,?) on conflict do update set"
        " seen=seen+1, last_at=excluded.last_at, outcome=excluded.outcome",
        (event.subject, event.ref.pack, event.ref.lesson, event.ref.item, event.at, event.outcome),
    )


def pact_made(connection: sqlite3.Connection, event: Event) -> None:
    """The newest pact of a person stands; its check-ins begin again."""
    connection.execute(
        "insert or replace into pact values(?,?,?,?,'')",
        (subject_key(event), event.device, event.seq, event.at),
    )


def pact_checked(connection: sqlite3.Connection, event: Event) -> None:
    """A check-in of the pact that it names was made."""
    row = connection.execute(
        "select device, seq, checked from pact where subject = ?", (subject_key(event),)
    ).fetchone()
    if row is None or event.target not in ("", event_id(str(row[0]), int(row[1]))):
        return
    days = sorted({*str(row[2]).split(), str(int(event.data.get("day", 0)))}, key=int)
    connection.execute(
        "update pact set checked = ? where subject = ?", (" ".join(days), subject_key(event))
    )


def space_declared(connection: sqlite3.Connection, event: Event) -> None:
    """The newest declaration stands."""
    connection.execute(
        "insert or replace into space values(1,?,?,?)", (event.device, event.seq, event.at)
    )


def certificate_issued(connection: sqlite3.Connection, event: Event) -> None:
    """A code was printed; whose name stood beside it is not known."""
    code = str(event.data.get("code", ""))
    if code:
        connection.execute(
            "insert or ignore into certificate values(?,?,?,?)",
            (code, subject_key(event), str(event.data.get("kind", "pact")), event.at),
        )


def click_seen(connection: sqlite3.Connection, event: Event) -> None:
    """A daily click was shown."""
    connection.execute(
        "insert into click values(?,1,?,?,?) on conflict do update set seen=seen+1,"
        " last_tick=excluded.last_tick, last_at=excluded.last_at, last_boot=excluded.last_boot",
        (str(event.data.get("click", "")), event.tick, event.at, event.boot),
    )


def path_chosen(connection: sqlite3.Connection, event: Event) -> None:
    """The newest choice of a path stands, that of a learner or of this place; "" leaves it."""
    connection.execute(
        "insert or replace into path values(?,?,?)",
        (subject_key(event), str(event.data.get("path", "")), event.at),
    )


def path_taught(connection: sqlite3.Connection, event: Event) -> None:
    """A meeting of a path was held here, or the tick for it was taken back."""
    key = (str(event.data.get("path", "")), str(event.data.get("session", "")))
    if event.data.get("on", True):
        connection.execute("insert or replace into taught values(?,?,?)", (*key, event.at))
    else:
        connection.execute("delete from taught where path = ? and session = ?", key)


def forgotten(connection: sqlite3.Connection, event: Event) -> None:
    """A person's name, words and own rows go; nothing brings them back."""
    connection.execute("insert or ignore into gone values(?)", (event.subject,))
    erase(connection, event.subject)


def erase(connection: sqlite3.Connection, subject: str) -> None:
    """Delete every row that is somebody's own; events keep their random id alone."""
    for table in OWN_ROWS:
        connection.execute(f"delete from {table} where subject = ?", (subject,))
    connection.execute("delete from person where id = ?", (subject,))


HANDLERS = {
    "run_started": run_started,
    "step_entered": step_entered,
    "run_ended": run_ended,
    "answered": answered,
    "pact_made": pact_made,
    "pact_checked": pact_checked,
    "space_declared": space_declared,
    "certificate_issued": certificate_issued,
    "click_seen": click_seen,
    "path_chosen": path_chosen,
    "path_taught": path_taught,
    "forgotten": forgotten,
}


def tables(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """The content of every projection, sorted: for comparing."""
    return {
        name: sorted(connection.execute(f"select * from {name}").fetchall()) for name in PROJECTIONS
    }
