"""Why a catalogue or a signature was not believed, in sentences."""

from __future__ import annotations

from typing import Final

from milclicks.core.errors import N_, Message, MilClicksError

_OWN: Final = N_("The catalogue that is here stays. Nothing was changed.")
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "trust.no_root": (
        N_("This version of the app was made without a key to check catalogues with."),
        N_("Packs that are here keep working. Use a released version to fetch more."),
    ),
    "trust.none": (
        N_("There is no catalogue of packs at this place."),
        N_("Choose the folder or address where its files lie. Nothing was changed."),
    ),
    "trust.signature": (N_("This catalogue was not signed by the people this app trusts."), _OWN),
    "trust.rollback": (N_("This catalogue is older than the one this computer has seen."), _OWN),
    "trust.mixed": (N_("The parts of this catalogue do not belong together."), _OWN),
    "trust.endless": (N_("This place sends more than a catalogue can be long."), _OWN),
    "trust.gap": (
        N_("This catalogue is incomplete: a step in its chain of keys is missing."),
        N_("Copy the whole catalogue again. The one that is here stays."),
    ),
    "trust.later": (
        N_("This catalogue is made for a newer version of the app."),
        N_("Update the app to read it. The catalogue that is here stays."),
    ),
    "trust.format": (N_("This catalogue is not written as it must be."), _OWN),
}


_AT: Final[dict[str, str]] = {
    "trust.none": N_("{place} has no catalogue of packs."),
    "trust.signature": N_("The catalogue of {place} was not signed by the people this app trusts."),
    "trust.rollback": N_("{place} has an older catalogue than this computer has seen."),
    "trust.mixed": N_("The parts of the catalogue of {place} do not belong together."),
    "trust.endless": N_("{place} sends more than a catalogue can be long."),
    "trust.gap": N_("In the catalogue of {place} a step in its chain of keys is missing."),
    "trust.later": N_("The catalogue of {place} is made for a newer version of the app."),
    "trust.format": N_("The catalogue of {place} is not written as it must be."),
}
"""The same where several places are told of, each by its name."""


def placed(code: str, place: str) -> Message:
    """Why the catalogue of `place` was not accepted."""
    return Message(_AT[code], {"place": place})


class TrustRefused(MilClicksError):
    """A catalogue was not accepted; `code` is the exact reason, `detail` is for its makers."""

    def __init__(self, code: str, detail: str = "") -> None:
        """Take sentence and remedy from the table."""
        sentence, remedy = _WORDS[code]
        super().__init__(Message(sentence), Message(remedy), detail)
        self.code = code  # type: ignore[misc]  # one class, one code per reason
