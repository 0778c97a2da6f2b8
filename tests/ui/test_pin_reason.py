"""Why the PIN is asked where somebody wanted a pack, and that the adding then goes on by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from milclicks.packs.library import Library
from milclicks.packs.trust.envelope import Maker
from milclicks.ui.shell import Shell
from tests.support.screens import Hand, Keys, find, there, window
from tests.support.teachers import teacher_pack
from tests.ui.test_sticks_teachers import (
    AMINA,
    BARTO,
    RIVER,
    calm,
    give_pin,
    ids,
    opened,
    stick,
    told,
)

__all__ = ["stick"]
pytestmark = [
    pytest.mark.strict_trust,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


def known(shell: Shell) -> None:
    """The maker of the pack on the stick is known here."""
    shell.workspace.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
    shell.context.bus.tell(shell.workspace.packs_changed())
    calm()


def make_pin(hand: Hand) -> None:
    """Make a PIN from the first page to the last."""
    for _ in range(2):
        give_pin(hand)
    hand.press("pin-copied")
    calm()


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("pin", [True, False])
def test_a_guest_who_adds_hears_why_the_pin_is_asked(
    tmp_path: Path, stick: Path, pin: bool, locale: str
) -> None:
    with opened(tmp_path, stick, pin=pin, locale=locale) as shell:
        hand = Hand()
        hand.press("stick-add")
        calm()
        assert shell.route == "pin"
        why = find("pin-why").text()  # type: ignore[attr-defined]
        if locale == "en":
            assert "made by a teacher" in why and "PIN" in why
        shell.rebuild()
        calm()
        assert find("pin-why").text() == why  # type: ignore[attr-defined]
        give_pin(hand) if pin else make_pin(hand)
        assert shell.route == "stick_ask" and there("maker-question") is not None


def test_a_press_on_packs_hears_it_and_other_pages_do_not(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    Library.open(tmp_path / "d").close()
    with window(tmp_path / "d", tmp_path / "none") as shell:
        Hand().press("empty-next")
        assert shell.route == "pin" and there("pin-why") is not None
        for route in ("learners", "teach", "prints"):
            shell.go(route)
            calm()
            assert shell.route == "pin" and there("pin-why") is None, route


@pytest.mark.parametrize("hand", [Hand(), Keys()])
def test_a_known_makers_pack_comes_in_without_a_second_press(
    tmp_path: Path, stick: Path, hand: Hand
) -> None:
    with opened(tmp_path, stick, pin=True) as shell:
        known(shell)
        hand.press("stick-add")
        calm()
        assert shell.route == "pin" and RIVER not in ids(shell)
        give_pin(hand)
        assert RIVER in ids(shell) and shell.route == "stick_ask"
        assert find("empty-next").hasFocus()


def test_so_does_a_pack_that_is_used_where_it_lies(tmp_path: Path, stick: Path) -> None:
    with opened(tmp_path, stick, pin=True) as shell:
        known(shell)
        hand = Hand()
        hand.press("stick-look", f"use-{RIVER}")
        calm()
        give_pin(hand)
        assert RIVER in ids(shell)
        assert not list((tmp_path / "data" / "packs").glob("*.milpack"))


def test_an_unknown_maker_beside_a_known_one_is_still_asked_about(
    tmp_path: Path, stick: Path
) -> None:
    teacher_pack(stick / "b.milpack", BARTO, maker="Barto", slug="b")
    with opened(tmp_path, stick, pin=True) as shell:
        known(shell)
        hand = Hand()
        hand.press("stick-add")
        calm()
        give_pin(hand)
        assert RIVER in ids(shell) and len(ids(shell)) == 2
        assert "Barto" in told(find("maker-question"))
        assert find("maker-not-now").hasFocus(), "an Enter too many adds nothing"
        hand.press("maker-not-now")
        calm()
        assert len(ids(shell)) == 2


def test_a_page_that_is_come_back_to_adds_nothing(tmp_path: Path, stick: Path) -> None:
    """Only the press goes on, once; a window that is built again, or Back, is no press."""
    with opened(tmp_path, stick, pin=True) as shell:
        known(shell)
        shell.seat.teacher = True
        shell.go("stick_ask", packs=tuple(one.digest for one in shell.sticks.seen[0].found.packs))
        calm()
        assert RIVER not in ids(shell) and there("maker-add") is not None
        hand = Hand()
        hand.press("maker-add")
        calm()
        assert RIVER in ids(shell)
        shell.workspace.remove_pack(RIVER)
        shell.context.bus.tell(shell.workspace.packs_changed())
        calm()
        shell.rebuild()
        calm()
        assert RIVER not in ids(shell)
