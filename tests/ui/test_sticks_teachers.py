"""Teachers' packs on a stick: the PIN and the six words come before the banner's one click."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.packs.trust import root as trust_root
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import OwnKey, pack_id
from milclicks.ui.shell import Shell
from milclicks.ui.widgets.text import TextBlock
from tests.support.screens import Hand, Keys, find, quay_packs, settle, there, window
from tests.support.site import Site, pack
from tests.support.sticks import Table
from tests.support.teachers import lesson_pack, signed, teacher_pack

pytestmark = pytest.mark.strict_trust
AMINA, BARTO = OwnKey.new(), OwnKey.new()
RIVER = pack_id(AMINA.name, "river")
PIN = "2468"


def calm() -> None:
    """Let a job arrive, what follows from it be built, and that be shown."""
    for _ in range(4):
        settle()


def said(name: str = "stick-banner") -> str:
    marks = dict.fromkeys((0x2068, 0x2069))
    return find(name).accessibleName().translate(marks)


def told(within: QWidget) -> str:
    blocks = [one.text() for one in within.findChildren(TextBlock) if one.isVisible()]
    return " ".join(blocks).translate(dict.fromkeys((0x2068, 0x2069)))


def ids(shell: Shell) -> set[str]:
    return {one.id for one in shell.workspace.library.packs()}


@contextmanager
def opened(tmp_path: Path, *sticks: Path, pin: bool = False, **more: object) -> Iterator[Shell]:
    """A window with these sticks in; with `pin` a teacher's PIN is set."""
    if not (tmp_path / "bundled").exists():
        quay_packs(tmp_path / "quay")
        (tmp_path / "quay" / "packs").rename(tmp_path / "bundled")
    table = Table()
    for one in sticks:
        table.plug(one)
    with window(tmp_path / "data", tmp_path / "bundled", **more) as shell:  # type: ignore[arg-type]
        gate = shell.workspace.records.gate
        if pin:
            gate.set_pin(gate.propose(PIN))
        shell.sticks.watch(table)
        calm()
        yield shell


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with one pack of a teacher."""
    teacher_pack(tmp_path / "STICK" / "river.milpack", AMINA, maker="Amina")
    return tmp_path / "STICK"


def give_pin(hand: Hand) -> None:
    for digit in PIN:
        hand.press(f"pin-{digit}")
    hand.press("pin-done")
    calm()


@pytest.mark.parametrize("hand", [Hand(), Keys()])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_banner_asks_for_the_pin_and_the_six_words(
    tmp_path: Path, stick: Path, locale: str, hand: Hand
) -> None:
    with opened(tmp_path, stick, pin=True, locale=locale) as shell:
        assert "River" in said() or "النهر" in said()
        hand.press("stick-add")
        calm()
        assert shell.route == "pin" and RIVER not in ids(shell)
        give_pin(hand)
        assert shell.route == "stick_ask"
        assert set(AMINA.words) <= set(told(find("maker-question")).split())
        title = {"en": "River lessons", "ar": "دروس النهر"}[locale]
        assert title in told(find("maker-question")), "the pack by its name in this language"
        assert find("maker-not-now").hasFocus(), "an Enter too many adds nothing"
        hand.press("maker-not-now")
        calm()
        assert RIVER not in ids(shell) and not shell.workspace.trust.pins.all()
        assert there("stick-banner") is None, "it was answered"
        shell.go("stick")
        calm()
        hand.press(f"take-{RIVER}", "maker-same")
        calm()
        assert RIVER in ids(shell) and set(shell.workspace.trust.pins.all()) == {AMINA.name}
        assert there("maker-question") is None and find("empty-next").hasFocus()
        hand.press("empty-next")
        assert shell.route == "learn"


def test_a_wrong_pin_and_going_away_add_nothing(tmp_path: Path, stick: Path) -> None:
    with opened(tmp_path, stick, pin=True) as shell:
        hand = Hand()
        hand.press("stick-add")
        calm()
        for digit in "1111":
            hand.press(f"pin-{digit}")
        hand.press("pin-done")
        calm()
        assert shell.route == "pin"
        hand.press("pin-leave")
        assert shell.route == "today"
        assert RIVER not in ids(shell) and not shell.workspace.trust.pins.all()


def test_a_known_maker_is_added_behind_the_pin_without_a_question(
    tmp_path: Path, stick: Path
) -> None:
    with opened(tmp_path, pin=True) as shell:
        shell.workspace.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
    with opened(tmp_path, stick) as shell:
        hand = Hand()
        hand.press("stick-add")
        calm()
        assert shell.route == "pin"
        give_pin(hand)
        assert there("maker-question") is None and RIVER in ids(shell)


def test_a_teacher_who_is_there_adds_a_known_maker_with_one_click(
    tmp_path: Path, stick: Path
) -> None:
    with opened(tmp_path, stick, pin=True) as shell:
        shell.workspace.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
        shell.seat.teacher = True
        shell.context.bus.tell(shell.workspace.packs_changed())
        calm()
        hand = Hand()
        hand.press("stick-add")
        calm()
        assert hand.count == 1 and RIVER in ids(shell)


def test_official_packs_of_the_same_stick_come_in_at_once(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site.make(tmp_path, [pack(tmp_path / "made", "test.tiny", title="Tiny")])
    monkeypatch.setattr(trust_root, "chain", lambda *_: site.roots(1))
    shutil.copytree(site.root, stick / "MILPACKS")
    teacher_pack(stick / "b.milpack", BARTO, maker="Barto", slug="b")
    with opened(tmp_path, stick, pin=True) as shell:
        assert said().startswith("On the stick STICK: 3 new packs. River lessons, ")
        assert " and 1 more pack, together 43 KB. From a teacher" in said()
        hand = Hand()
        hand.press("stick-add")
        calm()
        assert "test.tiny" in ids(shell), "the official pack asks for nothing"
        assert shell.route == "pin" and len(ids(shell)) == 2
        give_pin(hand)
        asked = told(find("maker-question"))
        hand.press("maker-same")
        calm()
        assert told(find("maker-question")) != asked, "one maker after the other"
        hand.press("maker-not-now")
        calm()
        assert len(ids(shell)) == 3 and len(shell.workspace.trust.pins.all()) == 1


def test_several_packs_of_one_maker_are_asked_about_once(tmp_path: Path, stick: Path) -> None:
    teacher_pack(stick / "other.milpack", AMINA, maker="Amina", slug="other")
    with opened(tmp_path, stick) as shell:
        shell.seat.teacher = True
        hand = Hand()
        hand.press("stick-add", "maker-same")
        calm()
        assert {RIVER, pack_id(AMINA.name, "other")} <= ids(shell)
        assert there("maker-question") is None


def test_the_page_of_sticks_labels_them_and_asks_the_same(tmp_path: Path, stick: Path) -> None:
    with opened(tmp_path, stick, pin=True) as shell:
        hand = Hand()
        hand.press("stick-look")
        card = find(f"stick-pack-{RIVER}@3")
        assert "A teacher’s pack" in told(card)
        assert "The pack says that it is by “Amina”." in told(card)
        hand.press(f"use-{RIVER}")
        calm()
        assert shell.route == "pin"
        give_pin(hand)
        hand.press("maker-same")
        calm()
        assert RIVER in ids(shell), "used in place"
        assert not list((tmp_path / "data" / "packs").glob("*.milpack"))
        shell.go("stick")
        calm()
        assert there(f"take-{RIVER}") is not None
    with opened(tmp_path, stick) as shell:
        Hand().press("stick-look", f"take-{RIVER}")
        calm()
        assert shell.route == "pin"


def test_a_maker_who_was_forgotten_is_asked_about_again(tmp_path: Path, stick: Path) -> None:
    with opened(tmp_path, stick) as shell:
        shell.seat.teacher = True
        hand = Hand()
        hand.press("stick-add", "maker-same")
        calm()
        shell.go("packs")
        calm()
        hand.press("known-makers")
        card = find(f"maker-{AMINA.name}")
        words = told(card)
        assert "Amina" in words and "22 November 2026" in words and "River lessons." in words
        assert set(AMINA.words) <= set(words.split())
        hand.press(f"forget-{AMINA.name}")
        assert find("forget-no").hasFocus()
        hand.press("forget-no")
        assert set(shell.workspace.trust.pins.all()) == {AMINA.name}
        hand.press(f"forget-{AMINA.name}", "forget-yes")
        assert not shell.workspace.trust.pins.all() and there("maker-*") is None
        assert next(one for one in shell.workspace.library.packs() if one.id == RIVER).usable
        teacher_pack(stick / "newer.milpack", AMINA, maker="Amina", version=9)
        shell.context.bus.tell(shell.workspace.packs_changed())
        calm()
        shell.sticks.put_aside.clear()
        shell.sticks.brought = None
        shell.sticks.changed.emit()
        calm()
        hand.press("stick-add")
        calm()
        assert there("maker-question") is not None


def test_a_maker_without_a_name_is_forgotten_in_whole_sentences(tmp_path: Path) -> None:
    with opened(tmp_path) as shell:
        shell.seat.teacher = True
        shell.workspace.trust.pins.add(Maker(BARTO.name, BARTO.public, ""))
        shell.go("packs_makers")
        calm()
        hand = Hand()
        hand.press(f"forget-{BARTO.name}")
        assert "Forget this maker?" in told(find(f"maker-{BARTO.name}"))
        hand.press("forget-yes")
        assert "This maker is not known here any more." in told(shell)
        assert not shell.workspace.trust.pins.all()


def test_a_known_name_that_sounds_official_stays_a_claim(tmp_path: Path) -> None:
    with opened(tmp_path) as shell:
        shell.seat.teacher = True
        shell.go("packs_makers")
        settle()
        assert "Nobody yet" in told(shell)
        shell.workspace.trust.pins.add(Maker(BARTO.name, BARTO.public, "UNESCO Official"))
        shell.context.bus.tell(shell.workspace.packs_changed())
        settle()
        card = told(find(f"maker-{BARTO.name}"))
        assert "Nobody has proved them" in card and "No pack of theirs" in card


def test_a_pack_that_is_not_in_order_is_not_used_from_its_stick(tmp_path: Path) -> None:
    made = lesson_pack(AMINA)
    line = next(one for one in made.manifest["resources"] if one["path"].startswith("lessons/"))
    raw = made.files[line["path"]] = b'{"broken": 1}'
    line["hash"], line["bytes"] = hashlib.sha256(raw).hexdigest(), len(raw)
    (tmp_path / "STICK").mkdir()
    (tmp_path / "STICK" / "broken.milpack").write_bytes(signed(made, AMINA))
    with opened(tmp_path, tmp_path / "STICK") as shell:
        hand = Hand()
        shell.seat.teacher = True
        shell.go("stick")
        calm()
        hand.press(f"use-{RIVER}")
        calm()
        hand.press("maker-same")
        calm()
        assert RIVER not in ids(shell) and shell.workspace.library.guests == ()
        assert not shell.workspace.trust.pins.all(), "nobody is known by a pack that cannot be used"
        error = shell.sticks.error
        assert error is not None and error.code.startswith("lesson")
        assert error.sentence.text.split()[0] in said() and not shell.sticks.busy
