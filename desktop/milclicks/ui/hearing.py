"""How a screen lets the recording of a mock artefact be heard. Plays nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milclicks.sound.clip import Clip
    from milclicks.sound.player import Player
    from milclicks.ui.context import Context
    from milclicks.ui.pictures import Media


@dataclass(frozen=True, slots=True)
class Hearing:
    """The player of this PC and the sounds of one pack by media id; `clip` raises NoSound."""

    player: Player
    clip: Callable[[str], Clip]


def hearing_of(context: Context, pack_key: str) -> Hearing:
    """The sounds of a pack through the player of the window."""
    library = context.workspace.library

    def clip(name: str) -> Clip:
        context.listener.stop()  # one voice at a time
        return library.clip(pack_key, name)

    return Hearing(context.gear.player, clip)


def hearing_in(media: Media) -> Hearing | None:
    """How sounds are heard where these pictures are shown; None where nothing can be heard."""
    found: Hearing | None = getattr(media, "hearing", None)
    return found
