"""Makes the data folder that is kept for a release, and says what is in one.

`python tests/support/keptdata.py 0.1` writes tests/fixtures/data/0.1 anew: run it once, when a
release is made, and never again for that release. Every later version must open it.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "fixtures" / "data"
PIN = "4711"
sys.path[:0] = [str(ROOT / "desktop"), str(ROOT)]

from milclicks.community import clicks, pact, space  # noqa: E402
from milclicks.core.settings import Settings, SettingsStore  # noqa: E402
from milclicks.records.events import EventDraft, Ref  # noqa: E402
from milclicks.records.records import Records  # noqa: E402
from tests.support.clock import FrozenClock  # noqa: E402
from tests.support.stories import answered, ended, entered, started  # noqa: E402

PLANS = (
    pact.Plan("p1", "ينشر أحد خبرًا مخيفًا", "أتوقّف نَفَسًا واحدًا"),
    pact.Plan("p2", "someone tells me news", "ask kindly who said it first"),
)


def live(records: Records, clock: FrozenClock) -> None:
    """A few days in a small place: a finished lesson, a half-placed answer, a pact, a Space."""
    records.gate.set_pin(records.gate.propose(PIN))
    yara, luka, gone = (records.people.add(n, a) for n, a in
                        (("يارا", "yara"), ("Лука", "luka"), ("Davi", "davi")))  # fmt: skip
    for who in (yara, gone):
        run = f"run-{who.avatar}"
        records.append([started(run, who.id), entered(run, who.id, 1)])
        records.append([answered(run, who.id, "i1"), answered(run, who.id, "i2", "wrong")])
        records.append([ended(run, who.id)])
    clock.move(days=1)
    records.append([started("run-half", luka.id, "l2"), entered("run-half", luka.id, 2)])
    ref = Ref("mil.core", 1, "l2", "quiz", "i3", 1, "order")
    half = {"run": "run-half", "subject_kind": "learner", "subject": luka.id, "ref": ref}
    records.append([EventDraft(kind="draft", response='["c","a"]', **half)])  # type: ignore[arg-type]
    records.append([EventDraft(kind="noted", note="Снег на палми", **half)])  # type: ignore[arg-type]
    pact.make(records, yara.id, PLANS)
    pact.issue_certificate(records, yara.id)
    clicks.seen(records, "d01")
    form = space.SpaceForm("Riverside Library", "library", "Talora", "the librarian", ("en", "ar"))
    space.declare(records, form, {"q1": True, "q2": False}, ["q1", "q2"])
    records.forget(gone.id)


def summary(records: Records) -> dict[str, Any]:
    """What a data folder holds, as plain data to compare with what it held when it was kept."""
    learners = records.people.learners()
    return {
        "learners": [[who.nickname, who.avatar] for who in learners],
        "events": [[event.kind, event.response, event.note] for event in records.events()],
        "progress": [
            [one.lesson, one.step_index, one.status, one.kept, one.caught, one.times_done]
            for who in learners
            for one in records.progress(who.id).values()
        ],
        "open": [records.open_run(who.id) for who in learners],
        "due": [len(records.due(who.id)) for who in learners],
        "pacts": [None if (made := pact.current(records, who.id)) is None
                  else [[plan.promise, plan.when, plan.will] for plan in made.plans]
                  for who in learners],
        "certificates": [len(records.certificates(who.id)) for who in learners],
        "space": None if (here := space.current(records)) is None else here.form.name,
        "clicks": [one.click for one in records.clicks_seen()],
    }  # fmt: skip


def main(release: str) -> None:
    """Write the folder of a release."""
    folder = FOLDER / release
    shutil.rmtree(folder, ignore_errors=True)
    clock = FrozenClock()
    records = Records.open(folder, clock, release)
    live(records, clock)
    held = summary(records)
    records.store.connection.execute("vacuum")
    records.store.close()
    settings = Settings(locale="ar", place="Riverside Library", first_run_done=True)
    SettingsStore(folder).write(settings)
    text = json.dumps(held, ensure_ascii=False, indent=1)
    (folder / "expected.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
