"""The cards of the Learn page: a lesson, a hit of the search, and what the signs mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_, Texts
from milclicks.packs.trust.label import BY, label
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.makers import guests
from milclicks.ui.packnames import in_language
from milclicks.ui.page import beside, wrapped
from milclicks.ui.progress import Standing
from milclicks.ui.widgets.progress import DoneSign
from milclicks.ui.widgets.text import small

if TYPE_CHECKING:
    from milclicks.packs.shelf import Hit

_SIGNS = (("done", N_("done")), ("half", N_("begun")), ("open", N_("not yet")))


class LessonButton(ChoiceCard):
    """A lesson: strand, title, what it is about, how far one is."""

    def __init__(self, context: Context, one: Standing) -> None:
        note = in_language(context.texts, _note(context.texts, one), one.card.locale)
        standing = guests(context).get(one.card.ref.pack)
        if standing is not None:
            note = context.texts.say(BY, label=label(context.texts, standing), maker=note)
        super().__init__(
            one.card.strand,
            plain(one.card.title),
            plain(one.card.summary),
            strand=one.card.strand,
            note=note,
            sign=one.sign,
            dashed=standing is not None,
        )


def _note(texts: Texts, one: Standing) -> str:
    if one.status == "open":
        words = N_("Begun: step {step} of {steps}")
        return texts.say(words, step=one.step + 1, steps=one.steps)
    if one.status == "done":
        return texts.say_n("Done, {n} minute", "Done, {n} minutes", one.card.minutes)
    return texts.say_n("{n} minute", "{n} minutes", one.card.minutes)


def hit_button(hit: Hit, strand: str, note: str = "") -> ChoiceCard:
    """A place that the search found: the lesson, the words around the hit, where it is from."""
    return ChoiceCard(strand, plain(hit.title), plain(hit.snippet), strand=strand, note=note)


def legend(context: Context) -> QWidget:
    """What the three signs mean."""
    parts: list[QWidget] = []
    for sign, word in _SIGNS:
        parts.append(beside(DoneSign(sign, 18), small(context.texts.say(word)), gap=6))
    return wrapped(*parts, gap=20)
