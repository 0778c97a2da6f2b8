"""What is seen of a pack before it is in the app: facts from its manifest, the picture of a lesson.

For the pages of a site, a stick and the next PC; nothing here asks what a pack is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from milclicks.packs import media, uilocale
from milclicks.packs.manifest import Resource
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.page import Shown
from milclicks.packs.trust import keys


@dataclass(frozen=True, slots=True)
class Face:
    """A pack as a page shows it, and the picture of it that has to lie beside the page."""

    pack: str
    shown: Shown
    path: Path
    picture: Resource | None = None

    def picture_bytes(self) -> bytes:
        """The picture, held against its hash; raises PackRefused."""
        assert self.picture is not None
        with Pack(self.path) as pack:
            return pack.blob(self.picture)


def face(path: Path, file: str) -> Face | None:
    """The face of the pack at `path`, which lies at `file` beside the page; None when it is bad."""
    try:
        with Pack(path) as pack:
            held = pack.manifest
            picture = _picture(pack)
            language = uilocale.language_of(pack).name if held.type == uilocale.TYPE else ""
            shown = Shown(
                file=file,
                bytes=path.stat().st_size,
                title={code: one.title for code, one in held.locales.items()},
                description={code: one.description for code, one in held.locales.items()},
                version=held.label or str(held.version),
                lessons=len(held.lessons),
                locales=tuple(held.locales),
                maker=pack.publisher,
                picture=picture_name(picture) if picture is not None else "",
                alt=dict(picture.alt) if picture is not None else {},
                language=language,
                teacher=keys.key_in(held.id) is not None,
            )
    except (PackRefused, OSError):
        return None
    return Face(held.id, shown, path, picture)


def picture_name(picture: Resource) -> str:
    """Where a picture lies beside the page: a name of our own, by its content."""
    return f"pictures/{picture.hash[:16]}.{picture.path.rpartition('.')[2].lower()}"


def _picture(pack: Pack) -> Resource | None:
    """The picture of the first lesson that has one."""
    for lesson in pack.manifest.lessons:
        picture = pack.medium(lesson.picture) if lesson.picture else None
        if picture is not None and picture.mediatype in media.PICTURES:
            return picture
    return None
