"""Reads the teacher's guide and finds its sections.

The guide is a list of units `{id, kind, text}` in `resources/help/guide.yaml`; the file is
written so that it is JSON as well as YAML, because the running program has no YAML reader. A
translation `resources/help/<locale>/guide.yaml` holds the same ids. It draws nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from milclicks.core import paths
from milclicks.core.folding import fold
from milclicks.core.texts import Texts
from milclicks.core.translit import to_latin


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph, heading, step or point."""

    id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    id: str
    title: str
    units: tuple[Unit, ...]

    def matches(self, words: list[str]) -> bool:
        """True if every folded word is in the heading or the text."""
        text = fold(" ".join((self.title, *(unit.text for unit in self.units))))
        return all(word in text for word in words)


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole guide in one language."""

    title: str
    intro: str
    sections: tuple[Section, ...]

    def search(self, query: str) -> tuple[Section, ...]:
        """Sections with all the words of `query`; those with a fitting heading come first."""
        words = fold(query).split()
        if not words:
            return self.sections
        found = [section for section in self.sections if section.matches(words)]
        return tuple(
            sorted(found, key=lambda section: not all(w in fold(section.title) for w in words))
        )


def _units(locale: str) -> dict[str, tuple[str, str]]:
    folder = paths.resources() / "help"
    file = folder / "guide.yaml" if locale == "en" else folder / locale / "guide.yaml"
    if not file.is_file():
        return {}
    text = re.sub(r"^#.*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {unit["id"]: (unit.get("kind", ""), unit["text"]) for unit in json.loads(text)}


def read_guide(texts: Texts) -> Guide:
    """The guide in the language of `texts`; a unit without translation stays English."""
    source = _units("en")
    own = _units("sr_Cyrl" if texts.locale == "sr_Latn" else texts.locale)
    units = []
    for key, (kind, english) in source.items():
        text = own[key][1] if key in own else texts.say(english)
        if texts.locale == "sr_Latn" and key in own:
            text = to_latin(text)
        units.append(Unit(key, kind, text))
    return _assemble(units)


def _assemble(units: list[Unit]) -> Guide:
    title = next(unit.text for unit in units if unit.kind == "title")
    intro = next(unit.text for unit in units if "/" not in unit.id and unit.kind == "p")
    sections: dict[str, tuple[str, list[Unit]]] = {}
    for unit in units:
        section, slash, _ = unit.id.partition("/")
        if not slash:
            continue
        if unit.kind == "heading":
            sections[section] = (unit.text, [])
        else:
            sections[section][1].append(unit)
    return Guide(
        title,
        intro,
        tuple(Section(key, head, tuple(body)) for key, (head, body) in sections.items()),
    )
