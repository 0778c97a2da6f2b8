"""What the gallery of packs stands on: a small signed site, sticks, teachers' packs, a quiet room.

All of it is made on the fly below one folder and goes with it. The teacher's key is the same each
time, so that the six words in the pictures are too; nobody believes it anywhere else.
"""

from __future__ import annotations

import copy
import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QAbstractButton, QApplication

from milclicks.core.clock import Clock
from milclicks.lan.neighbours import Neighbours
from milclicks.lan.room import Room
from milclicks.lan.server import Server, Taker
from milclicks.packs import strict_json
from milclicks.packs.disk import Disk
from milclicks.packs.pack import Pack
from milclicks.packs.travel.bundles import this_system
from milclicks.packs.travel.mounts import Mount
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust import keyring, keys
from milclicks.packs.trust.bundle import Bundle
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.envelope import NAME, Maker, Statement, sealed
from milclicks.packs.trust.keyring import Keyring
from milclicks.packs.trust.keys import OwnKey
from milclicks.packs.trust.listed import Withdrawn
from milclicks.packs.trust.publish import Wish, publish
from milclicks.packs.trust.repository import Repository
from milclicks.packs.trust.standing import Trust
from milclicks.packs.writer import repacked
from milclicks.ui.gallery_words import CHANGED, CHANGES, STICK, TITLES, Words, told
from milclicks.ui.jobs import InlineJobs, Job

if TYPE_CHECKING:
    from milclicks.ui.shell import Shell

NEW_APP: Final = "9.1"
ADDRESS: Final = "https://packs.example.org"
_APP_BYTES: Final = 3_000_000


class Full(Disk):
    """A disk, or a stick, on which little is left."""

    def free(self, folder: Path) -> int:
        """120 MB, or less than a stick needs."""
        return 2_000_000 if folder.name in STICK.values() else 120_000_000


def press(shell: Shell, name: str) -> None:
    """Click a button of the window."""
    settle()
    found = shell.findChildren(QAbstractButton, name)
    button = next(one for one in found if one.isVisible())
    button.setFocus()
    button.click()
    settle()


def settle() -> None:
    """Let jobs arrive and what follows from them be built."""
    for _ in range(4):
        QApplication.processEvents()


def plug(shell: Shell, *mounts: Mount) -> Plugged:
    """Put sticks in and have them read."""
    table = Plugged(*mounts)
    shell.sticks.watch(table)
    settle()
    return table


def hold(shell: Shell) -> None:
    """From now on no work of this window comes to an end."""
    assert isinstance(shell.jobs, HeldJobs)
    shell.jobs.held = True


