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
from milclicks.prints.certificate.wording import Wording, wording
from milclicks.prints.look import look
from milclicks.prints.paper import PAPERS, Document, landscape
from milclicks.prints.sheet import Sheet

SCALES = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72, 0.68, 0.64, 0.6)
GAPS = (12.0, 2.0, 11.0, 13.0, 6.0, 10.0)  # least space after head, name, intro, promises, ...
SHARES = (0.22, 0.04, 0.12, 0.2, 0.07, 0.17)  # how space that is left over is given out
MOST = (26.0, 6.0, 14.0, 22.0, 6.0, 26.0)  # and how much each takes at most


@dataclass(frozen=True, slots=True)
class Fitted:
    """All parts of one certificate in a scale in which they fit, with the tops of each."""

    setting: Setting
    frame: Frame
    head: Head
    name: Name
    intro: Stack
    promises: Promises
    heading: Stack
    plans: Plans
    closing: Stack
    foot: Foot
    tops: tuple[float, ...]

    @property
    def foot_top(self) -> float:
        """Where the foot begins."""
        return self.setting.column.bottom - self.foot.height


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
    for data in many:
        sheet = Sheet(document.canvas, size, texts.direction, look(low_ink))
        paint_certificate(fit(sheet, _clean(data), texts, texts2, 1.0), data)
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
    fitted = fit(half, _clean(data), texts, texts2, 0.76)
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


def fit(
    sheet: Sheet, data: CertificateData, texts: Texts, texts2: Texts | None, base: float
) -> Fitted:
    """Lay a certificate out in the largest scale that fits its page."""
    wordings = [wording(data, data.words, texts)]
    if texts2 is not None and data.words2 is not None:
        wordings.append(wording(data, data.words2, texts2))
    for scale in SCALES:
        fitted = _attempt(sheet, data, tuple(wordings), base, scale * base)
        if fitted is not None:
            return fitted
    raise BadInput(
        Message(N_("The name and the plans together are too long for the page.")),
        Message(N_("Make one of them shorter.")),
    )


def _attempt(
    sheet: Sheet, data: CertificateData, wordings: tuple[Wording, ...], base: float, scale: float
) -> Fitted | None:
    frame = Frame.of((sheet.width, sheet.height), base)
    setting = Setting(sheet, frame.column, scale, wordings)
    head = Head.of(sheet, tuple(w.title for w in wordings), frame.column.width, scale)
    parts = (
        Name.of(setting, data.name),
        intro(setting),
        Promises.of(setting, focus_numbers(data)),
        heading(setting),
        Plans.of(setting, data),
        closing(setting),
    )
    foot = Foot.of(setting, data)
    heights = [part.height for part in (head, *parts)]
    room = frame.column.bottom - frame.column.top - foot.height - 10 * scale
    free = room - sum(heights) - sum(GAPS) * scale
    if free < 0:
        return None
    tops, y = [], frame.column.top
    for place, height in enumerate(heights):
        tops.append(y)
        if place < len(GAPS):
            more = min(free * SHARES[place], MOST[place] * scale)
            y += height + GAPS[place] * scale + more
    return Fitted(setting, frame, head, *parts, foot, tuple(tops))


def paint_certificate(fitted: Fitted, data: CertificateData) -> None:
    """Paint one certificate onto its sheet."""
    sheet, column = fitted.setting.sheet, fitted.setting.column
    _shared(fitted, data)
    fitted.name.paint(sheet, column, fitted.tops[1])
    if data.plans:
        fitted.plans.paint(sheet, column, fitted.tops[5])
    fitted.foot.paint_code(sheet, column, fitted.foot_top)


def _shared(fitted: Fitted, data: CertificateData) -> None:
    """What certificates of one batch have in common, as a form that is written once."""
    sheet, canvas = fitted.setting.sheet, fitted.setting.sheet.canvas
    known: dict[Any, str] = canvas.__dict__.setdefault("_milclicks_forms", {})
    key = (fitted.setting.wordings, fitted.setting.scale, fitted.tops, focus_numbers(data))
    if key not in known:
        known[key] = f"certificate{len(known) + 1}"
        canvas.beginForm(known[key], 0, 0, sheet.width, sheet.height)
        _paint_shared(fitted, data)
        canvas.endForm()
    canvas.doForm(known[key])


def _paint_shared(fitted: Fitted, data: CertificateData) -> None:
    sheet, column, tops = fitted.setting.sheet, fitted.setting.column, fitted.tops
    paint_frame(sheet, fitted.frame)
    fitted.head.paint(sheet, column, tops[0])
    fitted.intro.paint(sheet, column.x, tops[2], column.width)
    fitted.promises.paint(sheet, column, tops[3])
    fitted.heading.paint(sheet, column.x, tops[4], column.width)
    if not data.plans:
        fitted.plans.paint(sheet, column, tops[5])
    fitted.closing.paint(sheet, column.x, tops[6], column.width)
    fitted.foot.paint(sheet, column, fitted.foot_top)
