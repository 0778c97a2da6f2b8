"""The states of what travels: sticks, sharing, makers, places in the settings, a new app, labels.

`gallery_packs` pictures them with those of the pages Packs and Find packs.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from milclicks.core.errors import MilClicksError
from milclicks.lan.server import Taker
from milclicks.packs.shelf import LessonRef
from milclicks.packs.travel.bundles import newest_of
from milclicks.packs.travel.peer import PeerAway, PeerFound, PeerPack
from milclicks.packs.travel.shared import Offered
from milclicks.packs.trust.keys import key_name, pack_id
from milclicks.ui import gallery_words as made_up
from milclicks.ui.gallery_ground import (
    ADDRESS,
    Full,
    Ground,
    Plugged,
    QuietRoom,
    Scene,
    StillServer,
    hold,
    plug,
    press,
    settle,
    teacher,
)
from milclicks.ui.gallery_words import Words, told
from milclicks.ui.library.errand import Errand
from milclicks.ui.printing.lessonsheets import lesson_sheet
from milclicks.ui.sharing.host import Sharing
from milclicks.ui.sharing.work import Begun, Place, given
from milclicks.ui.shell import Shell


def _in(shell: Shell, words: Words) -> str:
    """Made-up words in the reader's language."""
    return told(shell.context.texts.locale, words)


# --- makers ----------------------------------------------------------------------------------
def _nobody(shell: Shell, ground: Ground) -> None:
    shell.go("packs_makers")


def _makers(shell: Shell, ground: Ground) -> None:
    """One with a pack here, one whose name sounds like an office, one without a name."""
    _installed(shell, ground)
    for name in (_in(shell, made_up.OFFICE), ""):
        shell.workspace.library.trust.pins.add(ground.by_teacher(name)[1])
    shell.go("packs_makers")


def _installed(shell: Shell, ground: Ground) -> LessonRef:
    """A teacher's pack is here, and its maker known."""
    file, maker = ground.by_teacher(_in(shell, made_up.MAKERS))
    workspace = shell.workspace
    workspace.library.trust.pins.add(maker)
    info = workspace.library.install(file)
    shell.bus.tell(workspace.packs_changed())
    return LessonRef(info.id, info.version, ground.lesson)


def _forgetting(name: Words, shell: Shell, ground: Ground) -> None:
    _makers(shell, ground)
    press(shell, f"forget-{key_name(ground.by_teacher(_in(shell, name))[1].public)}")


def _forgotten(shell: Shell, ground: Ground) -> None:
    _forgetting({"en": ""}, shell, ground)
    press(shell, "forget-yes")


def _question(shell: Shell, ground: Ground) -> None:
    """A pack from a file whose maker nobody here knows."""
    shell.go("packs")
    try:
        shell.workspace.library.install(ground.by_teacher(_in(shell, made_up.OFFICE))[0])
    except MilClicksError as error:
        Errand.of(shell.context).problem = error
    shell.go("packs")


# --- sticks ----------------------------------------------------------------------------------
def _plugged(shell: Shell, ground: Ground, name: Words = made_up.STICK) -> Plugged:
    """A stick with the site, or with the pack of a teacher."""
    if name is made_up.STICK:
        mount = ground.stick(_in(shell, name), site=True)
    else:
        mount = ground.stick(_in(shell, name), ground.by_teacher(_in(shell, made_up.MAKERS))[0])
    return plug(shell, mount)


def _banner(shell: Shell, ground: Ground) -> None:
    _plugged(shell, ground)
    shell.go("teach")


def _adding(shell: Shell, ground: Ground) -> None:
    _banner(shell, ground)
    hold(shell)
    press(shell, "stick-add")
    shell.sticks.progressed.emit(3_000_000, 9_000_000)


def _added(shell: Shell, ground: Ground) -> None:
    _banner(shell, ground)
    press(shell, "stick-add")


def _no_stick(shell: Shell, ground: Ground) -> None:
    plug(shell)
    shell.go("stick")


def _unwatched(shell: Shell, ground: Ground) -> None:
    shell.go("stick")


def _stick(shell: Shell, ground: Ground) -> None:
    _plugged(shell, ground)
    shell.go("stick")


def _app_checked(shell: Shell, ground: Ground) -> None:
    _stick(shell, ground)
    press(shell, "take-app")


def _teachers_stick(shell: Shell, ground: Ground) -> None:
    _plugged(shell, ground, made_up.OTHER)
    shell.go("stick")


def _ask(shell: Shell, ground: Ground) -> None:
    _plugged(shell, ground, made_up.OTHER)
    shell.go("stick_ask", packs=tuple(_on_sticks(shell)))