def teacher(name: str) -> OwnKey:
    """The made-up key of a made-up teacher."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    seed = hashlib.sha256(f"gallery: {name}".encode()).digest()
    return OwnKey(Ed25519PrivateKey.from_private_bytes(seed))


class Ground:
    """A pack that came with the app, and a site that has it and perhaps a later version."""

    def __init__(self, folder: Path, source: Path, clock: Clock) -> None:
        """`source` is the pack file; all is made below `folder`."""
        self.clock = clock
        self.folder = folder
        self.bundled = folder / "bundled"
        self.bundled.mkdir()
        shutil.copy(source, self.bundled)
        with Pack(source) as pack:
            self.id, self.version = pack.name
            self.title = pack.title
            first = pack.manifest.lessons[0]
            self.lesson, self.strand = first.id, first.strand
        self.site = folder / "site"
        keyring.make_all(folder / "keys", 1)
        self.keys = Keyring([folder / "keys"])
        Repository(self.site, clock.now()).next_root(self.keys, [self.keys], 1)
        self.published(source)

    @property
    def file(self) -> Path:
        """The pack that came with the app."""
        (found,) = self.bundled.iterdir()
        return found

    def published(
        self,
        *packs: Path,
        withdrawn: Sequence[Withdrawn] = (),
        bundles: Sequence[Bundle] = (),
    ) -> None:
        """Sign the site again, with these packs, what is withdrawn and versions of the app."""
        wish = Wish(packs=packs, withdraw=tuple(withdrawn), bundles=tuple(bundles))
        publish(self.site, wish, self.keys, self.clock.now())

    def next(self) -> Path:
        """The next version: one lesson of it is changed, one is new."""
        made = self.folder / "next.milpack"
        with Pack(self.file) as pack:
            raw = copy.deepcopy(dict(pack.raw))
            edited = _Edited(pack, raw)
            edited.change(self.lesson)
            edited.add(self.lesson, f"{self.lesson}-new")
        raw.update(version=self.version + 1, changes=CHANGES)
        edited.write(made)
        return made

    def app(self) -> Bundle:
        """A newer version of the app, of no use to anybody."""
        path = self.folder / f"milclicks-{NEW_APP}.zip"
        path.write_bytes(b"\0" * _APP_BYTES)
        return Bundle(NEW_APP, this_system(), path)

    def home(self, name: str) -> tuple[Path, Trust]:
        """A data folder that has looked at the site as it is now."""
        data = self.folder / name
        roots = Repository(self.site, self.clock.now()).roots()
        trust = Trust(data, Catalog(data / "trust", roots, self.clock.now), self.clock.now)
        trust.catalog.refresh(FolderSource(self.site))
        return data, trust

    def by_teacher(
        self, name: str, slug: str = "river", titles: Words = TITLES, *, bare: bool = False
    ) -> tuple[Path, Maker]:
        """The first lesson as the pack of a teacher called `name`; `bare`: without pictures."""
        key = teacher(name)
        made = self.folder / f"teacher-{key.name[:8]}-{slug}.milpack"
        if not made.exists():
            with Pack(self.file) as pack:
                raw = copy.deepcopy(dict(pack.raw))
                edited = _Edited(pack, raw)
                edited.only(self.lesson, pictures=not bare)
            raw.update(id=keys.pack_id(key.name, slug), version=1, changes={}, parts=[])
            raw["contributors"] = [{"name": name, "role": "publisher"}] if name else []
            raw["locales"] = {
                code: {**words, "title": told(code, titles), "description": ""}
                for code, words in raw["locales"].items()
            }
            edited.write(made, key)
        return made, Maker(key.name, key.public, name)

    def stick(self, name: str, *packs: Path, site: bool = False, kept: str = "") -> Mount:
        """A folder as a stick, with the site or with loose packs on it; `kept` is one to write."""
        held = hashlib.sha256(" ".join([kept, *(one.stem for one in packs)]).encode())
        folder = self.folder / f"stick-{held.hexdigest()[:12]}" / name
        if not folder.exists():
            folder.mkdir(parents=True)
            if site:
                shutil.copytree(self.site, folder / "MILPACKS")
            for one in packs:
                shutil.copy(one, folder)
        return Mount(folder, f"/dev/{name}", "vfat")


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: how the window gets there.

    `site` is the ground (same, later, app, withdrawn), `here` what the computer has (bundled,
    nothing), `see` the name of what is brought into view; `{id}` in it is that of the pack.
    """

    show: Callable[[Shell, Ground], None]
    site: str = "same"
    here: str = "bundled"
    see: str = ""


