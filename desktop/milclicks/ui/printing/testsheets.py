"""The test before and after on paper: a form with its answer grid, and its key."""

from __future__ import annotations

from collections.abc import Callable

from milclicks.core.errors import BadInput, Message
from milclicks.core.texts import N_, Texts
from milclicks.ui.context import Context
from milclicks.ui.pretests import pretest
from milclicks.ui.printing.sheet import Options, Sheet

CHOICES = ("locale", "paper", "low_ink")


def test_sheet(context: Context, form: str, *, key: bool = False) -> Sheet:
    """One form for the learners, or its key for the teacher."""

    def prepare(options: Options) -> Callable[[], bytes]:
        test = pretest(context, options.locale)
        texts = Texts(options.locale, digits=context.texts.digits)
        if test is None:
            raise BadInput(
                Message(N_("No pack on this computer has a test.")),
                Message(N_("Add a pack that has one.")),
            )

        def make() -> bytes:
            from milclicks.prints.testform import form_pdf, key_pdf

            pdf = key_pdf if key else form_pdf
            return pdf(test, form, texts, paper=options.paper, low_ink=options.low_ink)

        return make

    title = N_("Key of the test") if key else N_("Test before and after")
    name = f"test-{form}-key.pdf" if key else f"test-{form}.pdf"
    return Sheet("test-key" if key else "test-form", title, name, CHOICES, prepare)


test_sheet.__test__ = False  # type: ignore[attr-defined] # no test of ours, in spite of its name
