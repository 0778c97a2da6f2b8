"""The places of packs in the settings: trying one, sharing, sticks, digits; Stop in silence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from milclicks.core.settings import SettingsStore
from milclicks.packs.shelf import MediaCredit, PackCredits
from milclicks.packs.trust import root as trust_root
from milclicks.ui.credits import credit_lines
from milclicks.ui.jobs import Job, Jobs
from milclicks.ui.settings.screen import _DIGITS
from milclicks.ui.sharing.host import Sharing
from milclicks.ui.shell import Shell
from tests.support.loopback import Loopback
from tests.support.proxy import secure
from tests.support.screens import Hand, Keys, find, quay_packs, settle, there, window
from tests.support.site import Site, pack
from tests.support.sticks import Table
from tests.support.ways import WAYS, Way
from tests.ui.test_sharing import FakeRoom, until

pytestmark = pytest.mark.loopback
MARKS = dict.fromkeys(range(0x2066, 0x206A))


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("places"))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two signed packs; the app believes this site."""
    made = [pack(tmp_path / "made", "test.tiny"), pack(tmp_path / "made", "test.other")]
    built = Site.make(tmp_path, made)
    monkeypatch.setattr(trust_root, "chain", lambda *_: built.roots(1))
    return built


@pytest.fixture
def server(site: Site, tmp_path: Path) -> Iterator[Loopback]:
    """The site behind a line that can do everything wrong."""
    made = Loopback(site.root, tmp_path / "server.log")
    yield made
    made.close()


def said() -> str:
    """What stands beside the place."""
    box = find("place-said")
    words = [one.accessibleName() for one in box.findChildren(QWidget) if one.accessibleName()]
    return " ".join(words).translate(MARKS)


def tried(hand: Hand, text: str) -> str:
    """What is said of an address that is typed and tried."""
    hand.write("packs-address", text)
    hand.press("try-address")
    settle()
    return said()


@contextmanager
def real_jobs(shell: Shell) -> Iterator[Jobs]:
    """Jobs in threads of their own, as outside tests."""
    jobs, before = Jobs(shell), shell.context.jobs
    object.__setattr__(shell.context, "jobs", jobs)
    yield jobs
    until(lambda: not jobs.busy)
    object.__setattr__(shell.context, "jobs", before)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_an_address_is_tried_where_it_is_typed_and_nothing_is_kept(
    qapp: object, tmp_path: Path, packs: Path, server: Loopback, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        shell.go("settings")
        settle()
        assert there("place-said") is None
        text = tried(way.hand(), server.address)
        assert ("2" if way.locale == "en" else "٢") in text and "2026" in text.translate(
            str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
        )
        assert shell.workspace.settings.packs_address == ""
        assert shell.workspace.library.trust.catalog.known is None


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"kind": "portal"}, "perhaps a login page"),
        ({"kind": "status", "code": 404}, "no catalogue of packs at this place"),
        ({"kind": "status", "code": 500}, "cannot give anything right now"),
        ({"kind": "endless"}, "sends more than a catalogue"),
    ],
)
def test_what_is_wrong_with_an_address_is_one_sentence(
    qapp: object, tmp_path: Path, packs: Path, server: Loopback, fault: dict, words: str
) -> None:
    server.plan(fault)
    with window(tmp_path / "d", packs) as shell:
        shell.go("settings")
        settle()
        assert words in tried(Hand(), server.address)


