"""Builds a pack from its source: the same source gives the same bytes, wherever and whenever.

Nothing of the machine goes in: no clock, no path, no order of a folder or a dictionary. A lesson
goes in with those locales only in which every one of its texts is translated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from milclicks.core.errors import N_, BadPack, Message, Problem
from milclicks.core.files import write_atomic
from milclicks.core.texts import LOCALES
from milclicks.packs import media, strict_json, units
from milclicks.packs.check import check_source
from milclicks.packs.contents import manifest_of
from milclicks.packs.format import MIMETYPE
from milclicks.packs.manifest import Manifest, Resource, Spoken, encode, parse
from milclicks.packs.source import Source, read_source
from milclicks.packs.source_media import SourceMedium, load
from milclicks.packs.uilocale_source import is_language_pack
from milclicks.packs.writer import Blob, container


class PackProblems(BadPack):
    """A source that cannot be built; `problems` are the errors, each with its place."""

    code = "build.problems"

    def __init__(self, problems: list[Problem]) -> None:
        """Take the errors of a check."""
        sentence = Message(
            N_("The pack cannot be built. Problems to mend first: {count}."),
            {"count": len(problems)},
        )
        remedy = Message(N_("Run “pack check” to see each problem with its place."))
        lines = [f"{p.code} {p.place}" for p in problems]
        super().__init__(sentence, remedy, "\n".join(lines))
        self.problems = tuple(problems)


@dataclass(slots=True)
class Parts:
    """Blobs and the resources that name them, while a pack is put together."""

    blobs: list[Blob] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)

    def add(self, path: str, content: bytes, mediatype: str, role: str, **more: Any) -> None:
        blob = Blob(content, squeeze=mediatype == media.JSON)
        self.blobs.append(blob)
        self.resources.append(
            Resource(
                path=path,
                hash=blob.hash,
                bytes=len(content),
                mediatype=mediatype,
                role=role,
                **more,
            )
        )


def build_pack(folder: Path, target: Path) -> tuple[list[Problem], Manifest]:
    """Check the source in `folder` and write the pack to `target`.

    Returns the warnings and the manifest; raises PackProblems with the errors and writes nothing.
    """
    warnings, data, manifest = pack_bytes(folder)
    write_atomic(target, data, named=True)
    return warnings, manifest


def pack_bytes(folder: Path) -> tuple[list[Problem], bytes, Manifest]:
    """The warnings, the bytes and the manifest of the pack in `folder`; raises PackProblems."""
    if is_language_pack(folder):
        from milclicks.packs.uilocale_builder import language_pack_bytes

        return language_pack_bytes(folder)
    source = read_source(folder)
    found = check_source(source)
    errors = [problem for problem in found if problem.severity == "error"]
    if errors:
        raise PackProblems(errors)
    return found, *assemble(source)


def assemble(source: Source) -> tuple[bytes, Manifest]:
    """The bytes and manifest of a source that was checked."""
    parts = Parts()
    complete = {name: _locales(source, name) for name in [*source.lessons, *source.documents]}
    for name, file in source.lessons.items():
        _add(parts, source, name, file.tree, complete[name], "lesson")
    for name, file in source.documents.items():
        _add(parts, source, name, file.tree, complete[name], "document")
    for entry in source.media_list:
        _add_medium(parts, source, entry)
    manifest = manifest_of(source, parts.resources, complete)
    data = encode(manifest)
    parse(data)
    return container(data, parts.blobs, MIMETYPE), manifest


def _tree(source: Source, name: str) -> Any:
    return {**source.lessons, **source.documents}[name].tree


def _locales(source: Source, name: str) -> tuple[str, ...]:
    """The locales in which a lesson or document is complete, in the app's order."""
    tree = _tree(source, name)
    return tuple(code for code in LOCALES if source.words(name, tree, code) is not None)


def _add(
    parts: Parts, source: Source, name: str, tree: Any, locales: tuple[str, ...], role: str
) -> None:
    structure = strict_json.encode(units.stripped(tree))
    parts.add(f"{role}s/{name}.json", structure, media.JSON, role)
    for locale in locales:
        words = strict_json.encode(source.words(name, tree, locale))
        path = f"texts/{locale}/{name}.json"
        parts.add(path, words, media.JSON, "texts", locale=locale)


def _add_medium(parts: Parts, source: Source, entry: dict[str, Any]) -> None:
    medium = load(source, entry)
    alt = {
        locale: words[f"{medium.id}/alt"]
        for locale in LOCALES
        if "alt" in entry
        and (words := source.words("media", [{"id": medium.id, "alt": entry["alt"]}], locale))
    }
    parts.add(
        f"media/{medium.id}{medium.suffix}",
        medium.content,
        medium.mediatype,
        medium.mediatype.partition("/")[0],
        alt=alt,
        license=str(entry.get("license") or ""),
        credit=str(entry.get("credit") or ""),
        source=str(entry.get("source") or ""),
        locale=str(entry["locale"]) if "speaks" in entry else None,
        sound=_spoken(medium, entry),
    )


def _spoken(medium: SourceMedium, entry: dict[str, Any]) -> Spoken | None:
    """What the manifest says of a sound; None for pictures and films."""
    if not medium.mediatype.startswith("audio/"):
        return None
    return Spoken(
        length_ms=round(medium.seconds * 1000),
        speaks=str(entry.get("speaks") or ""),
        synthetic=entry.get("synthetic") is True,
    )
