"""Signs a pack with a teacher's own key: from a source folder or a built pack to a new file.

The pack gets an id that holds the key, pictures and sounds lose the notes of who and where, and a
list is made of what a person must look at before the file is handed on. A pack is made of lessons,
documents and media only: results and people of this computer have no way into it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from milclicks.core.errors import N_, BadInput, Message, Problem
from milclicks.core.folding import fold
from milclicks.packs import licences, media, strict_json
from milclicks.packs.handing import fit_to_hand_on
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.remarks import remark
from milclicks.packs.trust import keys
from milclicks.packs.trust.bare import bare
from milclicks.packs.trust.claims import reserved
from milclicks.packs.trust.envelope import NAME, Statement, sealed
from milclicks.packs.trust.keys import OwnKey
from milclicks.packs.verify import content_refusals, verify
from milclicks.packs.writer import repacked

_LINE: Final = 300
_SHORT: Final = 3
_SHOWN: Final = 20

LOOK_AT = N_("Look at each picture: is a learner’s face, name, school badge or home on it?")
LISTEN = N_("Listen to each sound: is a learner’s voice or name in it?")
READ = N_("Read the texts: is a learner named, or told of so that others would know who it is?")
RIGHTS = N_("Is every picture and text yours to give, or is its maker named?")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture or sound of the pack, for the person who looks before it is handed on."""

    path: str
    mediatype: str
    alt: str


@dataclass(frozen=True, slots=True)
class Named:
    """A place in the texts where somebody who learns on this computer may be meant."""

    place: str
    name: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """What a person must look at; `stripped` are media whose notes were taken out."""

    media: tuple[Shown, ...]
    names: tuple[Named, ...]
    stripped: tuple[str, ...]
    rights: tuple[str, ...]
    """Media without licence, credit or description."""

    def questions(self) -> tuple[Message, ...]:
        """The questions that only a person can answer."""
        kinds = {one.mediatype.partition("/")[0] for one in self.media}
        asked = (
            (LOOK_AT, "image" in kinds),
            (LISTEN, "audio" in kinds),
            (READ, True),
            (RIGHTS, True),
        )
        return tuple(Message(text) for text, needed in asked if needed)

    def problems(self) -> Iterator[Problem]:
        """What was found, as warnings of a check."""
        for one in self.names:
            yield remark("export.name", one.place, detail=one.name)
        for path in self.rights:
            yield remark("import.rights", path)


@dataclass(frozen=True, slots=True)
class Signed:
    """A pack that was signed."""

    id: str
    version: int
    title: str
    maker: str
    key: str
    words: tuple[str, ...]
    flagged: tuple[str, ...]
    """Words of the maker's name that sound like an office."""
    checklist: Checklist


@dataclass(frozen=True, slots=True)
class Wish:
    """How a pack is signed: the name that the maker goes by, and names that must not be in it."""

    maker: str = ""
    learners: Sequence[str] = ()


def sign(
    source: Path,
    target: Path,
    key: OwnKey,
    wish: Wish | None = None,
    progress: Progress = silent,
) -> Signed:
    """Sign the pack in `source` (folder or file) into the file `target`.

    Raises BadInput, PackRefused or PackProblems, and then there is no new file.
    """
    wish = wish or Wish()
    if target.resolve() == source.resolve():
        raise BadInput(
            Message(N_("The signed pack needs a file of its own.")),
            Message(N_("Choose another name, so that what you have stays as it is.")),
        )
    with TemporaryDirectory() as room:
        made = Path(room) / "signed.milpack"
        with Pack(_built(source, Path(room))) as pack:
            for refused in content_refusals(pack, progress):
                raise refused
            fit_to_hand_on(pack)
            media_now = dict(_bare_media(pack))
            tree = _manifest(pack, key, wish, media_now)
            manifest = strict_json.encode(tree)
            statement = Statement(
                id=tree["id"],
                version=tree["version"],
                manifest=hashlib.sha256(manifest).hexdigest(),
            )
            blobs = {f"b/{_sha(data)}": data for data in media_now.values()}
            extra = {"manifest.json": manifest, NAME: sealed(statement, key), **blobs}
            kept = {f"b/{one['hash']}" for one in tree["resources"]}
            repacked(pack.path, made, extra, blobs=kept)
            checklist = look(pack, wish.learners, tuple(sorted(media_now)))
        with Pack(made) as pack:
            verify(pack)
            signed = Signed(
                pack.head.id,
                pack.head.version,
                pack.title,
                pack.publisher,
                key.name,
                key.words,
                reserved(pack.publisher),
                checklist,
            )
        _put(made, target)
    return signed


