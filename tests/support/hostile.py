"""A folder of hostile packs: one file for each refusing row that a file can carry, by its own door.

Each is a whole pack of a teacher who is known here (`AMINA`), its hashes and its signature made
right again, with one thing wrong; or a pack of a signed site. A good one lies among them.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from milclicks.packs import strict_json
from milclicks.packs.trust.envelope import Statement, sealed
from milclicks.packs.trust.keys import OwnKey
from milclicks.packs.writer import repacked
from tests.fixtures.packs.forge import End, Forge, Raw, bent, png, webp, zipped
from tests.support.site import Site, pack
from tests.support.teachers import carrying, lesson_pack, signed, teacher_pack, with_signature

AMINA: Final = OwnKey.new()
OTHER: Final = OwnKey.new()
LESSON: Final = "lessons/rumour.json"
TEXTS: Final = "texts/en/rumour.json"
GOOD: Final = "good.milpack"
Change = Callable[[Any], object]


@dataclass(frozen=True)
class Hostile:
    """One file of the folder; `code` is that of its row. `checked`: by a check of the file too."""

    row: int
    name: str
    code: str
    checked: bool = True


def entries(made: Forge, manifest: bytes | None = None) -> list[Raw]:
    """The entries of a pack with Amina's signature over this very manifest."""
    data = made.manifest_bytes() if manifest is None else manifest
    digest = hashlib.sha256(data).hexdigest()
    told = Statement(id=made.manifest["id"], version=made.manifest["version"], manifest=digest)
    first, second, *rest = made.entries(data)
    return [first, second, Raw(b"signature.json", sealed(told, AMINA)), *rest]


def _contained(change: Callable[[list[Raw]], bytes]) -> Callable[[Forge], bytes]:
    return lambda made: change(entries(made))


def _ended(end: End) -> Callable[[Forge], bytes]:
    return lambda made: zipped(entries(made), end)


def _bent(**fields: Any) -> Callable[[Forge], bytes]:
    return lambda made: zipped(bent(entries(made), 4, **fields))


def _added(path: str, content: bytes, mediatype: str, role: str = "image") -> Any:
    return lambda made: zipped(entries(made.add(path, content, mediatype, role)))


def _said(change: Change) -> Callable[[Forge], bytes]:
    """The manifest with a change of its tree."""

    def make(made: Forge) -> bytes:
        change(made.manifest)
        return zipped(entries(made))

    return make


def _written(old: bytes, new: bytes) -> Callable[[Forge], bytes]:
    """The manifest with a change of its bytes."""

    def make(made: Forge) -> bytes:
        data = made.manifest_bytes()
        assert old in data
        return zipped(entries(made, data.replace(old, new, 1)))

    return make


def _changed(path: str, change: Change) -> Callable[[Forge], bytes]:
    return lambda made: zipped(entries(made.change(path, lambda tree: change(tree) and None)))


def _weights(tree: Any) -> None:
    for option in tree["steps"][1]["items"][0]["options"]:
        option["weight"] = 1


def _bomb(declared: int) -> Callable[[Forge], bytes]:
    """A blob of 80 MB of zeros that says it has `declared` bytes."""

    def make(made: Forge) -> bytes:
        squeezer, whole = zlib.compressobj(9, zlib.DEFLATED, -15), bytes(80 << 20)
        packed = squeezer.compress(whole) + squeezer.flush()
        digest, crc = hashlib.sha256(whole).hexdigest(), zlib.crc32(whole)
        made.add("media/bomb.json", b"", "application/json", "texts")
        made.manifest_bytes()
        made.line("media/bomb.json").update(hash=digest, bytes=declared)
        del made.files["media/bomb.json"]
        one = Raw(b"b/" + digest.encode(), b"", 8, size=declared, crc=crc, packed_as=packed)
        return zipped([*entries(made, strict_json.encode(made.manifest)), one])

    return make


