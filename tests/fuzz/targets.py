"""The readers of packs under fuzz: container, manifest, lessons and documents, pictures."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
import struct
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from PySide6.QtCore import qInstallMessageHandler

from milclicks.packs import limits, manifest, media, strict_json, units
from milclicks.packs.format import Container
from milclicks.packs.manifest import LessonInfo, Resource
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.verify import verify
from milclicks.sound import decode as sound
from milclicks.sound.clip import PLAYABLE
from milclicks.sound.player import NoSound
from milclicks.ui.pictures import decode
from tests.fixtures.packs.forge import forge, jpeg, png, river_bytes, tiny, webp, zipped
from tests.fuzz import bend
from tests.fuzz.base import ACCEPTED, MIB
from tests.support.lessons import lesson_tree
from tests.support.long_sounds import NEVER, flac, wave
from tests.support.slow_pictures import chunk, chunked, gradual, hidden, scans, swollen

_NAME = re.compile(r"mimetype|manifest\.json|signature\.json|b/[0-9a-f]{64}|tuf/[a-z0-9._-]{1,80}")


class ReaderTarget:
    """The container and, where that is in order, the whole pack."""

    name = "reader"

    def __init__(self, folder: Path) -> None:
        """Each case lies for a moment in `folder`."""
        self._path = folder / "x.milpack"

    def case(self, chance: Random) -> bytes:
        """A pack bent as bytes, as entries that lie, or in its manifest with all else right."""
        made = tiny()
        how = chance.random()
        if how < 0.05:
            return bend.of_bytes(river_bytes(), chance)
        if how < 0.25:
            return bend.of_bytes(made.bytes(), chance)
        if how < 0.4:
            return bend.in_place(made.bytes(), chance)
        if how < 0.85:
            entries, end = bend.of_entries(made.entries(), chance)
            data = zipped(entries, end)
            return bend.of_bytes(data, chance, 2) if chance.random() < 0.1 else data
        path = chance.choice(sorted(made.files))
        if chance.random() < 0.5:
            made.files[path] = bend.of_bytes(made.files[path], chance)
        else:
            made.files[path] = bend.written(bend.of_tree(made.json(path), chance), chance)
        made.manifest_bytes()
        return made.bytes(bend.written(bend.of_tree(made.manifest, chance, 1), chance))

    def read(self, data: bytes) -> str:
        """Read every entry, then the pack; what is accepted is what it says it is."""
        self._path.write_bytes(data)
        try:
            with Container(self._path) as container:
                for entry in container.entries.values():
                    assert _NAME.fullmatch(entry.name), entry
                    self._drain(container, entry.name, entry.size)
            with Pack(self._path) as pack:
                verify(pack)
                pack.carried()
        except PackRefused as error:
            assert str(error.sentence) and error.code
            return error.code
        return ACCEPTED

    def _drain(self, container: Container, name: str, size: int) -> None:
        got = 0
        for piece in container.stream(name, limit=limits.VIDEO_BYTES):
            got += len(piece)
            assert got <= size and len(piece) <= MIB // 2, (name, got, size)
        assert got == size

    def bound(self, data: bytes) -> int:
        """A piece at a time, and whole only what the manifest may declare: here texts."""
        return 6 * limits.TEXT_BYTES + 8 * len(data)


class ManifestTarget:
    """`manifest.json`."""

    name = "manifest"

    def __init__(self, folder: Path) -> None:
        """Needs no file."""

    @cached_property
    def _corpus(self) -> tuple[bytes, ...]:
        more = tiny()
        more.manifest.update(
            extends={"id": "test.river", "version": 2},
            replaces=["test.old"],
            requires={"app": "9.4", "features": ["step:x@1"], "packs": [{"id": "a.b"}], "cam": 1},
            changes={"en": "New."},
            fallback={"fr": ["en"]},
        )
        later = tiny()
        later.manifest.update(format=7, lessons={"another": "shape"})
        return tuple(one.manifest_bytes() for one in (tiny(), forge(), more, later))

    def case(self, chance: Random) -> bytes:
        """A manifest bent as bytes or as a tree."""
        data = self._corpus[chance.choice((0, 0, 0, 1, 2, 2, 3))]
        if chance.random() < 0.35:
            return bend.of_bytes(data, chance)
        return bend.written(bend.of_tree(json.loads(data), chance), chance)

    def read(self, data: bytes) -> str:
        """Parse it; what is accepted is canonical and comes back the same."""
        try:
            head, whole, tree = manifest.parse(data)
        except PackRefused as error:
            assert str(error.sentence) and error.code
            return error.code
        assert strict_json.encode(tree) == data
        assert whole is None or (whole.id, whole.version) == (head.id, head.version)
        if whole is not None:
            assert manifest.parse(manifest.encode(whole))[1] == whole
        return ACCEPTED

    def bound(self, data: bytes) -> int:
        """A tree of Python's own objects, many times the text."""
        return MIB + 120 * len(data)


