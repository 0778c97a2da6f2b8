"""Recordings: a teacher speaks lines in her own voice for this PC, hears and deletes them.

A line is one text of a lesson or document in the language of the window, or a sentence of signing
in. What is recorded lies in the data folder and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.sound.microphone import MOST_SECONDS
from milclicks.sound.recordings import Line
from milclicks.sound.spoken import key, spoken
from milclicks.ui.content import lesson_cards
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.page import Page, wrapped
from milclicks.ui.widgets.buttons import Button, PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import TextBlock, body, small, subtitle

CONSENT = N_(
    "What you record stays on this computer. Nothing is sent anywhere. Record only your own voice, "
    "or that of an adult who agrees."
)
SIGN_IN = (
    N_("Who is here?"),
    N_("Nobody has joined yet"),
    N_("Join"),
    N_("Go on as guest"),
    N_("Choose a face and a nickname"),
    N_("Nickname"),
    N_("A made-up name is fine. Please do not write a full name."),
    N_("Back"),
)
FOR_TEACHERS = frozenset({"notes", "paper", "no_paper_because", "alt", "answer_text", "model"})
PROMISES = re.compile(r"pact:p\d+/(?:name|sentence)|space:s\d+/text")  # come first
FIRST = 20
TICK_MS = 200
RECORDED = N_("Your recording: {seconds} s")


class Recordings(Page):
    """`part`: "" for the list of parts, "mine", "app", or the pack and name of what to record."""

    topics = frozenset({"packs"})

    def __init__(self, context: Context, part: str = "", shown: int = FIRST) -> None:
        super().__init__(context, width=900, gap=12)
        self._part, self._shown = part, shown
        self._rows: dict[str, LineRow] = {}
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._now = ""
        self._first: QWidget | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """Which part is open, and how far."""
        return {"part": self._part, "shown": self._shown}

    def first_focus(self) -> QWidget | None:
        """The first part, or the first line."""
        return self._first

    def hideEvent(self, event: Any) -> None:
        """Nobody records a page that is not there."""
        self._stop(keep=False)
        self.context.gear.player.stop()
        super().hideEvent(event)

    def fill(self) -> None:
        """The parts, or the lines of one."""
        self._rows, self._first = {}, None
        self.column.addWidget(body(self.say(CONSENT)))
        if self._part:
            self._lines()
        else:
            self._parts()
        self.column.addStretch(1)

    # --- parts ---------------------------------------------------------------------------
    def _parts(self) -> None:
        own = len(self.context.workspace.recordings.lines())
        named = {"app": self.say(N_("Signing in")), **self._documents()}
        if own:
            named = {"mine": self.say(N_("What you have recorded")), **named}
        card = Card()
        card.add(subtitle(self.say(N_("What do you want to record?"))))
        for part, title in named.items():
            button = PlainButton(title, icon="microphone")
            button.setObjectName(f"part-{part}")
            button.clicked.connect(lambda _=False, part=part: self._open(part))
            card.add(wrapped(button))
            self._first = self._first or button
        self.column.addWidget(card)

    def _documents(self) -> dict[str, str]:
        """The pact, then every lesson: pack and name -> title."""
        library, locale = self.context.workspace.library, self.context.texts.locale
        found: dict[str, str] = {}
        for name in ("pact", "space"):
            try:
                document = library.document(name, locale)
            except MilClicksError:
                continue
            found[f"{document['pack']}/{name}"] = plain(str(document.get("title", name)))
        for card in lesson_cards(self.context):
            found[f"{card.ref.pack_key}/{card.ref.lesson}"] = plain(card.title)
        return found

    def _open(self, part: str) -> None:
        self._stop(keep=False)
        self._part, self._shown = part, FIRST
        self.refresh()
        if self._first is not None:
            self._first.setFocus()

    # --- lines ---------------------------------------------------------------------------
    def _lines(self) -> None:
        back = PlainButton(self.say(N_("All parts")), icon="back")
        back.setObjectName("all-parts")
        back.clicked.connect(lambda: self._open(""))
        self.column.addWidget(wrapped(back))
        lines = self._texts()
        if not lines:
            self.column.addWidget(body(self.say(N_("There is nothing to record here."))))
        for unit, (text, locale) in list(lines.items())[: self._shown]:
            row = LineRow(self.context, unit, text, locale)
            row.asked.connect(self._do)
            self._rows[unit] = row
            self._first = self._first or row.record
            self.column.addWidget(row)
        if len(lines) > self._shown:
            more = SecondaryButton(self.say(N_("Show more lines")))
            more.setObjectName("more-lines")
            more.clicked.connect(self._more)
            self.column.addWidget(wrapped(more))
        self._first = self._first or back

    def _more(self) -> None:
        self._shown += FIRST
        self.refresh()

    def _texts(self) -> Mapping[str, tuple[str, str]]:
        """Unit -> (text, locale) of the open part, in reading order."""
        locale = self.context.texts.locale
        if self._part == "mine":
            own = self.context.workspace.recordings.lines().values()
            return {line.unit: (line.text, line.locale) for line in own}
        if self._part == "app":
            return {f"app:{n}": (self.say(text), locale) for n, text in enumerate(SIGN_IN, 1)}
        pack, _, name = self._part.rpartition("/")
        words = self.context.workspace.library.words(pack, name, locale)
        return {
            unit: (words[unit], locale)
            for unit in sorted(words, key=lambda unit: not PROMISES.fullmatch(unit))
            if unit.rpartition("/")[2] not in FOR_TEACHERS and spoken(words[unit], locale)
        }

    # --- what is asked -------------------------------------------------------------------
    def _do(self, verb: str, unit: str) -> None:
        if verb != "play":
            self.context.gear.player.stop()
        try:
            if verb == "stop":
                self._stop(keep=True)
            elif verb == "record":
                self._record(unit)
            elif verb == "play":
                self._play(unit)
            else:
                self._delete(unit)
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)

    def _record(self, unit: str) -> None:
        self._stop(keep=False)
        self.context.listener.stop()
        self.context.gear.microphone.start()
        self._now = unit
        self._rows[unit].show_recording(0.0)
        self._clock.start()

    def _stop(self, *, keep: bool) -> None:
        """End the recording; the page shows what is on the disk."""
        unit, self._now = self._now, ""
        self._clock.stop()
        if not unit:
            return
        clip = self.context.gear.microphone.stop()
        row = self._rows[unit]
        try:
            if keep:
                self.context.workspace.recordings.keep(unit, row.spoken_in, row.text, clip)
        finally:
            row.show_line()

    def _tick(self) -> None:
        seconds = self.context.gear.microphone.seconds()
        if self._now and seconds >= MOST_SECONDS:
            self._do("stop", self._now)
        elif self._now:
            self._rows[self._now].show_recording(seconds)

    def _play(self, unit: str) -> None:
        self.context.listener.stop()
        row = self._rows[unit]
        clip = self.context.workspace.recordings.clip(row.key)
        if clip is not None:
            self.context.gear.player.play(clip, lambda: None)

    def _delete(self, unit: str) -> None:
        row, own = self._rows[unit], self.context.workspace.recordings
        line, clip = own.lines().get(row.key), own.clip(row.key)
        own.delete(row.key)
        row.show_line()
        row.record.setFocus()
        if line is not None and clip is not None:
            words = self.say(N_("The recording is deleted."))
            undo = self.say(N_("Undo"))
            self.context.notices.offer(words, undo, lambda: self._again(line, clip))

    def _again(self, line: Line, clip: Any) -> None:
        """Take a deletion back."""
        try:
            self.context.workspace.recordings.keep(line.unit, line.locale, line.text, clip)
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
        row = self._rows.get(line.unit)
        if row is not None:
            row.show_line()


class LineRow(Card):
    """One text with what can be done: record, or stop; play and delete when there is a line."""

    asked = Signal(str, str)

    def __init__(self, context: Context, unit: str, text: str, locale: str) -> None:
        super().__init__()
        self._context, self._unit = context, unit
        self.text, self.spoken_in, self.key = text, locale, key(text, locale)
        say = context.texts.say
        name = unit.replace(":", "-").replace("/", "-")
        self.setObjectName(f"line-{name}")
        self.add(TextBlock(text, size=17, marked=True))
        self._state = small("")
        self._state.setObjectName(f"state-{name}")
        self.add(self._state)
        self.record = self._button(PrimaryButton, N_("Record"), "microphone", "record", name)
        self.stop = self._button(PrimaryButton, N_("Stop"), "stop", "stop", name)
        self.play = self._button(SecondaryButton, N_("Play"), "play", "play", name)
        self.delete = self._button(PlainButton, N_("Delete"), "trash", "delete", name)
        self.say = say
        self.add(wrapped(self.record, self.stop, self.play, self.delete))
        self.show_line()

    def _button(self, kind: Any, words: str, icon: str, verb: str, name: str) -> Button:
        said = self._context.texts.say(words)
        button: Button = kind(said, icon=icon)
        button.setObjectName(f"{verb}-{name}")
        button.setAccessibleName(f"{said}: {plain(self.text)}")
        button.clicked.connect(lambda: self.asked.emit(verb, self._unit))
        return button

    def show_line(self) -> None:
        """What is on the disk."""
        line = self._context.workspace.recordings.lines().get(self.key)
        texts = self._context.texts
        seconds = texts.number(max(round(line.seconds), 1)) if line else ""
        self._state.set_text(texts.say(RECORDED, seconds=seconds) if line else "")
        self._state.setVisible(line is not None)
        self._show(recording=False, held=line is not None)

    def show_recording(self, seconds: float) -> None:
        """It records now."""
        texts = self._context.texts
        words = N_("Recording: {seconds} of {most} s. Speak now, then press Stop.")
        most = texts.number(int(MOST_SECONDS))
        self._state.set_text(texts.say(words, seconds=texts.number(int(seconds)), most=most))
        self._state.show()
        if not self.stop.isVisible():
            self._show(recording=True, held=False)
            self.stop.setFocus()

    def _show(self, *, recording: bool, held: bool) -> None:
        again = self.stop.hasFocus()
        self.stop.setVisible(recording)
        self.record.setVisible(not recording)
        self.play.setVisible(held)
        self.delete.setVisible(held)
        if again and not recording:
            self.record.setFocus()
