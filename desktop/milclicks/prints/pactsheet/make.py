"""A pact of a group as PDF bytes: a page, or a poster up to A0, whole or in sheets to join.

The sheet is laid out on A4's shape and enlarged. The lower part stays free for marks drawn by
hand: nobody has to draw one, and there are no lines to count who did not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.marks import bare
from milclicks.core.texts import Texts
from milclicks.packs.trust.standing import SHIPPED, Standing
from milclicks.prints.certificate.data import cleaned
from milclicks.prints.leaf import Leaf, largest, paint_leaf, paint_line, paint_strand
from milclicks.prints.look import look
from milclicks.prints.paper import PAPERS, Document
from milclicks.prints.pieces import Pieces, Sign
from milclicks.prints.poster.enlarged import Wall, enlarged_pdf
from milclicks.prints.sheet import Sheet

SIZES = ("a4", "letter", "a3", "a2", "a1", "a0")
TILES = ("a4", "letter")
MARKS = {"class": 0.36, "family": 0.22, "teacher": 0.14}  # share of the page for drawn marks
PAD = 10.0


@dataclass(frozen=True, slots=True)
class PactSheet:
    """The words of one version: each promise with its strand and its name."""

    version: str
    title: str
    kind: str
    intro: str
    opening: str
    closing: str
    promises: tuple[tuple[str, str, str], ...]  # strand, name, sentence
    signing: str
    place: str = ""
    standing: Standing = SHIPPED
    """Who answers for the pack that has this pact."""


def sheet_words(document: Mapping[str, Any], version: str) -> PactSheet:
    """A version of a pack's `pact` document (as Library.document gives it).

    Raises BadInput with the versions that there are.
    """
    found = {str(one["id"]): one for one in document.get("versions", ())}
    if version not in found:
        raise BadInput(
            Message(N_("The pact here has no version {name}."), {"name": version}),
            Message(N_("Choose one of these: {codes}."), {"codes": ", ".join(found)})
            if found
            else Message(N_("Add a pack that has one.")),
        )
    own = {str(one["id"]): one for one in document["promises"]}
    chosen = found[version]
    promises = tuple(
        (
            str(own.get(one["id"], {}).get("strand", "")),
            bare(str(own.get(one["id"], {}).get("name", ""))),
            bare(str(one["sentence"])),
        )
        for one in chosen["promises"]
    )
    return PactSheet(
        version=version,
        title=bare(str(chosen["title"])),
        kind=bare(str(document["title"])),
        intro=bare(str(chosen["intro"])),
        opening=bare(str(chosen["opening"])),
        closing=bare(str(chosen["closing"])),
        promises=promises,
        signing=bare(str(chosen["signing"]["text"])),
    )


def pact_sheet_pdf(
    data: PactSheet, texts: Texts, *, paper: str = "a4", tile: str = "", low_ink: bool = False
) -> bytes:
    """One page; with `tile` ("a4" or "letter") a map page and the sheets to put together.

    Raises BadInput for a paper that does not exist, NoGlyph for a strange sign.
    """
    if paper not in SIZES or tile not in ("", *TILES):
        raise BadInput(
            Message(N_("There is no such size of poster.")),
            Message(N_("Choose one of these: {codes}."), {"codes": ", ".join(SIZES)}),
        )
    data = replace(data, place=cleaned(data.place))
    shown = look(low_ink)
    if paper != "letter":
        wall = Wall(data.title, paper, tile)
        return enlarged_pdf(lambda sheet: _paint(sheet, data, texts), texts, shown, wall)
    document = Document(PAPERS[paper], title=data.title, locale=texts.locale)
    _paint(Sheet(document.canvas, PAPERS[paper], texts.direction, shown), data, texts)
    document.next_page()
    return document.bytes()


def _paint(sheet: Sheet, data: PactSheet, texts: Texts) -> None:
    leaf = paint_leaf(sheet, data.title, data.kind, texts, data.standing)
    marks = leaf.room * MARKS.get(data.version, 0.2)
    words = Leaf(sheet, leaf.x, leaf.width, leaf.top, leaf.bottom - marks - 8)
    scale = largest(lambda s: _laid(words, data, texts, s).height <= words.room, 1.3)
    made = _laid(words, data, texts, scale)
    spare = (words.room - made.height) / (len(data.promises) + 3)
    made.paint(words.x, words.top, min(7.0, max(0.0, spare)))
    _paint_marks(leaf, data, texts, leaf.bottom - marks)


def _laid(leaf: Leaf, data: PactSheet, texts: Texts, scale: float) -> Pieces:
    s, made = scale, Pieces(leaf.sheet, leaf.width)
    made.add(data.intro, leaf.style(10 * s, soft=True))
    made.add(data.opening, leaf.style(14 * s, bold=True), gap=5 * s)
    start = 34 * s
    for strand, name, sentence in data.promises:
        made.add(
            name, leaf.style(8.5 * s, bold=True, soft=True), indent=start, gap=4 * s,
            sign=_strand(strand, 22 * s),
        )  # fmt: skip
        made.add(sentence, leaf.style(12 * s), indent=start)
    made.add(data.closing, leaf.style(12.5 * s, bold=True), gap=7 * s)
    return made


def _strand(strand: str, side: float) -> Sign:
    return lambda sheet, x, y, _high: paint_strand(sheet, strand, x, y + 1, side)


def _paint_marks(leaf: Leaf, data: PactSheet, texts: Texts, top: float) -> None:
    """A free field for marks, with the words above it and the place and day below."""
    sheet, wide = leaf.sheet, leaf.width - 2 * PAD
    high = leaf.bottom - top
    sheet.box(leaf.x, top, leaf.width, high, radius=12, stroke=sheet.look.ink, weight=0.9)
    signing = sheet.lay_own(data.signing, leaf.style(10), wide)
    sheet.text(signing, leaf.x + PAD, top + 6, wide)
    if data.place:
        fact = sheet.lay_own(data.place, leaf.style(10, bold=True), wide * 0.5)
        sheet.text(fact, leaf.x + PAD, leaf.bottom - fact.height - 6, wide * 0.5)
        label = sheet.lay(texts.say(N_("Date")), leaf.style(10), wide * 0.4)
        x = leaf.x + PAD + wide * 0.55
        paint_line(leaf, label, x, leaf.bottom - label.height - 6, wide * 0.45)
    else:
        label = sheet.lay(texts.say(N_("Place and date")), leaf.style(10), wide)
        paint_line(leaf, label, leaf.x + PAD, leaf.bottom - label.height - 6, wide)