def _metadata(count: int, size: int) -> Callable[[Forge], bytes]:
    """So many files of a catalogue's metadata, of so many zeros each."""
    more = {f"{number}.root.json": bytes(size) for number in range(1, count + 1)}
    return lambda made: carrying(made, AMINA, more)


def _other_words(made: Forge) -> bytes:
    held = entries(made)
    place = max(range(3, len(held)), key=lambda n: len(held[n].content))
    return zipped(bent(held, place, content=bytes(reversed(held[place].content))))


def _crowd(made: Forge) -> bytes:
    data = zipped(entries(made))
    return data[:-14] + struct.pack("<2H", 65_535, 65_535) + data[-10:]


def _nested(made: Forge) -> bytes:
    made.files[LESSON] = b'{"steps":' + b"[" * 20_000 + b"]" * 20_000 + b"}"
    return zipped(entries(made))


LONG = {"summary": "[x" * 100_000}
LINK = Raw(b"b/" + b"0" * 64, b"/etc/passwd", made_by=0x0314, outer=0o120777 << 16)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><image href='http://example.org/x'/></svg>"
FILES: Final[list[tuple[int, str, Callable[[Forge], bytes]]]] = [
    (1, "zip.name", _contained(lambda held: zipped([*held, Raw(b"../../x", b"x")]))),
    (2, "zip.header", _contained(lambda held: zipped([*held, LINK]))),
    (3, "zip.duplicate", _contained(lambda held: zipped([*held, held[-1]]))),
    (4, "zip.header", _bent(local_name=b"b/" + b"e" * 64)),
    (5, "zip.prefix", _ended(End(prefix=b"MZ\x90\0" + b"\0" * 60))),
    (5, "zip.suffix", _ended(End(suffix=b"%PDF-1.7 trailing"))),
    (6, "zip.encrypted", _bent(flags=1)),
    (6, "zip.zip64", _ended(End(before=b"PK\6\7" + b"\0" * 16))),
    (7, "zip.method", _bent(method=12)),
    (8, "zip.overlap", _bent(start=0)),
    (8, "zip.gap", _bent(before=b"gap")),
    (9, "blob.limit", _bomb(80 << 20)),
    (9, "zip.too_many", _metadata(2000, 0)),
    (10, "blob.bomb", _bomb(1000)),
    (11, "zip.too_many", _crowd),
    (12, "zip.directory", _ended(End(length=0))),
    (13, "zip.truncated", lambda made: signed(made, AMINA)[:9000]),
    (14, "zip.data", _bent(packed_as=b"\x07" * 50)),
    (15, "file.empty", lambda made: b""),
    (15, "file.not_pack", lambda made: b"Dear teacher, the pack is attached.\n" * 40),
    (15, "file.login_page", lambda made: b"<!DOCTYPE html><html><body>Sign in</body></html>"),
    (17, "file.too_big", lambda made: signed(made, AMINA)),
    (18, "blob.hash", _other_words),
    (19, "blob.missing", _contained(lambda held: zipped(held[:-1]))),
    (19, "blob.extra", _metadata(1, 100)),
    (20, "manifest.path", _added("../evil.png", png(), "image/png")),
    (21, "manifest.path_reserved", _added("media/con.png", png(), "image/png")),
    (21, "zip.name", _contained(lambda held: zipped([*held, Raw(b"tuf/con.json", b"{}")]))),
    (22, "manifest.path_collision", _added("media/RIVER.png", png(5, 5), "image/png")),
    (23, "manifest.id", _said(lambda tree: tree["lessons"][0].update(id="r\u0443mour"))),
    (23, "manifest.schema", _said(lambda tree: tree["requires"].update(app="0.1\n"))),
    (24, "json.duplicate_key", _written(b'"format":1', b'"format":1,"format":1')),
    (25, "json.number", _written(b'"format":1', b'"format":' + b"9" * 50_000)),
    (26, "json.utf8", _written(b'"River', b'"\xff\xfeRiver')),
    (27, "manifest.schema", _said(lambda tree: tree["lessons"][0].update(minutes="20"))),
    (28, "manifest.too_big", _said(lambda tree: tree.update(more="x" * (9 << 20)))),
    (29, "media.mismatch", _added("media/x.webp", b"MZ\x90\0" + bytes(200), "image/webp")),
    (30, "media.pixels", _added("media/x.png", png(30_000, 30_000), "image/png")),
    (30, "media.frames", _added("media/x.webp", webp(moving=True), "image/webp")),
    (32, "media.type", _added("media/x.svg", SVG, "image/svg+xml")),
    (33, "media.type", _added("media/x.html", b"<script>1</script>", "text/html")),
    (34, "lesson.text_length", _changed(TEXTS, lambda tree: tree.update(LONG))),
    (35, "json.depth", _nested),
    (36, "media.type", _added("media/x.pdf", b"%PDF-1.7\n" + bytes(60), "application/pdf")),
    (38, "lesson.schema", _changed(LESSON, _weights)),
    (42, "power.font", _added("fonts/a.ttf", b"\0\1\0\0", "font/ttf", "font")),
    (42, "power.template", _added("media/wall.png", png(), "image/png", "poster")),
    (43, "sign.id", lambda made: signed(made, OTHER)),
    (44, "sign.missing", lambda made: made.bytes()),
    (44, "sign.other", lambda made: with_signature(made, _signature_of_another(made))),
]


