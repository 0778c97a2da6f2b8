"""The lesson: steps with the plan of the board, the teacher's notes and what goes home.

`parse_lesson` reads a tree whose texts are filled in for one locale. It does not know packs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from milclicks.core.errors import N_, Problem
from milclicks.items.artefact import Artefact, Note
from milclicks.items.artefact_read import read_notes
from milclicks.items.base import Item
from milclicks.items.reader import BadContent, Reader, flaw
from milclicks.steps.base import CUTS, Step
from milclicks.steps.blueprint import blueprint_problems
from milclicks.steps.registry import read_step, step_problems

STRANDS: Final = (
    "mil",
    "critical",
    "literacy",
    "intercultural",
    "citizenship",
    "knowledge",
    "sustainability",
)


@dataclass(frozen=True, slots=True)
class Teacher:
    """What only the teacher reads."""

    misconceptions: tuple[Note, ...] = ()
    sensitive: tuple[Note, ...] = ()
    answers: tuple[Note, ...] = ()
    timing: tuple[Note, ...] = ()
    opt_out: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was looked up."""

    id: str
    name: str
    url: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One lesson in one language. `pack` and `version` are "" and 0 outside a library."""

    id: str
    rev: int
    strand: str
    title: str
    summary: str
    objective: str
    minutes: int
    steps: tuple[Step, ...]
    ages: tuple[int, ...] = ()
    picture: str = ""
    unesco: tuple[str, ...] = ()
    competency: tuple[str, ...] = ()
    key: tuple[Note, ...] = ()
    board: tuple[Note, ...] = ()
    teacher: Teacher = Teacher()
    take_home_sentence: str = ""
    take_home_task: str = ""
    sources: tuple[Source, ...] = ()
    terms: tuple[str, ...] = ()
    pack: str = ""
    version: int = 0

    def steps_for(self, cut: int) -> tuple[Step, ...]:
        """Return the steps of the 20, 40 or 60 minute version."""
        return tuple(step for step in self.steps if cut in step.cuts)

    def step(self, step_id: str) -> Step | None:
        """Return one step by its id, or None."""
        return next((step for step in self.steps if step.id == step_id), None)

    def items(self) -> Iterator[tuple[Step, Item]]:
        """Every item with its step, in lesson order."""
        return ((step, item) for step in self.steps for item in step.items())

    def artefacts(self) -> Iterator[Artefact]:
        """Every artefact of steps and items."""
        for step in self.steps:
            yield from step.artefacts()
        yield from (item.stimulus for _, item in self.items() if item.stimulus is not None)

    def pictures(self) -> frozenset[str]:
        """Every media id that the lesson needs."""
        found = {self.picture} if self.picture else set()
        for step in self.steps:
            found |= set(step.pictures())
        for artefact in self.artefacts():
            found |= set(artefact.pictures())
        found |= {getattr(item, "picture", "") for _, item in self.items()}
        return frozenset(found - {""})

    @property
    def features(self) -> tuple[str, ...]:
        """What a player must know to play the lesson: `step:scene@1`, `item:order@1`."""
        steps = {f"step:{step.kind}@1" for step in self.steps}
        return tuple(sorted(steps | {f"item:{item.kind}@1" for _, item in self.items()}))


def _teacher(source: Reader) -> Teacher:
    inner = source.child("teacher")
    if inner is None:
        return Teacher()
    way_out = inner.child("opt_out")
    opt_out = ""
    if way_out is not None:
        opt_out = way_out.text("text")
        way_out.close()
    teacher = Teacher(
        misconceptions=read_notes(inner, "misconceptions", needed=False),
        sensitive=read_notes(inner, "sensitive", needed=False),
        answers=read_notes(inner, "answers", needed=False),
        timing=read_notes(inner, "timing", needed=False),
        opt_out=opt_out,
    )
    inner.close()
    return teacher


def _source(row: Reader) -> Source:
    found = Source(row.name(), row.text("name"), row.text_or("url"), row.whole("year", 0))
    row.close()
    return found


def _key(source: Reader) -> tuple[Note, ...]:
    inner = source.child("key")
    if inner is None:
        return ()
    lines = read_notes(inner, "lines")
    inner.close()
    return lines


def _take_home(source: Reader) -> tuple[str, str]:
    inner = source.child("take_home")
    if inner is None:
        return "", ""
    both = inner.text("sentence"), inner.text("task")
    inner.close()
    return both


def read_lesson(source: Reader, *, pack: str = "", version: int = 0) -> Lesson:
    """Read a lesson; mistakes go to the reader."""
    sentence, task = _take_home(source)
    lesson = Lesson(
        id=source.name(),
        rev=source.whole("rev", 1),
        strand=source.word("strand", STRANDS),
        title=source.text("title"),
        summary=source.text("summary"),
        objective=source.text("objective"),
        minutes=source.whole("minutes"),
        steps=tuple(read_step(row) for row in source.rows("steps")),
        ages=source.wholes("ages"),
        picture=source.name_or("picture"),
        unesco=source.words("unesco"),
        competency=source.words("competency"),
        key=_key(source),
        board=read_notes(source, "board", needed=False),
        teacher=_teacher(source),
        take_home_sentence=sentence,
        take_home_task=task,
        sources=tuple(_source(row) for row in source.rows("sources", needed=False)),
        terms=source.words("terms"),
        pack=pack,
        version=version,
    )
    source.close()
    return lesson


def parse_lesson(tree: object, *, pack: str = "", version: int = 0, locale: str = "en") -> Lesson:
    """Read a lesson from its tree; raise BadContent with every mistake of its source.

    `locale` is the language of the texts in the tree: words beside numbers follow its plurals.
    """
    problems: list[Problem] = []
    reader = Reader(tree, "", problems, locale)
    lesson = read_lesson(reader, pack=pack, version=version)
    problems += _repeated_paths(tree)
    if problems:
        raise BadContent(problems)
    return lesson


def _repeated_paths(tree: object) -> list[Problem]:
    """Report ids that two neighbours share: their texts and answers could not be told apart."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for path in _paths(tree, ""):
        if path in seen:
            twice[path] = None
        seen.add(path)
    return [
        flaw(
            "content.repeated_id",
            path,
            N_("The id “{id}” comes twice."),
            N_("Give every entry an id of its own."),
            id=path.rpartition("/")[2],
        )
        for path in twice
    ]


def _paths(node: object, path: str) -> list[str]:
    """The path of every entry with an id, in reading order."""
    found: list[str] = []
    for value in node.values() if isinstance(node, dict) else ():
        for member in value if isinstance(value, list) else (value,):
            if isinstance(member, dict):
                own = member.get("id")
                inner = f"{path}/{own}".lstrip("/") if own is not None else path
                if own is not None:
                    found.append(inner)
                found += _paths(member, inner)
    return found


def lesson_problems(lesson: Lesson) -> list[Problem]:
    """Return what an author did wrong in a readable lesson; places are step/item/option."""
    found = [each for step in lesson.steps for each in step_problems(step)]
    for cut in CUTS:
        if lesson.steps and not lesson.steps_for(cut):
            found.append(
                flaw(
                    "lesson.empty_cut",
                    lesson.id,
                    N_("The version of {minutes} minutes has no steps."),
                    N_("Add {minutes} to the cuts of the steps that belong to it."),
                    minutes=cut,
                )
            )
    return found + blueprint_problems(lesson)
