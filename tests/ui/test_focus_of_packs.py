"""Where the focus is on the pages of packs, sticks, sharing and makers: in the page, never on what
writes or throws away, and after each press on what comes next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import count, pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from milclicks.core.texts import Texts
from milclicks.packs.disk import Disk
from milclicks.packs.travel.part import no_room
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.gallery_ground import Full, Ground, hold, settle
from milclicks.ui.gallery_packs import STATES, grounds, opened
from milclicks.ui.library.errand import Errand
from milclicks.ui.library.find import NEWEST
from milclicks.ui.makers import SixWords
from milclicks.ui.shell import Shell
from milclicks.ui.widgets.buttons import Button
from tests.support.clock import FrozenClock
from tests.support.packs_of_lessons import build_test_pack
from tests.support.screens import Keys, find, there
from tests.support.site import Site
from tests.support.ways import WAYS
from tests.ui.test_after_class import PACK, calm, site, teacher
from tests.ui.test_after_class import said as marked

ROOM = count()
"""Each window a pixel wider, for that names its data folder."""
__all__ = ["site"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
WRITES = ("stick-wish", "write-stick", "*-yes", "throw-*[!o]", "forget-*[!o]", "remove-*[!o]")
"""What puts something on a stick, or takes something away from this computer."""
FIRST = {
    "empty": "find-packs",
    "here": "find-packs",
    "removing": "remove-no",
    "error": "work-again",
    "metered": "work-close",
    "full": "work-again",
    "busy": "stop-install",
    "repairing": "stop-install",
    "damaged": "repair-{id}",
    "nobody-has-it": "work-again",
    "withdrawn": "newer-{id}",
    "checked": "check-{id}",
    "back": "use-{id}",
    "makers-question": "maker-not-now",
    "makers-forgetting": "forget-no",
    "stick-unwatched": "empty-next",
    "stick-app": "open-app-folder",
    "stick-pulled": "stick-leave",
    "stick-ask": "maker-not-now",
    "make": "give-{id}",
    "make-full": "give-{id}",
    "make-none": "all-packs",
    "make-writing": "stop-stick",
    "make-done": "make-again",
    "share-ready": "share-stop",
    "share-on": "share-off",
    "share-listening": "peer-address",
    "closing": "close-update",
    "planned": "find-packs",
    "find-looking": "stop-look",
    "find-app-fetched": "open-app-folder",
}

SEVERAL = {"share-today", "label-today"}


def said(name: str) -> str:
    """Everything that a part of the page says, without marks of direction."""
    return marked(name).translate(dict.fromkeys(range(0x2066, 0x206A)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ground]]:
    folder = tmp_path_factory.mktemp("focus")
    pack = build_test_pack(folder / "made") / "mil.test-1.milpack"
    (folder / "grounds").mkdir()
    yield grounds(folder / "grounds", pack, FrozenClock())


@contextmanager
def window(app: QApplication, ground: Ground, name: str, locale: str) -> Iterator[Shell]:
    """A state in a data folder of its own."""
    with opened(app, ground, name, locale, (1024 + next(ROOM), 600)) as shell:
        yield shell


class Tight(Disk):
    """A stick with too little room even for a small pack."""

    def free(self, folder: Path) -> int:
        """1 MB."""
        return 1_000_000


def focus_of(shell: Shell) -> QWidget:
    """What has the focus; it is in the page, and it can be pressed."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    page = next((one for one in (shell._pause, shell.screen_) if one is not None), None)
    assert page is not None and page.isAncestorOf(found), f"{found.objectName()} is not of the page"
    assert found.isVisible() and found.isEnabled()
    return found


@pytest.mark.parametrize("name", STATES)
def test_in_every_state_the_focus_is_in_the_page(
    qapp: QApplication, made: dict[str, Ground], name: str
) -> None:
    ground = made[STATES[name].site]
    with window(qapp, ground, name, "en") as shell:
        assert shell.isActiveWindow(), "another window was shown for a moment"
        held = focus_of(shell).objectName()
        assert not any(fnmatchcase(held, one) for one in WRITES), held
        if name in FIRST:
            assert held == FIRST[name].format(id=ground.id)
        inked = {one.objectName() for one in shell.findChildren(Button) if inked_in(one)}
        assert len(inked) <= 1 or name in SEVERAL, inked