class LoosePack(Pack):
    """The file of a tiny pack, with one lesson or document from memory in place of its own."""

    def __init__(self, file: Path, role: str, name: str, structure: bytes, texts: bytes) -> None:
        """`role` is `lesson` or `document`."""
        super().__init__(file)
        self._loose = {f"{role}s/{name}.json": structure, f"texts/en/{name}.json": texts}
        lines = tuple(
            Resource(path=path, hash="0" * 64, bytes=len(data), mediatype=media.JSON, **more)
            for (path, data), more in zip(
                self._loose.items(),
                ({"role": role}, {"role": "texts", "locale": "en"}),
                strict=True,
            )
        )
        lesson = LessonInfo(
            id=name, rev=1, strand="mil", minutes=20, cuts=(20,), locales_complete=("en",)
        )
        bent = msgspec.structs.replace(
            self.manifest, resources=lines, lessons=(lesson,) if role == "lesson" else ()
        )
        by_path = {one.path: one for one in lines}
        self._contents = dataclasses.replace(self._contents, manifest=bent, by_path=by_path)

    def stream(self, resource: Resource) -> Iterator[bytes]:
        """The bytes as they are: their hash is another target's."""
        yield self._loose[resource.path]


class LessonTarget:
    """A lesson or document: its tree, its texts, its own rules. A case is three lines."""

    name = "lesson"

    def __init__(self, folder: Path) -> None:
        """The file of the tiny pack lies in `folder`."""
        self._file = tiny().write(folder / "tiny.milpack")

    @cached_property
    def _corpus(self) -> list[tuple[str, str, Any, dict[str, str]]]:
        whole = lesson_tree()
        made = []
        for step in whole["steps"]:
            tree = {**whole, "steps": [step]}
            made.append(("lesson", "all-kinds", tree))
        river = forge()
        documents = [
            (role, path.split("/")[1].removesuffix(".json"), river.json(path))
            for role in ("lesson", "document")
            for path in sorted(river.files)
            if path.startswith(f"{role}s/")
        ]
        found = [
            (role, name, units.stripped(tree), {one.id: one.text for one in units.units(tree)})
            for role, name, tree in made
        ]
        found += [
            (role, name, tree, river.json(f"texts/en/{name}.json"))
            for role, name, tree in documents
            if f"texts/en/{name}.json" in river.files
        ]
        return found

    @property
    def seeds(self) -> int:
        """How many lessons and documents the cases come from."""
        return len(self._corpus)

    def whole(self, number: int) -> bytes:
        """A lesson or document as it should be."""
        role, name, tree, texts = self._corpus[number]
        lines = [strict_json.encode(one) for one in (tree, texts)]
        return b"\n".join([f"{role} {name}".encode(), *lines])

    def case(self, chance: Random) -> bytes:
        """A lesson bent in its structure or its texts."""
        role, name, tree, texts = chance.choice(self._corpus)
        tree, texts = json.loads(json.dumps(tree)), dict(texts)
        if chance.random() < 0.8:
            bend.of_tree(tree, chance)
        if chance.random() < 0.3:
            bend.of_tree(texts, chance)
        lines = [bend.written(one, chance).replace(b"\n", b" ") for one in (tree, texts)]
        return b"\n".join([f"{role} {name}".encode(), *lines])

    def read(self, data: bytes) -> str:
        """Verify the pack of this one lesson or document."""
        what, structure, texts = [*data.split(b"\n", 2), b"", b""][:3]
        role, _, name = what.decode().partition(" ")
        try:
            with LoosePack(self._file, role, name, structure, texts) as pack:
                verify(pack)
        except PackRefused as error:
            assert str(error.sentence) and error.code
            return error.code
        return ACCEPTED

    def bound(self, data: bytes) -> int:
        """Trees of Python's own objects, some of them twice."""
        return 2 * MIB + 240 * len(data)


