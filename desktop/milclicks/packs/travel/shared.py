"""What this computer gives to others in the room: its good packs and the catalogue's metadata.

The same tree as a site has, so that whoever takes from it needs nothing but what a site needs, and
one list more, `packs.json`, of what is really here, and pages for a browser. Only packs that
another computer could believe are in it; learners, results and settings have no name here at all.
Not here: serving (`lan`).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final

import msgspec
from msgspec import Meta, Struct

from milclicks.core.errors import MilClicksError
from milclicks.lan.tree import HTML, Shared, Tree
from milclicks.packs import limits, markup, strict_json
from milclicks.packs.library import Library
from milclicks.packs.manifest import Hash, Id, Line, Locale, PackId, Version
from milclicks.packs.pack import Pack
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel.courier import app_files, apps_here
from milclicks.packs.travel.faces import Face, face
from milclicks.packs.travel.page import INDEX, Contents, names, page

if TYPE_CHECKING:
    from milclicks.packs.travel.bundles import Offer

LIST: Final = "packs.json"
LIST_BYTES: Final = 2 * 1024 * 1024
FORMAT: Final = 1
PACKS: Final = 200
_NAME: Final = 60
_JSON: Final = "application/json"


class Offered(Struct, frozen=True, kw_only=True):
    """One pack that can be taken; nothing of this is believed before the pack itself is held."""

    id: PackId
    version: Version
    bytes: Annotated[int, Meta(ge=1, le=limits.PACK_BYTES)]
    manifest: Hash
    title: dict[Locale, Line] = {}
    locales: tuple[Locale, ...] = ()
    type: Id = "lessons"
    label: Line = ""
    maker: Line = ""
    lessons: Annotated[int, Meta(ge=0, le=10_000)] = 0

    @property
    def key(self) -> str:
        """`mil.core@3`."""
        return f"{self.id}@{self.version}"

    @property
    def file(self) -> str:
        """Where it lies: never a path that somebody else says."""
        return f"packs/{self.id}-{self.version}.milpack"


class Offers(Struct, frozen=True, kw_only=True):
    """The whole of `packs.json`; `name` is that of the place. Without the rest it is no list."""

    format: Annotated[int, Meta(ge=1)]
    name: Line = ""
    packs: Annotated[tuple[Offered, ...], Meta(max_length=PACKS)]


def called(name: str) -> str:
    """A name that somebody else gave, fit to be shown: one short line without turning marks."""
    shown = "".join(one if one.isprintable() else " " for one in markup.without_controls(name))
    return " ".join(shown.split())[:_NAME]


def tree(library: Library, name: str = "", locale: str = "en", data: Path | None = None) -> Tree:
    """The tree of a library as it is now; `name` is that of the place. Takes a while: in a job.

    Files are opened when they are asked for, so a pack that goes meanwhile is simply not there.
    `data` is the data folder, for the versions of the app that were kept in it.
    """
    made: dict[str, Shared] = {}
    for place, raw in library.trust.catalog.site_files().items():
        made[place] = Shared.of_bytes(raw, _tag(raw))
    offered: list[Offered] = []
    faces: list[Face | None] = []
    for info in _whole(library, locale):
        one = _offered(library, info)
        if one is not None and len(offered) < PACKS:
            offered.append(one)
            made.update(_files(one, info.path, info.title))
            faces.append(face(info.path, one.file))
    offers = Offers(format=FORMAT, name=called(name), packs=tuple(offered))
    listed = msgspec.json.encode(offers)
    made[LIST] = Shared.of_bytes(listed, _tag(listed))
    apps = tuple(apps_here(library.trust.catalog, data)) if data is not None else ()
    for offer, file in apps:
        app = f"MIL CLICKS {offer.bundle.version}"
        made[offer.place] = Shared.of_file(file, offer.sha256[:32], app)
    made.update(_browsed([one for one in faces if one is not None], apps, called(name), locale))
    return made


def _browsed(
    faces: Sequence[Face],
    apps: Sequence[tuple[Offer, Path]],
    name: str,
    locale: str,
) -> dict[str, Shared]:
    """What a browser is shown: the newest version of each pack, its picture, the app.

    The page at the address alone is in the language of this computer; each is made when asked for.
    """
    newest: dict[str, Face] = {}
    for one in faces:
        newest.setdefault(one.pack, one)
    shown = [one.shown for one in newest.values()]
    told = {"en": name} if name else {}
    contents = Contents("computer", shown, app_files(apps), name=told, first=locale)
    tag = _tag(repr(contents).encode())
    made = {}
    for code, file in names(locale).items():
        page_of = Shared(partial(_page, contents, code), f"{tag}-{code}", HTML)
        made[file] = page_of
        if file == INDEX:
            made[""] = page_of
    for one in newest.values():
        if one.picture is not None:
            kind, picture = one.picture.mediatype, partial(_picture, one)
            made[one.shown.picture] = Shared(picture, one.picture.hash[:32], kind)
    return made


def _page(contents: Contents, locale: str) -> BinaryIO:
    return io.BytesIO(page(contents, locale))


def _picture(one: Face) -> BinaryIO:
    """The picture of a pack; raises OSError when it cannot be read any more."""
    try:
        return io.BytesIO(one.picture_bytes())
    except MilClicksError as error:
        raise OSError(str(error)) from error


def _tag(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def offers_of(made: Tree) -> Offers:
    """The list in a tree of our own."""
    with made[LIST].open() as file:
        return msgspec.json.decode(file.read(), type=Offers)


def _whole(library: Library, locale: str) -> Iterator[PackInfo]:
    """Every version of every pack that is whole, the newest first."""
    for newest in library.packs(locale):
        for info in library.versions(newest.id, locale):
            if info.version and info.ready.state in ("ready", "needs_app", "needs_pack"):
                yield info


def _offered(library: Library, info: PackInfo) -> Offered | None:
    """How a pack is listed; None for one that nobody else could believe."""
    try:
        with Pack(info.path) as pack:
            library.trust.admit(pack)
            told = pack.manifest.locales if pack.readable else {}
            return Offered(
                id=info.id,
                version=info.version,
                bytes=info.path.stat().st_size,
                manifest=pack.digest,
                title={code: one.title for code, one in told.items()},
                locales=tuple(told),
                type=info.type,
                label=info.label,
                maker=info.publisher,
                lessons=info.lessons,
            )
    except (MilClicksError, OSError):
        return None


def _files(one: Offered, path: Path, name: str) -> dict[str, Shared]:
    """The pack itself and its table of contents, which is what was signed."""
    manifest = Shared(partial(_manifest, path), one.manifest[:32], _JSON)
    return {
        one.file: Shared.of_file(path, f"{one.manifest[:32]}-{one.bytes}", name or one.key),
        f"targets/m/{one.id}/{one.manifest}.{one.version}.json": manifest,
    }


def _manifest(path: Path) -> BinaryIO:
    """The manifest of a pack file; raises OSError when it cannot be read any more."""
    try:
        with Pack(path) as pack:
            return io.BytesIO(strict_json.encode(pack.raw))
    except MilClicksError as error:
        raise OSError(str(error)) from error