def inked_in(button: Button) -> bool:
    """Whether it is shown as the one thing to do."""
    return button.look == "primary" and button.isVisible()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_after_each_press_the_focus_is_on_what_comes_next(
    qapp: QApplication, made: dict[str, Ground], locale: str
) -> None:
    ground, keys = made["later"], Keys()
    with window(qapp, ground, "second", locale) as shell:
        name = ground.id
        for pressed, then in (
            (f"use-{name}", f"use-{name}"),
            (f"details-{name}", f"details-{name}"),
            (f"check-{name}", f"check-{name}"),
            (f"remove-{name}", "remove-no"),
            ("remove-no", f"remove-{name}"),
            (f"remove-{name}", "remove-no"),
            ("remove-yes", f"check-{name}"),
        ):
            keys.press(pressed)
            settle()
            assert focus_of(shell).objectName() == then, pressed


def test_whoever_repairs_is_on_stop_and_then_on_the_same_card(
    qapp: QApplication, made: dict[str, Ground]
) -> None:
    ground, keys = made["same"], Keys()
    with window(qapp, ground, "damaged", "en") as shell:
        hold(shell)
        keys.press(f"repair-{ground.id}")
        assert focus_of(shell).objectName() == "stop-install"
    with window(qapp, ground, "nobody-has-it", "en") as shell:
        keys.press("work-close")
        settle()
        assert focus_of(shell).objectName() == f"repair-{ground.id}"


def test_an_update_is_planned_and_given_up_without_leaving_its_card(
    qapp: QApplication, tmp_path: Path, site: Site
) -> None:
    keys = Keys()
    with teacher(WAYS[1], tmp_path, packs_folder=str(site.root)) as shell:
        for pressed, then in (("later", "unplan"), ("unplan", "later")):
            keys.press(f"{pressed}-{PACK}")
            calm()
            assert focus_of(shell).objectName() == f"{then}-{PACK}"


def test_an_enter_too_many_writes_nothing_on_a_stick(
    qapp: QApplication, made: dict[str, Ground]
) -> None:
    ground, keys = made["app"], Keys()
    with window(qapp, ground, "stick", "en") as shell:
        keys.press("take-app")
        settle()
        assert focus_of(shell).objectName() == "open-app-folder"
    with window(qapp, ground, "stick-none", "en") as shell:
        keys.press("make-stick")
        settle()
        assert focus_of(shell).objectName() == "all-packs"
        keys.press("open-sticks")
        settle()
        assert shell.route == "stick"


def test_a_full_disk_is_one_card_that_leads_to_what_can_go(
    qapp: QApplication, made: dict[str, Ground]
) -> None:
    ground, keys = made["later"], Keys()
    with window(qapp, ground, "second", "en") as shell:
        Errand.of(shell.context).problem = no_room(187_600_000)
        shell.go("packs", disk=Full())
        settle()
        assert "188 MB are needed and 120 MB are free" in said("work-problem")
        assert there("little-room") is None and find("work-room").look == "primary"
        assert focus_of(shell).objectName() == "work-room"
        keys.press("work-room")
        assert focus_of(shell).objectName() == f"remove-{ground.id}"
        assert there("remove-yes") is None, "nothing goes without a question"


def test_a_full_disk_without_a_pack_that_can_go_offers_another_try(
    qapp: QApplication, made: dict[str, Ground]
) -> None:
    with window(qapp, made["same"], "full", "en"):
        assert there("work-room") is None and there("little-room") is None
        assert find("work-again").look == "primary"


def test_a_full_stick_says_which_and_how_much(qapp: QApplication, made: dict[str, Ground]) -> None:
    with window(qapp, made["same"], "make-full", "en") as shell:
        shell.go("stick_make", disk=Tight())
        calm()
        words = said("stick-full")
        assert "BLUE has 1 MB free" in words and "with the list of packs" in words
        assert not find("write-stick").isEnabled()