def look(pack: Pack, learners: Sequence[str], stripped: tuple[str, ...] = ()) -> Checklist:
    """What a person must look at before a pack is handed on."""
    shown = [
        Shown(one.path, one.mediatype, _said(one.alt, pack.manifest.source_locale))
        for one in pack.resources
        if one.mediatype != media.JSON
    ]
    rights = licences.lacking(pack.resources)
    return Checklist(tuple(shown), tuple(_names(pack, learners)), stripped, rights)


def _said(alt: Mapping[str, str], locale: str) -> str:
    return alt.get(locale) or next(iter(alt.values()), "")


def _built(source: Path, room: Path) -> Path:
    """The pack file of a source; a built one is used as it is."""
    if not source.is_dir():
        return source
    from milclicks.packs.builder import build_pack

    built = room / "built.milpack"
    build_pack(source, built)
    return built


def _bare_media(pack: Pack) -> Iterator[tuple[str, bytes]]:
    """The media that change when their notes are taken out: path and new bytes."""
    for resource in pack.resources:
        if resource.mediatype == media.JSON:
            continue
        data = pack.blob(resource)
        made = bare(resource.mediatype, data, resource.path)
        if made != data:
            yield resource.path, made


def _manifest(pack: Pack, key: OwnKey, wish: Wish, changed: Mapping[str, bytes]) -> dict[str, Any]:
    """The table of contents of the signed pack."""
    tree = dict(pack.raw)
    last = pack.head.id.rpartition(".")[2]
    tree["id"] = keys.pack_id(key.name, last)
    tree["replaces"] = [one for one in tree.get("replaces", ()) if keys.key_in(one) == key.name]
    if wish.maker.strip():
        name = wish.maker.strip()[:_LINE]
        others = [one for one in tree.get("contributors", ()) if one.get("role") != "publisher"]
        tree["contributors"] = [{"name": name, "role": "publisher"}, *others]
    tree["resources"] = [
        {**one, "hash": _sha(changed[one["path"]]), "bytes": len(changed[one["path"]])}
        if one["path"] in changed
        else one
        for one in tree["resources"]
    ]
    return tree


def _names(pack: Pack, learners: Sequence[str]) -> Iterator[Named]:
    """Where a text has the name of somebody who learns here, as a word of its own."""
    folded = {fold(name): name for name in learners}
    wanted = {plain: name for plain, name in folded.items() if len(plain) >= _SHORT}
    if not wanted:
        return
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, wanted))})(?!\w)")
    seen: set[tuple[str, str]] = set()
    for place, text in _texts(pack):
        for found in pattern.findall(fold(text)):
            if (place, found) not in seen and len(seen) < _SHOWN:
                seen.add((place, found))
                yield Named(place, wanted[found])


def _texts(pack: Pack) -> Iterator[tuple[str, str]]:
    for code, told in pack.manifest.locales.items():
        yield f"pack.{code}", f"{told.title}\n{told.description}"
    for one in pack.manifest.contributors:
        yield "contributors", one.name
    for resource in pack.resources:
        for text in resource.alt.values():
            yield resource.path, f"{text}\n{resource.credit}"
        if resource.role == "texts":
            for unit, text in pack.tree(resource.path).items():
                yield f"{resource.path.removesuffix('.json')}:{unit}", str(text)


def _put(made: Path, target: Path) -> None:
    """Put the finished file in its place, whole."""
    from milclicks.core.files import write_atomic

    write_atomic(target, made.read_bytes(), named=True)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
