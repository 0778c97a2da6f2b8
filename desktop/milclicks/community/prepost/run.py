"""A run through one form: each answer is an event at once, so a power cut loses none.

A run is what its events tell; live and replayed runs are folded by the same function. Nothing here
says whether an answer is right before the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from milclicks.community.prepost.asks import Ask, Form
from milclicks.community.prepost.scores import SKILLS, Answer, Score, score
from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.ids import new_id
from milclicks.items.wrappers import check_level
from milclicks.records.events import Event, EventDraft, Ref
from milclicks.records.records import Records

ROUNDS: Final = ("before", "after", "later")
LESSON: Final = "test"  # where the questions stand in a Ref: lesson "test", step the form
MOST_NUMBER: Final = 999


@dataclass(frozen=True, slots=True)
class Run:
    """Who (a learner's id, or a guest's number), when (`round`), which form, and the answers.

    `sound`, `unsound` and `asked` are how many of each the form has, `skills` how many questions
    need each ability; copied in at the start.
    """

    id: str
    group: str
    round: str
    form: str
    learner: str
    number: int
    sound: int
    unsound: int
    asked: int
    paper: bool = False
    ended: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)
    skills: Mapping[str, int] = field(default_factory=dict)

    @property
    def who(self) -> tuple[str, int]:
        """The same for all runs of one person."""
        return (self.learner, 0 if self.learner else self.number)

    @property
    def score(self) -> Score:
        """What the answers come to."""
        return score(self.answers, self.sound, self.unsound, self.asked, self.skills)


def fold(events: Iterable[Event]) -> dict[str, Run]:
    """Run id -> run, in the order in which they began; runs that were taken back are left out."""
    runs: dict[str, Run] = {}
    for event in events:
        if event.kind == "test_started":
            runs[event.run] = _started(event)
        elif event.run in runs and event.kind == "test_answered" and event.ref is not None:
            run = runs[event.run]
            runs[event.run] = replace(run, answers={**run.answers, event.ref.item: _answer(event)})
        elif event.run in runs and event.kind == "test_ended":
            runs[event.run] = replace(runs[event.run], ended=True)
        elif event.kind == "voided":
            runs.pop(event.run, None)
    return runs


def _started(event: Event) -> Run:
    told = event.data
    return Run(
        id=event.run,
        group=str(told["group"]),
        round=str(told["round"]),
        form=str(told["form"]),
        learner=event.subject if event.subject_kind == "learner" else "",
        number=int(told.get("number", 0)),
        sound=int(told["sound"]),
        unsound=int(told["unsound"]),
        asked=int(told["asked"]),
        paper=event.source == "paper",
        skills={str(key): int(n) for key, n in dict(told.get("skills", {})).items()},
    )


def _answer(event: Event) -> Answer:
    part, level = str(event.data["part"]), str(event.data.get("level", ""))
    skills = skills_of(event.objective.split(","))
    return Answer(part, event.response, event.outcome == "right", event.truth, level, skills)


def skills_of(objectives: Iterable[str]) -> tuple[str, ...]:
    """The abilities that objectives such as E2 and C4 stand for, each once."""
    found = {one[:1] for one in objectives}
    return tuple(skill for skill in SKILLS if skill in found)


def runs(records: Records) -> dict[str, Run]:
    """Every run of this place that was not taken back."""
    kinds = ("test_started", "test_answered", "test_ended", "voided")
    events = [event for kind in kinds for event in records.events(kind=kind)]
    return fold(sorted(events, key=lambda event: event.order))


def run_of(records: Records, run: str) -> Run | None:
    """One run as it stands."""
    return fold(records.events(run=run)).get(run)


def open_run(records: Records, learner: str) -> Run | None:
    """The run that a learner has begun and not ended, if any."""
    begun = records.events(subject=learner, kind="test_started")
    live = (run_of(records, one.run) for one in reversed(begun))
    return next((one for one in live if one is not None and not one.ended), None)


def start_drafts(
    form: Form, group: str, round_: str, learner: str | None, number: int, *, paper: bool = False
) -> tuple[Run, EventDraft]:
    """A run that is about to begin, and the event that begins it.

    Raises BadInput for a guest's number out of range.
    """
    if round_ not in ROUNDS:
        raise ValueError(f"no such round: {round_}")
    if learner is None and not 1 <= number <= MOST_NUMBER:
        raise BadInput(
            Message(N_("A guest needs a number from 1 to {most}."), {"most": MOST_NUMBER}),
            Message(N_("Write the number that stands on the sheet, or give a new one.")),
        )
    keys = [one.key for one in form.part("decision")]
    run = Run(
        id=new_id(),
        group=group,
        round=round_,
        form=form.id,
        learner=learner or "",
        number=0 if learner else number,
        sound=keys.count("sound"),
        unsound=keys.count("unsound"),
        asked=len(form.part("choice")),
        paper=paper,
        skills=_skills(form),
    )
    data = {
        "group": group, "round": round_, "form": form.id, "number": run.number,
        "sound": run.sound, "unsound": run.unsound, "asked": run.asked,
        "skills": dict(run.skills),
    }  # fmt: skip
    return run, _draft("test_started", run, ref=Ref(form.pack, form.version, LESSON, form.id),
                       data=data)  # fmt: skip


def _skills(form: Form) -> dict[str, int]:
    needed = [skills_of(one.objectives) for one in form.part("choice")]
    counted = {skill: sum(skill in one for one in needed) for skill in SKILLS}
    return {skill: n for skill, n in counted.items() if n}


def begin(
    records: Records, form: Form, group: str, round_: str, learner: str | None, number: int = 0
) -> Run:
    """Begin a run for a learner, or for a guest (None) with a number."""
    run, draft = start_drafts(form, group, round_, learner, number)
    records.append([draft])
    return run


def answer(
    records: Records, run: Run, form: Form, item: str, response: str, level: str = ""
) -> Run:
    """Keep an answer; the last one to a question counts. Raises BadInput for an unknown one."""
    stored = records.append([answer_draft(run, form, item, response, level)])[0]
    return replace(run, answers={**run.answers, item: _answer(stored)})


def answer_draft(run: Run, form: Form, item: str, response: str, level: str = "") -> EventDraft:
    """The event of an answer, its key copied in, so that results outlive the pack."""
    ask = form.ask(item)
    if ask is None or response not in dict(ask.options) or form.id != run.form:
        raise BadInput(
            Message(N_("This is no answer to that question.")),
            Message(N_("Choose one of the answers that are shown.")),
        )
    if level:
        check_level(level)
    return _draft(
        "test_answered",
        run,
        ref=Ref(form.pack, form.version, LESSON, form.id, item, 0, ask.part),
        response=response,
        outcome=_outcome(ask, response),
        truth=ask.key if ask.part == "decision" else "",
        objective=",".join(ask.objectives),
        data={"part": ask.part, "level": level},
    )


def _outcome(ask: Ask, response: str) -> str:
    if not ask.key:
        return "thanks"
    return "right" if response == ask.key else "wrong"


def end_draft(run: Run) -> EventDraft:
    """The event that ends a run."""
    return _draft("test_ended", run)


def end(records: Records, run: Run) -> Run:
    """The run is handed in; it is not changed any more."""
    records.append([end_draft(run)])
    return replace(run, ended=True)


def take_back(records: Records, run: Run) -> None:
    """A run does not count, as when a sheet was keyed in wrongly."""
    records.append([_draft("voided", run, target=run.id)])


def _draft(kind: str, run: Run, **more: object) -> EventDraft:
    who = ("learner", run.learner) if run.learner else ("visitor", "")
    source = "paper" if run.paper else "screen"
    return EventDraft(
        kind=kind, run=run.id, subject_kind=who[0], subject=who[1], source=source,
        **more,  # type: ignore[arg-type] # fields of EventDraft, checked by the tests
    )  # fmt: skip