def test_an_address_that_is_none_and_one_where_nobody_is(
    qapp: object, tmp_path: Path, packs: Path, site: Site
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("settings")
        settle()
        hand = Hand()
        assert "is not the address of a site" in tried(hand, "packs here please")
        assert "cannot be read right now" in tried(hand, "http://127.0.0.1:1")
        hand.write("packs-address", "ftp://x")
        hand.press("keep-address")
        assert "is not the address of a site" in said(), "also when it is to be kept"
        assert shell.workspace.settings.packs_address == ""


def test_a_certificate_and_a_wrong_clock_are_said(
    qapp: object,
    tmp_path: Path,
    packs: Path,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = datetime.now(UTC)
    with secure(tmp_path, now + timedelta(800), now + timedelta(900)) as (address, authority):
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        with window(tmp_path / "d", packs) as shell:
            shell.go("settings")
            settle()
            text = tried(Hand(), address)
    assert "the date of this computer is wrong" in text and "http:" in text


def test_a_folder_is_tried(qapp: object, tmp_path: Path, packs: Path, site: Site) -> None:
    with window(tmp_path / "d", packs, packs_folder=str(site.root)) as shell:
        shell.go("settings")
        settle()
        Hand().press("try-folder")
        settle()
        assert "lists 2 packs" in said()
        site.root.rename(tmp_path / "away")
        Hand().press("try-folder")
        settle()
        assert "is not there" in said()


def test_stop_ends_a_try_and_a_look_on_a_silent_line(
    qapp: object, tmp_path: Path, packs: Path, server: Loopback
) -> None:
    server.plan({"kind": "silent"})
    with window(tmp_path / "d", packs, packs_address=server.address) as shell:
        shell.seat.teacher = True
        for page, begin, stop in (
            ("settings", "try-address", "stop-try"),
            ("packs_find", "look-address", "stop-look"),
        ):
            shell.go(page)
            settle()
            with real_jobs(shell) as jobs:
                Hand().press(begin)
                until(lambda: server.log.exists() and there(stop))  # noqa: B023
                assert jobs.busy
                Hand().press(stop)
                until(lambda: not jobs.busy)
            assert there(stop) is None


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_sharing_is_switched_on_in_the_settings_and_never_by_itself(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    room = FakeRoom("192.168.4.20")
    with way.window(tmp_path / "d", packs) as shell:
        host, hand = Sharing(shell.bus, room), way.hand()  # type: ignore[arg-type]
        shell.go("settings")
        settle()
        assert not host.on and room.server is None
        hand.press("set-sharing-on")
        until(lambda: there("sharing-address"))
        assert find("set-sharing-on").hasFocus()
        assert room.server is not None and str(room.server.port) in _words("sharing-address")
        room.now[0] += 1800
        hand.press("set-sharing-on")
        assert host.minutes_left == 60, "sixty minutes from now"
        hand.press("set-sharing-off")
        assert not host.on and there("sharing-address") is None
        hand.press("set-sharing-on")
        until(lambda: host.on)
    stored = SettingsStore(tmp_path / "d").path.read_text("utf-8")
    assert "shar" not in stored, "nothing of it is remembered"
    with way.window(tmp_path / "d", packs) as shell:
        shell.go("settings")
        settle()
        assert not Sharing.of(shell.context).on


def _words(name: str) -> str:
    return find(name).accessibleName().translate(MARKS)


def test_the_switch_is_for_teachers_once_there_is_a_pin(
    qapp: object, tmp_path: Path, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window(tmp_path / "d", packs) as shell:
        monkeypatch.setattr(shell.workspace.records.gate, "is_set", lambda: True)
        for teacher in (False, True):
            shell.seat.teacher = teacher
            shell.go("settings")
            settle()
            assert (there("set-sharing-on") is not None) is teacher
            assert (there("packs-address") is not None) is teacher
            shell.go("today")


def test_sticks_are_noticed_again_by_a_button_where_it_is_said(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs, watch_sticks=False) as shell:
        shell.sticks.watch(Table())
        shell.go("stick")
        settle()
        assert not shell.sticks.watching
        Hand().press("empty-next")
        settle()
        assert shell.sticks.watching and shell.workspace.settings.watch_sticks
        assert there("empty-next") is None and find("make-stick").hasFocus()


@pytest.mark.parametrize("direction", ["LeftToRight", "RightToLeft"])
@pytest.mark.parametrize("sample", [words for _, words in _DIGITS[1:]])
def test_sample_digits_run_from_the_left_in_every_direction(
    qapp: object, direction: str, sample: str
) -> None:
    from PySide6.QtCore import Qt

    layout = QTextLayout(sample)
    option = QTextOption()
    option.setTextDirection(getattr(Qt.LayoutDirection, direction))
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    places = [line.cursorToX(n)[0] for n in range(0, len(sample), 2)]
    assert len(places) == 4 and places == sorted(places)


def test_a_sound_that_says_no_text_is_no_picture(qapp: object, tmp_path: Path) -> None:
    from milclicks.core.texts import Texts
    from milclicks.ui.app import make_app

    make_app()
    media = (
        MediaCredit("bell", "A bell.", "Ada", "CC0-1.0", "", sound=True),
        MediaCredit("quay", "A quay.", "Ben", "CC0-1.0", ""),
        MediaCredit("p1", "", "Eve", "CC0-1.0", "", spoken=True, sound=True),
    )
    credits = PackCredits("a.b", "A", ("CC0-1.0",), (), media)
    shown = [one.accessibleName().translate(MARKS) for one in credit_lines(Texts("en"), credits)]
    assert shown[1:] == [
        "1 picture",
        "A quay: Ben, CC0-1.0",
        "1 sound",
        "A bell: Ada, CC0-1.0",
        "1 recording: Eve, CC0-1.0",
    ]


def test_who_looks_at_a_place_has_stop_under_the_finger(tmp_path: Path) -> None:
    class Endless(Jobs):
        def _launch(self, job: Job[object]) -> None:
            """It takes as long as it likes."""

    with window(tmp_path / "d", quay_packs(tmp_path / "quay")) as shell:
        workspace = shell.workspace
        address = "http://packs.example.org"
        workspace.store_settings(replace(workspace.settings, packs_address=address))
        shell.seat.teacher = True
        shell.context = replace(shell.context, jobs=Endless(shell))
        shell.go("packs_find")
        settle()
        Keys().press("look-address")
        assert find("stop-look").hasFocus()
