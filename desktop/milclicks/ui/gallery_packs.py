"""Pictures the pages of packs in every state: empty, busy, full, offline, damaged, withdrawn...

Real windows on data folders of their own, beside a small signed site that is made on the fly. What
only time or bad luck brings about (a line that goes, a disk that is full) is put where the work
would have put it. Nothing is kept, nobody is asked for anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from milclicks.core import paths
from milclicks.core.clock import Clock, SystemClock
from milclicks.core.errors import Message, MilClicksError
from milclicks.packs import guests, strict_json
from milclicks.packs.disk import Disk
from milclicks.packs.manifest import Resource
from milclicks.packs.pack import Pack
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel.part import no_room
from milclicks.packs.travel.plan import Later, Paused
from milclicks.packs.travel.source import FolderSource, SourceFailed
from milclicks.packs.trust import keyring
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.keyring import Keyring
from milclicks.packs.trust.listed import Withdrawn
from milclicks.packs.trust.publish import Wish, publish
from milclicks.packs.trust.repository import Repository
from milclicks.packs.trust.standing import Trust
from milclicks.packs.writer import repacked
from milclicks.ui.app import make_app
from milclicks.ui.context import Context
from milclicks.ui.gallery_cases import Size
from milclicks.ui.inline import plain
from milclicks.ui.jobs import InlineJobs, Tell
from milclicks.ui.library import health, planned
from milclicks.ui.library.errand import Errand, Task
from milclicks.ui.library.offer import FETCHING
from milclicks.ui.shell import Shell
from milclicks.workspace import Workspace

ADDRESS = "https://packs.example.org"
CHANGES = {
    "en": "Two new examples, and clearer words in one lesson.",
    "ar": "مثالان جديدان وكلمات أوضح في أحد الدروس.",
}
REASONS = {
    "en": "One answer was marked wrongly.",
    "ar": "كانت إحدى الإجابات مصححة خطأ.",
}


class Full(Disk):
    """A disk on which little is left."""

    def free(self, folder: Path) -> int:
        """120 MB."""
        return 120_000_000


class Ground:
    """A pack that came with the app, and a site that has it and a later version."""

    def __init__(self, folder: Path, source: Path, clock: Clock) -> None:
        """`source` is the pack file; all is made below `folder`."""
        self.clock = clock
        self.folder = folder
        self.bundled = folder / "bundled"
        self.bundled.mkdir()
        shutil.copy(source, self.bundled)
        with Pack(source) as pack:
            self.id, self.version = pack.name
            first = pack.manifest.lessons[0]
            self.lesson, self.strand = first.id, first.strand
        now = clock.now()
        self.site = folder / "site"
        keyring.make_all(folder / "keys", 1)
        self.keys = Keyring([folder / "keys"])
        Repository(self.site, now).next_root(self.keys, [self.keys], 1)
        self.published(source)

    def published(self, *packs: Path, withdrawn: Sequence[Withdrawn] = ()) -> None:
        """Sign the site again, with these packs and what is withdrawn."""
        wish = Wish(packs=packs, withdraw=tuple(withdrawn))
        publish(self.site, wish, self.keys, self.clock.now())

    def next(self) -> Path:
        """The next version: one lesson of it is changed."""
        (source,) = self.bundled.iterdir()
        with Pack(source) as pack:
            raw = dict(pack.raw)
        lessons = [dict(one) for one in raw["lessons"]]
        lessons[0]["rev"] += 1
        raw.update(version=self.version + 1, lessons=lessons, changes=CHANGES)
        made = self.folder / "next.milpack"
        repacked(source, made, {"manifest.json": strict_json.encode(raw)})
        return made

    def home(self, name: str) -> tuple[Path, Trust]:
        """A data folder that has looked at the site as it is now."""
        data = self.folder / name
        roots = Repository(self.site, self.clock.now()).roots()
        trust = Trust(data, Catalog(data / "trust", roots, self.clock.now), self.clock.now)
        trust.catalog.refresh(FolderSource(self.site))
        return data, trust


State = Callable[[Shell, Ground], None]


def _plain(shell: Shell, ground: Ground) -> None:
    shell.go("packs")


def _details(shell: Shell, ground: Ground) -> None:
    shell.go("packs", open=ground.id)


def _title(context: Context, ground: Ground) -> str:
    packs = context.workspace.library.packs(context.texts.locale)
    return next((plain(one.title) for one in packs if one.id == ground.id), ground.id)


def _busy(shell: Shell, ground: Ground) -> None:
    errand = Errand.of(shell.context)
    shell.go("packs")
    title = _title(shell.context, ground)
    errand.task = Task(_never, FETCHING, title, 193_000_000)
    errand.at, errand.total, errand.left = 81, 193, 260.0
    errand.turned.emit()


def _never(_agreed: bool) -> Callable[[Tell], PackInfo]:
    raise AssertionError("nothing is begun for a picture")


def _failed(error: MilClicksError, shell: Shell, ground: Ground) -> None:
    errand = Errand.of(shell.context)
    errand.problem = error
    shell.go("packs")


def _full(shell: Shell, ground: Ground) -> None:
    Errand.of(shell.context).problem = no_room(187_600_000)
    shell.go("packs", disk=Full())


def _offline(shell: Shell, ground: Ground) -> None:
    _address(shell)
    shell.go("packs_find", problem=SourceFailed("packs.example.org"))


def _find(shell: Shell, ground: Ground) -> None:
    _address(shell)
    shell.go("packs_find")


def _address(shell: Shell) -> None:
    workspace = shell.workspace
    workspace.store_settings(replace(workspace.settings, packs_address=ADDRESS))


def _planned(shell: Shell, ground: Ground) -> None:
    planned.keep(shell.context, [Later(f"{ground.id}@{ground.version + 1}")])
    shell.go("packs")


def _closing(shell: Shell, ground: Ground) -> None:
    _planned(shell, ground)
    assert shell.after_class is not None
    shell.go("closing")


def _came(shell: Shell, ground: Ground) -> None:
    workspace = shell.workspace
    workspace.library.install(ground.site / "packs" / f"{ground.id}-{ground.version + 1}.milpack")
    done = f"{ground.id}@{ground.version + 1}={ground.version}"
    workspace.store_settings(replace(workspace.settings, packs_updated=done))
    shell.bus.tell(workspace.packs_changed())
    shell.go("packs")


def _rot(shell: Shell, ground: Ground) -> None:
    (file,) = ground.bundled.iterdir()
    media = next(one.path for one in _resources(file) if one.path.startswith("media/"))
    shell.workspace.library.damaged.found(file, [f"lessons/{ground.lesson}.json", media])
    shell.bus.tell(shell.workspace.packs_changed())


def _resources(file: Path) -> tuple[Resource, ...]:
    with Pack(file) as pack:
        return pack.resources


def _damaged(shell: Shell, ground: Ground) -> None:
    _rot(shell, ground)
    shell.go("packs")


def _damaged_lesson(shell: Shell, ground: Ground) -> None:
    _rot(shell, ground)
    shell.go("learn", strand=ground.strand)


def _nobody(shell: Shell, ground: Ground) -> None:
    _rot(shell, ground)
    values = {"pack": _title(shell.context, ground)}
    error = MilClicksError(Message(health.NOBODY, values), Message(health.BRING))
    _failed(error, shell, ground)


def _away(shell: Shell, ground: Ground) -> None:
    one = guests.Chosen("org.radio.rumours@1", "Radio Rumours")
    shell.sticks.chosen["0" * 64] = one
    shell.go("packs")


STATES: dict[str, State] = {
    "empty": _plain,
    "here": _plain,
    "details": _details,
    "update": _plain,
    "planned": _planned,
    "came": _came,
    "closing": _closing,
    "busy": _busy,
    "error": partial(_failed, SourceFailed("packs.example.org")),
    "metered": partial(_failed, Paused("fetch.metered", needed=4)),
    "full": _full,
    "offline": _offline,
    "nothing-to-update": _find,
    "withdrawn": _plain,
    "damaged": _damaged,
    "damaged-lesson": _damaged_lesson,
    "nobody-has-it": _nobody,
    "stick-away": _away,
}
_LATER = ("update", "planned", "came", "closing")
"""The states in which the site has a later version."""


def run(
    out: Path,
    locales: Sequence[str] = ("en", "ar"),
    sizes: Sequence[Size] = ((1024, 600), (1920, 1080)),
    source: Path | None = None,
    wanted: Callable[[str], bool] = lambda name: True,
    clock: Clock | None = None,
) -> list[Path]:
    """Write a picture of each state below `out` and return them; `source` is the pack to show."""
    app, written = make_app(), []
    found = source or paths.bundled_packs() / "mil-core.milpack"
    with TemporaryDirectory(prefix="gallery-") as made:
        grounds = _grounds(Path(made), found, clock or SystemClock())
        for locale in locales:
            for size in sizes:
                folder = out / f"{locale}-{size[0]}x{size[1]}"
                folder.mkdir(parents=True, exist_ok=True)
                for name in filter(wanted, STATES):
                    file = folder / f"packs-{name}.png"
                    _picture(app, grounds[_kind(name)], name, locale, size, file)
                    written.append(file)
    return written


def _kind(name: str) -> str:
    return "later" if name in _LATER else "withdrawn" if name == "withdrawn" else "same"


def _grounds(folder: Path, source: Path, clock: Clock) -> dict[str, Ground]:
    """A site with the same packs, one with a later version, one that took this version back."""
    made = {}
    for name in ("same", "later", "withdrawn"):
        (folder / name).mkdir()
        made[name] = ground = Ground(folder / name, source, clock)
        if name == "later":
            ground.published(ground.next())
        elif name == "withdrawn":
            gone = Withdrawn(id=ground.id, version=ground.version, reason=REASONS)
            ground.published(withdrawn=[gone])
    return made


def _picture(
    app: QApplication, ground: Ground, name: str, locale: str, size: Size, file: Path
) -> None:
    """The window in one state."""
    data, trust = ground.home(f"{name}-{locale}-{size[0]}")
    bundled = [] if name == "empty" else [ground.bundled]
    with Workspace.open(data, clock=ground.clock, bundled=bundled, trust=trust) as workspace:
        settings = replace(workspace.settings, locale=locale, first_run_done=True)
        workspace.store_settings(replace(settings, reduced_motion=True))
        shell = Shell(app, workspace, InlineJobs())
        shell.resize(*size)
        try:
            shell.seat.teacher = True
            shell.go("packs")
            shell.show()
            STATES[name](shell, ground)
            for _ in range(6):
                app.processEvents()
            shell.grab().save(str(file))
        finally:
            Errand.of(shell.context).task = None
            workspace.store_settings(replace(workspace.settings, packs_after_class=""))
            shell.close()
            shell.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
