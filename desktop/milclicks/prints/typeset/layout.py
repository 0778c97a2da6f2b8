"""From a text to a block: bidirectional order, line breaks and shaping by QTextLayout.

The layout runs at sixteen times the size without hinting, so that positions are those of the
design and not of a screen. Each part of a text is given the one face that covers it before Qt
sees it: with Qt's own fallback the glyphs could not be traced back to their characters.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

from milclicks.prints.typeset.block import Align, Block, Glyph, Line, Run, Style
from milclicks.prints.typeset.clusters import FINE, Cluster, clusters_of, glyphs_of
from milclicks.prints.typeset.coverage import Span, spans
from milclicks.prints.typeset.faces import Face, Family, ensure_application, face
from milclicks.prints.typeset.seams import seam

CENTRE = 0.357  # half the height of a capital: where the middle of a line lies over its baseline
LEADING = {"ltr": 1.34, "rtl": 1.62}
Direction = Literal["ltr", "rtl"]
Break = Literal["words", "anywhere", "never"]

Strong = tuple[tuple[int, int], ...]  # from, to: parts of a text that are bold in a plain style

_FAMILIES: dict[Direction, tuple[Family, ...]] = {
    "ltr": ("sans", "arabic", "naskh"),
    "rtl": ("arabic", "sans", "naskh"),
}
_WRAP = {
    "words": QTextOption.WrapMode.WordWrap,
    "anywhere": QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere,
    "never": QTextOption.WrapMode.NoWrap,
}


@lru_cache(maxsize=2048)
def lay(
    text: str,
    style: Style,
    width: float,
    direction: Direction,
    wrap: Break = "words",
    strong: Strong = (),
) -> Block:
    """Lay out a text in a column of `width` points; raises NoGlyph for a sign no font has.

    A newline breaks the line. A word wider than the column sticks out (see Block.width) unless
    `wrap` is "anywhere". `strong` parts count characters of the composed (NFC) text.
    """
    ensure_application()
    text = unicodedata.normalize("NFC", text).replace("\n", "\u2028")
    parts = _weighed(text, style.bold, direction, strong)
    laid = _qt_layout(text, style, width, direction, wrap, parts)
    leading = style.leading or LEADING[direction]
    pitch = style.size * leading
    lines: list[Line] = []
    places: list[tuple[int, int, float, float]] = []
    widest = 0.0
    used = {(part.face.qt_family, part.face.bold): part.face for part in parts}
    for number in range(laid.lineCount()):
        found = clusters_of(laid.lineAt(number), text, used, style.size)
        left, right = _sides(found)
        shift = _shift(left, right, width, style.align, direction)
        lines.append(_line(found, number, pitch, style, shift, direction))
        places += [(number, c.start, c.left + shift, c.right + shift) for c in found]
        widest = max(widest, right - left)
    height = pitch * len(lines)
    return Block(text, style, tuple(lines), widest, height, pitch, tuple(places))


def _weighed(text: str, bold: bool, direction: Direction, strong: Strong) -> tuple[Span, ...]:
    """The parts of a text with a face each: bold ones where they are strong."""
    found: list[Span] = []
    at = 0
    for start, end in (*strong, (len(text), len(text))):
        for first, last, heavy in ((at, start, bold), (start, end, True)):
            faces = tuple(face(family, heavy) for family in _FAMILIES[direction])
            parts = spans(text[first:last], faces)
            found += [Span(p.start + first, p.end + first, p.face) for p in parts]
        at = end
    return tuple(found)


def _qt_layout(
    text: str,
    style: Style,
    width: float,
    direction: Direction,
    wrap: Break,
    parts: tuple[Span, ...],
) -> QTextLayout:
    first = parts[0].face if parts else face("sans", style.bold)
    layout = QTextLayout(text, _font(first, style.size, style.bold))
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    rtl = direction == "rtl"
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    option.setWrapMode(_WRAP[wrap])
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.setFormats([_format(part, text, style) for part in parts])
    layout.beginLayout()
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(width * FINE + 1)
        line.setPosition(QPointF(0, 0))
        line = layout.createLine()
    layout.endLayout()
    return layout


@lru_cache(maxsize=128)
def _font(shown: Face, size: float, bold: bool) -> QFont:
    font = QFont([shown.qt_family])
    font.setPixelSize(max(1, round(size * FINE)))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return font


@lru_cache(maxsize=128)
def _wanted(shown: Face, size: float, bold: bool) -> QTextCharFormat:
    wanted = QTextCharFormat()
    wanted.setFont(_font(shown, size, bold))
    return wanted


def _format(part: Span, text: str, style: Style) -> QTextLayout.FormatRange:
    reach = QTextLayout.FormatRange()
    # The stubs of PySide6 lack the three fields of FormatRange.
    reach.start = utf16(text[: part.start])  # type: ignore[attr-defined]
    reach.length = utf16(text[part.start : part.end])  # type: ignore[attr-defined]
    reach.format = _wanted(part.face, style.size, part.face.bold)  # type: ignore[attr-defined]
    return reach


def utf16(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def _sides(found: tuple[Cluster, ...]) -> tuple[float, float]:
    seen = [cluster for cluster in found if not cluster.text.isspace()]
    if not seen:
        return 0.0, 0.0
    return min(c.left for c in seen), max(c.right for c in seen)


def _shift(left: float, right: float, width: float, align: Align, direction: Direction) -> float:
    if align == "centre":
        return (width - (right - left)) / 2 - left
    at_left = (align == "start") == (direction == "ltr")
    return -left if at_left else width - right


def _line(
    found: tuple[Cluster, ...],
    number: int,
    pitch: float,
    style: Style,
    shift: float,
    direction: Direction,
) -> Line:
    left, right = _sides(found)
    runs: list[tuple[Face, list[Glyph]]] = []
    for cluster, before in zip(found, (None, *found), strict=False):
        if not runs or runs[-1][0] is not cluster.face:
            runs.append((cluster.face, []))
        mark = seam(before, cluster, direction) if before is not None else ""
        if mark:
            runs[-1][1].append(Glyph(cluster.left + shift, 0, cluster.face.blank, mark, 0))
        runs[-1][1].extend(glyphs_of(cluster, style.size, shift))
    return Line(
        baseline=pitch * (number + 0.5) + CENTRE * style.size,
        left=left + shift,
        right=right + shift,
        runs=tuple(Run(used, tuple(glyphs)) for used, glyphs in runs if glyphs),
    )
