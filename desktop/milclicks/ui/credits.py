"""Who made a pack: licence, people, pictures, recordings, as lines of a card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.widgets.text import body, small

if TYPE_CHECKING:
    from milclicks.core.texts import Texts
    from milclicks.packs.shelf import MediaCredit, PackCredits

ROLES = {
    "publisher": N_("publisher"),
    "author": N_("texts"),
    "illustrator": N_("pictures"),
    "translator": N_("translation"),
}


def credit_lines(texts: Texts, credits: PackCredits) -> Iterator[QWidget]:
    """Everything that is known of the makers, most important first."""
    licences = texts.list(credits.licenses)
    yield body(texts.say(N_("Licence: {licences}"), licences=licences))
    for name, role in credits.contributors:
        shown = texts.say(ROLES[role]) if role in ROLES else role
        yield body(texts.say(N_("{name}: {role}"), name=name, role=shown))
    pictures = [one for one in credits.media if not one.spoken and not one.sound]
    if pictures:
        yield small(texts.say_n("{n} picture", "{n} pictures", len(pictures)))
    for medium in pictures:
        yield small(_made(texts, medium))
    sounds = [one for one in credits.media if one.sound and not one.spoken]
    if sounds:
        yield small(texts.say_n("{n} sound", "{n} sounds", len(sounds)))
    for medium in sounds:
        yield small(_made(texts, medium))
    for first, many in _spoken(credits):
        yield small(_recorded(texts, first, many))


def _made(texts: Texts, medium: MediaCredit) -> str:
    """What one picture or sound is, who made it, under which licence."""
    words = N_("{picture}: {credit}, {licence}")
    shown = medium.alt.rstrip(".") or medium.id
    return texts.say(words, picture=shown, credit=medium.credit, licence=medium.license)


def _recorded(texts: Texts, medium: MediaCredit, count: int) -> str:
    """How many recordings there are, who speaks in them, who made them."""
    if medium.synthetic:
        return texts.say_n(
            "{n} recording by a synthetic voice: {credit}, {licence}",
            "{n} recordings by a synthetic voice: {credit}, {licence}",
            count,
            credit=medium.credit,
            licence=medium.license,
        )
    return texts.say_n(
        "{n} recording: {credit}, {licence}",
        "{n} recordings: {credit}, {licence}",
        count,
        credit=medium.credit,
        licence=medium.license,
    )


def _spoken(credits: PackCredits) -> list[tuple[MediaCredit, int]]:
    """One recording of each maker and licence, with how many there are."""
    found: dict[tuple[str, str, bool], list[MediaCredit]] = {}
    for one in credits.media:
        if one.spoken:
            found.setdefault((one.credit, one.license, one.synthetic), []).append(one)
    return [(same[0], len(same)) for same in found.values()]
