"""How a screen lets the recording of a mock artefact be heard. Plays nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milclicks.packs.library import Library
    from milclicks.packs.records import PackRecord
    from milclicks.sound.clip import Clip
    from milclicks.sound.player import Player
    from milclicks.ui.context import Context
    from milclicks.ui.jobs import Jobs
    from milclicks.ui.pictures import Media


def _silent() -> None:
    """Nobody else is heard."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """The player of this PC and the sounds of one pack by media id.

    `clip` reads and measures a sound, which may take seconds: it is called in `jobs` alone, and
    raises NoSound. `hush` ends what else is heard.
    """

    player: Player
    clip: Callable[[str], Clip]
    jobs: Jobs
    hush: Callable[[], None] = _silent


def hearing_of(context: Context, pack_key: str) -> Hearing:
    """The sounds of a pack through the player of the window."""
    library = context.workspace.library
    return Hearing(
        context.gear.player,
        lambda name: clip_of(library, pack_key, name),
        context.jobs,
        context.listener.stop,  # one voice at a time
    )


def clip_of(library: Library, pack_key: str, name: str) -> Clip:
    """A sound of a pack that can be begun at once; raises NoSound, PackRefused or NotFound.

    The pack is opened anew, so that the window, which may read from the library at this very
    moment, does not wait for the sound.
    """
    from milclicks.packs import contained
    from milclicks.packs.pack import Pack
    from milclicks.packs.refusals import PackRefused
    from milclicks.sound import decode

    record = _record(library, pack_key)
    if record is None:  # raises why it cannot be used
        return library.clip(pack_key, name)
    hurt: list[str] = []
    try:
        with Pack(record.file) as pack:
            if pack.digest != record.digest:
                raise PackRefused("file.unreadable", f"{pack_key}: another pack")
            pack.hurt = hurt.append
            clip = contained.clip_of(pack, name)
    except OSError as error:
        raise PackRefused("file.unreadable", str(error)) from error
    finally:
        for part in hurt:
            with library.guard:
                library.damaged.note(record, part)
    decode.begins(clip)
    return clip


def _record(library: Library, pack_key: str) -> PackRecord | None:
    pack, _, version = pack_key.partition("@")
    return next(
        (
            one
            for one in library.copies(pack)
            if str(one.version) == version and one.grey is None and one.digest
        ),
        None,
    )


def hearing_in(media: Media) -> Hearing | None:
    """How sounds are heard where these pictures are shown; None where nothing can be heard."""
    found: Hearing | None = getattr(media, "hearing", None)
    return found