def _signature_of_another(made: Forge) -> bytes:
    told = Statement(id=made.manifest["id"], version=9, manifest="0" * 64)
    return sealed(told, AMINA)


def site_of(folder: Path) -> Site:
    """A site with packs; one is withdrawn, one is newer than what the thief took along."""
    made = [pack(folder / "in", "mil.core", n) for n in (1, 2)]
    return Site.make(folder / "made", [*made, pack(folder / "in", "mil.gone")])


def written(folder: Path, site: Site) -> list[Hostile]:
    """The folder, with the good pack among the others; what each file is."""
    folder.mkdir(parents=True)
    found = []
    for number, (row, code, make) in enumerate(FILES):
        name = f"{row:03}-{code.replace('.', '-')}.milpack"
        (folder / name).write_bytes(make(lesson_pack(AMINA, slug=f"x{number}")))
        found.append(Hostile(row, name, code))
    os.truncate(folder / "017-file-too_big.milpack", 2**31)
    made = lesson_pack(AMINA)
    made.manifest["id"] = "mil.thief"
    (folder / "041-taken.milpack").write_bytes(signed(made, AMINA))
    found.append(Hostile(41, "041-taken.milpack", "sign.id_taken"))
    teacher_pack(folder / "046-unknown.milpack", OTHER, slug="kind", maker="UNESCO")
    found.append(Hostile(46, "046-unknown.milpack", "maker.unknown", checked=False))
    found += _of_a_site(folder, site)
    teacher_pack(folder / GOOD, AMINA, slug="good")
    return found


def _of_a_site(folder: Path, site: Site) -> list[Hostile]:
    """Official packs by people who are not believed, or who took them back."""
    shady = Site.make(folder.with_name("thief"), [pack(folder.with_name("bad"), "mil.evil")])
    plain = pack(folder.with_name("bad"), "ng.other")
    altered = pack(folder.with_name("bad"), "mil.core", 3, "Another pack of that name")
    files = [
        (48, "trust.unsigned", shady.file("mil.evil", 1)),
        (60, "trust.withdrawn", site.file("mil.gone", 1)),
        (62, "trust.unsigned", plain),
        (67, "trust.altered", altered),
        (68, "version.older", site.file("mil.core", 1)),
    ]
    found = []
    for row, code, file in files:
        name = f"{row:03}-{code.replace('.', '-')}.milpack"
        if row == 62:
            repacked(file, folder / name, {})
        else:
            (folder / name).write_bytes(file.read_bytes())
        found.append(Hostile(row, name, code, checked=False))
    return found
