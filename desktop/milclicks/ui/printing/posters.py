"""The poster of a Space as a sheet, whole or in tiles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from milclicks.core.texts import N_, Texts
from milclicks.packs.trust.whose import of_document, pack_of
from milclicks.ui.content import space_text
from milclicks.ui.context import Context
from milclicks.ui.printing.sheet import Options, Sheet
from milclicks.ui.spaces import Space, renewal

CHOICES = ("locale", "size", "tile", "low_ink")
HEADLINE = N_("This is a MIL CLICKS Space")
TAGLINE = N_("Here we ask: who said it first?")
SOMEWHERE = N_("Our place")


def poster_sheet(context: Context, declared: Space | None) -> Sheet:
    """The poster with the two dates of the declaration; without one, from today."""

    def prepare(options: Options) -> Callable[[], bytes]:
        from milclicks.prints.poster.data import PosterData, SpaceWords

        texts = Texts(options.locale, digits=context.texts.digits)
        text = space_text(context.workspace.library, options.locale)
        place = context.workspace.settings.place or texts.say(SOMEWHERE)
        headline = text.title if text and text.title else texts.say(HEADLINE)
        tagline = text.question if text and text.question else texts.say(TAGLINE)
        words = SpaceWords(headline, tagline)
        data = PosterData(
            words=words,
            place=declared.form.name if declared else place,
            day=_declared(context, declared).astimezone().date(),
            renewal=renewal(_declared(context, declared)).astimezone().date(),
            locality=declared.form.locality if declared else "",
            pack=pack_of(context.workspace.library, "space", options.locale),
            standing=of_document(context.workspace.library, "space", options.locale),
        )

        def make() -> bytes:
            from milclicks.prints.poster import poster_pdf

            return poster_pdf(
                data, texts, size=options.size, tile=options.tile, low_ink=options.low_ink
            )

        return make

    return Sheet("poster", N_("Poster of the Space"), "poster.pdf", CHOICES, prepare)


def _declared(context: Context, declared: Space | None) -> datetime:
    return declared.declared if declared else context.workspace.clock.now()
