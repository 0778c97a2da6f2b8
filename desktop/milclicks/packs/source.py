"""The source of a pack as a folder: what is in it, text by text, with the place of each.

Reading never fails: whatever is wrong is in `problems`, each with its place. Judging the content is
`check`; making a pack from it is `builder`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from milclicks.core.errors import Problem
from milclicks.packs import limits, units, yaml_tree
from milclicks.packs.po import Catalogue, read_catalogues
from milclicks.packs.remarks import remark
from milclicks.packs.yaml_tree import YamlFile

DOCUMENTS: Final = ("daily", "pact", "space", "glossary", "paths", "peer", "test")
PACK_TEXTS: Final = ("title", "description")


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text of a pack with its global id (`m2:hook/i1/stem`) and its place in the files."""

    id: str
    key: str
    text: str
    place: str


@dataclass(slots=True)
class Source:
    """Everything in a source folder, as read."""

    folder: Path
    pack: YamlFile
    lessons: dict[str, YamlFile] = field(default_factory=dict)
    documents: dict[str, YamlFile] = field(default_factory=dict)
    media: YamlFile = field(default_factory=lambda: YamlFile("media.yaml"))
    history: YamlFile = field(default_factory=lambda: YamlFile("history.yaml"))
    catalogues: dict[str, Catalogue] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The short name of the pack, which its catalogue template bears."""
        return str(self.head.get("slug") or self.folder.name)

    @property
    def head(self) -> dict[str, Any]:
        """What pack.yaml says; empty when it is not a mapping."""
        return self.pack.tree if isinstance(self.pack.tree, dict) else {}

    @property
    def media_list(self) -> list[dict[str, Any]]:
        """The entries of media.yaml that are mappings."""
        entries = self.media.tree if isinstance(self.media.tree, list) else []
        return [entry for entry in entries if isinstance(entry, dict)]

    def parts(self) -> Iterator[tuple[str, Any, YamlFile]]:
        """(scope, tree, file) of all that holds texts: pack, lessons, documents, media."""
        yield "pack", {key: self.head.get(key) for key in PACK_TEXTS}, self.pack
        for name, lesson in self.lessons.items():
            yield name, lesson.tree, lesson
        for name, document in self.documents.items():
            yield name, document.tree, document
        yield "media", self.media.tree, self.media

    def texts(self) -> Iterator[SourceText]:
        """Every text of the pack in the order in which a translator should meet them."""
        for scope, tree, file in self.parts():
            for unit in units.units(tree):
                yield SourceText(f"{scope}:{unit.id}", unit.key, unit.text, file.place(unit.owner))

    def words(self, scope: str, tree: Any, locale: str) -> dict[str, str] | None:
        """The texts of one scope in one locale by unit id; None when one is missing."""
        words: dict[str, str] = {}
        catalogue = self.catalogues.get(locale)
        for unit in units.units(tree):
            if locale == self.head.get("source_locale"):
                words[unit.id] = unit.text
                continue
            entry = catalogue.entries.get(f"{scope}:{unit.id}") if catalogue else None
            if entry is None or not entry.holds(unit.text):
                return None
            words[unit.id] = entry.text
        return words


def read_source(folder: Path) -> Source:
    """Read the source of a pack in `folder`."""
    source = Source(folder, yaml_tree.read(folder / "pack.yaml", "pack.yaml"))
    for name in _listed(source):
        file = yaml_tree.read(folder / "lessons" / f"{name}.yaml", f"lessons/{name}.yaml")
        source.lessons[name] = file
    for name in DOCUMENTS:
        if (folder / f"{name}.yaml").exists():
            source.documents[name] = yaml_tree.read(folder / f"{name}.yaml", f"{name}.yaml")
    for name in ("media", "history"):
        if (folder / f"{name}.yaml").exists():
            setattr(source, name, yaml_tree.read(folder / f"{name}.yaml", f"{name}.yaml"))
    source.catalogues = read_catalogues(folder / "locale", source.problems)
    _gather(source)
    return source


def _listed(source: Source) -> Iterator[str]:
    """The lesson ids of pack.yaml in their order; others are reported."""
    listed = source.head.get("lessons")
    names = [str(name) for name in listed] if isinstance(listed, list) else []
    if not names:
        detail = "lessons: [...]"
        source.problems.append(remark("source.field", "pack.yaml", detail=detail))
    for name in dict.fromkeys(names):
        if limits.ID.fullmatch(name):
            yield name
        else:
            source.problems.append(remark("source.id", "pack.yaml", detail=name))
    for path in sorted((source.folder / "lessons").glob("*.yaml")):
        if path.stem not in names:
            place = f"lessons/{path.name}"
            source.problems.append(remark("source.lesson_unlisted", place))


def _gather(source: Source) -> None:
    files = [source.pack, *source.lessons.values(), *source.documents.values()]
    for file in [*files, source.media, source.history]:
        source.problems.extend(file.problems)
