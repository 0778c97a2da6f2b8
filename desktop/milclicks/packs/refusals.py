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
    "zip.crc": (
        N_(
            "A checksum in this pack file is wrong. The pack works in this app, but other programs "
            "would not unpack it, so it is not handed on."
        ),
        N_("Build the pack again from its source, and hand on that file. Nothing was changed."),
    ),
    "blob": (N_("A part of this pack is missing or damaged."), AGAIN),
    "json": (N_("A description inside this pack is not written as it must be."), MAKER),
    "manifest": (N_("The table of contents of this pack is not in order."), MAKER),
    "manifest.line": (
        N_("A name or a title in this pack is not one line."),
        N_(
            "Ask the person who made the pack to write names and titles without line breaks. "
            "Nothing here was changed."
        ),
    ),
    "media": (
        N_("A picture or sound in this pack is of a kind or size that is not allowed."),
        MAKER,
    ),
    "lesson": (N_("A lesson in this pack is not in order."), MAKER),
    "language": (N_("The language in this pack is not in order."), MAKER),
    "language.shipped": (
        N_("The app speaks this language itself, and a pack cannot change that."),
        N_("Choose a pack of another language. Nothing here was changed."),
    ),
    "language.twice": (
        N_("Another pack has brought this language already: {names}."),
        N_("Keep it, or remove it before you add this one. Nothing here was changed."),
    ),
    "language.plural": (
        N_("This version of the app does not know how the language {names} counts."),
        N_("Ask for this language in the next version of the app. Nothing here was changed."),
    ),
    "version.older": (
        N_("You already have a newer version of this pack."),
        N_("Keep what you have. Nothing was changed."),
    ),
    "version.same": (
        N_("A different pack with the same name and version is already here."),
        N_("Ask the person who made the pack to give it a new version number."),
    ),
    "trust.unsigned": (
        N_("Nobody whom this app trusts has signed this pack, so it was not added."),
        N_(
            "Ask for a pack from the catalogue, or ask the teacher who made it to sign it. "
            "Nothing here was changed."
        ),
    ),
    "trust.altered": (
        N_("This pack is not the one that its makers signed."),
        N_("Get it again from the catalogue or from the maker. Nothing here was changed."),
    ),
    "trust.withdrawn": (
        N_("The makers have withdrawn this version of the pack. {reason}"),
        N_("Look for another version. Results are kept."),
    ),
    "sign": (
        N_("The signature of this pack is missing or does not fit it."),
        N_("Ask the person who made the pack to sign it again. Nothing here was changed."),
    ),
    "sign.id_taken": (
        N_("This pack calls itself one of the catalogue’s, but a teacher’s key signed it."),
        N_("Ask the maker for a pack with an id of their own. Nothing here was changed."),
    ),
    "sign.id": (
        N_("This pack bears the id of one maker and the signature of another."),
        N_("Do not use it. Ask the maker for the pack again. Nothing here was changed."),
    ),
    "maker.unknown": (
        N_(
            "The six words of this pack’s maker are {words}, and this computer does not know them "
            "yet. The pack says that its maker is called “{name}”."
        ),
        N_(
            "Ask the maker for their six words. Add the pack only when they are the same. "
            "Nothing here was changed."
        ),
    ),
    "maker.words": (
        N_("These are not the six words of this pack’s maker."),
        N_("Compare them once more. If they differ, do not add the pack. Nothing was changed."),
    ),
    "power": (
        N_("This pack has something that a pack by a teacher cannot bring: {names}."),
        N_(
            "Certificates, posters, fonts, logos, promises and films come with the app or its "
            "catalogue. The maker can take it out and sign the pack again. Nothing was changed."
        ),
    ),
    "library.bundled": (
        N_("This pack is part of the app and stays."),
        N_("Only packs that were added can be removed."),
    ),
    "library.in_place": (
        N_("This pack is used from a stick and is not on this computer."),
        N_("Take the stick out when you do not need it any more."),
    ),
    "library.in_use": (
        N_("A lesson from this pack is still open, so the pack stays for now."),
        N_("Finish or end the lesson, then remove the pack."),
    ),
    "library.read_only": (
        N_("Packs cannot be added here, because this data folder cannot be written."),
        N_("Ask the person who looks after this computer. Everything that is here keeps working."),
    ),
    "library.held": (
        N_("Another program, perhaps a virus scanner, holds the file of this pack."),
        N_("Wait a minute, then try again. Nothing here was changed."),
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
    "lesson.damaged": (
        N_("This lesson is damaged on this computer and cannot be opened. All others can."),
        N_("A teacher can repair the pack on the page Packs. What was learnt is kept."),
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
