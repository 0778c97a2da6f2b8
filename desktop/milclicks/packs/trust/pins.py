"""Which teachers this computer knows: a key is remembered once its six words were compared.

One small file, written whole. A name is only a claim and may be claimed twice; the key counts. Who
lost a key and made another is asked about again, and nothing of theirs is merged.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from milclicks.core.errors import N_, DiskFull, Message, NotWritable
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


class Pin(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A maker who is known here: the public key, and the name that was claimed then.

    `since` is when the words were compared, by the clock of then (ISO, UTC); empty in old files.
    With `with_file`, a name in the folder of packs, nobody is known before that file is there.
    """

    public: bytes
    name: str = ""
    since: str = ""
    with_file: str = ""

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
        if (warning := self.warning()) is not None:
            self.remedy = Message(
                N_("{warning} The six words must be the same. Nothing here was changed."),
                {"warning": warning},
            )

    def warning(self) -> Message | None:
        """What to say of a name that is known here with another key, or looks like another one."""
        return warning_of(self.maker, self.namesakes)


class Pins:
    """The file in `<data>/trust`; read at each question, since another library may have written."""

    def __init__(self, folder: Path, now: Callable[[], datetime] | None = None) -> None:
        """Nothing is read before it is asked for; without `now` no day is written down."""
        self._path = folder / FILE
        self._packs = folder.parent / "packs"
        self._now = now
        self._compared: dict[str, Maker] = {}

    def all(self) -> Mapping[str, Pin]:
        """Every known maker by the name of the key."""
        held = self._read() or {}
        return {key: pin for key, pin in held.items() if self._known(pin)}

    def _known(self, pin: Pin) -> bool:
        """Whether the file is here that a pin waits for, if it does."""
        if not pin.with_file:
            return True
        return Path(pin.with_file).name == pin.with_file and (self._packs / pin.with_file).is_file()

    def _for_good(self) -> dict[str, Pin]:
        """All who are known, none of whom waits for a file any more."""
        return {key: replace(pin, with_file="") for key, pin in self.all().items()}

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
        self._add(maker, "")

    def expect(self, maker: Maker, file: str) -> None:
        """Remember a maker from the moment on at which a pack of theirs is here: the file of that
        name in the folder of packs. On the disk before this returns, so that a power cut leaves
        both, the pack and who made it, or none.
        """
        self._add(maker, file)

    def _add(self, maker: Maker, file: str) -> None:
        held = self._for_good()
        if maker.key not in held or held[maker.key].public != maker.public:
            self._keep_aside()
            since = self._now().isoformat(timespec="seconds") if self._now is not None else ""
            made = Pin(public=maker.public, name=maker.name, since=since, with_file=file)
            held[maker.key] = made
        if held != self._read():
            self._write(held)

    def settle(self) -> None:
        """After a power cut: whoever is known by a file that is here is known for good."""
        held = self._read() or {}
        if any(pin.with_file and self._known(pin) for pin in held.values()):
            with contextlib.suppress(DiskFull, NotWritable):
                self._write({**held, **self._for_good()})

    def remove(self, key: str) -> None:
        """Forget a maker; packs that are here stay, the next one is asked about."""
        self._compared.pop(key, None)
        held = self._for_good()
        if held.pop(key, None) is not None:
            self._write(held)

    def namesakes(self, maker: Maker) -> tuple[Pin, ...]:
        """Known makers who claim the same name, or one that looks the same, with another key."""
        from milclicks.packs.trust.claims import alike

        return tuple(
            pin
            for pin in self.all().values()
            if fold(maker.name) and pin.public != maker.public and alike(maker.name, pin.name)
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


def warning_of(maker: Maker, namesakes: Sequence[Pin]) -> Message | None:
    """The warning about a claimed name: that it is known with another key, or mixes alphabets."""
    from milclicks.packs.trust.lookalikes import mixed

    name = {"name": markup.line(maker.name)}
    if namesakes:
        return Message(
            N_(
                "A maker called {name} is known here with other words. It may be the same person "
                "with a new key, or somebody else. Ask before you add the pack."
            ),
            name,
        )
    if mixed(maker.name):
        return Message(
            N_(
                "In the name “{name}” letters of two alphabets stand in one word, so it may only "
                "look like another name. Ask before you add the pack."
            ),
            name,
        )
    return None
