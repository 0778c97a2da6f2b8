"""What a pack can be refused for: one code per reason, one plain sentence per kind of reason.

The code names the exact reason (tests and help pages use it), the sentence is for the person who
has the file in hand, the detail is for the person who made the file.
"""

from __future__ import annotations

from typing import Final

from milclicks.core.errors import N_, BadPack, Message, Problem

AGAIN: Final = N_(
    "Ask for the pack again, or copy it again from where it came. Nothing here was changed."
)
MAKER: Final = N_("Ask the person who made the pack to mend it. Nothing here was changed.")

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "file.missing": (
        N_("There is no file at this place."),
        N_("Check the name and the folder, then try again."),
    ),
    "file.unreadable": (N_("This file cannot be read."), AGAIN),
    "file.empty": (N_("This file is empty, so it is not a pack."), AGAIN),
    "file.not_pack": (N_("This file is not a content pack."), N_("Choose a file made as a pack.")),
    "file.login_page": (
        N_("This file is a web page, perhaps a login page that was saved instead of the pack."),
        N_("Sign in to the network first, then download the pack again."),
    ),
    "file.too_big": (
        N_("This pack is larger than 2 GB, which is more than many sticks can hold."),
        N_("Ask the person who made it to split the pack."),
    ),
    "zip": (N_("This pack file is damaged or was not put together as a pack must be."), AGAIN),
    "blob": (N_("A part of this pack is missing or damaged."), AGAIN),
    "json": (N_("A description inside this pack is not written as it must be."), MAKER),
    "manifest": (N_("The table of contents of this pack is not in order."), MAKER),
    "media": (
        N_("A picture or sound in this pack is of a kind or size that is not allowed."),
        MAKER,
    ),
    "lesson": (N_("A lesson in this pack is not in order."), MAKER),
    "version.older": (
        N_("You already have a newer version of this pack."),
        N_("Keep what you have. Nothing was changed."),
    ),
    "version.same": (
        N_("A different pack with the same name and version is already here."),
        N_("Ask the person who made the pack to give it a new version number."),
    ),
    "library.bundled": (
        N_("This pack is part of the app and stays."),
        N_("Only packs that were added can be removed."),
    ),
    "library.in_use": (
        N_("A lesson from this pack is still open, so the pack stays for now."),
        N_("Finish or end the lesson, then remove the pack."),
    ),
    "library.read_only": (
        N_("Packs cannot be added here, because this data folder cannot be written."),
        N_("Ask the person who looks after this computer. Everything that is here keeps working."),
    ),
    "library.nothing": (
        N_("This is not in the library any more."),
        N_("Add the pack again, or choose something else."),
    ),
    "app.needed": (
        N_("This pack needs version {version} of the app."),
        N_("Update the app, then the pack opens. The pack stays where it is."),
    ),
    "app.unknown": (
        N_("This pack uses something that this version of the app does not know: {names}."),
        N_("Update the app, then the pack opens. The pack stays where it is."),
    ),
    "pack.needed": (
        N_("This pack needs another pack that is not here: {names}."),
        N_("Add that pack too. Everything else keeps working."),
    ),
    "pack.cycle": (
        N_("This pack and another one each need the other first: {names}."),
        MAKER,
    ),
    "pack.damaged": (
        N_("This pack is damaged and cannot be used."),
        N_("Add the pack again from where it came. Results are kept."),
    ),
}


def words(code: str, **values: str) -> tuple[Message, Message]:
    """The sentence and the remedy of a code; a code without its own shares its kind's."""
    sentence, remedy = _WORDS[code] if code in _WORDS else _WORDS[code.partition(".")[0]]
    return Message(sentence, dict(values)), Message(remedy)


class PackRefused(BadPack):
    """A pack was not accepted. `code` is the exact reason, `detail` says where and what."""

    def __init__(self, code: str, detail: str = "", **values: str) -> None:
        """Take the sentence and remedy from the table by `code`."""
        sentence, remedy = words(code, **values)
        super().__init__(sentence, remedy, detail)
        self.code = code  # type: ignore[misc]  # one class, one code per reason

    def problem(self, place: str = "") -> Problem:
        """The same as one line of a check, at `place`."""
        where = ": ".join(part for part in (place, self.detail) if part)
        remedy = self.remedy or Message(AGAIN)
        return Problem(self.code, where, self.sentence, remedy)