def test_a_pack_that_was_taken_back_leads_to_a_newer_one(
    qapp: QApplication, made: dict[str, Ground]
) -> None:
    ground = made["withdrawn"]
    with window(qapp, ground, "withdrawn", "en") as shell:
        words = said(f"pack-{ground.id}")
        assert said(f"revoked-{ground.id}").count("is kept.") == words.count("is kept.")
        assert words.count("One answer was marked wrongly.") == 1
        Keys().press(f"newer-{ground.id}")
        assert shell.route == "packs_find"


@pytest.mark.parametrize("name", ["nothing-to-update", "find-looking", "offline", "find-nowhere"])
def test_nobody_says_newest_who_did_not_look(
    qapp: QApplication, made: dict[str, Ground], name: str
) -> None:
    with window(qapp, made["same"], name, "en"):
        told = said("screen-packs_find")
        assert NEWEST not in told and "nothing newer was known." in told


def test_after_a_look_that_went_well_all_is_newest(
    qapp: QApplication, made: dict[str, Ground]
) -> None:
    ground = made["same"]
    with window(qapp, ground, "here", "en") as shell:
        settings = replace(shell.workspace.settings, packs_folder=str(ground.site))
        shell.workspace.store_settings(settings)
        shell.go("packs_find")
        settle()
        assert NEWEST not in said("screen-packs_find")
        Keys().press("look-folder")
        calm()
        assert NEWEST in said("screen-packs_find")
        words = said(f"offer-{ground.id}")
        assert "It is on this computer." in words and "Languages" not in words


def test_nothing_is_asked_before_closing_when_nothing_is_left(
    qapp: QApplication, made: dict[str, Ground]
) -> None:
    with window(qapp, made["same"], "here", "en") as shell:
        assert shell.after_class is not None
        shell.go("closing")
        settle()
        assert there("closing-card") is None and shell.route == "packs"
    ground = made["later"]
    with window(qapp, ground, "closing", "en") as shell:
        assert "version 2, at most" in said("closing-card")
        ways = [find(f"close-{one}") for one in ("update", "not-today", "stay")]
        assert len({one.x() for one in ways}) == 1, "one below the other"
        assert focus_of(shell).objectName() == "close-update"


@pytest.mark.parametrize("width", [1000, 620, 480, 300])
def test_six_words_stand_in_even_rows(qapp: QApplication, width: int) -> None:
    words = SixWords(Texts("fr"), ("kevofalu", "vanaruba", "tofemilu", "nurabeka", "mova", "meti"))
    words.setFixedWidth(width)
    words.show()
    settle()
    rows = Counter(cell.y() for cell in words.children() if isinstance(cell, QWidget))
    assert len(set(rows.values())) == 1, rows
    words.deleteLater()


def test_the_frame_of_a_teachers_lesson_stays_under_the_ring(
    qapp: QApplication, made: dict[str, Ground]
) -> None:
    """The dashes along an inner line are there with the focus as without it."""
    with window(qapp, made["same"], "label-teach", "en") as shell:
        card = next(one for one in shell.findChildren(ChoiceCard) if one.dashed)
        card.setFocus()
        seen = [_changes(card, inset) for inset in range(12)]
        card.clearFocus()
        assert max(seen) > 40 and max(_changes(card, inset) for inset in range(12)) > 40


def _changes(card: QWidget, inset: int) -> int:
    """How often the colour turns along a line near the upper edge."""
    image = card.grab().toImage()
    row = [image.pixel(x, inset) for x in range(40, image.width() - 40)]
    return sum(one != two for one, two in pairwise(row))


def test_titles_stand_in_quotation_marks(qapp: QApplication, made: dict[str, Ground]) -> None:
    ground = made["later"]
    with window(qapp, ground, "second", "en"):
        Keys().press(f"use-{ground.id}")
        assert re.search("“.+”: version 1 is used now", said("notice"))
        Keys().press(f"remove-{ground.id}", "remove-yes")
        assert re.search("Removed: “.+”", said("notice"))
    with window(qapp, made["app"], "stick-added", "en"):
        assert re.search("Updated: “.+” |Added: “.+”", said("stick-banner"))
