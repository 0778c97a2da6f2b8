"""Certificates as PDF bytes: one, many in one file, blank ones.

What several pages of a batch share (frame, promises, labels) is written once and referred to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.texts import Texts
from milclicks.prints.certificate.data import CertificateData, PactWords, cleaned, cleaned_name
from milclicks.prints.certificate.foot import Foot
from milclicks.prints.certificate.frame import Frame, Head, paint_frame
from milclicks.prints.certificate.plans import Plans
from milclicks.prints.certificate.promises import Promises
from milclicks.prints.certificate.sections import (
    Name,
    Setting,
    Stack,
    closing,
    focus_numbers,
    heading,
    intro,
)
from milclicks.prints.certificate.wording import wording
from milclicks.prints.look import look
from milclicks.prints.makerband import Band, band
from milclicks.prints.paper import PAPERS, Document, landscape
from milclicks.prints.sheet import Sheet

SCALES = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72, 0.68, 0.64, 0.6)
GAPS = (12.0, 2.0, 11.0, 13.0, 6.0, 10.0)  # least space after head, name, intro, promises, ...
SHARES = (0.22, 0.04, 0.12, 0.2, 0.07, 0.17)  # how space that is left over is given out
MOST = (26.0, 6.0, 14.0, 22.0, 6.0, 26.0)  # and how much each takes at most

BAND_AT, BAND_AIR = 11.0, 8.0  # from the frame to the band that says whose pact it is, and below it


@dataclass(frozen=True, slots=True)
class Common:
    """The parts that certificates of one batch share, laid out in one scale."""

    setting: Setting
    frame: Frame
    whose: Band | None
    head: Head
    intro: Stack
    promises: Promises
    heading: Stack
    plans: Plans
    closing: Stack
    foot: Foot

    @property
    def foot_top(self) -> float:
        """Where the foot begins."""
        return self.setting.column.bottom - self.foot.height


@dataclass(frozen=True, slots=True)
class Fitted:
    """All parts of one certificate in a scale in which they fit, with the tops of each."""

    common: Common
    name: Name
    tops: tuple[float, ...]


class Batch:
    """Lays certificates out for one sheet; `base` is the scale to begin with.

    What does not change with the name and the code is laid out once.
    """

    def __init__(self, sheet: Sheet, texts: Texts, texts2: Texts | None, base: float) -> None:
        self._sheet, self._base = sheet, base
        self._texts = [texts] if texts2 is None else [texts, texts2]
        self._common: dict[tuple[CertificateData, float], Common] = {}

    def fit(self, data: CertificateData) -> Fitted:
        """Lay a certificate out in the largest scale that fits its page."""
        shared = replace(data, name="", code="code" if data.code else "")
        for scale in SCALES:
            common = self._common.get((shared, scale))
            if common is None:
                common = self._laid(shared, scale * self._base)
                self._common[shared, scale] = common
            fitted = _placed(common, Name.of(common.setting, data.name))
            if fitted is not None:
                return fitted
        raise BadInput(
            Message(N_("The name and the plans together are too long for the page.")),
            Message(N_("Make one of them shorter.")),
        )

    def _laid(self, data: CertificateData, scale: float) -> Common:
        both = [words for words in (data.words, data.words2) if words is not None]
        wordings = tuple(
            wording(data, words, texts) for words, texts in zip(both, self._texts, strict=False)
        )
        frame = Frame.of((self._sheet.width, self._sheet.height), self._base)
        whose = band(self._sheet, self._texts[0], data.standing, frame.column.width)
        column = frame.column
        if whose is not None:
            below = frame.inset + BAND_AT + whose.height + BAND_AIR
            column = replace(column, top=max(column.top, below))
        setting = Setting(self._sheet, column, scale, wordings)
        titles = tuple(each.title for each in wordings)
        return Common(
            setting,
            frame,
            whose,
            Head.of(self._sheet, titles, frame.column.width, scale),
            intro(setting),
            Promises.of(setting, focus_numbers(data)),
            heading(setting),
            Plans.of(setting, data),
            closing(setting),
            Foot.of(setting, data),
        )


def certificate_pdf(
    data: CertificateData,
    texts: Texts,
    texts2: Texts | None = None,
    *,
    paper: str = "a4",
    low_ink: bool = False,
) -> bytes:
    """One certificate; raises BadInput for a name that fits no page, NoGlyph for a strange sign."""
    return certificates_pdf([data], texts, texts2, paper=paper, low_ink=low_ink)


def certificates_pdf(
    many: Sequence[CertificateData],
    texts: Texts,
    texts2: Texts | None = None,
    *,
    paper: str = "a4",
    low_ink: bool = False,
) -> bytes:
    """Several certificates of the same kind, one a page."""
    size = landscape(paper)
    document = Document(size, title=many[0].words.title, locale=texts.locale)
    sheet = Sheet(document.canvas, size, texts.direction, look(low_ink))
    batch = Batch(sheet, texts, texts2, 1.0)
    for data in many:
        paint_certificate(batch.fit(_clean(data)), data)
        document.next_page()
    return document.bytes()


def blank_pdf(
    words: PactWords,
    texts: Texts,
    texts2: Texts | None = None,
    *,
    words2: PactWords | None = None,
    paper: str = "a4",
    low_ink: bool = False,
) -> bytes:
    """A certificate with lines for everything that is written by hand."""
    data = CertificateData(words, words2)
    return certificate_pdf(data, texts, texts2, paper=paper, low_ink=low_ink)


def blank_pair_pdf(
    data: CertificateData,
    texts: Texts,
    texts2: Texts | None = None,
    *,
    paper: str = "a4",
    low_ink: bool = False,
) -> bytes:
    """Two small certificates on one upright page, with a line to cut along."""
    from milclicks.prints.cut import paint_cut

    width, height = PAPERS[paper]
    document = Document((width, height), title=data.words.title, locale=texts.locale)
    half = Sheet(document.canvas, (width, height / 2), texts.direction, look(low_ink))
    fitted = Batch(half, texts, texts2, 0.76).fit(_clean(data))
    for bottom in (height / 2, 0.0):
        document.canvas.saveState()
        document.canvas.translate(0, bottom)
        paint_certificate(fitted, data)
        document.canvas.restoreState()
    paint_cut(Sheet(document.canvas, (width, height), texts.direction, look(low_ink)), height / 2)
    document.next_page()
    return document.bytes()


def _clean(data: CertificateData) -> CertificateData:
    plans = tuple(
        replace(plan, when=cleaned(plan.when), will=cleaned(plan.will)) for plan in data.plans
    )
    return replace(data, name=cleaned_name(data.name), place=cleaned(data.place), plans=plans)


def _placed(common: Common, name: Name) -> Fitted | None:
    """The parts from top to bottom with the space left over between them; None: it is too much."""
    column, scale = common.setting.column, common.setting.scale
    parts = (
        common.head, name, common.intro, common.promises, common.heading, common.plans,
        common.closing,
    )  # fmt: skip
    heights = [part.height for part in parts]
    room = column.bottom - column.top - common.foot.height - 10 * scale
    free = room - sum(heights) - sum(GAPS) * scale
    if free < 0:
        return None
    tops, y = [], column.top
    for place, height in enumerate(heights):
        tops.append(y)
        if place < len(GAPS):
            more = min(free * SHARES[place], MOST[place] * scale)
            y += height + GAPS[place] * scale + more
    return Fitted(common, name, tuple(tops))


def paint_certificate(fitted: Fitted, data: CertificateData) -> None:
    """Paint one certificate onto its sheet."""
    common = fitted.common
    sheet, column = common.setting.sheet, common.setting.column
    _shared(fitted, data)
    fitted.name.paint(sheet, column, fitted.tops[1])
    if data.plans:
        common.plans.paint(sheet, column, fitted.tops[5])
    common.foot.paint_code(sheet, column, common.foot_top, data)


def _shared(fitted: Fitted, data: CertificateData) -> None:
    """What certificates of one batch have in common, as a form that is written once."""
    setting = fitted.common.setting
    sheet, canvas = setting.sheet, setting.sheet.canvas
    known: dict[Any, str] = canvas.__dict__.setdefault("_milclicks_forms", {})
    key = (setting.wordings, setting.scale, fitted.tops, focus_numbers(data))
    if key not in known:
        known[key] = f"certificate{len(known) + 1}"
        canvas.beginForm(known[key], 0, 0, sheet.width, sheet.height)
        _paint_shared(fitted, data)
        canvas.endForm()
    canvas.doForm(known[key])


def _paint_shared(fitted: Fitted, data: CertificateData) -> None:
    common, tops = fitted.common, fitted.tops
    sheet, column = common.setting.sheet, common.setting.column
    paint_frame(sheet, common.frame)
    if common.whose is not None:
        common.whose.paint(column.x, common.frame.inset + BAND_AT)
    common.head.paint(sheet, column, tops[0])
    common.intro.paint(sheet, column.x, tops[2], column.width)
    common.promises.paint(sheet, column, tops[3])
    common.heading.paint(sheet, column.x, tops[4], column.width)
    if not data.plans:
        common.plans.paint(sheet, column, tops[5])
    common.closing.paint(sheet, column.x, tops[6], column.width)
    common.foot.paint(sheet, column, common.foot_top)
