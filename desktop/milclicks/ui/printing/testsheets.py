"""The test before and after on paper: a form with its answer grid, its key, and the report."""

from __future__ import annotations

from collections.abc import Callable

from milclicks.core.errors import BadInput, Message
from milclicks.core.texts import N_, Texts
from milclicks.packs.trust.standing import Standing
from milclicks.packs.trust.whose import of_document
from milclicks.ui.context import Context
from milclicks.ui.pretests import Pretest, pretest, told
from milclicks.ui.printing.sheet import Options, Sheet

CHOICES = ("locale", "paper", "low_ink")


def test_sheet(context: Context, form: str, *, key: bool = False) -> Sheet:
    """One form for the learners, or its key for the teacher."""

    def prepare(options: Options) -> Callable[[], bytes]:
        test = _test(context, options)
        texts = Texts(options.locale, digits=context.texts.digits)
        standing = _standing(context, options)

        def make() -> bytes:
            from milclicks.prints.testform import form_pdf, key_pdf

            pdf, paper, low = key_pdf if key else form_pdf, options.paper, options.low_ink
            return pdf(test, form, texts, paper=paper, low_ink=low, standing=standing)

        return make

    title = N_("Key of the test") if key else N_("Test before and after")
    name = f"test-{form}-key.pdf" if key else f"test-{form}.pdf"
    return Sheet("test-key" if key else "test-form", title, name, CHOICES, prepare)


def report_sheet(context: Context) -> Sheet:
    """The report of the group that takes the test now."""

    def prepare(options: Options) -> Callable[[], bytes]:
        from milclicks.prints.testform import TestReport

        test = _test(context, options)
        texts = Texts(options.locale, digits=context.texts.digits)
        workspace = context.workspace
        today = workspace.clock.now().astimezone().date()
        data = TestReport(told(context), workspace.settings.place, today)
        standing = _standing(context, options)

        def make() -> bytes:
            from milclicks.prints.testform import report_pdf

            paper, low = options.paper, options.low_ink
            return report_pdf(data, test, texts, paper=paper, low_ink=low, standing=standing)

        return make

    return Sheet("test-report", N_("Report of the group"), "test-report.pdf", CHOICES, prepare)


def _standing(context: Context, options: Options) -> Standing:
    return of_document(context.workspace.library, "test", options.locale)


def _test(context: Context, options: Options) -> Pretest:
    test = pretest(context, options.locale)
    if test is None:
        raise BadInput(
            Message(N_("No pack on this computer has a test.")),
            Message(N_("Add a pack that has one.")),
        )
    return test


test_sheet.__test__ = False  # type: ignore[attr-defined] # no test of ours, in spite of its name
