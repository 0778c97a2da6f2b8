"""The pact of a class, a family or a teacher as a sheet or a poster."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from milclicks.core.texts import N_, Texts
from milclicks.packs.trust.whose import of_pack
from milclicks.ui.context import Context
from milclicks.ui.printing.sheet import Options, Sheet

CHOICES = ("locale", "paper", "size", "tile", "low_ink")


def pact_group_sheet(context: Context, version: str) -> Sheet:
    """One version with room for drawn marks, on a page or as a poster, whole or in tiles."""

    def prepare(options: Options) -> Callable[[], bytes]:
        from milclicks.prints.pactsheet import pact_sheet_pdf, sheet_words

        texts = Texts(options.locale, digits=context.texts.digits)
        document = context.workspace.library.document("pact", options.locale)
        place = context.workspace.settings.place if version != "family" else ""
        standing = of_pack(context.workspace.library, document["pack"])
        data = replace(sheet_words(document, version), place=place, standing=standing)
        paper = options.paper if options.size == "a4" else options.size

        def make() -> bytes:
            return pact_sheet_pdf(
                data, texts, paper=paper, tile=options.tile, low_ink=options.low_ink
            )

        return make

    return Sheet("pact-group", N_("The pact for groups"), f"pact-{version}.pdf", CHOICES, prepare)
