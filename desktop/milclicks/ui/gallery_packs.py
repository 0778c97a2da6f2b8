"""Pictures the pages of packs in every state: empty, busy, full, offline, damaged, withdrawn...

Real windows on data folders of their own, beside a small signed site that is made on the fly. What
only time or bad luck brings about (a line that goes, a disk that is full) is put where the work
would have put it. Nothing is kept, nobody is asked for anything. The pages of sticks, sharing,
makers and settings stand in `gallery_travel`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from milclicks.core import paths
from milclicks.core.clock import Clock, SystemClock
from milclicks.core.errors import Message, MilClicksError
from milclicks.packs import guests
from milclicks.packs.disk import Disk
from milclicks.packs.manifest import Resource
from milclicks.packs.pack import Pack
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel.asking import expected
from milclicks.packs.travel.part import Part, no_room
from milclicks.packs.travel.plan import MB, Later, Ledger, Paused
from milclicks.packs.travel.source import SourceFailed
from milclicks.packs.trust.listed import Withdrawn
from milclicks.ui.app import make_app
from milclicks.ui.context import Context
from milclicks.ui.gallery_cases import Size
from milclicks.ui.gallery_edges import EDGES
from milclicks.ui.gallery_ground import ADDRESS, Full, Ground, Scene, hold, press, settle
from milclicks.ui.gallery_travel import TRAVEL, placed
from milclicks.ui.gallery_window import QuietShell
from milclicks.ui.gallery_words import RADIO, REASONS, told
from milclicks.ui.inline import plain
from milclicks.ui.jobs import Tell
from milclicks.ui.library import health, planned
from milclicks.ui.library.errand import Errand, Task
from milclicks.ui.library.offer import FETCHING
from milclicks.ui.shell import Shell
from milclicks.workspace import Workspace


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


def _limited(shell: Shell, ground: Ground) -> None:
    """Of the month's MB a quarter of what the pack takes is left."""
    workspace, quota = shell.workspace, 100
    ledger = Ledger(workspace.folder, workspace.clock)
    ledger.add(quota * MB - expected(workspace.library.trust.catalog, ground.id).bytes // 4)
    ledger.save()
    workspace.store_settings(replace(workspace.settings, packs_quota_mb=quota))
    _find(shell, ground)


def _at_night(shell: Shell, ground: Ground) -> None:
    """By day, packs come only at night."""
    hour = shell.workspace.clock.now().astimezone().hour
    hours: Literal["22:00-06:00", "18:00-07:00"]
    hours = "22:00-06:00" if 6 <= hour < 22 else "18:00-07:00"
    workspace = shell.workspace
    workspace.store_settings(replace(workspace.settings, packs_night=hours))
    _find(shell, ground)


def _waits(shell: Shell, ground: Ground, route: str = "packs_find") -> None:
    """It was asked for all the same, and waits for those hours."""
    _at_night(shell, ground)
    press(shell, f"get-{ground.id}")
    shell.go(route)


def _folder_first(shell: Shell, ground: Ground) -> None:
    """A folder may have it; for the line too little is left."""
    _limited(shell, ground)
    placed(shell, ground.site)
    shell.go("packs_find")


def _half(shell: Shell, ground: Ground, route: str = "packs") -> None:
    """A third of the pack came before the line broke."""
    _address(shell)
    workspace = shell.workspace
    right = expected(workspace.library.trust.catalog, ground.id)
    part = Part(workspace.folder, right, Disk())
    with part.open():
        part.fill(0, bytes(right.bytes // 3), "")
    shell.go(route)


def _throwing(shell: Shell, ground: Ground) -> None:
    _half(shell, ground)
    press(shell, f"throw-{ground.id}")


def _update(shell: Shell, ground: Ground) -> None:
    placed(shell, ground.site)
    shell.go("packs")


def _planned(shell: Shell, ground: Ground) -> None:
    placed(shell, ground.site)
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


def _damaged_seen(shell: Shell, ground: Ground) -> None:
    """The sentence above was pressed."""
    _damaged_lesson(shell, ground)
    press(shell, "to-damaged")


def _nobody(shell: Shell, ground: Ground) -> None:
    _rot(shell, ground)
    values = {"pack": _title(shell.context, ground)}
    error = MilClicksError(Message(health.NOBODY, values), Message(health.BRING))
    _failed(error, shell, ground)


def _away(shell: Shell, ground: Ground) -> None:
    title = told(shell.context.texts.locale, RADIO)
    one = guests.Chosen("org.radio.rumours@1", title)
    shell.sticks.chosen["0" * 64] = one
    shell.go("packs")


def _second(shell: Shell, ground: Ground) -> None:
    """The next version was added; the one before is kept."""
    workspace = shell.workspace
    workspace.library.install(ground.site / "packs" / f"{ground.id}-{ground.version + 1}.milpack")
    shell.bus.tell(workspace.packs_changed())
    shell.go("packs")


def _removing(shell: Shell, ground: Ground) -> None:
    _second(shell, ground)
    shell.go("packs", asking=ground.id)


def _back(shell: Shell, ground: Ground) -> None:
    _second(shell, ground)
    press(shell, f"use-{ground.id}")


def _compared(shell: Shell, ground: Ground) -> None:
    """What the version before has otherwise."""
    _second(shell, ground)
    shell.go("packs", open=ground.id)


def _repairing(shell: Shell, ground: Ground) -> None:
    _damaged(shell, ground)
    hold(shell)
    press(shell, f"repair-{ground.id}")
    errand = Errand.of(shell.context)
    errand.at, errand.total, errand.left = 2, 9, 20.0
    errand.turned.emit()


def _mended(shell: Shell, ground: Ground) -> None:
    """Every part is looked at, and all are whole."""
    shell.go("packs")
    press(shell, f"check-{ground.id}")


def _nowhere(shell: Shell, ground: Ground) -> None:
    shell.go("packs_find")


STATES: dict[str, Scene] = {
    "empty": Scene(_plain, here="nothing"),
    "here": Scene(_plain),
    "details": Scene(_details),
    "update": Scene(_update, site="later"),
    "update-nowhere": Scene(_plain, site="later"),
    "planned": Scene(_planned, site="later"),
    "came": Scene(_came, site="later"),
    "second": Scene(_second, site="later", see="remove-{id}"),
    "compared": Scene(_compared, site="later", see="difference-{id}"),
    "back": Scene(_back, site="later", see="use-{id}"),
    "removing": Scene(_removing, site="later", see="remove-no"),
    "closing": Scene(_closing, site="later"),
    "busy": Scene(_busy),
    "error": Scene(partial(_failed, SourceFailed("packs.example.org"))),
    "metered": Scene(partial(_failed, Paused("fetch.metered", needed=4))),
    "full": Scene(_full),
    "find-nowhere": Scene(_nowhere),
    "quota": Scene(_limited, here="nothing", see="limits-{id}"),
    "quota-update": Scene(_limited, site="later", see="limits-{id}"),
    "night": Scene(_at_night, here="nothing", see="limits-{id}"),
    "waits": Scene(_waits, here="nothing", see="unplan-{id}"),
    "waits-here": Scene(partial(_waits, route="packs"), here="nothing"),
    "quota-folder": Scene(_folder_first, here="nothing", see="limits-{id}"),
    "unfinished": Scene(_half, here="nothing", see="throw-{id}"),
    "throwing": Scene(_throwing, here="nothing", see="throw-no"),
    "first": Scene(_busy, here="nothing"),
    "paused": Scene(partial(_failed, Paused("fetch.quota_reached", quota=500))),
    "offline": Scene(_offline),
    "nothing-to-update": Scene(_find),
    "withdrawn": Scene(_plain, site="withdrawn"),
    "damaged": Scene(_damaged),
    "damaged-lesson": Scene(_damaged_lesson),
    "damaged-seen": Scene(_damaged_seen),
    "repairing": Scene(_repairing),
    "checked": Scene(_mended),
    "nobody-has-it": Scene(_nobody),
    "stick-away": Scene(_away, see="forget-away-org.radio.rumours@1"),
    **TRAVEL,
    **EDGES,
}


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
        made_for = grounds(Path(made), found, clock or SystemClock())
        for locale in locales:
            for size in sizes:
                folder = out / f"{locale}-{size[0]}x{size[1]}"
                folder.mkdir(parents=True, exist_ok=True)
                for name in filter(wanted, STATES):
                    file = folder / f"packs-{name}.png"
                    _picture(app, made_for[STATES[name].site], name, locale, size, file)
                    written.append(file)
    return written


def grounds(folder: Path, source: Path, clock: Clock) -> dict[str, Ground]:
    """Sites with the same packs, a later version, a new app too, a version taken back."""
    made = {}
    for name in ("same", "later", "app", "withdrawn"):
        (folder / name).mkdir()
        made[name] = Ground(folder / name, source, clock)
    made["later"].published(made["later"].next())
    made["app"].published(made["app"].next(), bundles=[made["app"].app()])
    gone = Withdrawn(id=made["same"].id, version=made["same"].version, reason=REASONS)
    made["withdrawn"].published(withdrawn=[gone])
    return made


def _picture(
    app: QApplication, ground: Ground, name: str, locale: str, size: Size, file: Path
) -> None:
    """The window in one state."""
    with opened(app, ground, name, locale, size) as shell:
        shell.grab().save(str(file))


@contextmanager
def opened(
    app: QApplication, ground: Ground, name: str, locale: str, size: Size
) -> Iterator[Shell]:
    """The window in one state, for as long as somebody looks at it."""
    data, trust = ground.home(f"{name}-{locale}-{size[0]}")
    scene = STATES[name]
    bundled = [ground.bundled] if scene.here == "bundled" else []
    with Workspace.open(data, clock=ground.clock, bundled=bundled, trust=trust) as workspace:
        settings = replace(workspace.settings, locale=locale, first_run_done=True)
        workspace.store_settings(replace(settings, reduced_motion=True))
        shell = QuietShell(app, workspace)
        shell.resize(*size)
        try:
            shell.seat.teacher = True
            shell.go("packs")
            shell.show()
            shell.listen()
            settle()
            scene.show(shell, ground)
            for _ in range(6):
                app.processEvents()
            shell.tell_elsewhere(ground)
            app.processEvents()
            _scroll(shell, scene.see.format(id=ground.id))
            app.processEvents()
            yield shell
        finally:
            Errand.of(shell.context).task = None
            workspace.store_settings(replace(workspace.settings, packs_after_class=""))
            shell.close()
            shell.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _scroll(shell: Shell, name: str) -> None:
    """Bring a part of the page into view."""
    for area in shell.findChildren(QScrollArea, "page-scroll") if name else ():
        for found in area.findChildren(QWidget, name):
            if found.isVisible():
                area.ensureWidgetVisible(found, 0, area.height() // 3)
