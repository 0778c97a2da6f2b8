"""Which teachers this computer knows: a key is remembered once its six words were compared.

One small file, written whole. A name is only a claim and may be claimed twice; the key counts. Who
lost a key and made another is asked about again, and nothing of theirs is merged.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from milclicks.core.errors import N_, Message, NotWritable
from milclicks.core.files import write_atomic
from milclicks.core.folding import fold
from milclicks.core.plain_file import small
from milclicks.packs import markup
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust import words

if TYPE_CHECKING:
    from milclicks.packs.pack import Pack
    from milclicks.packs.trust.envelope import Maker

FILE: Final = "pins.json"


class Pin(Struct, frozen=True, kw_only=True):
    """A maker who is known here: the public key, and the name that was claimed then.

    `since` is when the words were compared, by the clock of then (ISO, UTC); empty in old files.
    """

    public: bytes
    name: str = ""
    since: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The six words that were compared."""
        return words.words_of(self.public)


class _File(Struct, frozen=True, kw_only=True):
    format: int = 1
    makers: dict[str, Pin] = {}


class MakerUnknown(PackRefused):
    """A pack that is whole and signed, by somebody whose words nobody here has compared yet.

    `maker` is who; `namesakes` are makers of that name who are known here with other words;
    `titles` are the pack's by locale, `title` that of its source.
    """

    def __init__(
        self,
        pack: str,
        maker: Maker,
        title: str,
        namesakes: tuple[Pin, ...],
        titles: Mapping[str, str] | None = None,
    ) -> None:
        """Ask about `maker`."""
        super().__init__(
            "maker.unknown",
            pack,
            name=markup.line(maker.name) or maker.key,
            words=" ".join(maker.words),
        )
        self.maker = maker
        self.title = title
        self.titles = titles or {}
        self.namesakes = namesakes

    def warning(self) -> Message | None:
        """What to say when the name is known here with another key."""
        return namesake_warning(self.maker.name) if self.namesakes else None


class Pins:
    """The file in `<data>/trust`; read at each question, since another library may have written."""

    def __init__(self, folder: Path, now: Callable[[], datetime] | None = None) -> None:
        """Nothing is read before it is asked for; without `now` no day is written down."""
        self._path = folder / FILE
        self._now = now
        self._compared: dict[str, Maker] = {}

    def all(self) -> Mapping[str, Pin]:
        """Every known maker by the name of the key."""
        return self._read() or {}

    def of(self, key: str) -> Pin | None:
        """Who has this key, if the words were compared here, before or in this run."""
        maker = self._compared.get(key)
        now = Pin(public=maker.public, name=maker.name) if maker is not None else None
        return self.all().get(key, now)

    def knows(self, maker: Maker) -> bool:
        """Whether this very key was compared here."""
        pin = self.of(maker.key)
        return pin is not None and pin.public == maker.public

    def compared(self, maker: Maker) -> None:
        """Somebody compared the words, and they are the same. Nothing is written: the maker is
        remembered by `add` when a pack of theirs has come in, until then for this run alone.
        """
        self._compared[maker.key] = maker

    def add(self, maker: Maker) -> None:
        """Remember a maker; on the disk before this returns."""
        held = dict(self.all())
        if maker.key in held and held[maker.key].public == maker.public:
            return
        self._keep_aside()
        since = self._now().isoformat(timespec="seconds") if self._now is not None else ""
        held[maker.key] = Pin(public=maker.public, name=maker.name, since=since)
        self._write(held)

    def remove(self, key: str) -> None:
        """Forget a maker; packs that are here stay, the next one is asked about."""
        self._compared.pop(key, None)
        held = dict(self.all())
        if held.pop(key, None) is not None:
            self._write(held)

    def namesakes(self, maker: Maker) -> tuple[Pin, ...]:
        """Known makers who claim the same name with another key."""
        name = fold(maker.name)
        return tuple(
            pin
            for pin in self.all().values()
            if name and fold(pin.name) == name and pin.public != maker.public
        )

    def admit(self, pack: Pack) -> Maker | None:
        """Who signed a pack, if it may come in; None for a pack that no teacher signed.

        Raises MakerUnknown when the words were not compared yet, PackRefused for a bad signature.
        """
        from milclicks.packs.trust.envelope import maker_of

        maker = maker_of(pack)
        if maker is not None and not self.knows(maker):
            told = pack.manifest.locales if pack.readable else {}
            titles = {code: markup.line(one.title) for code, one in told.items()}
            raise MakerUnknown(pack.key, maker, pack.title, self.namesakes(maker), titles)
        return maker

    def _read(self) -> dict[str, Pin] | None:
        """What the file holds; None when it is there and not whole."""
        try:
            return msgspec.json.decode(small(self._path), type=_File).makers
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None

    def _keep_aside(self) -> None:
        """A damaged file is kept beside the new one."""
        if self._read() is None:
            with contextlib.suppress(OSError):
                self._path.replace(self._path.with_suffix(".damaged"))

    def _write(self, makers: Mapping[str, Pin]) -> None:
        ordered = {key: makers[key] for key in sorted(makers)}
        raw = msgspec.json.format(msgspec.json.encode(_File(makers=ordered)))
        try:
            write_atomic(self._path, raw)
        except OSError as error:
            raise NotWritable(
                Message(N_("This computer could not remember the maker of the pack.")),
                Message(N_("Check that the data folder can be written. Nothing was changed.")),
                str(error),
            ) from error


def namesake_warning(name: str) -> Message:
    """The warning about a name that is known with another key."""
    return Message(
        N_(
            "A maker called {name} is known here with other words. It may be the same person with "
            "a new key, or somebody else. Ask before you add the pack."
        ),
        {"name": name},
    )
