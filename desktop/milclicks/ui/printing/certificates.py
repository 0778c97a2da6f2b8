"""The certificates as sheets: with a name, blank for names by hand, and "I took part".

What stands on them is read here, on the main thread; laying out and painting is the business of
`milclicks.prints` and happens in a job.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from milclicks.core.texts import N_, Texts
from milclicks.packs.trust.whose import of_document, pack_of
from milclicks.ui.content import pact_text
from milclicks.ui.context import Context
from milclicks.ui.pacts import Pact, certificate_code
from milclicks.ui.printing.sheet import Options, Sheet

if TYPE_CHECKING:
    from milclicks.prints.certificate import CertificateData, PactWords

CHOICES = ("locale", "second", "paper", "low_ink")
CERTIFICATE = N_("Certificate of the pact")


def certificate_sheet(
    context: Context, made: Pact, *, name: str = "", learner: str | None = None
) -> Sheet:
    """The certificate of one pact; the name is on the paper only."""
    code = certificate_code(context, made, learner or context.seat.learner)

    def prepare(options: Options) -> Callable[[], bytes]:
        data = _filled(context, options, made, name, code)
        return _certificate(context, options, data)

    return Sheet("certificate", CERTIFICATE, _file(name), CHOICES, prepare)


def blank_sheet(context: Context) -> Sheet:
    """One certificate with lines for everything that is written by hand."""

    def prepare(options: Options) -> Callable[[], bytes]:
        return _certificate(context, options, _empty(context, options))

    return Sheet("blank", N_("Blank certificate"), "certificate-blank.pdf", CHOICES, prepare)


def blank_a5_sheet(context: Context) -> Sheet:
    """Two small blank certificates on one page."""

    def prepare(options: Options) -> Callable[[], bytes]:
        data, (first, second) = _empty(context, options), _voices(context, options)

        def make() -> bytes:
            from milclicks.prints.certificate import blank_pair_pdf

            return blank_pair_pdf(data, first, second, paper=options.paper, low_ink=options.low_ink)

        return make

    name = N_("Small blank certificates")
    return Sheet("blank-a5", name, "certificates-blank-a5.pdf", CHOICES, prepare)


def took_part_sheet(context: Context) -> Sheet:
    """The page for those who did not choose the pact; it looks the same."""

    def prepare(options: Options) -> Callable[[], bytes]:
        data = replace(_empty(context, options), kind="took_part")
        return _certificate(context, options, data)

    return Sheet("took-part", N_("“I took part”"), "took-part.pdf", CHOICES, prepare)


# --- what stands on it -------------------------------------------------------------------
def _certificate(context: Context, options: Options, data: CertificateData) -> Callable[[], bytes]:
    first, second = _voices(context, options)

    def make() -> bytes:
        from milclicks.prints.certificate import certificate_pdf

        return certificate_pdf(data, first, second, paper=options.paper, low_ink=options.low_ink)

    return make


def _voices(context: Context, options: Options) -> tuple[Texts, Texts | None]:
    digits = context.texts.digits
    second = Texts(options.second, digits=digits) if options.second else None
    return Texts(options.locale, digits=digits), second


def _words(context: Context, locale: str) -> PactWords:
    from milclicks.prints.certificate import PactWords, Promise

    pact = pact_text(context.workspace.library, locale)
    if pact is None:
        return PactWords("", "", ())
    promises = tuple(Promise(each.number, each.name) for each in pact.promises)
    return PactWords(pact.title, pact.closing, promises, *pact.took_part)


def _empty(context: Context, options: Options) -> CertificateData:
    from milclicks.prints.certificate import CertificateData

    second = _words(context, options.second) if options.second else None
    locales = [code for code in (options.locale, options.second) if code]
    standing = of_document(context.workspace.library, "pact", *locales)
    return CertificateData(_words(context, options.locale), second, standing=standing)


def _filled(
    context: Context, options: Options, made: Pact, name: str, code: str
) -> CertificateData:
    from milclicks.prints.certificate import FocusPlan

    pact = pact_text(context.workspace.library, options.locale)
    numbers = {each.id: each.number for each in pact.promises} if pact else {}
    plans = tuple(
        FocusPlan(numbers.get(plan.promise, 0), plan.when, plan.will) for plan in made.plans
    )
    return replace(
        _empty(context, options),
        name=name,
        plans=plans,
        place=context.workspace.settings.place,
        day=made.made.astimezone().date(),
        renewal=made.renew.astimezone().date(),
        code=code,
        pack=pack_of(context.workspace.library, "pact", options.locale),
    )


def _file(name: str) -> str:
    kept = "".join(sign for sign in name if sign.isalnum() or sign in " -_").strip()
    return f"certificate-{kept}.pdf" if kept else "certificate.pdf"
