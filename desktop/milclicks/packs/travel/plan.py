"""Whether and how much may be fetched: the MB of a month, the hours of the night, dear lines.

Says beforehand what a pack will cost in bytes and time, and pauses a download that meets a limit;
nothing is lost by a pause. Not here: the fetching (`download`), asking the system about the line
(`line`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Protocol

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from milclicks.core.clock import Clock
from milclicks.core.errors import N_, BadInput, Message, MilClicksError
from milclicks.core.files import write_atomic
from milclicks.core.plain_file import small

MB: Final = 1_000_000
_FILE: Final = "fetched.json"
_EVERY: Final = 8 * MB
_WINDOW: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])-([01]?[0-9]|2[0-3]):([0-5][0-9])")
_LATER: Final = re.compile(
    r"(?P<key>[a-z0-9._-]+@[0-9]{1,9})(=(?P<most>[0-9]{1,12})=(?P<place>https?://\S+))?"
)
_KEEP: Final = N_("What came so far is kept, and the packs that are here stay.")
_WAIT: Final = N_(
    "Wait for the next month, allow more in the settings, or bring the pack on a stick."
)
_PAUSES: Final[dict[str, tuple[str, str]]] = {
    "fetch.quota": (
        N_("{needed} MB are needed, and {left} MB of this month's {quota} MB are left."),
        _WAIT,
    ),
    "fetch.quota_reached": (N_("The {quota} MB of this month are used up."), _KEEP),
    "fetch.window": (
        N_("Packs are fetched here only between {start} and {end}."),
        N_("Go on then, or change the hours in the settings. What came so far is kept."),
    ),
    "fetch.more": (
        N_("More than the {most} MB that were agreed on would be fetched. It was not done."),
        N_("Update the pack on the page Packs, or plan it anew. What came so far is kept."),
    ),
    "fetch.metered": (
        N_("This line may cost money: {needed} MB would be fetched."),
        N_("Say that you agree, or wait for another line. What came so far is kept."),
    ),
}


_NEVER: Final = (
    N_("{needed} MB are needed, and only {quota} MB may be fetched in a whole month."),
    N_("Allow more in the settings, or bring the pack on a stick."),
)
_USED_UP: Final = (_PAUSES["fetch.quota_reached"][0], _WAIT)


class Paused(MilClicksError):
    """A limit that people set was met; `code` says which. The download can go on later."""

    def __init__(self, code: str, words: tuple[str, str] = ("", ""), **values: object) -> None:
        """`values` fill the sentence; `words` are other ones than those of most such cases."""
        sentence, remedy = words if words[0] else _PAUSES[code]
        super().__init__(Message(sentence, values), Message(remedy))
        self.code = code  # type: ignore[misc]  # one class, one code per reason


class Line(Protocol):
    """The network of this computer."""

    def metered(self) -> bool | None:
        """Whether it costs by the MB; None when the system does not say."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """What people allow: `quota_mb` a month (0: any), `night` in minutes of the day, or None.

    `most` are the bytes that were agreed on beforehand for one pack, or None without such a word.
    """

    quota_mb: int = 0
    night: tuple[int, int] | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """An update (`mil.core@4`) that waits for the end of class.

    `most` bytes may come over the line from the address `place`; without them only what costs
    nothing is asked: the folder of the settings and sticks.
    """

    key: str
    most: int = 0
    place: str = ""

    @property
    def pack(self) -> str:
        """`mil.core`."""
        return self.key.partition("@")[0]

    @property
    def version(self) -> int:
        """The version to be fetched."""
        return int(self.key.partition("@")[2])

    @property
    def text(self) -> str:
        """One word, as the settings keep it."""
        return f"{self.key}={self.most}={self.place}" if self.most else self.key


def planned(text: str) -> tuple[Later, ...]:
    """What the settings keep of updates that wait; what cannot be read is left out."""
    found = (_LATER.fullmatch(word) for word in text.split())
    return tuple(
        Later(one["key"], int(one["most"] or 0), one["place"] or "") for one in found if one
    )


def night(text: str) -> tuple[int, int] | None:
    """`22:00-06:00` as minutes of the day; None when empty; raises BadInput."""
    if not text.strip():
        return None
    found = _WINDOW.fullmatch(text.replace(" ", "").replace("\N{EN DASH}", "-"))
    if found is None:
        raise BadInput(
            Message(N_("{hours} is not a time of the night."), {"hours": text[:40]}),
            Message(N_("Write two times of day, such as 22:00-06:00.")),
        )
    a, b, c, d = (int(one) for one in found.groups())
    return (a * 60 + b, c * 60 + d)


class _Spent(Struct, frozen=True, kw_only=True):
    """The file: bytes of one month, and how fast the line was, in bytes a second."""

    month: str = ""
    bytes: Annotated[int, Meta(ge=0)] = 0
    rate: Annotated[int, Meta(ge=0)] = 0


class Ledger:
    """How much was fetched in this month, in a small file of the data folder."""

    def __init__(self, data: Path, clock: Clock) -> None:
        """`data` is the data folder; nothing is written before bytes come."""
        self._path = data / "packs" / _FILE
        self._clock = clock
        self._open = 0
        try:
            self._spent = msgspec.json.decode(small(self._path), type=_Spent)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            self._spent = _Spent()

    def _month(self) -> str:
        return f"{self._clock.now().astimezone():%Y-%m}"

    @property
    def spent(self) -> int:
        """Bytes of this month."""
        return self._spent.bytes if self._spent.month == self._month() else 0

    @property
    def rate(self) -> int:
        """Bytes a second of the last long download; 0 when none is known."""
        return self._spent.rate

    def add(self, count: int) -> None:
        """Note bytes that came; written now and then, and by `save`."""
        self._spent = replace(self._spent, month=self._month(), bytes=self.spent + count)
        self._open += count
        if self._open >= _EVERY:
            self.save()

    def measured(self, count: int, mono_ms: int) -> None:
        """Note how long so many bytes took; little says nothing."""
        if count >= MB // 4 and mono_ms > 0:
            self._spent = replace(self._spent, rate=count * 1000 // mono_ms)

    def save(self) -> None:
        """Have it on the disk."""
        if self._spent != _Spent():
            write_atomic(self._path, msgspec.json.encode(self._spent))
        self._open = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What fetching a pack would take. `exact` is False for the most that it can be."""

    pack: str
    version: int
    bytes: int
    requests: int
    seconds: int | None
    exact: bool
    free: int
    """Free bytes on the disk."""
    left: int | None = None
    """Bytes that may still come over a line in this month; None for any number."""
    held: Paused | None = None
    """The limit that would stop it over a line before anything comes."""
    maybe: Paused | None = None
    """The same where a place that is asked before any line may have it."""
    first: str = ""
    """How people call that place; without a limit, the place that spares the line."""


