"""The Space: a place that declares itself a place of critical thinking, for a year at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from milclicks.community.pact import same_day_next_year
from milclicks.core.changes import Changes
from milclicks.core.errors import N_, BadInput, Message, MilClicksError
from milclicks.records.events import EventDraft
from milclicks.records.records import Records

PLACES = ("class", "library", "centre", "radio", "kiosk", "stop", "other")
LONGEST = 80


@dataclass(frozen=True, slots=True)
class SpaceForm:
    """What a place says of itself; `keeper` is a role, never a private name or phone."""

    name: str
    kind: str = "class"
    locality: str = ""
    keeper: str = ""
    languages: tuple[str, ...] = ()
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Space:
    """A declaration as it stands: the form, the answers to the self-check, the two dates (UTC)."""

    form: SpaceForm
    answers: Mapping[str, bool]
    declared: datetime

    @property
    def renew(self) -> datetime:
        """A year after the declaration."""
        return same_day_next_year(self.declared)


def checked(form: SpaceForm, answers: Mapping[str, bool], questions: Sequence[str]) -> str:
    """The name of the place on one line; BadInput without one or with questions left open.

    Every question is answered yes or no; a no is no obstacle, it is what to work on.
    """
    name = " ".join(form.name.split())
    if not name or len(name) > LONGEST:
        raise BadInput(
            Message(N_("The name of the place has 1 to {most} signs."), {"most": LONGEST}),
            Message(N_("Type the name that people here use.")),
        )
    missing = [question for question in questions if question not in answers]
    if missing or form.kind not in PLACES:
        raise BadInput(
            Message(N_("Questions still open: {n}."), {"n": len(missing)}),
            Message(N_("Answer each with yes or no; both are welcome.")),
        )
    return name


def declare(
    records: Records, form: SpaceForm, answers: Mapping[str, bool], questions: Sequence[str]
) -> Changes:
    """Record a declaration that is `checked`."""
    name = checked(form, answers, questions)
    data = {**asdict(form), "name": name, "answers": dict(answers)}
    records.append([EventDraft(kind="space_declared", data=data)])
    return Changes.of("space")


def half_declared(name: str, error: MilClicksError) -> MilClicksError:
    """The same error where the settings call the place `name` already, and it stays so."""
    told = N_("This place is called {name} in the settings now, but its declaration was not kept.")
    return type(error)(Message(told, {"name": name}), error.remedy, error.detail)


def current(records: Records) -> Space | None:
    """The declaration made last, or None."""
    declared = records.space()
    if declared is None:
        return None
    data = declared.data
    known = {field.name: data[field.name] for field in fields(SpaceForm) if field.name in data}
    form = SpaceForm(**{**known, "languages": tuple(data.get("languages", ()))})
    answers = {str(key): bool(value) for key, value in data.get("answers", {}).items()}
    return Space(form, answers, datetime.fromisoformat(declared.at))
