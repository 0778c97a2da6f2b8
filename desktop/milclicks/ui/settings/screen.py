"""Settings: language, digits, text size, contrast, motion, name of the place, sharing, packs.

Each choice is stored and shown at once; "Undo" in the notice takes it back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.core.settings import Settings
from milclicks.core.texts import N_, locales, own_name
from milclicks.ui.context import Context
from milclicks.ui.notices import UNDO
from milclicks.ui.packplaces import PlacesCard, limits
from milclicks.ui.page import Page, block, wrapped
from milclicks.ui.sharing.host import Sharing
from milclicks.ui.sharing.switch import SWITCHES, sharing_card
from milclicks.ui.storing import choose, stored
from milclicks.ui.widgets.buttons import Button, PlainButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.choice import Choice
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, small, subtitle, writing_side

SIZES = (100, 125, 150, 175, 200)
_DIGITS = (
    ("auto", N_("As the language does")),
    ("latin", "0\u00a01\u00a02\u00a03"),  # no-break spaces keep it one number, read from the left
    ("arabic", "٠\u00a0١\u00a0٢\u00a0٣"),
)
ALOUD = N_(
    "A loudspeaker stands on each page that this computer can read aloud. The recordings that "
    "come with the app are spoken by a machine."
)
STICKS = N_(
    "When a stick with packs is put in, the app says so and offers to add them. "
    "It reads nothing else on the stick."
)
ON, OFF = N_("On"), N_("Off")
SPEEDS = ((75, N_("Slow")), (100, N_("Usual")), (130, N_("Fast")))
_USES = (("class", N_("In a class")), ("space", N_("In a Space")), ("both", N_("Both")))


class SettingsScreen(Page):
    """One card for each kind of choice; `see` is the name of the one to begin at."""

    topics = frozenset({"settings"})

    def __init__(
        self,
        context: Context,
        place: str | None = None,
        typed: str | None = None,
        see: str = "",
    ) -> None:
        super().__init__(context, gap=14, shares=(1, 1))
        self._typed, self._see, self._seen = typed, see, not see
        self._packs: PlacesCard | None = None
        self._place = place if place is not None else context.workspace.settings.place
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(600)
        self._wait.timeout.connect(self._store_place)
        Sharing.of(context).changed.connect(self._switched)
        self.fill()
        if see:
            self.area.verticalScrollBar().rangeChanged.connect(self._laid_out)

    def kept(self) -> dict[str, Any]:
        """The name and the address that are being typed."""
        return {"place": self._place, "typed": self._packs.typed() if self._packs else None}

    def first_focus(self) -> QWidget | None:
        """What is chosen of the setting that somebody came for (`see`), else the language."""
        rows = [one for one in self.findChildren(Button) if one.isCheckable()]
        seen = [one for one in rows if one.objectName().startswith(f"set-{self._see}-")]
        for one in sorted(seen, key=lambda one: not one.isChecked()):
            return one
        return self.findChild(Button, f"set-locale-{self.context.texts.locale}")

    def _laid_out(self) -> None:
        """The page has another height; what is in it gets its place just after that."""
        QTimer.singleShot(0, self, self._to_seen)

    def _to_seen(self) -> None:
        """Scroll to what somebody came for, until it is in view once."""
        first = self.first_focus()
        if not self._seen and first is not None and self.isVisible():
            self.area.ensureWidgetVisible(first, 0, self.area.height() // 3)
            self._seen = not first.visibleRegion().isEmpty()

    def _switched(self) -> None:
        """Sharing goes on, gets ready or is off; the focus stays on its switch, or on Stop."""
        focus = self.focusWidget()
        here = focus is not None and focus.hasFocus() and focus.objectName() in SWITCHES
        self.refresh()
        switch = next((one for name in SWITCHES if (one := self.findChild(Button, name))), None)
        if here and switch is not None:
            switch.setFocus()

    def refresh(self) -> None:
        """Write again, but never under the fingers of someone who types."""
        if not self._wait.isActive():
            self._write_again()

    def _write_again(self) -> None:
        """All choices as they are stored; what is being typed stays."""
        self._typed = self._packs.typed() if self._packs else None
        super().refresh()

    def fill(self) -> None:
        """All choices."""
        now = self.context.workspace.settings
        languages = {code: own_name(code) for code in locales()}
        self._card(N_("Language"), "locale", languages, now.locale)
        digits = {key: self.say(words) for key, words in _DIGITS}
        self._card(N_("Digits"), "digits", digits, now.digits)
        sizes = {size: self.context.texts.percent(size) for size in SIZES}
        self._card(N_("Text size"), "text_size", sizes, now.text_size)
        self._switches(now)
        self._aloud_card(now)
        self._place_card(now)
        self._sticks_card(now)
        self._packs_cards()
        about = PlainButton(self.say(N_("About this program, and who made what")), icon="about")
        about.setObjectName("open-about")
        about.clicked.connect(lambda: self.context.go("about"))
        row = QWidget()
        FlowLayout(row).addWidget(about)
        self.aside.addWidget(row)
        self.column.addStretch(1)

    def _card(self, words: str, name: str, options: dict[Any, str], chosen: Any) -> None:
        card = Card()
        card.add(subtitle(self.say(words)))
        card.add(self._row(name, options, chosen))
        self.column.addWidget(card)

    def _row(self, name: str, options: dict[Any, str], chosen: Any) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        for value, shown in options.items():
            button = Choice(shown)
            button.setObjectName(f"set-{name}-{value}")
            button.setChecked(value == chosen)
            button.clicked.connect(lambda _=False, value=value: self._set(**{name: value}))
            flow.addWidget(button)
        return row

    def _switches(self, now: Settings) -> None:
        card = Card()
        card.add(subtitle(self.say(N_("Easier to see"))))
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        for name, words in (
            ("high_contrast", self.say(N_("High contrast"))),
            ("reduced_motion", self.say(N_("Less motion"))),
        ):
            button = Choice(words)
            button.setObjectName(f"set-{name}")
            button.setChecked(getattr(now, name))
            button.clicked.connect(lambda on, name=name: self._set(**{name: on}))
            flow.addWidget(button)
        card.add(row)
        self.column.addWidget(card)

    def _aloud_card(self, now: Settings) -> None:
        card = Card()
        card.add(subtitle(self.say(N_("Read aloud"))))
        card.add(body(self.say(ALOUD)))
        switch = {True: self.say(ON), False: self.say(OFF)}
        card.add(self._row("read_aloud", switch, now.read_aloud))
        card.add(body(self.say(N_("Speed of the computer’s voice"))))
        speeds = {speed: self.say(words) for speed, words in SPEEDS}
        card.add(self._row("voice_speed", speeds, now.voice_speed))
        record = PlainButton(self.say(N_("Record lines in your own voice")), icon="microphone")
        record.setObjectName("open-recordings")
        record.clicked.connect(lambda: self.context.go("recordings"))
        card.add(wrapped(record))
        self.column.addWidget(card)

    def _place_card(self, now: Settings) -> None:
        card = Card()
        label = subtitle(self.say(N_("Name of the place")))
        field = QLineEdit(self._place)
        writing_side(field)
        field.setObjectName("set-place")
        field.setAccessibleName(self.say(N_("Name of the place")))
        field.setMaxLength(80)
        field.textChanged.connect(self._type_place)
        field.editingFinished.connect(self._store_place)
        card.add(block(label, field))
        card.add(small(self.say(N_("The name stands on certificates and on the poster."))))
        card.add(body(self.say(N_("Where is this computer?"))))
        uses = {key: self.say(words) for key, words in _USES}
        card.add(self._row("place_use", uses, now.place_use))
        self.column.addWidget(card)

    def _sticks_card(self, now: Settings) -> None:
        card = Card()
        card.add(subtitle(self.say(N_("Sticks"))))
        card.add(body(self.say(STICKS)))
        switch = {True: self.say(ON), False: self.say(OFF)}
        card.add(self._row("watch_sticks", switch, now.watch_sticks))
        self.aside.addWidget(card)

    def _packs_cards(self) -> None:
        """Where packs come from, for teachers once there is a PIN."""
        self._packs = None
        if self.context.workspace.records.gate.is_set() and not self.context.seat.teacher:
            return
        self._packs = PlacesCard(self.context, typed=self._typed)
        self.aside.addWidget(self._packs)
        self.aside.addWidget(sharing_card(self.context))
        self.aside.addWidget(limits(self.context, self._row))

    # --- storing -------------------------------------------------------------------------
    def _set(self, **values: Any) -> None:
        context = self.context
        before = context.workspace.settings
        after = replace(before, **values)
        if after == before:
            self.refresh()
            return
        if not choose(context, after):
            self._write_again()  # the button that was pressed shows what holds
            return

        def undo() -> None:
            choose(context, before)

        texts = type(context.texts)(after.locale, digits=after.digits)
        context.notices.offer(texts.say(N_("Saved.")), texts.say(UNDO), undo)

    def _type_place(self, text: str) -> None:
        self._place = text
        self._wait.start()

    def _store_place(self) -> None:
        self._wait.stop()
        workspace = self.context.workspace
        place = self._place.strip()
        if stored(self.context, replace(workspace.settings, place=place)):
            self.context.notices.tell(self.say(N_("Saved.")))
