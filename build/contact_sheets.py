"""Every picture of a pack on one sheet, in colour and in grey, so that one look shows them all.

Run by hand by authors: `python build/contact_sheets.py [pack folder]`. Not part of a pack.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "desktop"))

from milclicks.packs import drawings  # noqa: E402  (after the path to it)

TILE = (256, 144)
COLUMNS = 6
GAP = 12
PAPER = (251, 248, 243)
COLOURS = 40
LARGEST = 500 * 1024


def rendered(media: Path) -> list[Image.Image]:
    """The pictures of a folder in the order of their names, without the shared parts."""
    pictures = []
    for path in sorted(media.glob("*.svg")):
        if path.stem != "parts":
            whole = drawings.inlined(path.read_text("utf-8"), media)
            faults = list(drawings.faults(whole))
            if faults:
                raise SystemExit(f"{path.name}: {', '.join(faults)}")
            pictures.append(Image.open(io.BytesIO(drawings.png(whole))).convert("RGB"))
    return pictures


def sheet(pictures: list[Image.Image]) -> Image.Image:
    """All pictures, small, in rows."""
    rows = -(-len(pictures) // COLUMNS)
    size = tuple(GAP + n * (side + GAP) for n, side in zip((COLUMNS, rows), TILE, strict=True))
    whole = Image.new("RGB", (size[0], size[1]), PAPER)
    for place, picture in enumerate(pictures):
        row, column = divmod(place, COLUMNS)
        corner = (GAP + column * (TILE[0] + GAP), GAP + row * (TILE[1] + GAP))
        whole.paste(picture.resize(TILE, Image.Resampling.LANCZOS), corner)
    return whole


def main(pack: Path) -> None:
    """Write both sheets beside the pictures."""
    folder = pack / "contact-sheets"
    folder.mkdir(exist_ok=True)
    colour = sheet(rendered(pack / "media"))
    for name, image in (("colour", colour), ("grey", colour.convert("L").convert("RGB"))):
        path = folder / f"{name}.png"
        image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size >= LARGEST:
            raise SystemExit(f"{path.name} is larger than {LARGEST} bytes")
        sys.stdout.write(f"{path}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "content_packs" / "mil-core")
