"""Sound without a device: a player and a microphone that tests drive by hand."""

from __future__ import annotations

from collections.abc import Callable

from milclicks.sound.clip import Clip
from milclicks.sound.gear import Gear
from milclicks.sound.microphone import RATE, no_microphone, wav
from milclicks.sound.player import no_device


class FakePlayer:
    """A player that keeps what it was given; `end()` lets the clip reach its end."""

    def __init__(self, *, present: bool = True) -> None:
        self.present = present
        self.played: list[Clip] = []
        self.now: Clip | None = None
        self.at = 0.0
        self.stops = 0
        self._ended: Callable[[], None] | None = None

    def available(self) -> bool:
        """Whether the test said that there is a loudspeaker."""
        return self.present

    def play(self, clip: Clip, ended: Callable[[], None]) -> None:
        """Keep the clip and what is to be called at its end."""
        if not self.present:
            raise no_device()
        self.played.append(clip)
        self.now, self.at, self._ended = clip, 0.0, ended

    def stop(self) -> None:
        """Be silent; the end of the clip is never told."""
        self.stops += 1
        self.now, self.at, self._ended = None, 0.0, None

    def position(self) -> float:
        """The seconds that `advance` gave."""
        return self.at

    def advance(self, seconds: float) -> None:
        """Let time go on within the clip."""
        assert self.now is not None, "nothing plays"
        self.at = min(self.at + seconds, self.now.seconds)

    def end(self) -> None:
        """Let the clip reach its end."""
        ended = self._ended
        assert ended is not None, "nothing plays"
        self.now, self.at, self._ended = None, 0.0, None
        ended()


class FakeVoice:
    """A voice for some locales that keeps what it is to say; `end()` says that all was said."""

    def __init__(self, *locales: str) -> None:
        self.locales = set(locales)
        self.said: list[tuple[str, str]] = []
        self.speeds: list[int] = []
        self.stops = 0
        self._ended: Callable[[], None] | None = None

    def available(self, locale: str) -> bool:
        """Whether the test gave this locale a voice."""
        return locale in self.locales

    def say(self, text: str, locale: str, speed: int, ended: Callable[[], None]) -> None:
        """Keep the text."""
        self.said.append((text, locale))
        self.speeds.append(speed)
        self._ended = ended

    def stop(self) -> None:
        """Be silent; the end is never told."""
        self.stops += 1
        self._ended = None

    def end(self) -> None:
        """All was said."""
        ended, self._ended = self._ended, None
        assert ended is not None, "nothing is said"
        ended()


class FakeMicrophone:
    """A microphone that hears `words` seconds of a rising tone."""

    def __init__(self, *, present: bool = True, seconds: float = 1.5) -> None:
        self.present = present
        self.length = seconds
        self.recording = False

    def start(self) -> None:
        """Begin, or say that there is none."""
        if not self.present:
            raise no_microphone()
        self.recording = True

    def stop(self) -> Clip | None:
        """What was heard."""
        if not self.recording:
            return None
        self.recording = False
        samples = (n * 7 % 2000 for n in range(int(self.length * RATE)))
        return wav(b"".join(sample.to_bytes(2, "little") for sample in samples))

    def seconds(self) -> float:
        """The length, while it records."""
        return self.length if self.recording else 0.0


def silent_gear() -> Gear:
    """A PC that can neither play, speak nor record."""
    return Gear(FakePlayer(present=False), FakeVoice(), FakeMicrophone(present=False))
