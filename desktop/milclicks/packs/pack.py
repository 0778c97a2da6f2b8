"""One open pack: its manifest, and each blob checked against the manifest whenever it is read.

Used in place: the file may lie on a stick or in a read-only folder and is never unpacked. Not
here: many packs at once (`library`), reading every blob (`verify`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from milclicks.packs import limits, locales, manifest, markup, media, strict_json, units
from milclicks.packs.format import Container
from milclicks.packs.manifest import LessonInfo, Manifest, Resource
from milclicks.packs.refusals import PackRefused


class Pack:
    """An open pack file. `manifest` is None when the pack is of a later format."""

    def __init__(self, path: Path) -> None:
        """Open `path` and check its directory and manifest; raises PackRefused."""
        self.path = path
        self._container = Container(path)
        try:
            size = self._container.entries["manifest.json"].size
            if size > limits.MANIFEST_BYTES:
                raise PackRefused("manifest.too_big", f"{size} bytes")
            data = self._container.read("manifest.json", limit=limits.MANIFEST_BYTES)
            self.head, self._manifest, self.raw = manifest.parse(data)
            self._by_path = {one.path: one for one in self.resources}
            self._match_blobs()
        except PackRefused:
            self.close()
            raise

    def __enter__(self) -> Self:
        """The pack itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the file go."""
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._container.close()

    @property
    def readable(self) -> bool:
        """Whether the pack is of a format that this app knows."""
        return self._manifest is not None

    @property
    def manifest(self) -> Manifest:
        """The table of contents; raises PackRefused for a later format."""
        if self._manifest is None:
            raise PackRefused("app.needed", version=self.head.requires.app or "?")
        return self._manifest

    @property
    def resources(self) -> tuple[Resource, ...]:
        """Every blob's line in the manifest; empty for a later format."""
        return self._manifest.resources if self._manifest else ()

    @property
    def key(self) -> str:
        """`mil.core@3`: the pack and its version."""
        return f"{self.head.id}@{self.head.version}"

    @property
    def signed(self) -> bool:
        """Whether the place of a signature is taken; nothing is said about its worth."""
        return "signature.json" in self._container.entries

    def _match_blobs(self) -> None:
        """The blobs in the file are those of the manifest, in their sizes and within bounds."""
        held = {name[2:] for name in self._container.entries if name.startswith("b/")}
        for resource in self.resources:
            if resource.bytes > media.limit_of(resource.mediatype):
                raise PackRefused("blob.limit", f"{resource.path}: {resource.bytes} bytes")
            if resource.hash not in held:
                raise PackRefused("blob.missing", resource.path)
            if self._container.entries[f"b/{resource.hash}"].size != resource.bytes:
                raise PackRefused("blob.size", resource.path)
        extra = held - {resource.hash for resource in self.resources}
        if extra and self.readable:
            raise PackRefused("blob.extra", min(extra))

    def resource(self, path: str) -> Resource:
        """The line of the manifest for `path`; raises PackRefused when there is none."""
        if path not in self._by_path:
            raise PackRefused("blob.missing", path)
        return self._by_path[path]

    def stream(self, resource: Resource) -> Iterator[bytes]:
        """A blob in pieces; the last step raises PackRefused when its hash is wrong."""
        digest = hashlib.sha256()
        for piece in self._container.stream(f"b/{resource.hash}", limit=resource.bytes):
            digest.update(piece)
            yield piece
        if digest.hexdigest() != resource.hash:
            raise PackRefused("blob.hash", resource.path)

    def blob(self, resource: Resource) -> bytes:
        """A blob, checked."""
        return b"".join(self.stream(resource))

    def blobs_of_later_format(self) -> Iterator[str]:
        """Check each blob of a later format against its own name; yields the names."""
        for name in self._container.entries:
            if name.startswith("b/"):
                digest = hashlib.sha256()
                for piece in self._container.stream(name, limit=limits.VIDEO_BYTES):
                    digest.update(piece)
                if digest.hexdigest() != name[2:]:
                    raise PackRefused("blob.hash", name)
                yield name

    def reserved(self) -> Iterator[str]:
        """Read the entries whose meaning comes later; yields their names."""
        for name in self._container.entries:
            if name == "signature.json" or name.startswith("tuf/"):
                self._container.read(name, limit=limits.RESERVED_BYTES)
                yield name

    def tree(self, path: str) -> Any:
        """The value of a JSON blob."""
        return strict_json.decode(
            self.blob(self.resource(path)), depth=limits.JSON_DEPTH, place=path
        )

    def lesson_info(self, lesson: str) -> LessonInfo | None:
        """The manifest's line for a lesson, or None."""
        return next((one for one in self.manifest.lessons if one.id == lesson), None)

    def locales_of(self, name: str) -> tuple[str, ...]:
        """The locales in which a lesson or document is complete."""
        return tuple(
            one.locale
            for one in self.resources
            if one.locale is not None and one.path == f"texts/{one.locale}/{name}.json"
        )

    def locale_for(self, name: str, wanted: str) -> str | None:
        """The locale in which to show a lesson or document to a reader of `wanted`."""
        held = self.manifest
        found = self.locales_of(name)
        return locales.nearest(wanted, found, held.fallback, held.source_locale)

    def words(self, name: str, locale: str) -> Mapping[str, str]:
        """The texts of a lesson or document in one locale by unit id, fit to be shown."""
        texts = self.tree(f"texts/{locale}/{name}.json")
        check_words(texts, f"texts/{locale}/{name}.json")
        return _shown(texts)

    def filled(self, role: str, name: str, locale: str) -> Any:
        """A lesson's or document's tree with its texts in one locale."""
        structure = self.tree(f"{role}s/{name}.json")
        try:
            return units.filled(structure, self.words(name, locale))
        except KeyError as error:
            raise PackRefused("lesson.texts", f"{locale}/{name}: no text {error}") from error

    def medium(self, media_id: str) -> Resource | None:
        """The line of the manifest for a picture, sound or film, or None."""
        start = f"media/{media_id}."
        return next((one for one in self.resources if one.path.startswith(start)), None)


def _shown(texts: Mapping[str, str]) -> Mapping[str, str]:
    """The texts without characters that turn a line around; the screen isolates by itself."""
    return {
        name: words if words.isprintable() else markup.without_controls(words)
        for name, words in texts.items()
    }


def check_words(texts: Any, place: str) -> None:
    """Refuse what is not a plain table of texts, each short enough to be drawn."""
    if not isinstance(texts, dict):
        raise PackRefused("lesson.texts", f"{place}: not a table of texts")
    for name, words in texts.items():
        if not isinstance(words, str):
            raise PackRefused("lesson.texts", f"{place}: {name[:80]} is not a text")
        if len(words) > limits.UNIT_CHARACTERS:
            raise PackRefused("lesson.text_length", f"{place}: {name[:80]}: {len(words)}")
