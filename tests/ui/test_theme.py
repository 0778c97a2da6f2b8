"""One look: every slot of the style sheet is filled, contrast holds, focus is always seen."""

from __future__ import annotations

import re
from itertools import product

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase
from PySide6.QtWidgets import QLabel, QWidget

from milclicks.core.settings import Settings
from milclicks.core.texts import Texts
from milclicks.ui.content import STRANDS
from milclicks.ui.fonts import FAMILIES, load_fonts
from milclicks.ui.inline import Run, parse, plain
from milclicks.ui.theme import Theme, current, theme_scope
from milclicks.ui.widgets.buttons import (
    IconButton,
    NavButton,
    PlainButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.language import LanguageButton
from milclicks.ui.widgets.progress import ProgressSegments
from milclicks.ui.widgets.text import TextBlock
from milclicks.ui.widgets.tiles import StrandTile
from tests.support.answer_screen import dressed, shown


def luminance(colour: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    r, g, b = (part(v) for v in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: QColor, other: QColor) -> float:
    a, b = sorted((luminance(one), luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


@pytest.mark.parametrize("size", [100, 150, 200])
@pytest.mark.parametrize("high", [False, True])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_style_sheet_has_no_empty_slot(
    qapp: object, locale: str, high: bool, size: int
) -> None:
    texts = Texts(locale)
    theme = Theme(size, high, direction=texts.direction, locale=locale)
    sheet = theme.style_sheet()
    assert "@{" not in sheet
    assert not re.search(r"shadow|gradient|blur", sheet)
    assert f"font-size: {theme.type_px('body')}px" in sheet


@pytest.mark.parametrize("high", [False, True])
def test_contrast_holds(qapp: object, high: bool) -> None:
    theme = Theme(high_contrast=high)
    grounds = ("paper", "card", "soft", "sun_soft")
    for ink, ground in product(("ink", "ink_soft", "good", "bad"), grounds):
        assert contrast(theme.colour(ink), theme.colour(ground)) >= 4.5, (ink, ground)
    for strand in STRANDS:
        assert contrast(theme.colour("card"), theme.strand(strand)) >= 4.5, strand
        assert contrast(theme.strand(strand), theme.colour("paper")) >= 4.5, strand
    for ground in ("paper", "card"):
        assert contrast(theme.colour("focus"), theme.colour(ground)) >= 3
    for line in ("line_control", "good", "bad"):
        assert contrast(theme.colour(line), theme.colour("card")) >= 3
    assert contrast(theme.colour("ink"), theme.colour("sun")) >= 4.5


def test_arabic_has_room_between_its_lines(qapp: object) -> None:
    assert Theme(locale="ar").line_height >= 1.6
    assert not Theme(locale="ar").spaced_caps
    theme = dressed("ar")
    block = TextBlock("سطر أول طويل جدًا يلتف على سطرين أو أكثر من ذلك حتى نرى الارتفاع", size=20)
    block.resize(220, 10)
    lines = block.block
    lines.fit(220)
    assert lines.lines() >= 2
    assert lines.height >= lines.lines() * 20 * 1.6
    assert theme.locale == "ar"
    block.deleteLater()


def test_settings_make_a_theme(qapp: object) -> None:
    settings = Settings(locale="ar", text_size=150, high_contrast=True, reduced_motion=True)
    theme = Theme.of(settings, Texts("ar"))
    assert (theme.text_size, theme.high_contrast, theme.direction) == (150, True, "rtl")
    assert theme.motion_ms == 0
    assert theme.px(20) == 30


def test_a_scope_gives_its_theme_to_widgets_made_inside(qapp: object) -> None:
    dressed()
    outside = current()
    with theme_scope(outside.with_(scale_all=2.0)):
        big = TextBlock("Word", size=17)
    small = TextBlock("Word", size=17)
    assert current() is outside
    assert big.sizeHint().width() > 1.8 * small.sizeHint().width()
    big.deleteLater()
    small.deleteLater()


def test_the_shipped_fonts_cover_our_scripts(qapp: object) -> None:
    families = load_fonts()
    assert set(FAMILIES) <= set(families)
    assert load_fonts() == families
    systems = {QFontDatabase.WritingSystem.Arabic}
    assert systems <= set(QFontDatabase.writingSystems("Noto Sans Arabic"))


def controls() -> list[QWidget]:
    return [
        PrimaryButton("Go on"),
        SecondaryButton("Check it", icon="check"),
        QuietButton("Back"),
        PlainButton("Print a card"),
        IconButton("close", "Close"),
        NavButton("home", "Today"),
        LanguageButton("en", "Language"),
        StrandTile("mil", "Foundations"),
    ]


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("high", [False, True])
def test_every_button_is_named_large_and_shows_its_focus(
    qapp: object, locale: str, high: bool
) -> None:
    dressed(locale, high_contrast=high)
    blue = current().colour("focus").name()
    page = QWidget()
    flow = FlowLayout(page)
    for each in controls():
        flow.addWidget(each)
    with shown(page, (900, 600)):
        for each in page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            assert each.accessibleName()
            assert each.height() >= 48 and each.width() >= 48
            each.setFocus(Qt.FocusReason.TabFocusReason)
            picture = each.grab().toImage()
            edge = [picture.pixelColor(1, y).name() for y in range(20, picture.height() - 20)]
            assert edge and set(edge) == {blue}, each


def test_a_button_wraps_its_words_instead_of_cutting_them(qapp: object) -> None:
    dressed(text_size=200)
    button = PrimaryButton("Donaudampfschifffahrtsgesellschaft und noch ein sehr langes Wort")
    assert button.heightForWidth(300) > button.heightForWidth(1600)
    assert button.minimumSizeHint().width() <= 300
    button.deleteLater()


def test_segments_speak(qapp: object) -> None:
    dressed()
    bar = ProgressSegments()
    bar.show_at(3, 10, "Step 4 of 10")
    assert bar.accessibleName() == "Step 4 of 10"
    bar.deleteLater()


def test_a_flow_layout_wraps_and_mirrors(qapp: object) -> None:
    for locale, first_is_left in (("en", True), ("ar", False)):
        dressed(locale)
        page = QWidget()
        flow = FlowLayout(page, gap=10)
        labels = [QLabel("x") for _ in range(3)]
        for label in labels:
            label.setFixedSize(QSize(100, 20))
            flow.addWidget(label)
        with shown(page, (250, 200)):
            assert labels[0].y() == labels[1].y() < labels[2].y()
            assert (labels[0].x() < labels[1].x()) is first_is_left
            assert flow.heightForWidth(1000) == 20


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("plain", (Run("plain"),)),
        ("a **b** c", (Run("a "), Run("b", strong=True), Run(" c"))),
        ("*a*", (Run("a", em=True),)),
        ("see [a page](page:p-1).", (Run("see "), Run("a page"), Run("."))),
        ("see [a word](term:word-1).", (Run("see "), Run("a word", term="word-1"), Run("."))),
        ("[كلمة]{lang=ar}", (Run("\u2068كلمة\u2069", lang="ar"),)),
        ("2 * 3 * 4 [x](http://a) <b>", None),
        ("<img src='http://x'>", (Run("<img src='http://x'>"),)),
    ],
)
def test_inline_markup_is_read_and_all_else_is_literal(
    source: str, runs: tuple[Run, ...] | None
) -> None:
    found = parse(source)
    if runs is None:
        assert "<b>" in plain(source)
        assert "[x](http://a)" in plain(source)
        assert not any(run.term for run in found)
    else:
        assert found == runs


def test_terms_are_reached_by_tab_and_opened_by_enter(qapp: object) -> None:
    from PySide6.QtTest import QTest

    dressed()
    block = TextBlock("A [claim](term:claim) and a [source](term:source).", marked=True)
    heard: list[str] = []
    block.term.connect(heard.append)
    with shown(block, (400, 200)):
        block.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(block, Qt.Key.Key_Return)
        QTest.keyClick(block, Qt.Key.Key_Tab)
        QTest.keyClick(block, Qt.Key.Key_Return)
        for run in block.block.runs:
            if run.term:
                box = block.block.rects_of(run)[0]
                QTest.mouseClick(block, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert heard == ["claim", "source", "claim", "source"]
