"""What the settings and the strands show: what is chosen, what goes on, what went wrong or well."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from milclicks.packs.trust import root as trust_root
from milclicks.ui.aloud.pieces import pieces
from milclicks.ui.jobs import InlineJobs, Job
from milclicks.ui.sharing.host import Sharing
from milclicks.ui.shell import Shell
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.cards import IconPicture, SunCard
from milclicks.ui.widgets.choice import Choice
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import TextBlock
from tests.support.fake_sound import FakeVoice, silent_gear
from tests.support.screens import Hand, Keys, find, quay_packs, settle, there, window
from tests.support.site import Site, pack
from tests.support.ways import WAYS, Way
from tests.ui.test_sharing import FakeRoom, until

pytestmark = pytest.mark.loopback


class Held(InlineJobs):
    """Jobs that wait until they are let go."""

    def __init__(self, parent: Shell) -> None:
        super().__init__(parent)
        self.waiting: list[Job[object]] = []

    def _launch(self, job: Job[object]) -> None:
        self.waiting.append(job)

    def let_go(self) -> None:
        """Do all that waits."""
        while self.waiting:
            self.waiting.pop(0).run_now()
        settle()


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("seen"))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A signed pack; the app believes this site."""
    built = Site.make(tmp_path, [pack(tmp_path / "made", "test.tiny")])
    monkeypatch.setattr(trust_root, "chain", lambda *_: built.roots(1))
    return built


def held(shell: Shell) -> Held:
    """From now on jobs wait for the test."""
    made = Held(shell)
    object.__setattr__(shell.context, "jobs", made)
    return made


def said(within: QWidget) -> str:
    """All that a card says."""
    blocks = [one.text() for one in within.findChildren(TextBlock)]
    return " ".join(blocks).translate(dict.fromkeys(range(0x2066, 0x206A)))