class _Edited:
    """The parts of a pack, changed in its manifest `raw` and kept until it is written."""

    def __init__(self, pack: Pack, raw: dict[str, Any]) -> None:
        self.raw, self._source = raw, pack.path
        self._new: dict[str, bytes] = {}
        self._trees = {
            one["path"]: copy.deepcopy(pack.tree(one["path"]))
            for one in raw["resources"]
            if one["role"] in ("texts", "lesson") and one["path"].endswith(".json")
        }

    def change(self, lesson: str) -> None:
        """Other words in the summary of a lesson, in every language."""
        for one in self._parts(lesson):
            if one["role"] == "texts":
                tree = self._trees[one["path"]]
                more = told(one["locale"], CHANGED)
                self._put(one, {**tree, "summary": f"{tree.get('summary', '')} {more}".strip()})

    def add(self, lesson: str, name: str) -> None:
        """The same lesson once more under another id, with a 2 behind its title."""
        for one in [dict(one) for one in self._parts(lesson)]:
            tree = self._trees[one["path"]]
            one["path"] = f"{one['path'].rpartition('/')[0]}/{name}.json"
            if one["role"] == "texts":
                self._put(one, {**tree, "title": f"{tree['title']} 2"})
            else:
                self._put(one, {**tree, "id": name})
            self.raw["resources"].append(one)
        self.raw["resources"].sort(key=lambda one: one["path"])
        info = next(dict(one) for one in self.raw["lessons"] if one["id"] == lesson)
        self.raw["lessons"] = [*self.raw["lessons"], {**info, "id": name, "items": 0}]

    def only(self, lesson: str, *, pictures: bool) -> None:
        """Nothing but one lesson and, perhaps, the pictures."""
        kept = {one["path"] for one in self._parts(lesson)}
        self.raw["resources"] = [
            one
            for one in self.raw["resources"]
            if one["path"] in kept or (pictures and one["path"].startswith("media/"))
        ]
        self.raw["lessons"] = [one for one in self.raw["lessons"] if one["id"] == lesson]

    def write(self, target: Path, key: OwnKey | None = None) -> None:
        """The pack as it is now, signed by a teacher's key if there is one."""
        manifest = strict_json.encode(self.raw)
        extra: dict[str, bytes] = {"manifest.json": manifest, **self._new}
        if key is not None:
            digest = hashlib.sha256(manifest).hexdigest()
            told = Statement(id=self.raw["id"], version=self.raw["version"], manifest=digest)
            extra[NAME] = sealed(told, key)
        kept = {f"b/{one['hash']}" for one in self.raw["resources"]}
        repacked(self._source, target, extra, blobs=kept)

    def _parts(self, lesson: str) -> list[dict[str, Any]]:
        """The structure of a lesson and its words."""
        name = f"/{lesson}.json"
        found: list[dict[str, Any]] = self.raw["resources"]
        return [one for one in found if one["path"].endswith(name) and one["path"] in self._trees]

    def _put(self, one: dict[str, Any], tree: Mapping[str, Any]) -> None:
        data = strict_json.encode(dict(tree))
        digest = hashlib.sha256(data).hexdigest()
        one.update(hash=digest, bytes=len(data))
        self._new[f"b/{digest}"] = data


class HeldJobs(InlineJobs):
    """Jobs that are done at once, or that never come to an end as long as `held`."""

    held = False

    def _launch(self, job: Job[Any]) -> None:
        if not self.held:
            super()._launch(job)


class Plugged:
    """A mount table for pictures; what is in `here` is plugged in."""

    def __init__(self, *mounts: Mount) -> None:
        self.here = list(mounts)

    def mounts(self) -> tuple[Mount, ...]:
        """What is plugged in now."""
        return tuple(self.here)


class _Silence:
    """Nothing is said and nothing is heard."""

    works = True

    def close(self, wait_s: float = 0.0) -> None:
        """There is nothing to end."""


class QuietRoom(Room):
    """A network that nobody speaks in: no socket is opened."""

    def addresses(self) -> tuple[str, ...]:
        """Two made-up ones."""
        return ("192.168.1.20", "10.0.0.7")

    def search(self, found: Neighbours, changed: Callable[[], None]) -> _Silence:
        """Hear of nobody."""
        return _Silence()


class StillServer(Server):
    """A server that shares nothing: what it would say after a quarter of an hour."""

    taken: tuple[Taker, ...] = ()

    @property
    def on(self) -> bool:
        """It lasts as long as the picture."""
        return True

    def left_s(self) -> float:
        """43 minutes."""
        return 43 * 60.0

    def takers(self) -> tuple[Taker, ...]:
        """As it was told."""
        return self.taken
