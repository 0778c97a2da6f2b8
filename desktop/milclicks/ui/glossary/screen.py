"""The words of the packs with their meanings, and a search that forgives accents and case."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from milclicks.core.folding import fold
from milclicks.core.texts import N_
from milclicks.ui.content import Term, terms
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.page import Page, nothing_here
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, subtitle, writing_side

NOT_FOUND = N_("No word found for “{query}”. Try one word, or part of a word.")


class Glossary(Page):
    """`term` scrolls to one word; `query` starts with a search."""

    topics = frozenset({"packs"})

    def __init__(self, context: Context, term: str = "", query: str = "") -> None:
        super().__init__(context, gap=12)
        self._term = term
        self._field = QLineEdit(query)
        writing_side(self._field)
        self._field.setObjectName("glossary-search")
        self._field.setMaxLength(60)
        self._field.setAccessibleName(self.say(N_("Search in the words")))
        self._field.setPlaceholderText(self.say(N_("Search in the words")))
        self._field.textChanged.connect(lambda _: self.refresh())
        outer = self.layout()
        if isinstance(outer, QVBoxLayout):
            outer.insertWidget(0, self._field)
        self.fill()

    def kept(self) -> dict[str, Any]:
        """The words of the search."""
        return {"term": self._term, "query": self._field.text()}

    def first_focus(self) -> QWidget | None:
        """The search field."""
        return self._field

    def fill(self) -> None:
        """All words that fit, in alphabetical order of the folded word."""
        every = terms(self.context.workspace.library, self.context.texts.locale)
        if not every:
            sentence = N_("No pack on this computer has a list of words.")
            self.column.addWidget(nothing_here(self.context, "list", self.say(sentence)))
            return
        query = self._field.text()
        found = _find(every, query)
        if not found:
            self.column.addWidget(body(self.say(NOT_FOUND, query=query.strip())))
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(300), gap=12, columns=3)
        for term in found:
            flow.addWidget(self._card(term))
        self.column.addWidget(grid)
        self.column.addStretch(1)

    def _card(self, term: Term) -> QWidget:
        here = term.id == self._term
        card = Card(tone="sun_soft" if here else "card", frame="sun" if here else "line")
        card.setObjectName(f"term-{term.id}")
        card.add(subtitle(plain(term.term)))
        card.add(body(term.definition, marked=True))
        card.column.addStretch(1)
        return card


def _find(every: tuple[Term, ...], query: str) -> list[Term]:
    words = fold(query).split()
    found = [
        term
        for term in every
        if all(word in fold(f"{plain(term.term)} {plain(term.definition)}") for word in words)
    ]
    in_name = [all(word in fold(plain(term.term)) for word in words) for term in found]
    ranked = sorted(zip(found, in_name, strict=True), key=lambda p: (not p[1], fold(p[0].term)))
    return [term for term, _ in ranked]
