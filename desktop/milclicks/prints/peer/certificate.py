"""The sheet that records what a peer educator has done: acts with their days, not a diploma."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from milclicks.core.texts import N_, Texts
from milclicks.packs.trust.standing import SHIPPED, Standing
from milclicks.prints.art.icons import icon
from milclicks.prints.certificate.data import cleaned, cleaned_name
from milclicks.prints.leaf import Leaf, largest, paint_leaf, paint_line
from milclicks.prints.look import look
from milclicks.prints.paper import PAPERS, Document
from milclicks.prints.pieces import Pieces, Sign
from milclicks.prints.qr import paint_qr
from milclicks.prints.sheet import Sheet

QR = 62.0
SIGNING = 40.0


@dataclass(frozen=True, slots=True)
class DoneStep:
    """A step that was done: its title, what it was, the day, how many people took part."""

    title: str
    summary: str
    day: date | None = None
    people: int | None = None


@dataclass(frozen=True, slots=True)
class PeerDone:
    """One sheet; an empty name becomes a line to write on."""

    title: str
    body: str
    text: str
    name: str
    steps: tuple[DoneStep, ...]
    place: str = ""
    day: date | None = None
    code: str = ""
    pack: str = ""
    standing: Standing = SHIPPED
    """Who answers for the pack that has this track."""


def peer_done_pdf(
    data: PeerDone, texts: Texts, *, paper: str = "a4", low_ink: bool = False
) -> bytes:
    """One page; raises BadInput for a name that is too long, NoGlyph for a strange sign."""
    data = replace(data, name=cleaned_name(data.name), place=cleaned(data.place))
    size = PAPERS[paper]
    document = Document(size, title=data.title, locale=texts.locale)
    sheet = Sheet(document.canvas, size, texts.direction, look(low_ink))
    leaf = paint_leaf(sheet, data.title, texts.say(N_("What was done")), texts, data.standing)
    foot = _paint_foot(leaf, data, texts)
    rest = Leaf(sheet, leaf.x, leaf.width, leaf.top + 6, foot - 12)
    scale = largest(lambda s: _laid(rest, data, texts, s).height <= rest.room, 1.2)
    made = _laid(rest, data, texts, scale)
    spare = (rest.room - made.height) / max(len(data.steps) + 2, 1)
    made.paint(rest.x, rest.top, min(12.0, max(0.0, spare)))
    document.next_page()
    return document.bytes()


def _laid(leaf: Leaf, data: PeerDone, texts: Texts, scale: float) -> Pieces:
    made = Pieces(leaf.sheet, leaf.width)
    if data.name:
        made.add(data.name, leaf.style(30 * scale, bold=True), gap=10 * scale)
    else:
        made.add(texts.say(N_("Name")), leaf.style(10, soft=True), gap=10 * scale)
        made.lines(1, 26)
    made.add(data.body, leaf.style(13 * scale), gap=4 * scale)
    start = 30 * scale
    for step in data.steps:
        made.add(
            step.title, leaf.style(15 * scale, bold=True), indent=start, gap=14 * scale,
            sign=_checked(20 * scale),
        )  # fmt: skip
        made.add(step.summary, leaf.style(11.5 * scale), indent=start)
        facts = _facts(step, texts)
        if facts:
            made.add(facts, leaf.style(10.5 * scale, soft=True), indent=start)
    return made


def _facts(step: DoneStep, texts: Texts) -> str:
    parts = [texts.date(step.day)] if step.day else []
    if step.people is not None:
        parts.append(texts.say_n("{n} person took part", "{n} people took part", step.people))
    return texts.list(parts) if parts else ""


def _checked(side: float) -> Sign:
    def paint(sheet: Sheet, x: float, y: float, high: float) -> None:
        at = y + (high - side) / 2
        shown = sheet.look
        sheet.box(
            x, at, side, side, radius=side / 2, fill=shown.highlight, stroke=shown.ink, weight=1
        )
        sheet.drawing(icon("check"), x + side * 0.22, at + side * 0.22, side * 0.56)

    return paint


def _paint_foot(leaf: Leaf, data: PeerDone, texts: Texts) -> float:
    """The neutral words, two lines to sign, place and day, the code; where the foot begins."""
    sheet, plain = leaf.sheet, leaf.style(10)
    wide = leaf.width - (QR + 20 if data.code else 0)
    text = sheet.lay_own(data.text, leaf.style(10, soft=True), wide)
    where = _where(data, texts)
    top = leaf.bottom - max(QR + 4, text.height + 42 + 2 * SIGNING)
    y = top
    for words in (N_("Seen by (teacher)"), N_("Signature or own mark")):
        label = sheet.lay(texts.say(words), plain, wide)
        paint_line(leaf, label, leaf.x, y + SIGNING - label.height, wide)
        y += SIGNING
    fact = sheet.lay(where or texts.say(N_("Place and date")), plain, wide)
    if where:
        sheet.text(fact, leaf.x, y + 8, wide)
    else:
        paint_line(leaf, fact, leaf.x, y + 8, wide)
    sheet.text(text, leaf.x, leaf.bottom - text.height, wide)
    if data.code:
        x = leaf.x + leaf.width - QR
        day = data.day.isoformat() if data.day else ""
        said = " ".join(part for part in (data.pack, data.code, day) if part)
        paint_qr(sheet, said, x, leaf.bottom - QR, QR)
        code = sheet.lay(texts.isolate(data.code), leaf.style(9), wide)
        sheet.text(code, leaf.x, leaf.bottom - text.height - code.height - 1, wide)
    return top


def _where(data: PeerDone, texts: Texts) -> str:
    if data.place and data.day:
        return texts.say(N_("{place}, {date}"), place=data.place, date=texts.date(data.day))
    return data.place or (texts.date(data.day) if data.day else "")
