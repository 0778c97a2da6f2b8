"""The first start in three small pages: language, where the computer stands, its name.

Nothing has to be typed and nothing is downloaded. From the second page a lesson can be tried at
once, as a guest.
"""

from __future__ import annotations

import locale as system_locale
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts, locales, own_name
from milclicks.ui.castrow import CastRow
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.content import first_lesson
from milclicks.ui.context import Context
from milclicks.ui.header import choose_language, language_button
from milclicks.ui.mark import name_bar
from milclicks.ui.screen import Screen
from milclicks.ui.storing import choose, stored
from milclicks.ui.theme import theme_scope
from milclicks.ui.widgets.buttons import Button, PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.columns import ScrollColumn
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, heading, small, writing_side

CHOOSE = N_("Choose your language")
_USES = (
    ("class", "people", N_("In a class"), N_("Lessons for groups and for one learner")),
    ("space", "space", N_("In a Space"), N_("A library, a radio, a youth centre, a bus stop")),
    ("both", "home", N_("Both"), N_("Lessons by day, open to visitors at other times")),
)


def system_language() -> str:
    """The language of the system if the app speaks it, else English."""
    name = (system_locale.getlocale()[0] or "en").replace("-", "_")
    if name.startswith("sr"):
        return "sr_Latn" if "latin" in name.casefold() or "Latn" in name else "sr_Cyrl"
    if name.startswith("pt"):
        return "pt_BR" if name == "pt_BR" else "pt_PT"
    short = name.partition("_")[0]
    return short if short in locales() else "en"


class FirstRun(Screen):
    """`step` is "language", "use" or "name"."""

    def __init__(self, context: Context, step: str = "language", name: str = "") -> None:
        super().__init__(context)
        self._step, self._focus = step, QWidget()
        self._name = name
        area = ScrollColumn(width=760)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._top())
        outer.addWidget(area, 1)
        self._column = area.column
        self._column.setSpacing(18)
        self._column.addSpacing(max(0, (self._room() - 600) // 3))
        {"language": self._language, "use": self._use, "name": self._place}[step]()
        self._column.addStretch(1)
        outer.addWidget(CastRow(context.theme))

    def kept(self) -> dict[str, Any]:
        """The page and what was typed on it."""
        field = self.findChild(QLineEdit, "place-name")
        return {"step": self._step, "name": field.text() if field else self._name}

    def first_focus(self) -> QWidget | None:
        """The tile or button that Enter would press."""
        return self._focus

    def _room(self) -> int:
        """Height of the window, so that a tall one does not look empty."""
        window = QApplication.activeWindow()
        return window.height() if window is not None else 600

    def _top(self) -> QWidget:
        if self._step == "language":
            return name_bar(self.context.theme)
        back = PlainButton(self.say(N_("Back")), icon="back")
        back.setObjectName("first-back")
        before = "language" if self._step == "use" else "use"
        back.clicked.connect(lambda: self.context.go("first_run", step=before))
        return name_bar(self.context.theme, back, language_button(self.context))

    # --- page 1: language ----------------------------------------------------------------
    def _language(self) -> None:
        self._head = QVBoxLayout()
        self._column.addLayout(self._head)
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(220), gap=14, columns=3)
        settled = self.context.workspace.settings.locale
        chosen = settled if settled != "en" else system_language()
        self._tiles: dict[QObject, str] = {}
        for code in locales():
            tile = Button(own_name(code), look="secondary", size=20)
            tile.setObjectName(f"tile-{code}")
            tile.setMinimumHeight(72)
            tile.clicked.connect(lambda _=False, code=code: self._choose(code))
            tile.installEventFilter(self)
            self._tiles[tile] = code
            flow.addWidget(tile)
            if code == chosen:
                self._focus = tile
        self._column.addWidget(grid)
        self._column.addWidget(small(self.say(N_("You can change it at any time."))))
        self._preview(chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A tile that gets the focus shows the page in its own direction."""
        kind = event.type() if isinstance(event, QEvent) else None  # see IdleSeat
        if kind == QEvent.Type.FocusIn and watched in self._tiles:
            self._preview(self._tiles[watched])
        return kind is not None and super().eventFilter(watched, event)

    def _preview(self, code: str) -> None:
        texts = Texts(code)
        while self._head.count():
            item = self._head.takeAt(0)
            if item is not None and item.widget() is not None:
                item.widget().deleteLater()
        theme = self.context.theme.with_(locale=code, direction=texts.direction)
        with theme_scope(theme):
            self._head.addWidget(heading(texts.say(CHOOSE)))
        self.setLayoutDirection(theme.qt_direction)

    def _choose(self, code: str) -> None:
        choose_language(self.context, code)
        self.context.go("first_run", step="use")

    # --- page 2: where -------------------------------------------------------------------
    def _use(self) -> None:
        self._column.addWidget(heading(self.say(N_("Where is this computer?"))))
        cards = QWidget()
        flow = FlowLayout(cards, even=True, least=self.context.theme.px(220), gap=14, columns=3)
        for use, icon, name, more in _USES:
            card = ChoiceCard(icon, self.say(name), self.say(more))
            card.setObjectName(f"use-{use}")
            card.clicked.connect(lambda _=False, use=use: self._store_use(use))
            flow.addWidget(card)
            if use == "class":
                self._focus = card
        self._column.addWidget(cards)
        self._column.addSpacing(8)
        row = QHBoxLayout()
        lesson = SecondaryButton(self.say(N_("Try a lesson now")), icon="play")
        lesson.setObjectName("try-lesson")
        lesson.setEnabled(first_lesson(self.context) is not None)
        lesson.clicked.connect(self._try_lesson)
        row.addWidget(lesson)
        hint = small(self.say(N_("As a guest: no name is asked.")))
        row.addWidget(hint, 1, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(row)

    def _store_use(self, use: Any) -> None:
        workspace = self.context.workspace
        stored(self.context, replace(workspace.settings, place_use=use))
        self.context.go("first_run", step="name", name=self._name)

    def _try_lesson(self) -> None:
        self._finish(place="")
        card = first_lesson(self.context)
        if card is not None:
            self.context.go("player", ref=card.ref)

    # --- page 3: name --------------------------------------------------------------------
    def _place(self) -> None:
        self._column.addWidget(heading(self.say(N_("What is this place called?"))))
        label = body(self.say(N_("The name stands on certificates and on the poster.")))
        self._column.addWidget(label)
        field = QLineEdit(self._name)
        writing_side(field)
        field.setObjectName("place-name")
        field.setMaxLength(80)
        field.setMinimumHeight(self.context.theme.target)
        field.setAccessibleName(self.say(N_("Name of the place")))
        field.setPlaceholderText(self.say(N_("May stay empty")))
        field.returnPressed.connect(self._start)
        self._column.addWidget(field)
        start = PrimaryButton(self.say(N_("Start")))
        start.setObjectName("start")
        start.clicked.connect(self._start)
        self._column.addWidget(start, 0, Qt.AlignmentFlag.AlignLeading)
        promise = N_(
            "This program uses a network only when you ask it to. What is written here stays here."
        )
        self._column.addWidget(small(self.say(promise)))
        self._focus = start

    def _start(self) -> None:
        field = self.findChild(QLineEdit, "place-name")
        self._finish(place=field.text().strip() if field else "")
        self.context.go("today")

    def _finish(self, place: str) -> None:
        workspace = self.context.workspace
        settings = replace(workspace.settings, first_run_done=True)
        if place:
            settings = replace(settings, place=place)
        choose(self.context, settings)
