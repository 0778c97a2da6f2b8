"""Packs of teachers on screen: the question, the frame and the label, signing one's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from milclicks.core.errors import Message
from milclicks.packs.pack import Pack
from milclicks.packs.trust.envelope import Maker, maker_of
from milclicks.packs.trust.keys import OwnKey, pack_id
from milclicks.packs.trust.pins import Pin, warning_of
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.widgets.text import TextBlock
from tests.support.screens import HELD, RIVER, Hand, find, quay_packs, settle, there, window
from tests.support.teachers import teacher_pack

pytestmark = [
    pytest.mark.strict_trust,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
AMINA, OTHER = OwnKey.new(), OwnKey.new()


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("quay"))


def texts_on(within: QWidget) -> list[str]:
    return [one.text() for one in within.findChildren(TextBlock) if one.isVisible()]


def settled() -> None:
    """Let the work and what it shows come to an end."""
    for _ in range(HELD):
        settle(20)
        if there("work") is None and there("stop-signing") is None:
            break
    settle(50)


def choose(path: Path, name: str = "open-dialog") -> None:
    """Pick a file in the dialog that is open."""
    dialog = find(name)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    settled()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_first_pack_of_a_maker_is_asked_about(
    qapp: object, tmp_path: Path, packs: Path, locale: str
) -> None:
    pack = teacher_pack(tmp_path / "a.milpack", AMINA, maker="Amina")
    with window(tmp_path / "d", packs, locale=locale) as shell:
        shell.seat.teacher = True
        shell.go("packs")
        settle()
        Hand().press("add-pack")
        choose(pack)
        question = find("maker-question")
        said = texts_on(question)
        assert set(AMINA.words) <= set(said)
        assert len(shell.context.workspace.library.packs()) == 1
        Hand().press("maker-not-now")
        assert there("maker-question") is None
        assert not shell.context.workspace.library.trust.pins.all()
        Hand().press("add-pack")
        choose(pack)
        Hand().press("maker-same")
        settled()
        assert there("maker-question") is None
        name = pack_id(AMINA.name, "river")
        assert name in [one.id for one in shell.context.workspace.library.packs()]
        card = find(f"pack-{name}")
        assert any(" ".join(AMINA.words) in words for words in texts_on(card))
        assert find("maker-label").isVisible()


def test_a_known_maker_is_not_asked_about_again(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        pins = shell.context.workspace.library.trust.pins
        pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
        shell.seat.teacher = True
        shell.go("packs")
        settle()
        Hand().press("add-pack")
        choose(teacher_pack(tmp_path / "a.milpack", AMINA))
        assert there("maker-question") is None
        assert len(shell.context.workspace.library.packs()) == 2


def test_names_that_sound_official_and_names_that_are_known(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        pins = shell.context.workspace.library.trust.pins
        pins.add(Maker(OTHER.name, OTHER.public, "UNESCO Official"))
        shell.seat.teacher = True
        shell.go("packs")
        settle()
        Hand().press("add-pack")
        choose(teacher_pack(tmp_path / "a.milpack", AMINA, maker="UNESCO Official"))
        said = " ".join(texts_on(find("maker-question")))
        assert "Nobody has proved them" in said
        assert "is known here with other words" in said


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize(
    ("name", "said"),
    [("Mаrija", "alphabets"), ("UИESCO", "alphabets"), ("Аmina", "other words"),
     ("Марија Петровић", ""), ("Élodie Lefèvre", ""), ("أمينة يوسف", "")],
)  # fmt: skip
def test_a_name_that_may_be_taken_for_another_is_warned_about(
    qapp: object, tmp_path: Path, packs: Path, name: str, said: str, locale: str
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        pins = shell.context.workspace.library.trust.pins
        pins.add(Maker(OTHER.name, OTHER.public, "Amina"))
        shell.seat.teacher = True
        shell.go("packs")
        settle()
        Hand().press("add-pack")
        choose(teacher_pack(tmp_path / "a.milpack", AMINA, maker=name))
        told = " ".join(texts_on(find("maker-question")))
        for message in (warning_of(Maker("", b"", name), ()), namesake(name)):
            words = shell.context.texts.message(message) if message is not None else "?"
            assert (words in told) is (bool(said) and said in str(message))


def namesake(name: str) -> Message | None:
    """What is said of a name that is known here."""
    return warning_of(Maker("", b"", name), (Pin(public=b"", name=name),))


@pytest.mark.parametrize("route", ["learn", "teach"])
def test_lessons_of_a_teacher_have_another_frame_and_label(
    qapp: object, tmp_path: Path, packs: Path, route: str
) -> None:
    with window(tmp_path / "d", packs) as shell:
        workspace = shell.context.workspace
        workspace.library.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
        workspace.library.install(teacher_pack(tmp_path / "a.milpack", AMINA, maker="Amina"))
        shell.context.bus.tell(workspace.packs_changed())
        shell.seat.teacher = True
        shell.go(route)
        settle()
        cards = [
            one
            for one in shell.findChildren(ChoiceCard)
            if one.objectName().startswith(("lesson-", "teach-"))
        ]
        assert len(cards) == 4
        assert [one.dashed for one in cards] == [False, False, True, True]
        assert ["teacher’s pack" in one.note for one in cards] == [False, False, True, True]
        assert any("The pack says that it is by" in words for words in texts_on(shell))


def test_the_head_of_a_lesson_says_whose_it_is(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs, size=(1024, 600)) as shell:
        workspace = shell.context.workspace
        workspace.library.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
        workspace.library.install(teacher_pack(tmp_path / "a.milpack", AMINA, maker="Amina"))
        shell.context.bus.tell(workspace.packs_changed())
        own, other = [], []
        for card in workspace.library.lessons("en"):
            (other if card.ref.pack.startswith("t.") else own).append(card.ref)
        shell.go("player", ref=own[0])
        settle()
        assert there("maker-strip") is None
        shell.go("player", ref=other[0])
        settle()
        said = texts_on(find("maker-strip"))
        assert "Amina" in said[0] and "teacher’s pack" in said[0]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A teacher's folder."""
    folder = tmp_path / "my lessons"
    shutil.copytree(RIVER, folder)
    for name in ("pact", "space", "history"):
        (folder / f"{name}.yaml").unlink()
    return folder


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_teacher_signs_a_folder_without_the_command_line(
    qapp: object, tmp_path: Path, packs: Path, source: Path, locale: str
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        shell.seat.teacher = True
        shell.go("packs")
        settle()
        hand = Hand()
        hand.press("sign-pack")
        hand.write("maker-name", "Amina D.")
        hand.press("sign-folder")
        choose(source)
        saving = find("save-signed")
        assert not saving.isEnabled()
        for number in range(3):
            assert not saving.isEnabled()
            hand.press(f"check-{number}")
        assert saving.isEnabled()
        hand.press("check-0")
        assert not saving.isEnabled()
        hand.press("check-0", "save-signed")
        target = tmp_path / "out" / "river.milpack"
        target.parent.mkdir()
        choose(target, "save-dialog")
        with Pack(target) as pack:
            maker = maker_of(pack)
        assert maker is not None and maker.name == "Amina D."
        hand.press("sign-other")
        assert find("maker-name").property("text") == "Amina D."
        assert set(maker.words) <= set(texts_on(find("six-words")))
        hand.press("copy-key")
        choose(tmp_path / "out" / "key.pem", "save-dialog")
        assert b"PRIVATE KEY" in (tmp_path / "out" / "key.pem").read_bytes()
    with window(tmp_path / "new", packs, locale=locale) as shell:
        shell.seat.teacher = True
        shell.go("packs_sign")
        settle()
        assert there("six-words") is None
        hand.press("restore-key")
        choose(tmp_path / "out" / "key.pem")
        assert set(maker.words) <= set(texts_on(find("six-words")))


def test_a_pack_that_cannot_be_signed_says_why(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.seat.teacher = True
        shell.go("packs_sign")
        settle()
        Hand().press("sign-file")
        choose(packs / "quay.milpack")
        assert there("save-signed") is None
        assert any("cannot bring" in words for words in texts_on(shell))


def test_what_was_looked_at_stays_over_a_language_switch(
    qapp: object, tmp_path: Path, packs: Path, source: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.seat.teacher = True
        shell.go("packs_sign")
        settle()
        Hand().press("sign-folder")
        choose(source)
        Hand().press("check-1")
        from dataclasses import replace

        workspace = shell.context.workspace
        shell.context.bus.tell(workspace.store_settings(replace(workspace.settings, locale="fr")))
        settle(50)
        card = find("check-1")
        assert isinstance(card, ChoiceCard) and card.isChecked()
        other = find("check-0")
        assert isinstance(other, ChoiceCard) and not other.isChecked()
