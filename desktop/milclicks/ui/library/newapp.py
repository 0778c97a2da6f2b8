"""A newer version of the app that the catalogue lists: fetched only when somebody asks for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from milclicks.ui.context import Context
from milclicks.ui.library.errand import METERED
from milclicks.ui.library.work import Work
from milclicks.ui.stick.newapp import newapp_card

if TYPE_CHECKING:
    from milclicks.packs.travel.bundles import Offer


def app_offer(context: Context) -> QWidget | None:
    """The card for the newest version for this system, or None when this one is."""
    if context.workspace.library.trust.catalog.known is None:
        return None
    from milclicks.packs.travel import bundles

    offer = bundles.newest_of(context.workspace.library.trust.catalog.known)
    if offer is None:
        return None
    problem = context.sticks.error
    agreed = problem is not None and problem.code == METERED
    take = partial(_fetch, context, offer, agreed)
    return newapp_card(context, offer, take, on_stick=False, agree=agreed)


def _fetch(context: Context, offer: Offer, agreed: bool) -> None:
    work = Work.of(context)
    context.sticks.fetch_app(offer, lambda tell: work.fetch_app(offer, tell, agreed=agreed))
