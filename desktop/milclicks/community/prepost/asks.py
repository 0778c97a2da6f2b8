"""The questions of a form in the order in which they are asked, each with what its key needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from milclicks.core.errors import Problem
from milclicks.items.artefact import Artefact
from milclicks.items.artefact_read import read_artefact
from milclicks.items.reader import BadContent, Reader
from milclicks.packs.course import Test, TestForm
from milclicks.packs.library import Library

VERDICTS: Final = ("sound", "unsound")
STEPS: Final = ("1", "2", "3", "4", "5")
INTENTS: Final = ("accept", "hold", "reject")
PARTS: Final = ("decision", "choice", "statement", "intent")


@dataclass(frozen=True, slots=True)
class Ask:
    """One question; `part` is one of PARTS.

    `options` are the responses that exist, with the author's words where there are any; `key` is
    the right one, empty for a question without a right answer. `objectives` (A1, E2, C4 ...) say
    which abilities a question of part 2 needs.
    """

    id: str
    part: str
    stem: str
    options: tuple[tuple[str, str], ...]
    key: str = ""
    why: str = ""
    strand: str = ""
    objectives: tuple[str, ...] = ()
    stimulus: Artefact | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One of the two parallel forms; `pack` and `version` say where it is from."""

    id: str
    title: str
    pack: str
    version: int
    asks: tuple[Ask, ...]

    def part(self, part: str) -> tuple[Ask, ...]:
        """The questions of one part."""
        return tuple(one for one in self.asks if one.part == part)

    def ask(self, item: str) -> Ask | None:
        """The question with this id."""
        return next((one for one in self.asks if one.id == item), None)


@dataclass(frozen=True, slots=True)
class Pretest:
    """The test: what it says about itself, what it tells the teacher, and its forms by id."""

    title: str
    intro: str
    teacher: tuple[str, ...]
    forms: Mapping[str, Form]

    def other(self, form: str) -> str:
        """The parallel form."""
        return next((one for one in self.forms if one != form), form)


def of_packs(library: Library, locale: str) -> Pretest:
    """The test of the first pack that has one; raises NotFound when none has."""
    document = library.document("test", locale)
    versions = {pack.id: pack.version for pack in library.packs()}
    return read(document, versions.get(str(document["pack"]), 0))


def read(document: Mapping[str, Any], version: int = 0) -> Pretest:
    """The test of a `test` document (as Library.document gives it); raises BadContent."""
    text = msgspec.convert(document, Test)
    name, locale = str(document.get("pack", "")), str(document.get("locale", "en"))
    forms = {one.id: _form(one, name, version, locale) for one in text.forms}
    return Pretest(text.title, text.intro, tuple(one.text for one in text.teacher), forms)


def _form(form: TestForm, pack: str, version: int, locale: str) -> Form:
    verdicts = tuple((one, "") for one in VERDICTS)
    found = [
        Ask(
            one.id, "decision", one.stem, verdicts, one.truth, one.why,
            stimulus=_stimulus(one.stimulus, f"{form.id}/{one.id}", locale),
        )
        for one in form.decisions
    ]  # fmt: skip
    for strand in form.questions:
        for asked in strand.items:
            options = tuple((option.id, option.body) for option in asked.options)
            key = next((option.id for option in asked.options if option.weight), "")
            found.append(
                Ask(
                    asked.id,
                    "choice",
                    asked.stem,
                    options,
                    key,
                    asked.why,
                    strand.strand,
                    tuple(asked.objectives),
                )
            )
    steps = tuple((one, "") for one in STEPS)
    found += [Ask(one.id, "statement", one.text, steps) for one in form.statements]
    intents = tuple((one, "") for one in INTENTS)
    for wish in form.intents:
        shown = _stimulus(wish.stimulus, f"{form.id}/{wish.id}", locale)
        found.append(Ask(wish.id, "intent", wish.stem, intents, stimulus=shown))
    return Form(form.id, form.title, pack, version, tuple(found))


def _stimulus(raw: Mapping[str, Any], place: str, locale: str) -> Artefact:
    problems: list[Problem] = []
    found = read_artefact(Reader(raw, place, problems, locale))
    if problems:
        raise BadContent(problems)
    return found
