"""Which texts of a lesson must stand on its paper, found by walking the parsed lesson."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from milclicks.core import paths
from milclicks.core.marks import LINK, bare
from milclicks.core.texts import Texts
from milclicks.items.cloze import Cloze
from milclicks.items.gaps import segments
from milclicks.items.hotspot import Hotspot
from milclicks.items.number import Number
from milclicks.packs.drawings import png
from milclicks.packs.library import Library
from milclicks.prints.lesson import lesson_pdf
from milclicks.prints.lesson.data import LessonData, Shot, lesson_data
from milclicks.prints.lesson.setter import with_signs
from milclicks.steps.lesson import Lesson
from tests.support.lessons import fixture_lesson
from tests.support.packs_of_lessons import DRAWING

WORDS = frozenset({
    "title", "summary", "objective", "text", "body", "stem", "label", "caption", "prompt", "intro",
    "question", "reveal", "finding", "debrief", "reply", "sentence", "task", "left", "right",
    "notes", "paper", "no_paper_because", "name", "when", "will", "sender", "place_line",
    "ending_text", "model", "opt_out", "take_home_sentence", "take_home_task",
})  # fmt: skip
# What is said after an answer on the screen stays there; a hint is asked for on the screen.
SCREEN_ONLY = frozenset({"feedback", "hint", "otherwise", "rubric"})


def on_paper(lesson: Lesson, cut: int) -> list[str]:
    """Every text that belongs on the paper of a cut, bare, cloze texts in their parts."""
    found = list(_words(lesson, skip=frozenset({"steps"})))
    for step in lesson.steps_for(cut):
        found += _words(step)
    return [piece for text in found for piece in _printed(text)]


def _printed(text: str) -> Iterator[str]:
    """The parts that stand there in one piece: a link to a page is followed by "see card 7"."""
    parted = LINK.sub(lambda m: f"{m[1]}\0" if m[2] == "page" else m[1], text)
    for part in parted.split("\0"):
        for segment in segments(part):
            if segment.text.strip():
                yield with_signs(bare(segment.text)).strip()


def _words(node: Any, *, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    if isinstance(node, list) or (isinstance(node, tuple) and not hasattr(node, "_fields")):
        for each in node:
            yield from _words(each)
        return
    names = getattr(node, "_fields", None) or (
        tuple(f.name for f in fields(node)) if is_dataclass(node) else ()
    )
    hidden = SCREEN_ONLY | skip | _unprinted(node)
    for name in names:
        value = getattr(node, name)
        if name in hidden:
            continue
        if isinstance(value, str):
            if name in WORDS and value:
                yield value
        else:
            yield from _words(value)


def _unprinted(node: Any) -> frozenset[str]:
    """Fields of an item that are a key or an accepted answer: the answers have their own test."""
    if isinstance(node, Hotspot | Number) or getattr(node, "kind", "") == "short":
        return frozenset({"options"})
    if isinstance(node, Cloze) and node.mode == "text":
        return frozenset({"options"})
    return frozenset()


@cache
def ferry(cut: int = 60) -> LessonData:
    """The fixture lesson with every kind of step, item and artefact, its picture drawn."""
    picture = Shot(png(DRAWING), "A wooden pier over blue water")
    return LessonData(fixture_lesson(), cut, "en", {"quay": picture})


@cache
def bundled(lesson: str, locale: str, cut: int = 40) -> LessonData:
    """A lesson of the bundled pack."""
    with TemporaryDirectory() as folder, Library.open(Path(folder), [paths.bundled_packs()]) as lib:
        return lesson_data(lib, lesson, locale, cut)


@cache
def printed(
    lesson: str, locale: str, what: str = "all", *, cut: int = 40, paper: str = "a4"
) -> bytes:
    """The paper of `bundled(lesson, locale, cut)` or of `ferry(cut)`, laid out once.

    The same lesson has the same bytes, which a test of its own holds.
    """
    data = ferry(cut) if lesson == "ferry" else bundled(lesson, locale, cut)
    return lesson_pdf(data, Texts(locale), what=what, paper=paper)
