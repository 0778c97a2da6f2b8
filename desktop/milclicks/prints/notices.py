"""Notices for parents and for children: half a page each, two on one sheet, plain.

The sentences are short and for everybody who reads a little; a picture stands beside each. The
local helpline is typed by the teacher; without one there is a line to write it on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.texts import Texts
from milclicks.prints.art.icons import icon, mark
from milclicks.prints.certificate.data import cleaned
from milclicks.prints.certificate.wording import INDEPENDENT
from milclicks.prints.cut import paint_cut
from milclicks.prints.look import look
from milclicks.prints.paper import PAPERS, Document
from milclicks.prints.sheet import Sheet
from milclicks.prints.typeset.block import Block, Style

Kind = Literal["parents", "children"]
LONGEST: Final = 100  # characters of a helpline
INSET, SIDE = 20.0, 22.0
ICON = 20.0


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: its title, its points (icon and sentence), the words before the helpline."""

    title: str
    points: tuple[tuple[str, str], ...]
    call: str


PARENTS: Final = Notice(
    title=N_("For parents and guardians"),
    points=(
        (
            "source",
            N_(
                "Here children learn to ask before they believe. "
                "Who says it? How do they know? Who else says so?"
            ),
        ),
        ("shield", N_("The lessons work without the internet. Nothing is sent anywhere.")),
        (
            "person",
            N_(
                "We keep a nickname, a drawn face and the answers. "
                "No photo, no birth date, no address."
            ),
        ),
        (
            "eye",
            N_(
                "You and your child may see what is kept, have it put right or have it deleted. "
                "Ask the teacher."
            ),
        ),
        (
            "pact",
            N_("The pact is a free choice. There are no marks for it, and nobody is named."),
        ),
        ("talk", N_("Ask at home: what did you check today? It is fine not to be sure.")),
    ),
    call=N_("If something you see or hear worries you, talk to us or call:"),
)
CHILDREN: Final = Notice(
    title=N_("For children and young people"),
    points=(
        ("pencil", N_("Choose a nickname and a face. You do not need your real name.")),
        ("lock", N_("Never type a secret, a password or an address.")),
        ("hand", N_("You may stop a lesson at any time. Nobody will be cross.")),
        ("check", N_("Mistakes are welcome. They show what to look at next time.")),
        ("eye", N_("You may ask what is kept about you, and you may have it deleted.")),
        (
            "talk",
            N_(
                "Has something happened that makes you sad or afraid? It is not your fault. "
                "Tell an adult you trust."
            ),
        ),
    ),
    call=N_("You can also call:"),
)
NOTICES: Final[dict[Kind, Notice]] = {"parents": PARENTS, "children": CHILDREN}


def notices_pdf(
    upper: Kind,
    lower: Kind,
    texts: Texts,
    *,
    helpline: str = "",
    paper: str = "a4",
    low_ink: bool = False,
) -> bytes:
    """Two notices on one upright sheet with a line to cut along; both may be the same.

    Raises BadInput for a helpline that is too long, NoGlyph for a sign that no font has.
    """
    number = _kept_together(cleaned(helpline))
    if len(helpline) > LONGEST:
        raise BadInput(
            Message(N_("This helpline is too long for the notice.")),
            Message(N_("Use at most {most} characters."), {"most": LONGEST}),
        )
    size, shown = PAPERS[paper], look(low_ink)
    document = Document(size, title=texts.say(NOTICES[upper].title), locale=texts.locale)
    canvas = document.canvas
    half = Sheet(canvas, (size[0], size[1] / 2), texts.direction, shown)
    for kind, bottom in ((upper, size[1] / 2), (lower, 0.0)):
        canvas.saveState()
        canvas.translate(0, bottom)
        _paint(half, NOTICES[kind], texts, number)
        canvas.restoreState()
    paint_cut(Sheet(canvas, size, texts.direction, shown), size[1] / 2)
    document.next_page()
    return document.bytes()


