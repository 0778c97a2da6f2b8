"""Says texts one at a time: a recording where there is one, else the voice of the system.

The order is the teacher's own line, then the pack's recording, then the app's, then the voice.
`recorded` answers for the first three. Not here: which text comes next (`ui`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

from milclicks.sound.clip import Clip
from milclicks.sound.gear import Gear
from milclicks.sound.player import NoSound
from milclicks.sound.spoken import key, spoken

Recorded = Callable[[str, str], Clip | None]
"""(key, locale) -> the recording of these words, or None."""
PATIENCE: Final = 2.0
"""Seconds that recordings which come to nothing may take of one page; then the voice speaks."""


class Aloud:
    """Speaks with the gear of this PC. `speed` is a percentage, for the voice alone."""

    def __init__(
        self,
        gear: Gear,
        recorded: Recorded,
        *,
        speed: int = 100,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gear, self._recorded, self._now = gear, recorded, now
        self._lost = 0.0
        self.speed = speed

    def can(self, texts: Iterable[str], locale: str) -> bool:
        """Whether at least one of these texts can be heard here; may take a second at first."""
        self._lost = 0.0
        if self._gear.voice.available(locale):
            return any(spoken(text, locale) for text in texts)
        if not self._gear.player.available():
            return False
        return any(self._found(text, locale) is not None for text in texts)

    def say(self, text: str, locale: str, ended: Callable[[], None]) -> bool:
        """Begin to say a text; False when it cannot be heard here, and then nothing is told."""
        self.stop()
        words = spoken(text, locale)
        if not words:
            return False
        return self._play(text, locale, ended) or self._speak(words, locale, ended)

    def stop(self) -> None:
        """Be silent now."""
        self._gear.player.stop()
        self._gear.voice.stop()

    def _play(self, text: str, locale: str, ended: Callable[[], None]) -> bool:
        clip = self._found(text, locale)
        if clip is None or not self._gear.player.available():
            return False
        try:
            self._gear.player.play(clip, ended)
        except NoSound:
            return False
        return True

    def _found(self, text: str, locale: str) -> Clip | None:
        """The recording of a text; None too when those before it cost too much time in vain."""
        if self._lost > PATIENCE:
            return None
        began = self._now()
        clip = self._recorded(key(text, locale), locale)
        if clip is None:
            self._lost += self._now() - began
        return clip

    def _speak(self, words: str, locale: str, ended: Callable[[], None]) -> bool:
        if not self._gear.voice.available(locale):
            return False
        try:
            self._gear.voice.say(words, locale, self.speed, ended)
        except NoSound:
            return False
        return True
