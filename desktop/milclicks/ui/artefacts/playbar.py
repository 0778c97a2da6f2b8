"""Plays the recording of a mock artefact: play and stop in one button, how far it is, how long.

The words that are heard always stand below, so a PC without a loudspeaker loses nothing: it says so
in a sentence. The bar is silent as soon as it is out of sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, Texts
from milclicks.ui.hearing import Hearing
from milclicks.ui.telling import BEGUN
from milclicks.ui.widgets.buttons import SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import small

if TYPE_CHECKING:
    from milclicks.sound.clip import Clip
    from milclicks.ui.jobs import Job

LISTEN = N_("Listen")
STOP = N_("Stop")
WAIT = N_("Getting ready …")
WORDS_BELOW = N_("All that is said stands below as text.")
LOOK_MS = 200


class PlayBar(Card):
    """One recording. `playing` tells whether this bar is heard now, `waiting` whether it is read
    and measured, which may take seconds and is done in a job.
    """

    _came_to_end = Signal()

    def __init__(self, hearing: Hearing, medium: str, texts: Texts) -> None:
        super().__init__(tone="sun_soft", frame="sun", pad=8)
        self._hearing, self._medium, self._texts = hearing, medium, texts
        self._seconds = 0.0
        self._heard = False
        self._job: Job[Clip] | None = None
        self.playing = False
        self.setObjectName("play-bar")
        self.button = SecondaryButton(texts.say(LISTEN), icon="play")
        self.button.setObjectName("play-sound")
        self.button.setMinimumWidth(self.theme.px(128))
        self.button.clicked.connect(self.toggle)
        self.told = small(texts.say(WORDS_BELOW), colour="ink")
        self.told.setObjectName("sound-told")
        self.bar = ThinBar(0.0, "")
        self.bar.setObjectName("sound-progress")
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._came_to_end.connect(self._ended, Qt.ConnectionType.QueuedConnection)
        self._show()

    def _lay_out(self) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.space(2))
        beside = QVBoxLayout()
        beside.setSpacing(self.theme.space(1))
        beside.addStretch(1)
        beside.addWidget(self.told)
        beside.addWidget(self.bar)
        beside.addStretch(1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(beside, 1)
        self.add(holder)

    # --- what is done --------------------------------------------------------------------
    @property
    def waiting(self) -> bool:
        """Whether it will be heard as soon as it is ready."""
        return self._job is not None

    def toggle(self) -> None:
        """Play from the beginning, or be silent."""
        if self.playing or self.waiting:
            self.stop()
        else:
            self.play()

    def play(self) -> None:
        """Play from the beginning; what stands in the way is said beside the button."""
        self._hearing.hush()
        medium, read = self._medium, self._hearing.clip
        self._job = self._hearing.jobs.start(
            lambda _tell: read(medium), self._begin, failed=self._fail, owner=self, calm=True
        )  # calm: it never waits behind packs that come in
        self._clock.start()
        self._show()

    def _begin(self, clip: Clip) -> None:
        """It was read and measured."""
        self._job = None
        try:
            self._hearing.player.play(clip, self._came_to_end.emit)
        except MilClicksError as error:
            self._fail(error)
            return
        self._seconds, self._heard, self.playing = clip.seconds, False, True
        self._show()

    def _fail(self, error: MilClicksError) -> None:
        self._job = None
        self._over()
        words = [self._texts.message(error.sentence)]
        words += [self._texts.message(error.remedy)] if error.remedy is not None else []
        self.told.set_text(" ".join(words))

    def stop(self) -> None:
        """Be silent now."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._over()
        elif self.playing:
            self._hearing.player.stop()
            self._over()

    def look(self) -> None:
        """Show how far it is; whoever let something else play has ended this."""
        if self.waiting:
            self._show_wait()
            return
        at = self._hearing.player.position()
        if self._heard and at <= 0.0:
            self._over()
            return
        self._heard = self._heard or at > 0.0
        self._show(at)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight, out of hearing."""
        self.stop()
        super().hideEvent(event)

    def _ended(self) -> None:
        if self.playing:
            self._over()

    def _over(self) -> None:
        self.playing = False
        self._clock.stop()
        self._show()

    # --- what is shown -------------------------------------------------------------------
    def _show(self, at: float = 0.0) -> None:
        texts = self._texts
        goes = self.playing or self.waiting
        words = texts.say(STOP if goes else LISTEN)
        if self.button.text() != words:
            self.button.icon_name = "square" if goes else "play"
            self.button.setText(words)
        said = texts.say(WORDS_BELOW)
        if self.playing:
            whole = round(self._seconds)
            at_words = texts.number(min(round(at), whole))
            said = texts.say_n("{at} of {n} second", "{at} of {n} seconds", whole, at=at_words)
        self.told.set_text(said)
        self.bar.set_share(at / self._seconds if self._seconds else 0.0, said)
        self.bar.setVisible(self.playing)

    def _show_wait(self) -> None:
        """That it takes a moment, once it does."""
        said = self._texts.say(WAIT)
        self.told.set_text(said)
        self.bar.set_share(BEGUN, said)
        self.bar.setVisible(True)