def _on_sticks(shell: Shell) -> list[str]:
    return [one.digest for seen in shell.sticks.seen for one in seen.found.packs]


def _ask_known(shell: Shell, ground: Ground) -> None:
    maker = ground.by_teacher(_in(shell, made_up.MAKERS))[1]
    shell.workspace.library.trust.pins.add(maker)
    _ask(shell, ground)


def _asked(shell: Shell, ground: Ground) -> None:
    shell.go("stick_ask")


def _pulled(shell: Shell, ground: Ground) -> None:
    """A lesson was opened from a stick, and the stick is gone."""
    maker = ground.by_teacher(_in(shell, made_up.MAKERS))[1]
    shell.workspace.library.trust.pins.add(maker)
    table = _plugged(shell, ground, made_up.OTHER)
    one = shell.sticks.seen[0].found.packs[0]
    name, _, version = shell.sticks.use_in_place(one).partition("@")
    shell.go("player", ref=LessonRef(name, int(version), ground.lesson))
    table.here.clear()
    shell.sticks.look()


def _make_none(shell: Shell, ground: Ground) -> None:
    plug(shell)
    shell.go("stick_make")
    settle()


def _make(shell: Shell, ground: Ground) -> None:
    plug(
        shell,
        ground.stick(_in(shell, made_up.EMPTY)),
        ground.stick(_in(shell, made_up.STICK), site=True),
    )
    shell.go("stick_make")
    settle()


def _make_full(shell: Shell, ground: Ground) -> None:
    plug(shell, ground.stick(_in(shell, made_up.STICK), site=True))
    shell.go("stick_make", disk=Full())


def _writing(shell: Shell, ground: Ground) -> None:
    _make_one(shell, ground)
    hold(shell)
    press(shell, "write-stick")
    shell.sticks.progressed.emit(9_000_000, 24_000_000)


def _made(shell: Shell, ground: Ground) -> None:
    _make_one(shell, ground)
    press(shell, "write-stick")


def _make_one(shell: Shell, ground: Ground) -> None:
    fresh = f"{shell.context.texts.locale}-{shell.width()}"
    plug(shell, ground.stick(_in(shell, made_up.EMPTY), kept=fresh))
    shell.go("stick_make")
    settle()


# --- sharing ---------------------------------------------------------------------------------
def _quiet(shell: Shell) -> Sharing:
    """Sharing in a room where nobody is."""
    sharing = Sharing.of(shell.context)
    sharing.room = QuietRoom()
    workspace = shell.workspace
    workspace.store_settings(replace(workspace.settings, place=_in(shell, made_up.PLACE)))
    return sharing


def _share(shell: Shell, ground: Ground) -> None:
    _quiet(shell)
    shell.go("packs_share")


def _share_ready(shell: Shell, ground: Ground) -> None:
    _share(shell, ground)
    hold(shell)
    press(shell, "share-on")


def _share_on(shell: Shell, ground: Ground, route: str = "packs_share") -> None:
    sharing, context = _quiet(shell), shell.context
    found = given(Place.of(context), _in(shell, made_up.PLACE), context.texts.locale)
    server = StillServer(found.tree)
    title = next(iter(found.packs)).title.get(context.texts.locale, "")
    server.taken = (Taker("192.168.1.31", 8_120_000, (title,)), Taker("192.168.1.44"))
    sharing.starting = True
    sharing.started(Begun(server, found, ("192.168.1.20:8420", "10.0.0.7:8420")))
    shell.go(route)


def _listening(shell: Shell, ground: Ground) -> None:
    _share(shell, ground)
    press(shell, "look-around")


def _asking(shell: Shell, ground: Ground) -> None:
    _quiet(shell)
    shell.go("packs_share", typed="192.168.1.20:8420")
    hold(shell)
    press(shell, "peer-look")


def _found(shell: Shell, ground: Ground) -> None:
    _quiet(shell)
    new = Offered(
        id=pack_id(teacher("").name, "radio"), version=1, bytes=12_400_000, manifest="0" * 64,
        title=made_up.TITLES, locales=("en", "ar"), maker=_in(shell, made_up.MAKERS), lessons=6,
    )  # fmt: skip
    same = _here(ground, shell)
    packs = (PeerPack(new, "new"), PeerPack(same, "same", ground.version))
    there = PeerFound("192.168.1.20:8420", _in(shell, made_up.PLACE), packs)
    shell.go("packs_share", typed=there.address, found=there)


def _here(ground: Ground, shell: Shell) -> Offered:
    """The pack that is here, as another computer would offer it."""
    place = Place.of(shell.context)
    return given(place, "", shell.context.texts.locale).packs[0]


def _silent(shell: Shell, ground: Ground) -> None:
    _quiet(shell)
    shell.go("packs_share", typed="192.168.1.20:8420", problem=PeerAway("192.168.1.20:8420"))