def seconds(count: int, rate: int) -> int | None:
    """How long so many bytes take at `rate` bytes a second; None when it is not known."""
    return None if rate <= 0 else -(-count // rate)


class Allowance:
    """Asked before a download and at every piece of it; raises Paused."""

    def __init__(self, rules: Rules, ledger: Ledger, clock: Clock, line: Line) -> None:
        """The rules of the settings, what was spent, the time and the line."""
        self._rules = rules
        self._ledger = ledger
        self._clock = clock
        self._line = line
        self._since = self._spent = 0

    def begin(self, need: int, *, agreed: bool = False) -> None:
        """Raise unless so many bytes may come now; `agreed`: a person said yes to this line."""
        held = self.held(need)
        if held is not None:
            raise held
        self._within(need)
        if need and not agreed and self._line.metered():
            raise Paused("fetch.metered", needed=-(-need // MB))

    @property
    def left(self) -> int | None:
        """Bytes of this month that are left, or None when any number may come."""
        quota = self._rules.quota_mb
        return max(0, quota * MB - self._ledger.spent) if quota else None

    def held(self, need: int) -> Paused | None:
        """The limit of the month or of the hours that so many bytes would meet now, or None."""
        quota, left = self._rules.quota_mb, self.left
        if left is not None and need > left:
            words = _NEVER if need > quota * MB else _PAUSES["fetch.quota"]
            if left or words is _NEVER:
                needed = -(-need // MB)
                return Paused("fetch.quota", words, needed=needed, left=left // MB, quota=quota)
        if left == 0:
            return Paused("fetch.quota_reached", _USED_UP, quota=quota)
        return self._out_of_window()

    def spend(self, count: int) -> None:
        """Note bytes that came; raises when there may be no more."""
        self._ledger.add(count)
        self._spent += count
        self._within(self._spent)
        quota = self._rules.quota_mb
        if quota and self._ledger.spent >= quota * MB:
            raise Paused("fetch.quota_reached", quota=quota)
        self._since += count
        if self._since >= MB // 4:
            self._since = 0
            out = self._out_of_window()
            if out is not None:
                raise out

    def _within(self, count: int) -> None:
        """No more than was agreed on, but for what asking itself takes."""
        most = self._rules.most
        if most is not None and count > most + most // 20 + MB // 20:
            raise Paused("fetch.more", most=-(-most // MB))

    def _out_of_window(self) -> Paused | None:
        if self._rules.night is None:
            return None
        start, end = self._rules.night
        now = self._clock.now().astimezone()
        minute = now.hour * 60 + now.minute
        inside = start <= minute < end if start <= end else minute >= start or minute < end
        return None if inside else Paused("fetch.window", start=_clock(start), end=_clock(end))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