def _kept_together(helpline: str) -> str:
    """Telephone numbers isolated from left to right: "116 111" is never "111 116"."""
    return re.sub(r"[+(]?\d[\d\s()/.+-]*\d", "\u2066\\g<0>\u2069", helpline)


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A notice laid out: blocks and the free space to share between the points."""

    title: Block
    points: tuple[tuple[str, Block], ...]
    call: Block
    number: Block | None
    footer: Block
    gap: float

    @property
    def band(self) -> float:
        """Height of the band with the helpline."""
        return self.call.height + (self.number.height if self.number else 26) + 16


def _paint(sheet: Sheet, notice: Notice, texts: Texts, number: str) -> None:
    start, width = INSET + SIDE, sheet.width - 2 * (INSET + SIDE)
    fitted = _fit(sheet, notice, texts, number, width)
    ink = sheet.look.ink
    sheet.box(
        INSET, INSET, sheet.width - 2 * INSET, sheet.height - 2 * INSET, radius=14,
        stroke=ink, weight=1.2,
    )  # fmt: skip
    y = INSET + 14
    sheet.drawing(mark(low_ink=sheet.look.low), start, y, 28)
    sheet.text(fitted.title, start + 38, y + (28 - fitted.title.height) / 2, width - 38)
    y += 28 + fitted.gap
    for name, block in fitted.points:
        middle = y + max(block.height, ICON) / 2
        sheet.drawing(icon(name), start + 4, middle - ICON / 2, ICON)
        sheet.text(block, start + 38, middle - block.height / 2, width - 38)
        y += max(block.height, ICON) + fitted.gap
    bottom = sheet.height - INSET - 8 - fitted.footer.height
    _paint_call(sheet, fitted, start, bottom - fitted.band - 6, width)
    sheet.text(fitted.footer, start, bottom, width)


def _paint_call(sheet: Sheet, fitted: _Fitted, x: float, y: float, width: float) -> None:
    look_ = sheet.look
    sheet.box(
        x, y, width, fitted.band, radius=10, fill=look_.highlight,
        stroke=look_.ink if look_.low else None, weight=0.9,
    )  # fmt: skip
    sheet.text(fitted.call, x + 12, y + 7, width - 24)
    below = y + 7 + fitted.call.height
    if fitted.number:
        sheet.text(fitted.number, x + 12, below, width - 24)
    else:
        sheet.line(x + 12, below + 22, x + width - 12, below + 22, weight=0.9)


def _fit(sheet: Sheet, notice: Notice, texts: Texts, number: str, width: float) -> _Fitted:
    """The notice in the largest size that fits its half page; languages differ in length."""
    size = 13.0
    while True:
        fitted, spare = _attempt(sheet, notice, texts, number, width, size)
        if spare >= 0 or size <= 7:
            return fitted
        size -= 0.25


def _attempt(
    sheet: Sheet, notice: Notice, texts: Texts, number: str, width: float, size: float
) -> tuple[_Fitted, float]:
    look_ = sheet.look
    plain, strong = Style(size, colour=look_.ink), Style(size, bold=True, colour=look_.ink)
    title = sheet.lay(
        texts.say(notice.title), Style(size * 1.5, bold=True, colour=look_.ink), width - 38
    )
    points = tuple(
        (name, sheet.lay(texts.say(text), plain, width - 38)) for name, text in notice.points
    )
    call = sheet.lay(texts.say(notice.call), plain, width - 24)
    shown = sheet.lay_own(number, strong, width - 24, "anywhere") if number else None
    note = Style(min(7.5, size), colour=look_.soft_ink)
    footer = sheet.lay(texts.say(INDEPENDENT), note, width)
    fitted = _Fitted(title, points, call, shown, footer, 0.0)
    taken = 28 + sum(max(block.height, ICON) for _, block in points) + fitted.band
    spare = sheet.height - 2 * INSET - 14 - 14 - footer.height - taken
    gap = spare / (len(points) + 1)
    spread = _Fitted(title, points, call, shown, footer, min(max(gap, 0.0), 15.0))
    return spread, spare - 3.0 * (len(points) + 1)