# --- settings --------------------------------------------------------------------------------
def placed(shell: Shell, folder: Path | str) -> None:
    """A folder and an address are known where packs come from."""
    workspace = shell.workspace
    there = replace(workspace.settings, packs_folder=str(folder), packs_address=ADDRESS)
    workspace.store_settings(there)


def _settings(shell: Shell, ground: Ground) -> None:
    _quiet(shell)
    shell.go("settings")


def _tried(shell: Shell, ground: Ground) -> None:
    placed(shell, ground.site)
    _settings(shell, ground)
    press(shell, "try-folder")


def _not_there(shell: Shell, ground: Ground) -> None:
    placed(shell, ground.folder / _in(shell, made_up.SCHOOL))
    _settings(shell, ground)
    press(shell, "try-folder")


def _trying(shell: Shell, ground: Ground) -> None:
    placed(shell, "")
    _settings(shell, ground)
    hold(shell)
    press(shell, "try-address")


# --- finding, and the app --------------------------------------------------------------------
def _looking(shell: Shell, ground: Ground) -> None:
    placed(shell, "")
    shell.go("packs_find")
    hold(shell)
    press(shell, "look-address")


def _app(shell: Shell, ground: Ground) -> None:
    placed(shell, ground.site)
    shell.go("packs_find")


def _app_fetched(shell: Shell, ground: Ground) -> None:
    _app(shell, ground)
    press(shell, "fetch-app")
    known = shell.workspace.library.trust.catalog.known
    offer = newest_of(known)
    assert offer is not None and shell.sticks.apps.of(offer) is not None


# --- labels ----------------------------------------------------------------------------------
def _labelled(route: str, shell: Shell, ground: Ground) -> None:
    """A page with the lesson of a teacher alone."""
    ref = _installed(shell, ground)
    shell.go(route, **({"ref": ref} if route in ("player", "present") else {}))


def _on_paper(shell: Shell, ground: Ground) -> None:
    ref = _installed(shell, ground)
    shell.go("preview", sheet=lesson_sheet(shell.context, ref))


def _label(route: str) -> Scene:
    return Scene(partial(_labelled, route), here="nothing")


TRAVEL: dict[str, Scene] = {
    "makers-nobody": Scene(_nobody),
    "makers": Scene(_makers),
    "makers-forgetting": Scene(partial(_forgetting, made_up.MAKERS), see="forget-no"),
    "makers-nameless": Scene(partial(_forgetting, {"en": ""}), see="forget-no"),
    "makers-forgotten": Scene(_forgotten),
    "makers-question": Scene(_question),
    "stick-none": Scene(_no_stick),
    "stick-unwatched": Scene(_unwatched),
    "stick-banner": Scene(_banner, site="app"),
    "stick-adding": Scene(_adding, site="app"),
    "stick-added": Scene(_added, site="app"),
    "stick": Scene(_stick, site="app"),
    "stick-app": Scene(_app_checked, site="app"),
    "stick-teacher": Scene(_teachers_stick),
    "stick-ask": Scene(_ask),
    "stick-ask-known": Scene(_ask_known),
    "stick-asked": Scene(_asked),
    "stick-pulled": Scene(_pulled),
    "make-none": Scene(_make_none),
    "make": Scene(_make, site="app"),
    "make-full": Scene(_make_full),
    "make-writing": Scene(_writing),
    "make-done": Scene(_made),
    "share": Scene(_share),
    "share-ready": Scene(_share_ready),
    "share-on": Scene(_share_on),
    "share-today": Scene(partial(_share_on, route="today")),
    "share-listening": Scene(_listening, see="get"),
    "share-asking": Scene(_asking),
    "share-found": Scene(_found),
    "share-silent": Scene(_silent, see="peer-problem"),
    "settings-places": Scene(_settings, see="places"),
    "settings-tried": Scene(_tried, see="try-folder"),
    "settings-not-there": Scene(_not_there, see="try-folder"),
    "settings-trying": Scene(_trying, see="stop-try"),
    "settings-sharing": Scene(_settings, see="sharing"),
    "settings-sharing-on": Scene(partial(_share_on, route="settings"), see="sharing"),
    "settings-limits": Scene(_settings, see="limits"),
    "find-looking": Scene(_looking),
    "find-app": Scene(_app, site="app"),
    "find-app-fetched": Scene(_app_fetched, site="app"),
    "label-today": _label("today"),
    "label-learn": _label("learn"),
    "label-teach": _label("teach"),
    "label-packs": _label("packs"),
    "label-lesson": _label("player"),
    "label-wall": _label("present"),
    "label-paper": Scene(_on_paper, here="nothing"),
}
