"""Posters as PDF bytes: one page of any size, or a map and the sheets to put together."""

from __future__ import annotations

from dataclasses import replace

from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.texts import Texts
from milclicks.prints.certificate.data import cleaned
from milclicks.prints.look import look
from milclicks.prints.makerband import band
from milclicks.prints.poster.data import PosterData, cleaned_place
from milclicks.prints.poster.enlarged import Wall, enlarged_pdf
from milclicks.prints.poster.scene import paint_poster, words_width
from milclicks.prints.poster.wording import poster_wording
from milclicks.prints.sheet import Sheet

SIZES = ("a4", "a3", "a2", "a1", "a0")


def poster_pdf(
    data: PosterData,
    texts: Texts,
    *,
    size: str = "a4",
    tile: str = "",
    low_ink: bool = False,
) -> bytes:
    """A poster; with `tile` ("a4" or "letter") a map page and then the sheets in reading order.

    Raises BadInput for a size that does not exist or a name that does not fit, NoGlyph for a
    sign that no font has.
    """
    if size not in SIZES or tile not in ("", "a4", "letter"):
        raise BadInput(
            Message(N_("There is no such size of poster.")),
            Message(N_("Choose a size from A4 to A0, and A4 or Letter for the sheets.")),
        )
    clean = replace(data, place=cleaned_place(data.place), locality=cleaned(data.locality))
    said = poster_wording(clean, texts)
    shown = look(low_ink)

    def paint(sheet: Sheet) -> None:
        paint_poster(sheet, said, band(sheet, texts, data.standing, words_width(sheet)))

    return enlarged_pdf(paint, texts, shown, Wall(said.place, size, tile))