def picture(control: QWidget) -> QImage:
    """What it looks like in shades of grey, without the ring of the focus."""
    control.window().setFocus()
    return control.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def edge(control: QWidget) -> int:
    """The darkest grey of its frame, half-way up its leading side."""
    shot = picture(control)
    return min(shot.pixelColor(x, shot.height() // 2).lightness() for x in range(4))


def ticked(control: QWidget) -> bool:
    """Whether there is a tick before the words: in the place of an icon, or dark on its ground."""
    assert isinstance(control, Choice)
    if control.icon_name:
        return control.icon_name == "check"
    shot, at = picture(control), control.tick_at().toAlignedRect()
    part = shot.copy(at)
    dark = [part.pixelColor(x, y).lightness() < 90 for x in range(18) for y in range(18)]
    return sum(dark) > 10


def places(*names: str) -> list[QRect]:
    """Where these controls stand in the window."""
    found = [find(name) for name in names]
    return [QRect(one.mapTo(one.window(), QPoint()), one.size()) for one in found]


# --- what is chosen ----------------------------------------------------------------------
ROWS = (
    ("settings", ("set-digits-auto", "set-digits-latin", "set-digits-arabic")),
    ("settings", ("set-high_contrast", "set-reduced_motion")),
    ("settings", ("set-packs_quota_mb-0", "set-packs_quota_mb-100")),
    ("settings", ("set-sharing-off", "set-sharing-on")),
    ("learn", ("filter-all", "filter-critical")),
)


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize(("route", "names"), ROWS, ids=[row[1][0] for row in ROWS])
def test_what_is_chosen_has_a_tick_and_an_ink_frame(
    qapp: object, tmp_path: Path, packs: Path, locale: str, route: str, names: tuple[str, ...]
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        shell.go(route)
        settle()
        buttons = [find(name) for name in names]
        assert all(isinstance(one, Choice) for one in buttons)
        on = [one for one in buttons if one.isChecked()]
        off = [one for one in buttons if not one.isChecked()]
        assert len(on) == 1 and off
        assert ticked(on[0]) and not any(ticked(one) for one in off)
        ink = current().colour("ink").lightness()
        assert edge(on[0]) <= ink + 20
        assert all(edge(one) > 150 for one in off), "a pale line"


def test_choosing_moves_nothing(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        names = ("set-digits-auto", "set-digits-latin", "set-digits-arabic")
        shell.go("settings")
        settle()
        before = places(*names)
        Hand().press("set-digits-latin")
        settle()
        assert ticked(find("set-digits-latin")) and places(*names) == before
        shell.go("learn")
        settle()
        before = places("filter-all", "filter-critical")
        Hand().press("filter-critical")
        settle()
        assert ticked(find("filter-critical")) and not ticked(find("filter-all"))
        assert places("filter-all", "filter-critical") == before


@pytest.mark.parametrize("icon", ["", "critical"])
@pytest.mark.parametrize("size", [100, 200])
def test_a_tick_hides_no_word(qapp: object, icon: str, size: int) -> None:
    from milclicks.ui.app import make_app
    from milclicks.ui.theme import Theme

    for direction in ("ltr", "rtl"):
        Theme(text_size=size, direction=direction).apply(make_app())
        one = Choice("On", icon=icon)
        one.resize(one.sizeHint())
        tick, words = one.tick_at(), one.words_at()
        assert QRect(QPoint(), one.size()).contains(tick.toAlignedRect())
        assert not tick.intersects(words)
        assert (tick.left() < words.left()) is (direction == "ltr")
    Theme().apply(make_app())


# --- places ------------------------------------------------------------------------------
def test_a_folder_that_is_gone_is_said_as_what_it_is(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs, packs_folder=str(tmp_path / "SCHOOL")) as shell:
        shell.go("settings")
        settle()
        Hand().press("try-folder")
        settle()
        card = find("place-problem")
        assert isinstance(card, SunCard) and _icons(card) == ["warning"]
        assert said(card).startswith("“SCHOOL” is not there.")
        assert "choose the place again" in said(card) and "network" not in said(card)


def test_a_place_that_fails_says_to_try_again(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("settings")
        settle()
        hand = Hand()
        hand.write("packs-address", "http://127.0.0.1:1")
        hand.press("try-address")
        settle()
        assert "then try again" in said(find("place-problem"))


def test_a_place_that_answers_has_its_tick(
    qapp: object, tmp_path: Path, packs: Path, site: Site
) -> None:
    with window(tmp_path / "d", packs, packs_folder=str(site.root)) as shell:
        shell.go("settings")
        settle()
        Hand().press("try-folder")
        settle()
        good = find("place-good")
        assert not isinstance(good, SunCard) and _icons(good) == ["check"]
        assert "lists 1 pack" in said(good) and there("place-problem") is None


def _icons(within: QWidget) -> list[str]:
    return [one.icon_name for one in within.findChildren(IconPicture)]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_try_has_a_bar_and_stop_and_no_second_one_beside_it(
    qapp: object, tmp_path: Path, packs: Path, site: Site, way: Way
) -> None:
    with way.window(tmp_path / "d", packs, packs_folder=str(site.root)) as shell:
        jobs = held(shell)
        shell.go("settings")
        settle()
        way.hand().press("try-folder")
        busy = find("place-busy")
        assert isinstance(busy, SunCard) and len(busy.findChildren(ThinBar)) == 1
        stop = find("stop-try")
        assert isinstance(stop, Button) and stop.look == "secondary" and stop.hasFocus()
        assert not find("try-folder").isEnabled() and not find("try-address").isEnabled()
        way.hand().press("stop-try")
        assert there("place-busy") is None and find("try-folder").hasFocus()
        assert find("try-folder").isEnabled() and find("try-address").isEnabled()
        jobs.waiting.clear()
        way.hand().press("try-folder")
        jobs.let_go()
        until(lambda: there("place-good"))
        assert find("try-folder").hasFocus()
        assert find("try-folder").isEnabled() and find("try-address").isEnabled()


def test_keeping_an_address_ends_what_is_tried(
    qapp: object, tmp_path: Path, packs: Path, site: Site
) -> None:
    with window(tmp_path / "d", packs, packs_folder=str(site.root)) as shell:
        jobs, hand = held(shell), Hand()
        shell.go("settings")
        settle()
        hand.write("packs-address", "ftp://x")
        hand.press("try-folder", "keep-address")
        assert there("place-busy") is None and there("place-problem") is not None
        assert find("try-folder").isEnabled() and find("try-address").isEnabled()
        jobs.let_go()
        assert there("place-good") is None, "what was ended says nothing any more"


# --- sharing -----------------------------------------------------------------------------
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
@pytest.mark.parametrize(
    ("route", "on", "lasting"),
    [
        ("packs_share", "share-on", "share-off"),
        ("settings", "set-sharing-on", "set-sharing-on"),
    ],
)
def test_getting_ready_to_share_has_a_bar_and_stop(
    qapp: object, tmp_path: Path, packs: Path, way: Way, route: str, on: str, lasting: str
) -> None:
    room = FakeRoom("192.168.4.20")
    with way.window(tmp_path / "d", packs) as shell:
        host = Sharing(shell.bus, room)  # type: ignore[arg-type]
        shell.seat.teacher = True
        jobs = held(shell)
        shell.go(route)
        settle()
        way.hand().press(on)
        settle()
        busy = find("share-busy")
        assert host.starting and len(busy.findChildren(ThinBar)) == 1
        stop = find("share-stop")
        assert isinstance(stop, Button) and stop.look == "secondary" and stop.hasFocus()
        way.hand().press("share-stop")
        settle()
        assert not host.starting and there("share-busy") is None and find(on).hasFocus()
        jobs.let_go()
        assert not host.on, "what was stopped opens nothing"
        way.hand().press(on)
        settle()
        jobs.let_go()
        until(lambda: host.on)
        settle()
        assert there("share-busy") is None and find(lasting).hasFocus()
        host.stop()


def test_what_keeps_sharing_from_beginning_looks_like_it(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    room = FakeRoom("192.168.4.20")
    room.fails = True
    with window(tmp_path / "d", packs) as shell:
        host = Sharing(shell.bus, room)  # type: ignore[arg-type]
        shell.seat.teacher = True
        for route, on in (("packs_share", "share-on"), ("settings", "set-sharing-on")):
            shell.go(route)
            settle()
            Keys().press(on)
            until(lambda: host.problem is not None)
            settle()
            card = find("share-problem")
            assert isinstance(card, SunCard) and _icons(card) == ["warning"]
            host.problem = None


# --- the loudspeaker ---------------------------------------------------------------------
def test_a_page_that_was_just_written_again_can_be_read(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("settings")
        settle()
        page = shell.screen_
        before = [text for piece in pieces(page) for text in piece.texts]
        page.refresh()
        assert [text for piece in pieces(page) for text in piece.texts] == before
        gone = page.findChild(QWidget, "sharing")
        gone.hide()
        assert not any(gone.isAncestorOf(piece.widget) for piece in pieces(page))


def test_the_loudspeaker_keeps_its_room_while_it_is_away(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    gear = silent_gear()
    object.__setattr__(gear, "voice", FakeVoice("en"))
    with window(tmp_path / "d", packs, gear=gear) as shell:
        shell.go("settings")
        until(lambda: there("read-aloud"))
        before = places("open-help", "open-settings", "page-title")
        shell.listener._set(False, False)
        settle()
        assert there("read-aloud") is None
        assert places("open-help", "open-settings", "page-title") == before
        shell.listener.look()
        until(lambda: there("read-aloud"))
        Hand().press("set-read_aloud-False")
        until(lambda: there("read-aloud") is None)
        settle()
        assert places("page-title")[0].width() > before[2].width(), "no room for what is off"
