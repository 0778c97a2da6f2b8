"""A newer version of the app that the catalogue lists: fetched only when somebody asks for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from milclicks.ui.context import Context
from milclicks.ui.library import limits
from milclicks.ui.library.errand import METERED
from milclicks.ui.library.offer import EXACTLY, NO_ROOM, PARTLY
from milclicks.ui.library.unfinished import Half, ThrowAway
from milclicks.ui.library.work import Work
from milclicks.ui.page import wrapped
from milclicks.ui.sizes import size_words, time_words
from milclicks.ui.stick.newapp import copy_card, newapp_card
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.text import body, small

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
    if context.sticks.apps.of(offer) is not None:
        return copied_app(context, offer, SunCard(), "found-app")
    problem = context.sticks.error
    agreed = problem is not None and problem.code == METERED
    take = partial(_fetch, context, offer, agreed)
    return newapp_card(context, offer, take, on_stick=False, agree=agreed, facts=_facts)


def app_here(context: Context) -> QWidget | None:
    """The quiet card of a version that was checked and waits to be used, or None."""
    offer = context.sticks.apps.newest
    return None if offer is None else copied_app(context, offer, Card(), "copied-app")


def copied_app(context: Context, offer: Offer, card: Card, name: str) -> Card:
    """What to click for a version that lies here, and how to throw the copy away."""
    throw = partial(Work.of(context).throw_away_app, offer)
    half = Half(offer.bundle.bytes, f"MIL CLICKS {offer.bundle.version}", "app", throw)
    copy_card(context, offer, card, name).add(ThrowAway(context, half))
    return card


def _facts(context: Context, offer: Offer) -> tuple[list[QWidget], bool]:
    """How many MB would still come and how long that takes; and whether there is room.

    Nothing of a copy that lies here whole and is not checked yet: that is done first.
    """
    texts, plan = context.texts, Work.of(context).plan_app(offer)
    if not plan.bytes:
        return [], True
    size = size_words(texts, plan.bytes)
    lines = [texts.say(EXACTLY, size=size)]
    if plan.seconds is not None:
        lines.append(time_words(texts, plan.seconds))
    if plan.done:
        lines.append(texts.say(PARTLY, done=size_words(texts, plan.done)))
    told: list[QWidget] = [small(" ".join(lines))]
    room = plan.free > plan.bytes and not limits.month(plan.held)
    told += limits.said(context, plan)
    limit = plan.held or plan.maybe
    if limit is not None:
        told.append(wrapped(limits.to_settings(context, "limits-app", limit)))
    if plan.done:
        half = Half(
            plan.done,
            f"MIL CLICKS {offer.bundle.version}",
            "app",
            partial(Work.of(context).throw_away_app, offer),
        )
        told.append(ThrowAway(context, half))
    if plan.free <= plan.bytes:
        free = size_words(texts, plan.free)
        told.append(body(texts.say(NO_ROOM, size=size, free=free), strong=True))
    return told, room


def _fetch(context: Context, offer: Offer, agreed: bool) -> None:
    work = Work.of(context)
    context.sticks.fetch_app(offer, lambda tell: work.fetch_app(offer, tell, agreed=agreed))
