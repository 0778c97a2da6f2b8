"""Clusters: the glyphs that belong together with the characters a reader gets for them.

PDF readers take text out from left to right and turn right-to-left words around by themselves. So
each glyph of such a word carries exactly one character: a ligature (lam-alef) gives its first to
itself and the others to blanks of a share of its width. Accents over another glyph are drawn as
outlines; as text they would jump back and tear the word apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from PySide6.QtGui import QFont, QTextLayout, QTextLine

from milclicks.prints.typeset.block import Glyph
from milclicks.prints.typeset.coverage import silent
from milclicks.prints.typeset.faces import Face

FINE = 16  # layout units per point
_FLAGS = (
    QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
    | QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions
    | QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
)
_NONE = (0xFFFF, 0xFFFFFFFF)
_Placed = tuple[float, float, int]  # x, rise over the baseline, glyph number
Faces = Mapping[tuple[str, bool], Face]  # name inside Qt, whether it is bold
_Found = dict[int, tuple[Face, bool, list[_Placed]]]


class Cluster(NamedTuple):
    """Characters from `start` of the text and their glyphs, in points from the line's left."""

    start: int
    text: str
    face: Face
    rtl: bool
    left: float
    right: float
    glyphs: tuple[_Placed, ...]


def clusters_of(line: QTextLine, text: str, faces: Faces, size: float) -> tuple[Cluster, ...]:
    """The clusters of a line from left to right; silent characters are left out."""
    found = _placed(line, faces)
    wide = _offsets(text)
    if not found:
        return ()
    starts = sorted(found)
    ends = [*starts[1:], line.textStart() + line.textLength()]
    made = []
    for at, end in zip(starts, ends, strict=True):
        used, rtl, glyphs = found[at]
        start, stop = bisect_right(wide, at) - 1, bisect_right(wide, end) - 1
        shown = "".join([c for c in text[start:stop] if not silent(c)])
        if glyphs and shown:
            made.append(_cluster(start, shown, used, rtl, glyphs, size))
    return tuple(sorted(made, key=lambda c: (c.left, -c.start if c.rtl else c.start)))


def _placed(line: QTextLine, faces: Faces) -> _Found:
    base = line.y() + line.ascent()
    found: _Found = {}
    for run in line.glyphRuns(-1, -1, _FLAGS):
        font = run.rawFont()
        used = faces.get((font.familyName(), font.weight() >= QFont.Weight.DemiBold))
        if used is None:
            raise RuntimeError(f"Qt chose a font of its own: {font.familyName()}")
        rtl = run.isRightToLeft()
        places = zip(run.glyphIndexes(), run.stringIndexes(), run.positions(), strict=True)
        for number, at, place in places:
            entry = found.setdefault(at, (used, rtl, []))
            if number not in _NONE:
                entry[2].append((place.x() / FINE, (base - place.y()) / FINE, number))
    return found


def _offsets(text: str) -> list[int]:
    """Where each character begins as Qt counts (UTF-16), and where the text ends."""
    wide = [0]
    for character in text:
        wide.append(wide[-1] + (2 if ord(character) > 0xFFFF else 1))
    return wide


def _cluster(
    start: int, shown: str, used: Face, rtl: bool, glyphs: list[_Placed], size: float
) -> Cluster:
    if len(glyphs) == 1:
        x, _, number = glyphs[0]
        right = x + used.advance(number) * size / 1000
        return Cluster(start, shown, used, rtl, x, right, tuple(glyphs))
    placed = sorted(glyphs, key=lambda glyph: glyph[0])
    standing = _standing(used, placed)
    left = min(x for x, _, _ in standing)
    right = max(x + used.advance(number) * size / 1000 for x, _, number in standing)
    return Cluster(start, shown, used, rtl, left, right, tuple(placed))


def _standing(used: Face, placed: list[_Placed] | tuple[_Placed, ...]) -> list[_Placed]:
    return [glyph for glyph in placed if not used.is_mark(glyph[2])] or list(placed[:1])


def glyphs_of(cluster: Cluster, size: float, shift: float) -> tuple[Glyph, ...]:
    """What is painted for a cluster, from left to right; `shift` moves it within its line."""
    used = cluster.face
    if len(cluster.glyphs) == 1:
        x, rise, number = cluster.glyphs[0]
        return tuple(_split(x + shift, rise, number, _order(cluster), cluster, size))
    standing = _standing(used, cluster.glyphs)
    shares = _shares(_order(cluster), len(standing))
    made: list[Glyph] = []
    for (x, rise, number), share in zip(standing, shares, strict=True):
        made += _split(x + shift, rise, number, share, cluster, size)
    for x, rise, number in cluster.glyphs:
        if (x, rise, number) not in standing:
            made.append(Glyph(x + shift, rise, number, "", 0, bare=True))
    return tuple(made)


def _split(
    x: float, rise: float, number: int, share: str, cluster: Cluster, size: float
) -> Iterator[Glyph]:
    used = cluster.face
    width = used.advance(number)
    if not share:
        yield Glyph(x, rise, number, "", 0, bare=True)
        return
    if not cluster.rtl or len(share) == 1:
        yield Glyph(x, rise, number, share, width)
        return
    part = width / len(share)
    for place, character in enumerate(share):
        shown = number if place == 0 else used.blank
        yield Glyph(x + place * part * size / 1000, rise, shown, character, part)


def _order(cluster: Cluster) -> str:
    """The characters of a cluster from left to right."""
    return cluster.text[::-1] if cluster.rtl else cluster.text


def _shares(order: str, pieces: int) -> list[str]:
    """The characters for each of so many glyphs, from left to right."""
    shares = [order[place : place + 1] for place in range(pieces - 1)]
    return [*shares, order[pieces - 1 :]]
