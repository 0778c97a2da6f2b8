"""All lessons, strand by strand, and the search that opens a lesson at the step it found."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.content import STRANDS, lesson_cards
from milclicks.ui.context import Context
from milclicks.ui.learn.cards import LessonButton, hit_button, legend
from milclicks.ui.packnames import by_pack, in_language, pack_heading, pack_names
from milclicks.ui.page import Page, nothing_here, wrapped
from milclicks.ui.pretests import run_of
from milclicks.ui.progress import Standing, standings
from milclicks.ui.spoilt import damaged_lessons, damaged_sign
from milclicks.ui.telling import BEGUN
from milclicks.ui.widgets.buttons import Button, SecondaryButton
from milclicks.ui.widgets.choice import Choice
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import body, small, writing_side
from milclicks.ui.widgets.tiles import strand_name

NOT_FOUND = N_("Nothing found for “{query}”. Try one word, or part of a word.")
WAIT = N_("Getting ready …")
PAUSE_MS = 120


class Learn(Page):
    """Lessons by strand; `strand` shows one strand first, `query` starts with a search."""

    topics = frozenset({"progress", "people", "packs"})

    def __init__(self, context: Context, strand: str = "", query: str = "") -> None:
        super().__init__(context, gap=12)
        self._strand = strand
        self._waits = False
        self._field = self._search_field(query)
        outer = self.layout()
        if isinstance(outer, QVBoxLayout):
            outer.insertWidget(0, self._top())
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE_MS)
        self._wait.timeout.connect(self.refresh)
        self._field.textChanged.connect(lambda _: self._wait.start())
        self.fill()

    def kept(self) -> dict[str, Any]:
        """The strand and the words of the search."""
        return {"strand": self._strand, "query": self._field.text()}

    def first_focus(self) -> QWidget | None:
        """The search field."""
        return self._field

    def _search_field(self, query: str) -> QLineEdit:
        field = QLineEdit(query)
        writing_side(field)
        field.setObjectName("search")
        field.setAccessibleName(self.say(N_("Search in all lessons")))
        field.setPlaceholderText(self.say(N_("Search in all lessons")))
        field.setClearButtonEnabled(False)
        field.setMaxLength(100)
        return field

    def _top(self) -> QWidget:
        """The search field and the seven strands as a filter."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(2, 0, 2, 0)
        column.setSpacing(10)
        column.addWidget(self._field)
        chips = QWidget()
        flow = FlowLayout(chips, gap=8)
        here = {card.strand for card in lesson_cards(self.context)}
        names = [("", self.say(N_("All")))]
        names += [(one, strand_name(self.context.texts, one)) for one in STRANDS if one in here]
        for strand, name in names:
            chip = Choice(name, icon=strand, size=15)
            chip.setObjectName(f"filter-{strand or 'all'}")
            chip.setChecked(strand == self._strand)
            chip.clicked.connect(lambda _=False, strand=strand: self._filter(strand))
            flow.addWidget(chip)
        column.addWidget(chips)
        self._chips = chips
        return holder

    def _filter(self, strand: str) -> None:
        self._strand = strand
        for chip in self._chips.findChildren(Button):
            chip.setChecked(chip.objectName() == f"filter-{strand or 'all'}")
        self._field.clear()
        self.refresh()

    # --- what is shown -------------------------------------------------------------------
    def fill(self) -> None:
        """Hits of the search, or the lessons."""
        query = self._field.text().strip()
        if query:
            self._hits(query)
        else:
            self._lessons()
        self.column.addStretch(1)

    def _hits(self, query: str) -> None:
        from milclicks.ui.searchwords import SearchWords

        texts, words = self.context.texts, SearchWords.of(self.context)
        if not words.ready():
            self._waits = True
            words.made.connect(self._words_made, Qt.ConnectionType.UniqueConnection)
            wait = body(self.say(WAIT), strong=True)
            wait.setObjectName("learn-wait")
            self.column.addWidget(wait)
            self.column.addWidget(ThinBar(BEGUN, self.say(WAIT)))
            return
        hits = self.context.workspace.library.search(query, texts.locale)
        if not hits:
            self.column.addWidget(body(self.say(NOT_FOUND, query=query)))
            return
        count = small(texts.say_n("{n} place found", "{n} places found", len(hits)))
        count.setObjectName("hits-count")
        self.column.addWidget(count)
        cards = {card.ref: card for card in lesson_cards(self.context)}
        names = pack_names(self.context)
        for number, hit in enumerate(hits):
            strand = cards[hit.ref].strand if hit.ref in cards else "mil"
            name = names.get(hit.ref.pack)
            note = name.whole(texts) if name is not None else ""
            button = hit_button(hit, strand, in_language(texts, note, hit.locale))
            button.setObjectName(f"hit-{number}")
            button.clicked.connect(lambda _=False, hit=hit: self._open_hit(hit))
            self.column.addWidget(button)

    def _words_made(self) -> None:
        if self._waits:
            self._waits = False
            self.refresh()

    def _open_hit(self, hit: Any) -> None:
        self.context.go("player", ref=hit.ref, step=hit.step_id)

    def _lessons(self) -> None:
        stand = standings(self.context, lesson_cards(self.context))
        shown = [one for one in stand if self._strand in ("", one.card.strand)]
        spoilt = damaged_lessons(self.context, self._strand)
        if not shown and spoilt is None:
            sentence = N_("There are no lessons here yet.")
            self.column.addWidget(nothing_here(self.context, "list", self.say(sentence)))
            return
        if not self._strand:
            self.column.addWidget(self._ways())
        self.column.addWidget(legend(self.context))
        if spoilt is not None and shown:
            self.column.addWidget(damaged_sign(self.context, spoilt, self.area))
        names = pack_names(self.context)
        for name, members in by_pack(names, ((one.card, one) for one in shown)):
            if name is not None:
                self.column.addWidget(pack_heading(self.context, name))
            grid = QWidget()
            flow = FlowLayout(grid, even=True, least=self.context.theme.px(340), gap=14, columns=3)
            for one in members:
                flow.addWidget(self._card(one))
            self.column.addWidget(grid, 0, Qt.AlignmentFlag.AlignTop)
        if spoilt is not None:
            self.column.addWidget(spoilt)

    def _ways(self) -> QWidget:
        """The ways on from here: a path of lessons, and leading others."""
        paths = SecondaryButton(self.say(N_("Paths of lessons")), icon="flag")
        paths.setObjectName("open-paths")
        paths.clicked.connect(lambda: self.context.go("learn_paths"))
        peer = SecondaryButton(self.say(N_("Peer educators")), icon="people")
        peer.setObjectName("open-peer")
        peer.clicked.connect(lambda: self.context.go("learn_peer"))
        if run_of(self.context, "") is None:
            return wrapped(paths, peer)
        test = SecondaryButton(self.say(N_("Go on with the test")), icon="pencil")
        test.setObjectName("open-test")
        test.clicked.connect(lambda: self.context.go("test"))
        return wrapped(test, paths, peer)

    def _card(self, one: Standing) -> QWidget:
        button = LessonButton(self.context, one)
        button.setObjectName(f"lesson-{one.card.ref.lesson}")
        button.clicked.connect(lambda: self.context.go("player", ref=one.card.ref))
        return button
