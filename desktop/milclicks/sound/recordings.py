"""Recordings of texts by what is heard: the teacher's own in the data folder, and the app's.

A recording belongs to the words that it says (`spoken.key`), so a text that was changed is never
spoken by an old recording; the unit and the locale it was made for are kept beside it. Nothing
here leaves this PC.
"""

from __future__ import annotations

import contextlib
import errno
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from milclicks.core.errors import N_, BadInput, Message, NotWritable
from milclicks.core.files import sweep_parts, sync_folder, write_atomic
from milclicks.core.plain_file import small
from milclicks.sound import decode
from milclicks.sound.clip import MP3, WAV, Clip
from milclicks.sound.player import NoSound
from milclicks.sound.spoken import key, spoken

INDEX: Final = "index.json"
LEAST_SECONDS: Final = 0.3
_HEAD: Final = 256
"""Bytes of a sound in which its length is said."""


@dataclass(frozen=True, slots=True)
class Line:
    """One recorded line: its unit (`pact:p1/sentence`), language, words and length."""

    unit: str
    locale: str
    text: str
    seconds: float


class OwnRecordings:
    """The lines that a teacher has recorded on this PC. `lines` is read again at each change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines: dict[str, Line] | None = None

    def lines(self) -> Mapping[str, Line]:
        """Every line by its key; a damaged list counts as empty, its sounds stay in the folder.

        A line is there when its sound is, as long as that is: what a power cut left of a change
        counts for nothing.
        """
        if self._lines is None:
            sweep_parts(self._folder)
            listed: dict[str, Line] = {}
            with contextlib.suppress(
                OSError, ValueError, TypeError, AttributeError, RecursionError
            ):
                stored = json.loads(small(self._folder / INDEX))
                listed = {str(name): Line(**line) for name, line in stored.items()}
            held = {name: self._with_sound(name, line) for name, line in listed.items()}
            self._lines = {name: line for name, line in held.items() if line is not None}
        return self._lines

    def _with_sound(self, name: str, line: Line) -> Line | None:
        """A line with the length of the sound that is there, or None without one."""
        try:
            with self._file(name).open("rb") as file:
                seconds = decode.said_seconds(file.read(_HEAD), WAV)
        except OSError:
            return None
        return replace(line, seconds=round(seconds or line.seconds, 2))

    def clip(self, name: str) -> Clip | None:
        """The sound of a line, or None when there is none or it cannot be read."""
        line = self.lines().get(name)
        if line is None:
            return None
        try:
            return Clip(self._file(name).read_bytes(), WAV, line.seconds)
        except OSError:
            return None

    def keep(self, unit: str, locale: str, text: str, clip: Clip | None) -> str:
        """Put a line on the disk, in place of an older one of the same words; its key.

        Raises BadInput when nothing was heard, DiskFull or NotWritable with the older one kept.
        """
        if clip is None or clip.seconds < LEAST_SECONDS or not spoken(text, locale):
            raise BadInput(
                Message(N_("Nothing was recorded. The recording from before is kept.")),
                Message(N_("Press “Record”, speak the line, then press “Stop”.")),
            )
        name = key(text, locale)
        line = Line(unit, locale, text, round(clip.seconds, 2))
        try:
            self._store({**self.lines(), name: line})
            write_atomic(self._file(name), clip.data)  # from here on it is the new one
        except OSError as error:
            raise not_kept(error) from error
        return name

    def delete(self, name: str) -> None:
        """Erase a line for good; nothing happens when it is not there."""
        rest = {each: line for each, line in self.lines().items() if each != name}
        try:
            self._file(name).unlink(missing_ok=True)
            sync_folder(self._folder)
            self._store(rest)
        except OSError as error:
            raise not_kept(error) from error

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.wav"

    def _store(self, lines: Mapping[str, Line]) -> None:
        stored = {name: asdict(line) for name, line in lines.items()}
        content = json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True).encode()
        self._lines = None
        write_atomic(self._folder / INDEX, content)


class AppRecordings:
    """The sentences of the app that come as recordings, in `resources/sounds`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, str] | None = None

    def clip(self, name: str) -> Clip | None:
        """The sound of a sentence, or None."""
        if self._files is None:
            self._files = {}
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                self._files = _files(json.loads((self._folder / INDEX).read_text("utf-8")))
        file = self._files.get(name)
        if file is None:
            return None
        try:
            return decode.read((self._folder / file).read_bytes(), MP3)
        except (OSError, NoSound):
            return None


def _files(index: Any) -> dict[str, str]:
    """Key -> file below the folder."""
    return {
        key(line["text"], locale): line["file"]
        for locale, lines in index["locales"].items()
        for line in lines
    }


def not_kept(error: OSError) -> NotWritable:
    """The sentence for a folder that cannot be written; a full disk has its own before."""
    detail = errno.errorcode.get(error.errno or 0, "")
    return NotWritable(
        Message(N_("The recording could not be kept, because this folder cannot be written.")),
        Message(N_("Ask the person who looks after this computer. The text can still be read.")),
        detail,
    )
