"""The foot of a certificate: signature, witness, place and dates, code, QR, neutral sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from milclicks.prints.certificate.data import CertificateData
from milclicks.prints.certificate.frame import Column
from milclicks.prints.certificate.sections import Setting, Stack
from milclicks.prints.certificate.wording import Wording
from milclicks.prints.qr import paint_qr
from milclicks.prints.sheet import Sheet
from milclicks.prints.typeset.block import Align, Block, Style
from milclicks.prints.typeset.layout import lay

QR_SIZE = 66.0
GAP = 20.0
LEAST_NOTE = 6.4  # points of the neutral sentence, on whatever scale
SIGNING = 44.0  # room over a line to write by hand


@dataclass(frozen=True, slots=True)
class Foot:
    """Everything under the plans."""

    labels: tuple[Stack, Stack]
    facts: Stack
    lines: Stack | None
    coded: bool
    footer: Stack
    scale: float

    @classmethod
    def of(cls, setting: Setting, data: CertificateData) -> Foot:
        """Lay out the foot."""
        s, wordings = setting.scale, setting.wordings
        sign, fact = columns(setting.column, s, with_code=bool(data.code))
        small, soft = setting.style(11), setting.style(9.5, soft=True)
        labels = [[w.signature for w in wordings], [w.witness for w in wordings]]
        first, second = (Stack(tuple(setting.both(each, small, soft, sign))) for each in labels)
        footers = [wording.footer for wording in wordings]
        note = setting.style(8 if len(wordings) == 1 else 7, soft=True)
        note = replace(note, size=max(LEAST_NOTE, note.size))
        wide = setting.column.width
        return cls(
            labels=(first, second),
            facts=_facts(setting, fact),
            lines=None if wordings[0].place_date else _to_fill(setting, fact),
            coded=bool(data.code),
            footer=Stack(tuple(setting.both(footers, note, note, wide)), gap=0),
            scale=s,
        )

    @property
    def height(self) -> float:
        """Signature row, gap and sentence."""
        return self._row + 8 * self.scale + self.footer.height

    @property
    def _row(self) -> float:
        s = self.scale
        labels = max(label.height for label in self.labels)
        code = 15 * s if self.coded else 0.0
        lines = 52 * s + self.lines.height if self.lines else 0.0
        return max(SIGNING * s + labels, self.facts.height + code, lines, QR_SIZE * s)

    def paint(self, sheet: Sheet, column: Column, y: float) -> None:
        """Paint all but the code; it changes from one certificate to the next."""
        s, end = self.scale, y + self._row
        sign, fact = columns(column, s, with_code=self.coded)
        rule = end - max(label.height for label in self.labels) - 2 * s
        for place, label in enumerate(self.labels):
            x = column.x + place * (sign + GAP * s)
            sheet.line(x, rule, x + sign, rule, weight=1.2 * s)
            label.paint(sheet, x, rule + 2 * s, sign)
        x = column.x + 2 * (sign + GAP * s)
        if self.lines:
            self._paint_lines(sheet, x, end, fact)
        code = 15 * s if self.coded else 0.0
        self.facts.paint(sheet, x, end - code - self.facts.height, fact)
        self.footer.paint(sheet, column.x, end + 8 * s, column.width)

    def _paint_lines(self, sheet: Sheet, x: float, end: float, width: float) -> None:
        s = self.scale
        for row, block in enumerate(self.lines.blocks if self.lines else ()):
            rule = end - block.height - 2 * s - (1 - row) * 32 * s
            sheet.line(x, rule, x + width, rule, weight=1.2 * s)
            sheet.text(block, x, rule + 1 * s, width)

    def paint_code(self, sheet: Sheet, column: Column, y: float, data: CertificateData) -> None:
        """Paint the code in words and as a QR code."""
        if not data.code:
            return
        s, end = self.scale, y + self._row
        sign, fact = columns(column, s, with_code=True)
        align: Align = "end" if sheet.rtl else "start"
        style = Style(10.5 * s, colour=sheet.look.ink, align=align)
        code = lay(data.code, style, fact, "ltr")
        sheet.text(code, column.x + 2 * (sign + GAP * s), end - code.height, fact)
        size = QR_SIZE * s
        paint_qr(sheet, qr_content(data), column.x + column.width - size, end - size, size)


def columns(column: Column, scale: float, *, with_code: bool) -> tuple[float, float]:
    """The widths of a signature's line and of the column of facts."""
    if not with_code:
        rest = column.width - 2 * GAP * scale
        return rest * 0.32, rest * 0.36
    rest = column.width - (QR_SIZE + 3 * GAP) * scale
    return rest * 0.32, rest * 0.36


def qr_content(data: CertificateData) -> str:
    """What the QR code says: pack, code and day; never a name."""
    day = data.day.isoformat() if data.day else ""
    return " ".join(part for part in (data.pack, data.code, day) if part)


def _facts(setting: Setting, width: float) -> Stack:
    first, *others = setting.wordings
    strong, plain = setting.style(11, bold=True), setting.style(11)
    blocks = _in_one_or_two(setting, first, strong, width)
    if first.renewal:
        blocks.append(setting.sheet.lay_own(first.renewal, plain, width))
    soft = setting.style(9.5, soft=True)
    for other in others:
        for text in (other.day, other.renewal):
            if text:
                blocks.append(setting.sheet.lay_own(text, soft, width))
    return Stack(tuple(blocks))


def _in_one_or_two(setting: Setting, said: Wording, style: Style, width: float) -> list[Block]:
    """Place and day in one line where they fit, else each in its own."""
    if not said.place_date:
        return []
    whole = setting.sheet.lay_own(said.place_date, style, width)
    if len(whole.lines) == 1 or not (said.place and said.day):
        return [whole]
    return [
        setting.sheet.lay_own(text, style, width, "anywhere") for text in (said.place, said.day)
    ]


def _to_fill(setting: Setting, width: float) -> Stack:
    style = setting.style(11)
    first = setting.wordings[0]
    shown = (first.place_date_label, first.renewal_label)
    return Stack(tuple(setting.sheet.lay(text, style, width) for text in shown))