class PictureTarget:
    """The gate for pictures and sounds, and the decoder of the screen for what passes it.

    A case is the media type, a line end, the bytes.
    """

    name = "picture"

    def __init__(self, folder: Path) -> None:
        """Needs no file."""

    @cached_property
    def _corpus(self) -> list[tuple[str, bytes]]:
        lossy = (
            b"WEBPVP8 " + struct.pack("<L", 20) + b"\0\0\0\x9d\x01\x2a" + b"\4\0\4\0" + bytes(10)
        )
        lossless = b"WEBPVP8L" + struct.pack("<L", 20) + b"\x2f\3\xc0\0\0" + bytes(15)
        return [
            *(("image/png", one) for one in (png(), png(300, 200), png(moving=True))),
            *(("image/jpeg", one) for one in (jpeg(), jpeg(whole=False))),
            *(("image/webp", one) for one in (webp(), webp(moving=True), webp(whole=False))),
            *(("image/webp", _riff(one)) for one in (lossy, lossless)),
            *(("image/jpeg", one) for one in (scans(3), scans(60, 2048))),
            *(("image/jpeg", hidden(scans(2), start)) for start in (b"\xff\xff", b"\xff\1")),
            ("image/jpeg", gradual(900, 700)),
            ("image/png", chunked(swollen(900_000), chunk(b"IDAT", b"") * 9, swollen(90, b"iCCP"))),
            ("audio/mpeg", b"ID3\4" + bytes(60)), ("audio/mpeg", b"\xff\xfb\x90\0" + bytes(60)),
            ("audio/ogg", b"OggS" + bytes(60)), ("audio/wav", _riff(b"WAVEfmt " + bytes(40))),
            ("audio/flac", b"fLaC" + bytes(60)), ("audio/flac", flac(3, 1)),
            ("audio/wav", wave(400, 8_000)), ("audio/mpeg", NEVER * 90 + b"\xff\xfb\x90\0"),
            ("video/mp4", bytes(4) + b"ftypisom" + bytes(40)),
            ("video/webm", b"\x1a\x45\xdf\xa3" + bytes(60)),
        ]  # fmt: skip

    def case(self, chance: Random) -> bytes:
        """A picture or sound with bent bytes, at times with its checksums made right again."""
        mediatype, data = self._corpus[int(chance.random() ** 2 * len(self._corpus))]
        if mediatype in media.PICTURES and chance.random() < 0.2:
            data = _repeated(data, chance)
        data = bend.of_bytes(data, chance)
        if mediatype == "image/png" and chance.random() < 0.6:
            data = _summed(data)
        if chance.random() < 0.05:
            mediatype = chance.choice(self._corpus)[0]
        return mediatype.encode() + b"\n" + data

    def read(self, data: bytes) -> str:
        """Ask the gate; what passes keeps to the limits, and can be shown or not, but soon."""
        name, _, content = data.partition(b"\n")
        mediatype = name.decode()
        try:
            media.check(mediatype, content, "x")
            media.torn(mediatype, content, "x")
            if mediatype in media.PICTURES:
                shape = media.shape(mediatype, content, "x")
                assert shape.width * shape.height <= limits.PICTURE_PIXELS
                assert min(shape.width, shape.height) > 0, shape
                assert max(shape.width, shape.height) <= limits.PICTURE_SIDE
                _decoded(content)
            elif mediatype in PLAYABLE:
                with contextlib.suppress(NoSound):
                    assert 0 < sound.read(content, mediatype).seconds <= sound.MOST_SECONDS
        except PackRefused as error:
            assert str(error.sentence) and error.code
            return error.code
        return ACCEPTED

    def bound(self, data: bytes) -> int:
        """A copy of the bytes and little more."""
        return MIB + 4 * len(data)


def _decoded(data: bytes) -> None:
    """Decode a picture; what Qt has to say of a bent one is no news."""
    before = qInstallMessageHandler(lambda *_: None)
    try:
        decode(data)
    finally:
        qInstallMessageHandler(before)


def _repeated(data: bytes, chance: Random) -> bytes:
    """The same part of a picture many times over: a scan, a chunk, or what lies between two."""
    cuts = [found.start() for found in re.finditer(rb"\xff[\xc0-\xfe]", data)]
    place = 8
    while data[:4] == b"\x89PNG" and place + 8 <= len(data):
        cuts.append(place)
        place += 12 + int.from_bytes(data[place : place + 4], "big")
    if len(cuts) < 2:
        return data
    start, end = sorted(chance.sample(cuts, 2))
    times = min(chance.choice((2, 60, 5_000, 60_000)), MIB // max(end - start, 1))
    return data[:start] + data[start:end] * times + data[end:]


def _riff(body: bytes) -> bytes:
    return b"RIFF" + struct.pack("<L", len(body)) + body


def _summed(data: bytes) -> bytes:
    """A PNG whose chunks have the checksums that they should, as far as it can be followed."""
    made, place = bytearray(data), 8
    while place + 12 <= len(made):
        end = place + 12 + int.from_bytes(made[place : place + 4], "big")
        if end > len(made):
            break
        made[end - 4 : end] = struct.pack(">L", zlib.crc32(made[place + 4 : end - 4]))
        place = end
    return bytes(made)
