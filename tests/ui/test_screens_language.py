"""A language that a pack brings, on the screens: chosen, spoken, taken away again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from milclicks.core.texts import LOCALES, Texts
from milclicks.packs.shelf import LessonRef
from milclicks.ui.library import screen as packs_page
from milclicks.ui.printing.certificates import blank_sheet
from milclicks.ui.printing.choices import SheetChoices
from milclicks.ui.printing.sheet import Options
from milclicks.ui.space.slides import slides
from milclicks.ui.widgets.language import LanguageButton
from tests.support.language_pack import language_forge, language_packs
from tests.support.screens import Hand, Keys, find, settle, there, window


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return language_packs(tmp_path)


def words_of(widget: QWidget) -> str:
    """Everything that a page says to a screen reader."""
    found = [widget, *widget.findChildren(QWidget)]
    return "\n".join(one.accessibleName() for one in found if one.isVisible())


def notice() -> str:
    """What the notice says, once the window that was built again shows it."""
    for _ in range(50):
        settle(20)
        if there("notice") is not None:
            break
    return words_of(find("notice"))


@pytest.mark.parametrize("kind", [Hand, Keys])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_it_is_a_tile_of_the_first_start(
    qapp: object, tmp_path: Path, packs: Path, kind: type[Hand], locale: str
) -> None:
    with window(tmp_path / "d", packs, first_run_done=False, locale=locale) as shell:
        tile = find("tile-tr")
        assert tile.accessibleName() == "Türkçe"
        tile.setFocus()
        settle()
        assert "Dilini seç" in words_of(find("screen-first_run"))
        find("tile-en").setFocus()
        settle()
        kind().press("tile-tr")
        assert shell.workspace.settings.locale == "tr"
        assert shell.layoutDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize("kind", [Hand, Keys])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_it_is_chosen_in_the_settings_and_taken_back(
    qapp: object, tmp_path: Path, packs: Path, kind: type[Hand], locale: str
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        hand = kind()
        hand.press("open-settings", "set-locale-tr")
        assert shell.context.texts.locale == "tr"
        assert find("open-settings").accessibleName() == "Ayarlar"
        assert find("set-locale-tr").isChecked()
        hand.press("notice-action")
        assert shell.workspace.settings.locale == locale


def test_it_is_in_the_menu_of_languages(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        button = find("language")
        assert isinstance(button, LanguageButton)
        action = button.menu.actions()[-1]
        assert (action.text(), action.data()) == ("Türkçe", "tr")
        action.trigger()
        settle()
        assert shell.context.texts.locale == "tr"


def test_its_lesson_is_played_and_the_others_fall_back(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs, locale="tr") as shell:
        shell.go("learn")
        settle()
        said = words_of(find("screen-learn"))
        assert "Köy kuyusu" in said and "Une rumeur à l'école" in said
        shell.go("player", ref=LessonRef("test.river", 3, "well"))
        settle()
        assert "Onu ölç" in words_of(shell)


def test_the_page_of_packs_says_how_much_it_has(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.seat.teacher = True
        shell.go("packs")
        settle()
        share = next(one.coverage for one in shell.workspace.library.packs() if one.coverage)
        assert share is not None
        said = words_of(find("pack-test.ui.tr"))
        assert f"{share // 10}%" in said.translate({0x2068: None, 0x2069: None})


@pytest.mark.parametrize("kind", [Hand, Keys])
@pytest.mark.parametrize("locale", ["fr", "tr"])
def test_it_comes_and_goes_with_its_pack(
    qapp: object, tmp_path: Path, kind: type[Hand], locale: str
) -> None:
    packs = language_packs(tmp_path)
    added = (packs / "ui-tr.milpack").rename(tmp_path / "added.milpack")
    with window(tmp_path / "d", packs) as shell:
        shell.seat.teacher = True
        shell.go("packs")
        settle()
        page = shell.screen_
        assert isinstance(page, packs_page.Packs)
        page._install(added)
        assert "Added" in notice()
        hand = kind()
        hand.press("open-settings", f"set-locale-{locale}")
        shell.go("packs")
        settle()
        hand.press("remove-test.ui.tr", "remove-yes")
        assert shell.workspace.settings.locale == "fr"
        texts = Texts("fr")
        assert find("open-settings").accessibleName() == texts.say("Settings")
        said = notice()
        assert ("Türkçe" in said and "Français" in said) == (locale == "tr")
        hand.press("open-settings")
        assert there("set-locale-tr") is None


def test_a_refusal_is_a_sentence_on_the_page(qapp: object, tmp_path: Path, packs: Path) -> None:
    bad = language_forge(tmp_path / "x").change(
        "language.json", lambda tree: tree.update(code="fr")
    )
    with window(tmp_path / "d", packs) as shell:
        shell.seat.teacher = True
        shell.go("packs")
        settle()
        page = shell.screen_
        assert isinstance(page, packs_page.Packs)
        page._install(bad.write(tmp_path / "bad.milpack"))
        settle(50)
        assert "speaks this language itself" in words_of(find("work-problem"))
        assert there("set-locale-tr") is None


def test_at_the_start_one_sentence_says_that_it_is_gone(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs, locale="tr"):
        pass
    (packs / "ui-tr.milpack").unlink()
    with window(tmp_path / "d", packs) as shell:
        assert shell.workspace.settings.locale == "fr"
        assert "Türkçe" in notice()
        assert shell.workspace.language_gone is None


def test_paper_can_be_in_it(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs, locale="tr") as shell:
        sheet = blank_sheet(shell.context)
        options = Options.of(shell.workspace.settings)
        choices = SheetChoices(shell.context, sheet, options)
        box = choices.findChild(QComboBox, "choice-locale")
        assert [box.itemData(n) for n in range(box.count())] == [*LOCALES, "tr"]
        assert (box.currentText(), box.currentData()) == ("Türkçe", "tr")
        assert sheet.prepare(options)().startswith(b"%PDF")


def test_the_display_does_not_turn_to_a_language_without_content(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        assert "tr" not in {one.locale for one in slides(shell.context)}
