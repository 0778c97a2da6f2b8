"""One open pack: its manifest, and each blob checked against the manifest whenever it is read.

Used in place: the file may lie on a stick or in a read-only folder and is never unpacked. Not
here: many packs at once (`library`), reading every blob (`verify`).
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from milclicks.packs import limits, locales, markup, media, strict_json, wording
from milclicks.packs.format import Container, Entry, content_in, content_of
from milclicks.packs.manifest import Head, LessonInfo, Manifest, Resource
from milclicks.packs.read_manifest import ReadManifest, read_manifest
from milclicks.packs.refusals import PackRefused
from milclicks.packs.runs import Run, Shared, covering, runs_of
from milclicks.packs.trust import keys

if TYPE_CHECKING:
    from milclicks.packs.travel.source import PackSource


class Remembered(Protocol):
    """What the library keeps of a pack that it looked through, so that it opens at once."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...

    def find(self, path: str) -> tuple[Resource, Entry] | None:
        """The line of the manifest for `path`, and where its blob lies."""
        ...

    def medium(self, media_id: str) -> Resource | None:
        """The line of the manifest for a picture, sound or film."""
        ...


Part = tuple[Resource, Entry]
"""A line of the manifest, and where its blob lies."""


Content = bytes | memoryview | PackRefused
"""What a blob holds, or why nothing can be said of it."""


