"""The label of packs that are not from the makers of the app: whose they are, in words.

A teacher's name is what the pack claims, so it is always told as a claim. Packs from an earlier
version that nobody signed are labelled too. Screens, paper and the projector all take their words
from here; how the label and its frame are drawn stands beside each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from milclicks.core.texts import N_, Texts

if TYPE_CHECKING:
    from milclicks.packs.trust.standing import Standing

TEACHERS: Final = N_("A teacher’s pack")
UNSIGNED: Final = N_("Not signed")
CLAIMED: Final = N_("The pack says that it is by “{name}”.")
NAMELESS: Final = N_("It does not say who made it.")
UNSIGNED_SAYS: Final = N_("Nobody whom this program knows has signed it.")
BY: Final = N_("{label} · {maker}")
SIX: Final = N_("The six words of its maker: {words}.")


def guest(standing: Standing) -> bool:
    """Whether a pack is from somebody else than the makers of the app and their partners."""
    return standing.tier in ("teacher", "unsigned")


def icon(standing: Standing) -> str:
    """The sign beside the label."""
    return "teacher" if standing.tier == "teacher" else "warning"


def label(texts: Texts, standing: Standing) -> str:
    """What kind of pack it is, in two words; empty for the makers' own."""
    if not guest(standing):
        return ""
    by_teacher = standing.tier == "teacher"
    return texts.say(TEACHERS if by_teacher else UNSIGNED)


def claim(texts: Texts, standing: Standing) -> str:
    """Who made it as far as anybody knows, in one sentence; empty for the makers' own."""
    if standing.tier == "unsigned":
        return texts.say(UNSIGNED_SAYS)
    if standing.tier != "teacher":
        return ""
    return texts.say(CLAIMED, name=standing.maker) if standing.maker else texts.say(NAMELESS)


def named(texts: Texts, standing: Standing) -> str:
    """Both in one line."""
    said = label(texts, standing)
    return texts.say(BY, label=said, maker=claim(texts, standing)) if said else ""


def six_words(texts: Texts, words: Sequence[str]) -> str:
    """The six words as a line."""
    return texts.say(SIX, words=" ".join(words))
