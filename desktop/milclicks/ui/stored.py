"""All that is stored about one learner, as blocks for the learner's page and the teacher's."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.content import lesson_cards
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.pacts import pact_of, plan_sentence
from milclicks.ui.page import beside
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.progress import DoneSign
from milclicks.ui.widgets.text import body, small, subtitle

NAMES = N_("Nickname and face: {nickname}. No birth date, no photo, no address.")


def stored_blocks(context: Context, learner: str) -> list[QWidget]:
    """Name, lessons, pact, own words: everything there is."""
    facts = context.workspace.records.about(learner)
    blocks: list[QWidget] = [_identity(context, facts), _lessons(context, facts)]
    pact = pact_of(context, learner)
    if pact is not None:
        card = Card()
        card.add(subtitle(context.texts.say(N_("The pact"))))
        for plan in pact.plans:
            card.add(body(plan_sentence(context.texts, plan)))
        blocks.append(card)
    if facts["notes"]:
        card = Card()
        card.add(subtitle(context.texts.say(N_("Own words"))))
        for note in facts["notes"]:
            card.add(body(note))
        blocks.append(card)
    return blocks


def _identity(context: Context, facts: dict[str, Any]) -> QWidget:
    card = Card()
    card.add(body(context.texts.say(NAMES, nickname=facts["nickname"])))
    count = context.texts.say_n("{n} answer saved", "{n} answers saved", facts["answers"])
    card.add(small(count))
    return card


def _lessons(context: Context, facts: dict[str, Any]) -> QWidget:
    texts = context.texts
    card = Card()
    card.add(subtitle(texts.say(N_("Lessons"))))
    known = facts["lessons"]
    shown = [one for one in lesson_cards(context) if one.ref.lesson in known]
    if not shown:
        card.add(small(texts.say(N_("No lesson has been begun yet."))))
    for one in shown:
        progress = known[one.ref.lesson]
        done = progress.status == "done"
        card.add(beside(DoneSign("done" if done else "half", 18), body(plain(one.title)), gap=8))
        card.add(small(_numbers(context, progress) if done else _place(context, progress)))
    return card


def _numbers(context: Context, progress: Any) -> str:
    words = N_("Kept sound: {kept} of {kept_of}. Caught unsound: {caught} of {caught_of}.")
    return context.texts.say(
        words,
        kept=progress.kept,
        kept_of=progress.kept_of,
        caught=progress.caught,
        caught_of=progress.caught_of,
    )


def _place(context: Context, progress: Any) -> str:
    words = N_("Begun: step {step} of {steps}")
    return context.texts.say(words, step=progress.step_index + 1, steps=progress.steps)