class Pack:
    """An open pack file. `manifest` is None when the pack is of a later format."""

    def __init__(self, path: Path, remembered: Remembered | None = None) -> None:
        """Open `path` and check its directory and manifest; raises PackRefused.

        What is `remembered` was checked before: directory and manifest are then read only when
        more is asked for, and each blob is checked against its hash as always.
        """
        self.path = path
        self.lent: Mapping[str, Path] = {}  # by locale: the language pack that lends its words
        self.hurt: Callable[[str], object] = str  # told the path of a blob that is damaged
        self._structure: tuple[str, Any] = ("", None)
        self._remembered = remembered
        self._container = Container(path, whole=remembered is None)
        if remembered is None:
            try:
                self._match_blobs()
            except PackRefused:
                self.close()
                raise

    @cached_property
    def _contents(self) -> ReadManifest:
        return read_manifest(self._container)

    @property
    def digest(self) -> str:
        """The sha256 of the manifest, which is what a signature is about."""
        return self._contents.digest

    @property
    def head(self) -> Head:
        """What every format of a manifest begins with."""
        return self._contents.head

    @property
    def raw(self) -> dict[str, Any]:
        """The manifest as it is written, with what this app does not know."""
        return self._contents.raw

    @property
    def _manifest(self) -> Manifest | None:
        return self._contents.manifest

    @property
    def name(self) -> tuple[str, int]:
        """The id of the pack and its version."""
        known = self._remembered or self.head
        return known.id, known.version

    def __enter__(self) -> Self:
        """The pack itself."""
        return self

    def __exit__(self, *raised: object) -> None:
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

    def signature(self, limit: int) -> bytes:
        """The content of `signature.json`."""
        return self._container.read("signature.json", limit=limit)

    @property
    def publisher(self) -> str:
        """Who says to answer for it: the one called its publisher, else who is named first."""
        named = self._manifest.contributors if self._manifest else ()
        first = [*(one for one in named if one.role == "publisher"), *named]
        return markup.line(first[0].name) if first else ""

    @property
    def title(self) -> str:
        """What it is called in its own language; its id when nothing is said."""
        if self._manifest is None:
            return self.head.id
        told = self._manifest.locales[self._manifest.source_locale].title
        return markup.line(told) or self.head.id

    def _match_blobs(self) -> None:
        """The blobs in the file are those of the manifest, in their sizes and within bounds."""
        if self._container.entries.fits == self.digest:
            return
        held = {name[2:] for name in self._container.entries if name.startswith("b/")}
        for resource in self.resources:
            if resource.bytes > media.limit_of(resource.mediatype):
                raise PackRefused("blob.limit", f"{resource.path}: {resource.bytes} bytes")
            if resource.hash not in held:
                raise PackRefused("blob.missing", resource.path)
            if self._container.entries[f"b/{resource.hash}"].size != resource.bytes:
                raise PackRefused("blob.size", resource.path)
        extra = held - {resource.hash for resource in self.resources}
        if keys.key_in(self.head.id) is not None:  # no catalogue signs a teacher's pack
            extra |= self.carried().keys()
        if extra and self.readable:
            raise PackRefused("blob.extra", min(extra))
        self._container.entries.fits = self.digest

    def resource(self, path: str) -> Resource:
        """The line of the manifest for `path`; raises PackRefused when there is none."""
        found = self._find(path)
        if found is None:
            raise PackRefused("blob.missing", path)
        return found

    def _find(self, path: str) -> Resource | None:
        if self._remembered is None:
            return self._contents.by_path.get(path)
        found = self._remembered.find(path)
        return found[0] if found else None

    def parts(self) -> Iterator[Part]:
        """Each line of the manifest and where its blob lies."""
        return ((one, self._container.entries[f"b/{one.hash}"]) for one in self.resources)

    def _entry(self, resource: Resource) -> Entry:
        """Where a blob lies."""
        if self._remembered is not None:
            found = self._remembered.find(resource.path)
            if found is not None and found[0].hash == resource.hash:
                return found[1]
        return self._container.entries[f"b/{resource.hash}"]

    def runs(self, resources: Iterable[Resource], most: int, *, whole: bool) -> Iterator[Run]:
        """Where the blobs of some lines lie (`runs_of`); `whole`: all of the file."""
        entries = self._container.entries
        found = runs_of(entries, resources, most)
        return covering(found, entries.size) if whole else found

    def span(self, start: int, end: int, room: memoryview, name: str) -> memoryview:
        """The bytes of the file from `start` to `end`, in `room`; `name` is for a refusal."""
        return self._container.span(start, end, room, name)

    def contents_in(self, run: Run, raw: memoryview) -> Iterator[tuple[Shared, Content]]:
        """Each blob of a run with its content, or with what is wrong, out of the run's bytes.

        The hashes are made one right after another: none of them needs the interpreter, and what
        does, in between, would hold up the thread beside this one.
        """
        begun = run.start
        packed = [raw[one.start - begun : one.end - begun] for one, _ in run.blobs]
        contents = [_unpacked(one, lies) for (one, _), lies in zip(run.blobs, packed, strict=True)]
        digests = [_digest(one) for one in contents]
        for blob, content, digest in zip(run.blobs, contents, digests, strict=True):
            lines, found = blob[1], content
            if not isinstance(content, PackRefused) and digest != lines[0].hash:
                found = PackRefused("blob.hash", lines[0].path)
            if isinstance(found, PackRefused):
                self._tell_hurt(lines)
            yield blob, found

    def stream(self, resource: Resource) -> Iterator[bytes | memoryview]:
        """A blob in pieces; the last step raises PackRefused when its hash is wrong."""
        digest = hashlib.sha256()
        with self._hurting([resource]):
            entry = self._entry(resource)
            for piece in self._container.content(entry, limit=resource.bytes, hashed=True):
                digest.update(piece)
                yield piece
            if digest.hexdigest() != resource.hash:
                raise PackRefused("blob.hash", resource.path)

    def begins(self, blob: Shared, head: int, raw: Iterator[memoryview]) -> bytes:
        """The first `head` bytes of a checked blob out of the pieces of its stretch."""
        entry, lines = blob
        digest, first = hashlib.sha256(), b""
        with self._hurting(lines):
            for piece in content_of(entry, raw):
                digest.update(piece)
                first += piece[: head - len(first)] if len(first) < head else b""
            if digest.hexdigest() != lines[0].hash:
                raise PackRefused("blob.hash", lines[0].path)
        return first

    def same(self, other: Pack) -> bool:
        """Whether another file has the same manifest, and the same blobs in the same places."""
        return self.digest == other.digest and self._container.entries == other._container.entries

    @contextlib.contextmanager
    def _hurting(self, lines: Sequence[Resource]) -> Iterator[None]:
        """Tell of a blob that turns out to be damaged."""
        try:
            yield
        except PackRefused:
            self._tell_hurt(lines)
            raise

    def _tell_hurt(self, lines: Iterable[Resource]) -> None:
        for one in lines:
            self.hurt(one.path)

    def unzips(self) -> Iterator[str]:
        """Read each entry as any other program would, by its CRC; yields the names."""
        for name, entry in self._container.entries.items():
            for _ in self._container.content(entry, limit=entry.size):
                continue
            yield name

    def blob(self, resource: Resource) -> bytes:
        """A blob, checked."""
        return b"".join(self.stream(resource))

    def blobs_of_later_format(self) -> Iterator[str]:
        """Check each blob of a later format against its own name; yields it piece by piece."""
        for name in self._container.entries:
            if name.startswith("b/"):
                digest = hashlib.sha256()
                for piece in self._container.stream(name, limit=limits.VIDEO_BYTES):
                    digest.update(piece)
                    yield name
                if digest.hexdigest() != name[2:]:
                    raise PackRefused("blob.hash", name)

    def reserved(self) -> Iterator[str]:
        """Read the entries whose meaning comes later; yields their names."""
        for name in ("signature.json", *self.carried()):
            if name in self._container.entries:
                self._container.read(name, limit=limits.RESERVED_BYTES)
                yield name

    def carried(self) -> dict[str, Entry]:
        """Where the metadata of a catalogue lie that the pack carries, by name; unproved."""
        entries = self._container.entries
        return {name: one for name, one in entries.items() if name.startswith("tuf/")}

    def catalogue(self) -> PackSource | None:
        """The catalogue that the pack carries as a place to look at, or None."""
        from milclicks.packs.travel.source import PackSource

        if "tuf/timestamp.json" not in self._container.entries:
            return None
        return PackSource(self._container, self.path.name)

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
        return self._contents.texts.get(name, ())

    def locale_for(self, name: str, wanted: str) -> str | None:
        """The locale in which to show a lesson or document to a reader of `wanted`."""
        held = self.manifest
        found = self.locales_of(name)
        return locales.nearest(wanted, found, held.fallback, held.source_locale)

    def words(self, name: str, locale: str) -> Mapping[str, str]:
        """The texts of a lesson or document in one locale by unit id, fit to be shown."""
        path = f"texts/{locale}/{name}.json"
        if locale in self.lent and self._find(path) is None:
            with Pack(self.lent[locale]) as lender:
                return lender.words(name, locale)
        return wording.shown(self.tree(path), path)

    def note(self, path: str, texts: Any) -> Mapping[str, str]:
        """The texts at `path` fit to be shown, after they were checked; their card is kept."""
        made = wording.shown(texts, path)
        self._contents.cards[path] = (made.get("title", ""), made.get("summary", ""))
        return made

    def note_card(self, path: str, texts: bytes) -> None:
        """Keep the card of texts that are read when they are opened; nothing where they are bad."""
        held = self._contents.cards
        found = None if path in held else wording.card_in(texts, path)
        if found is not None:
            held[path] = found

    def card(self, lesson: str, locale: str) -> tuple[str, str]:
        """Title and summary of a lesson in one of its locales."""
        found = self._contents.cards.get(f"texts/{locale}/{lesson}.json")
        if found is None:
            texts = self.words(lesson, locale)
            found = (texts.get("title", ""), texts.get("summary", ""))
        return found

    def filled(self, role: str, name: str, locale: str) -> Any:
        """A lesson's or document's tree with its texts in one locale."""
        path = f"{role}s/{name}.json"
        if self._structure[0] != path:  # one after another in all locales
            self._structure = (path, self.tree(path))
        return wording.filled(self._structure[1], self.words(name, locale), locale, name)

    def medium(self, media_id: str) -> Resource | None:
        """The line of the manifest for a picture, sound or film, or None."""
        if self._remembered is not None:
            return self._remembered.medium(media_id)
        start = f"media/{media_id}."
        return next((one for one in self.resources if one.path.startswith(start)), None)


def _unpacked(entry: Entry, raw: memoryview) -> Content:
    try:
        return content_in(entry, raw)
    except PackRefused as error:
        return error


def _digest(content: Content) -> str:
    return "" if isinstance(content, PackRefused) else hashlib.sha256(content).hexdigest()
