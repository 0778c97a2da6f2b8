"""Mock artefacts on paper: post, chat, page, notice, label, chart, picture, radio, sms.

Drawn after the screen's painters; every one wears the SIMULATION band.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from milclicks.core.texts import N_
from milclicks.items.artefact import Artefact, Chart, Line, Page, Picture, Post, Script, Sheet
from milclicks.prints.art.icons import icon
from milclicks.prints.lesson.faces import paint_face
from milclicks.prints.lesson.piece import Edge, Piece, beside, framed, indented, nothing, stack
from milclicks.prints.lesson.setter import Setter

SIMULATION = N_("Simulation")
PAD = 8.0
BAND = 13.0


def artefact(setter: Setter, art: Artefact, width: float, *, whole: bool = False) -> Piece:
    """One artefact `width` points wide; `whole` shows all of a picture that begins cropped."""
    inner = width - 2 * PAD
    if isinstance(art, Picture):
        return _card(setter, _picture(setter, art, inner, whole=whole), width)
    return _card(setter, _PAINTERS[art.kind](setter, art, inner), width)


def simulation(setter: Setter, width: float) -> Piece:
    """The striped band with its word."""
    sheet = setter.sheet
    word = setter.say(SIMULATION)
    said = setter.block(
        word if sheet.rtl else word.upper(), width, size=7.6, bold=True, align="centre"
    )
    band = max(setter.sized(BAND), said.height)

    def paint(x: float, y: float) -> None:
        sheet.clip(x, y, width, band)
        _stripes(setter, x, y, width, band)
        sheet.unclip()
        plate = said.width + 16
        sheet.box(x + (width - plate) / 2, y + 1, plate, band - 2, radius=4, fill="#FFFFFF")
        sheet.text(said, x, y + (band - said.height) / 2, width)

    return Piece(band, paint, 0.0)


def _card(setter: Setter, inner: Piece, width: float) -> Piece:
    """A white card with an ink line, the striped band on top."""
    sheet, band = setter.sheet, simulation(setter, width)
    height = band.height + inner.height + 2 * PAD - 2

    def paint(x: float, y: float) -> None:
        sheet.box(x, y, width, height, radius=7, fill="#FFFFFF")
        sheet.clip(x, y, width, height, 7)
        band.paint(x, y)
        sheet.unclip()
        sheet.line(x, y + band.height, x + width, y + band.height, weight=0.8)
        inner.paint(x + PAD, y + band.height + PAD - 2)
        sheet.box(x, y, width, height, radius=7, stroke=sheet.look.ink, weight=1.2)

    return Piece(height, paint, setter.sized(6))


def _stripes(setter: Setter, x: float, y: float, width: float, band: float) -> None:
    """Slanted stripes: sun in colour, thin grey lines in low ink."""
    sheet, look = setter.sheet, setter.sheet.look
    if not look.low:
        sheet.box(x, y, width, band, fill=look.sun_soft)
    step, weight = (7.0, 1.1) if look.low else (11.0, 5.0)
    at = x - band
    while at < x + width + band:
        sheet.line(at, y + band, at + band, y, weight=weight,
                   colour=look.edge if look.low else look.sun)  # fmt: skip
        at += step


def photo(
    setter: Setter,
    name: str,
    width: float,
    *,
    part: tuple[int, int, int, int] | None = None,
    most: float = 260.0,
) -> Piece:
    """A picture of the pack, no higher than `most`; its description where it cannot be shown."""
    sheet, ratio = setter.sheet, setter.photos.ratio(name)
    if ratio is None:
        alt = setter.text(setter.photos.alt(name) or "…", width - 16, soft=True)
        edge = Edge(8.0, 6.0, sheet.look.edge, None, 0.8, (3, 2))
        return framed(sheet, alt, width, edge, gap=setter.sized(5))
    if part is not None:
        ratio = ratio * part[3] / part[2]
    wide = min(width, most / ratio)
    high, start = wide * ratio, (width - wide) / 2

    def paint(x: float, y: float) -> None:
        setter.photos.paint(sheet, name, (x + start, y, wide, high), part)
        sheet.box(x + start, y, wide, high, stroke=sheet.look.ink, weight=0.8)

    return Piece(high, paint, setter.sized(5))


def _post(setter: Setter, art: Post, width: float) -> Piece:
    side = setter.sized(24) if art.avatar else 0.0
    shift = side + (setter.sized(7) if side else 0.0)
    room = width - shift
    notes = [note.text for note in (art.meta, art.date) if note is not None]
    head = [setter.text(art.sender, room, bold=True)]
    head += [setter.text(one, room, size=8.2, soft=True, gap=1) for one in notes]
    parts = [_with_face(setter, art.avatar, stack(head), side, shift)]
    if art.picture:
        parts.append(photo(setter, art.picture, width, most=170))
    parts.append(setter.text(art.body, width, size=10.4, gap=5))
    if art.counts is not None:
        parts.append(setter.text(art.counts.text, width, size=8.2, soft=True, gap=4))
    return stack(parts)


def _with_face(setter: Setter, avatar: str, piece: Piece, side: float, shift: float) -> Piece:
    if not avatar:
        return piece
    face = Piece(side, lambda x, y: paint_face(setter.sheet, avatar, x, y, side))
    return beside(face, piece, shift)


def _script_head(setter: Setter, title: str, sign: str, width: float) -> list[Piece]:
    if not title:
        return []
    side, sheet = setter.sized(12), setter.sheet
    head = setter.text(title, width - side - 6, bold=True)
    drawn = Piece(side, lambda x, y: sheet.drawing(icon(sign), x, y, side))
    row = beside(drawn, head, side + 6)
    rule = Piece(1, lambda x, y: sheet.line(x, y, x + width, y, weight=0.7), 3)
    return [row, rule]


def _chat(setter: Setter, art: Script, width: float) -> Piece:
    parts, before = _script_head(setter, art.title, "talk", width), ""
    for line in art.lines:
        parts.append(_bubble(setter, line, width, first=line.sender != before))
        before = line.sender
    return stack(parts)


def _bubble(setter: Setter, line: Line, width: float, *, first: bool) -> Piece:
    """One message; what one wrote oneself stands at the far side with a stronger frame."""
    out, side = line.side == "out", setter.sized(20)
    lead = 0.0 if out else side + setter.sized(5)
    pad, most = setter.sized(6), width - lead - setter.sized(16)
    said = [(line.text, 9.6, False, False)]
    if first:
        said.insert(0, (line.sender, 8.4, True, False))
    if line.date is not None:
        said.append((line.date.text, 7.8, False, True))
    room = max(
        setter.snug(words, most - 2 * pad, size=size, bold=bold, soft=soft)[1]
        for words, size, bold, soft in said
    )
    wide = room + 2 * pad
    inner = stack(
        [
            setter.text(words, room, size=size, bold=bold, soft=soft, gap=1)
            for words, size, bold, soft in said
        ]
    )
    look = setter.sheet.look
    edge = Edge(pad, 9.0, look.ink if out else look.edge, look.highlight if out else None,
                1.3 if out else 0.8)  # fmt: skip
    bubble = framed(setter.sheet, inner, wide, edge, gap=setter.sized(4))
    moved = indented(bubble, width - wide if out else lead)
    if not first or out or not line.avatar:
        return moved
    face = Piece(side, lambda x, y: paint_face(setter.sheet, line.avatar, x, y, side))
    return beside(face, moved, 0.0, gap=setter.sized(4))


def _sms(setter: Setter, art: Script, width: float) -> Piece:
    parts, sheet = _script_head(setter, art.title, "phone", width), setter.sheet
    for number, line in enumerate(art.lines):
        if number:
            parts.append(
                Piece(1, lambda x, y: sheet.line(x, y, x + width, y, weight=0.5, dash=(2, 2)), 4)
            )
        room = width
        head: Piece
        if line.date is not None:
            date = setter.block(line.date.text, width * 0.45, size=8.2, soft=True, align="end")
            room = width - date.width - 8
            head = setter.text(line.sender, room, bold=True)
            head = beside(head, indented(setter.set(date, width * 0.45), width * 0.55), 0.0, gap=4)
        else:
            head = setter.text(line.sender, room, bold=True, gap=4)
        parts += [head, setter.text(line.text, width, gap=1)]
    return stack(parts)


def _radio(setter: Setter, art: Script, width: float) -> Piece:
    parts, shift = _script_head(setter, art.title, "radio", width), setter.sized(10)
    for line in art.lines:
        said = [setter.text(line.sender, width - shift, size=8.4, bold=True, soft=True)]
        if line.date is not None:
            said.append(setter.text(line.date.text, width - shift, size=7.8, soft=True, gap=0))
        said.append(setter.text(line.text, width - shift, gap=1))
        parts.append(_voice(setter, stack(said), shift))
    return stack(parts)


def _voice(setter: Setter, words: Piece, shift: float) -> Piece:
    sheet = setter.sheet
    bar = Piece(
        words.height,
        lambda x, y: sheet.box(x, y + 1, 3, words.height - 2, radius=1.5, fill=sheet.look.ink),
    )
    return beside(bar, words, shift, gap=setter.sized(5))


def _page(setter: Setter, art: Page, width: float) -> Piece:
    sheet = setter.sheet

    def rule(weight: float) -> Piece:
        return Piece(
            weight, lambda x, y: sheet.line(x, y, x + width, y, weight=weight), setter.sized(2.5)
        )

    parts = [
        setter.text(art.title, width, size=16, bold=True, align="centre"),
        rule(1.6),
        setter.text(art.place_line, width, size=8.2, soft=True, align="centre", gap=2),
        rule(0.7),
    ]
    if art.tag is not None:
        parts.append(_tag(setter, art.tag.text, width))
    parts.append(setter.text(art.headline.text, width, size=12, bold=True, gap=5))
    if art.picture:
        parts.append(photo(setter, art.picture, width, most=150))
    parts += [setter.text(block.text, width, gap=4) for block in art.body_blocks]
    return stack(parts)


def _tag(setter: Setter, words: str, width: float) -> Piece:
    block, room = setter.snug(words, width - 12, size=8.2, soft=True)
    edge = Edge(3.0, 3.0, setter.sheet.look.soft_ink, None, 0.6)
    return framed(setter.sheet, setter.set(block, room), room + 6, edge, gap=setter.sized(5))


def _notice(setter: Setter, art: Sheet, width: float) -> Piece:
    sheet, side = setter.sheet, setter.sized(9)

    def pin(x: float, y: float) -> None:
        at = x + (width - side) / 2
        sheet.box(at, y, side, side, radius=side / 2, stroke=sheet.look.ink, weight=1.2)
        sheet.box(at + side / 3, y + side / 3, side / 3, side / 3, radius=side, fill=sheet.look.ink)

    parts = [Piece(side, pin)]
    parts.append(setter.text(art.title, width, size=12.5, bold=True, align="centre"))
    parts += [setter.text(one.text, width, size=10.2, align="centre") for one in art.body_lines]
    if art.stamp is not None:
        parts.append(_stamp(setter, art.stamp.text, width))
    parts += [
        setter.text(note.text, width, size=8.4, soft=True, gap=4)
        for note in (art.date, art.small_print)
        if note is not None
    ]
    return stack(parts)


def _stamp(setter: Setter, words: str, width: float) -> Piece:
    """A slanted stamp at the far side."""
    sheet = setter.sheet
    block = setter.block(words, width * 0.7, size=9, bold=True, align="centre")
    wide, high = block.width + 16, block.height + 6

    def paint(x: float, y: float) -> None:
        canvas, at = sheet.canvas, x + width - wide - 6
        middle = sheet.left(at, wide) + wide / 2, sheet.height - y - 4 - high / 2
        canvas.saveState()
        canvas.translate(*middle)
        canvas.rotate(-3 if sheet.rtl else 3)
        canvas.translate(-middle[0], -middle[1])
        sheet.box(at, y + 4, wide, high, radius=4, stroke=sheet.look.ink, weight=1.6)
        sheet.text(block, at - (width * 0.7 - wide) / 2, y + 7, width * 0.7)
        canvas.restoreState()

    return Piece(high + 8, paint, setter.sized(4))


def _label(setter: Setter, art: Sheet, width: float) -> Piece:
    sheet, look = setter.sheet, setter.sheet.look
    head = setter.text(art.title, width - 12, size=13, bold=True, align="centre")
    edge = Edge(6.0, 4.0, look.ink, None, 1.6)
    parts = [framed(sheet, head, width, edge)]
    parts += [setter.text(one.text, width, bold=True, align="centre") for one in art.body_lines]
    parts += [
        setter.text(note.text, width, size=9, align="centre")
        for note in (art.stamp, art.date)
        if note is not None
    ]
    if art.small_print is not None:
        dashes = Piece(1, lambda x, y: sheet.line(x, y, x + width, y, weight=0.7, dash=(3, 2)), 5)
        small = setter.text(art.small_print.text, width, size=7.8, soft=True, align="centre", gap=4)
        parts += [dashes, small]
    return stack(parts)


def _chart(setter: Setter, art: Chart, width: float) -> Piece:
    parts = [setter.text(art.title, width, bold=True, size=10.6)]
    parts.append(setter.text(setter.texts.unit(art.unit.name), width, size=8.2, soft=True, gap=1))
    parts.append(_bars(setter, art, width))
    if art.small_print is not None:
        parts.append(setter.text(art.small_print.text, width, size=7.8, soft=True, gap=4))
    return stack(parts)


def _bars(setter: Setter, art: Chart, width: float) -> Piece:
    """Axis with its two ends, a bar per entry with its value over it and its label below."""
    sheet, high, air = setter.sheet, 96.0, setter.sized(14)
    ends = [setter.block(setter.texts.number(n), 60, size=8) for n in (art.axis_to, art.axis_from)]
    lead = max(block.width for block in ends) + 6
    each = (width - lead) / max(len(art.bars), 1)
    centred = {"size": 8.2, "align": "centre"}
    labels = [setter.block(bar.label, each - 3, **centred) for bar in art.bars]  # type: ignore[arg-type]  # the keywords of block
    values = [setter.block(setter.texts.number(bar.value), each, size=8.6, bold=True,
                           align="centre") for bar in art.bars]  # fmt: skip
    below = max((block.height for block in labels), default=0.0)
    span = art.axis_to - art.axis_from

    def paint(x: float, y: float) -> None:
        top, foot = y + air, y + air + high
        for step in range(4):
            at = top + high * step / 4
            sheet.line(x + lead, at, x + width, at, weight=0.4, colour=sheet.look.edge)
        sheet.line(x + lead, foot, x + width, foot, weight=1.2)
        sheet.line(x + lead, top - 4, x + lead, foot, weight=1.2)
        sheet.text(ends[0], x, top - ends[0].height / 2, 60)
        sheet.text(ends[1], x, foot - ends[1].height / 2, 60)
        for number, bar in enumerate(art.bars):
            tall = max(high * (bar.value - art.axis_from) / span, 1.0)
            at = x + lead + number * each
            pattern = ("lines", "dots", "chevrons", "grid")[number % 4]
            sheet.pattern(pattern, at + each * 0.2, foot - tall, each * 0.6, tall, 5)
            sheet.box(at + each * 0.2, foot - tall, each * 0.6, tall, stroke=sheet.look.ink)
            sheet.text(values[number], at, foot - tall - values[number].height, each)
            sheet.text(labels[number], at + 1.5, foot + 3, each - 3)

    return Piece(air + high + 3 + below, paint, setter.sized(3))


def _picture(setter: Setter, art: Picture, width: float, *, whole: bool) -> Piece:
    part = None if whole or art.frame is None else tuple(art.frame)
    shown = photo(setter, art.picture, width, part=part)  # type: ignore[arg-type]  # four numbers
    return stack([nothing(1), shown, setter.text(art.caption, width, size=9.4, gap=4)])


_PAINTERS: Final[dict[str, Callable[..., Piece]]] = {
    "post": _post,
    "chat": _chat,
    "sms": _sms,
    "radio": _radio,
    "page": _page,
    "notice": _notice,
    "label": _label,
    "chart": _chart,
}
