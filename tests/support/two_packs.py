"""A folder with two packs of different publishers: the quay of the tests and the bundled radio."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from milclicks.packs.builder import build_pack
from milclicks.packs.shelf import LessonRef
from tests.support.screens import quay_packs

SOURCE = Path(__file__).resolve().parents[2] / "content_packs" / "radio-rumours"
BULLETIN = LessonRef("org.radio.rumours", 1, "radio-1")


@cache
def radio_bytes() -> bytes:
    """The radio pack as it is bundled, built once."""
    with TemporaryDirectory() as folder:
        built = Path(folder) / "radio.milpack"
        build_pack(SOURCE, built)
        return built.read_bytes()


def two_packs(folder: Path) -> Path:
    """A folder with both, the quay first."""
    packs = quay_packs(folder)
    (packs / "radio.milpack").write_bytes(radio_bytes())
    return packs
