"""A pack with many large pictures that do not pack, in versions that differ in a few of them."""

from __future__ import annotations

import hashlib
import random
import zlib
from collections.abc import Iterable
from pathlib import Path

from milclicks.packs.format import MIMETYPE
from milclicks.packs.manifest import parse
from milclicks.packs.pack import Pack
from milclicks.packs.travel.part import Expected
from milclicks.packs.writer import Blob, container
from tests.fixtures.packs.forge import forge, png


def picture(seed: str, size: int) -> bytes:
    """A small picture with `size` bytes of noise in a chunk of its own before its end."""
    noise = random.Random(seed).randbytes(size)
    body, end = png()[:-12], png()[-12:]
    length = len(noise).to_bytes(4, "big")
    check = zlib.crc32(b"noIs" + noise).to_bytes(4, "big")
    return body + length + b"noIs" + noise + check + end


def heavy(
    path: Path,
    version: int = 1,
    *,
    id: str = "test.heavy",
    pictures: int = 40,
    size: int = 50_000,
    edited: Iterable[int] = (),
) -> Path:
    """Write version `version`; the pictures whose numbers are `edited` are this version's own."""
    own = set(edited)
    made = forge(id=id, version=version)
    for number in range(pictures):
        seed = f"{number}-{version}" if number in own else str(number)
        made.add(f"media/noise-{number:04}.png", picture(seed, size), "image/png")
    raw = made.manifest_bytes()
    blobs = [Blob(data, not name.startswith("media/")) for name, data in made.files.items()]
    path.write_bytes(container(raw, blobs, MIMETYPE))
    return path


def expected(path: Path, file: str = "") -> Expected:
    """What a catalogue would say of a pack file."""
    from milclicks.packs.format import Container

    with Container(path) as opened:
        raw = opened.read("manifest.json", limit=1 << 23)
    head = parse(raw)[0]
    return Expected(
        id=head.id,
        version=head.version,
        bytes=path.stat().st_size,
        manifest=hashlib.sha256(raw).hexdigest(),
        file=file or f"packs/{head.id}-{head.version}.milpack",
    )


def spans(path: Path) -> dict[str, tuple[int, int]]:
    """Where each resource of a pack file lies, by its path in the pack."""
    with Pack(path) as pack:
        entries = pack._container.entries
        found = {one.path: entries[f"b/{one.hash}"] for one in pack.resources}
    return {name: (entry.data, entry.end) for name, entry in found.items()}
