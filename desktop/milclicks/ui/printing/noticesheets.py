"""The notices for parents and for children as sheets, two to a page, with the helpline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from milclicks.core.texts import N_, Texts
from milclicks.ui.context import Context
from milclicks.ui.printing.sheet import Options, Sheet

CHOICES = ("locale", "paper", "low_ink")
Kind = Literal["parents", "children"]


def parents_sheet(context: Context) -> Sheet:
    """What is stored and what is not, for the adults at home."""
    return _sheet(context, "parents", N_("Notice for parents"))


def children_sheet(context: Context) -> Sheet:
    """My rights here, and whom I can tell."""
    return _sheet(context, "children", N_("Notice for children"))


def _sheet(context: Context, kind: Kind, title: str) -> Sheet:
    def prepare(options: Options) -> Callable[[], bytes]:
        texts = Texts(options.locale, digits=context.texts.digits)
        helpline = context.workspace.settings.helpline

        def make() -> bytes:
            from milclicks.prints.notices import notices_pdf

            return notices_pdf(
                kind,
                kind,
                texts,
                helpline=helpline,
                paper=options.paper,
                low_ink=options.low_ink,
            )

        return make

    return Sheet(kind, title, f"notice-{kind}.pdf", CHOICES, prepare)
