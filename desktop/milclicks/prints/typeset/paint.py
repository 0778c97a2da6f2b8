"""Blocks painted into a page: one TJ for each run, outlines for accents.

Works on a ReportLab canvas; the canvas keeps the cut fonts of its document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from milclicks.prints.typeset.block import Block, Glyph, Line, Run
from milclicks.prints.typeset.faces import Face
from milclicks.prints.typeset.outline import outline
from milclicks.prints.typeset.pdf_font import PdfFont

_FONTS, _BLOCKS = "_milclicks_fonts", "_milclicks_blocks"


def paint_block(canvas: Any, block: Block, x: float, top: float, colour: str | None = None) -> None:
    """Paint a block with its left edge at x and its upper edge at `top` (PDF coordinates).

    A block that comes again at the same place (in a batch) is written from memory.
    """
    known: dict[tuple[int, float, float, str], tuple[Block, str]]
    known = canvas.__dict__.setdefault(_BLOCKS, {})
    shown = colour or block.style.colour
    key = (id(block), x, top, shown)
    if key not in known:
        lines = (
            _line_code(canvas, line, x, top - line.baseline, block.style.size)
            for line in block.lines
        )
        known[key] = (block, "\n".join([f"q {_fill(shown)}", *lines, "Q"]))
    canvas._code.append(known[key][1])


def _fill(colour: str) -> str:
    """The operator that sets the colour #RRGGBB."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return " ".join(f"{part:.3f}" for part in parts) + " rg"


def _line_code(canvas: Any, line: Line, x: float, baseline: float, size: float) -> str:
    words: list[str] = []
    bare: list[str] = []
    for run in line.runs:
        font = _font(canvas, run.face)
        for rise, glyphs in _levels(run):
            place = f"1 0 0 1 {x + glyphs[0].x:.3f} {baseline + rise:.3f} Tm"
            words.append(f"/{font.name} {size:g} Tf {place} {_array(font, glyphs, size)} TJ")
        for glyph in run.glyphs:
            if glyph.bare:
                at = (x + glyph.x, baseline + glyph.rise)
                bare.append(outline(run.face, glyph.number, *at, size))
    if words:
        words = ["BT " + "\n".join(words) + " ET"]
    if bare:
        words.append("\n".join(bare) + " f")
    return "\n".join(words)


def _levels(run: Run) -> Iterator[tuple[float, list[Glyph]]]:
    """Neighbouring glyphs on the same level."""
    level: list[Glyph] = []
    for glyph in run.glyphs:
        if glyph.bare:
            continue
        if level and abs(level[0].rise - glyph.rise) > 0.01:
            yield level[0].rise, level
            level = []
        level.append(glyph)
    if level:
        yield level[0].rise, level


def _array(font: PdfFont, glyphs: list[Glyph], size: float) -> str:
    """The TJ array: codes, and between them how far the place differs from the widths' sum."""
    parts: list[str] = []
    codes: list[str] = []
    pen = glyphs[0].x
    for glyph in glyphs:
        off = round((pen - glyph.x) * 1000 / size)
        if off:
            parts += [f"<{''.join(codes)}>", str(off)] if codes else [str(off)]
            codes = []
            pen -= off * size / 1000
        codes.append(f"{font.code(glyph.number, glyph.text, glyph.width):04X}")
        pen += round(glyph.width, 2) * size / 1000
    return f"[{' '.join(parts)}{' ' if parts else ''}<{''.join(codes)}>]"


def _font(canvas: Any, face: Face) -> PdfFont:
    fonts: dict[str, PdfFont] = canvas.__dict__.setdefault(_FONTS, {})
    known = fonts.get(face.key)
    if known is None:
        known = fonts[face.key] = PdfFont(canvas._doc, face, f"G{len(fonts) + 1}")
    return known
