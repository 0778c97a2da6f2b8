"""A path as a sheet: its meetings and lessons on one page, with boxes to tick."""

from __future__ import annotations

from collections.abc import Callable

from milclicks.core.texts import N_, Texts
from milclicks.ui.context import Context
from milclicks.ui.printing.sheet import Options, Sheet

CHOICES = ("locale", "paper", "low_ink")


def path_sheet(context: Context, path: str) -> Sheet:
    """One path of the packs."""

    def prepare(options: Options) -> Callable[[], bytes]:
        from milclicks.prints.path.data import path_data

        texts = Texts(options.locale, digits=context.texts.digits)
        data = path_data(context.workspace.library, path, options.locale)

        def make() -> bytes:
            from milclicks.prints.path import path_pdf

            return path_pdf(data, texts, paper=options.paper, low_ink=options.low_ink)

        return make

    return Sheet("path", N_("A path on one page"), f"path-{path}.pdf", CHOICES, prepare)
