"""All that is stored about one learner, as blocks for the learner's page and the teacher's."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.content import lesson_cards
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.packnames import lesson_of, pack_names
from milclicks.ui.pacts import pact_of, plan_sentence
from milclicks.ui.page import beside
from milclicks.ui.pathways import ways
from milclicks.ui.peers import STATES, peer_text, rows, standings, told
from milclicks.ui.pretests import ROUNDS, runs_of
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.progress import DoneSign
from milclicks.ui.widgets.text import body, small, subtitle

FOLLOWS = N_("Path: {title}")
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
    course = _course(context, learner)
    if course is not None:
        blocks.append(course)
    tests = _tests(context, learner)
    if tests is not None:
        blocks.append(tests)
    own = [words for note in facts["notes"] for words in words_in(note)]
    if own:
        card = Card()
        card.add(subtitle(context.texts.say(N_("Own words"))))
        for words in own:
            card.add(body(words))
        blocks.append(card)
    return blocks


def _course(context: Context, learner: str) -> QWidget | None:
    """The path that was chosen, and the dates, numbers and ticks of the peer track."""
    say, texts = context.texts.say, context.texts
    followed = context.workspace.records.path(learner)
    titles = {way.id: plain(way.title) for way in ways(context)}
    lines = [say(FOLLOWS, title=titles[followed])] if followed in titles else []
    text = peer_text(context)
    for one in standings(context, text, learner) if text is not None else ():
        if one.given is not None:
            parts = [
                told(texts, part, one.given) for part in one.step.evidence if part.kind != "words"
            ]
            state = say(STATES[one.state][1])
            facts = texts.list([plain(one.step.title), state, *(part for part in parts if part)])
            lines.append(facts)
    logged = len(rows(context, learner))
    if logged:
        lines.append(texts.say_n("{n} row in the log", "{n} rows in the log", logged))
    if not lines:
        return None
    card = Card()
    card.add(subtitle(say(N_("Paths and the peer track"))))
    for line in lines:
        card.add(body(line))
    return card


def _tests(context: Context, learner: str) -> QWidget | None:
    """The tests that were taken: when, how many answers, and the two numbers at the end."""
    texts, lines = context.texts, []
    for run in runs_of(context, learner):
        given = texts.say_n("{n} answer saved", "{n} answers saved", len(run.answers))
        lines.append(texts.list([texts.say(ROUNDS[run.round]), given]))
        if run.ended:
            told = run.score
            lines.append(
                texts.say(
                    N_("Kept sound: {kept} of {kept_of}. Caught unsound: {caught} of {caught_of}."),
                    kept=told.kept,
                    kept_of=told.kept_of,
                    caught=told.caught,
                    caught_of=told.caught_of,
                )
            )
    if not lines:
        return None
    card = Card()
    card.add(subtitle(texts.say(N_("Before and after"))))
    for line in lines:
        card.add(body(line))
    return card


def words_in(note: str) -> list[str]:
    """The words of a note: as they were typed, or from the fields of a pact or of a peer step."""
    try:
        kept = json.loads(note)
    except ValueError:
        return [note] if note.strip() else []
    if isinstance(kept, dict):
        return [str(words) for words in kept.values() if str(words).strip()]
    if isinstance(kept, list) and all(isinstance(row, list) for row in kept):
        return []  # the plans of a pact stand in a card of their own
    return [note]


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
    known, names = facts["lessons"], pack_names(context)
    shown = [one for one in lesson_cards(context) if one.ref.lesson in known]
    if not shown:
        card.add(small(texts.say(N_("No lesson has been begun yet."))))
    for one in shown:
        progress = known[one.ref.lesson]
        done = progress.status == "done"
        title = lesson_of(texts, names, one)
        card.add(beside(DoneSign("done" if done else "half", 18), body(title), gap=8))
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
