"""Answers questions in the player by real keys or real taps, one way for every form.

It acts on visible, enabled controls only; it knows the keys that the player promises.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QSlider, QWidget

from milclicks.core.texts import Texts
from milclicks.items.base import Item, Response
from milclicks.items.hotspot import ELSEWHERE
from milclicks.lessons.run import LessonRun
from milclicks.lessons.views import ItemView
from milclicks.steps.ask import Ask
from milclicks.steps.lesson import Lesson
from milclicks.ui.items.base import ItemWidget
from milclicks.ui.pictures import MediaOf
from milclicks.ui.player.desk import RunDesk
from milclicks.ui.player.view import PlayerView
from milclicks.ui.theme import Theme
from tests.support import turning
from tests.support.lessons import fixture_lesson

NO_PICTURES = MediaOf(lambda name: b"", lambda name: f"picture {name}")


def dressed(locale: str = "en", **look: Any) -> Texts:
    """Put the theme of a locale on the application."""
    app = QApplication.instance() or QApplication([])
    texts = Texts(locale)
    Theme(direction=texts.direction, locale=locale, **look).apply(app)  # type: ignore[arg-type]
    return texts


def every_item(lesson: Lesson | None = None) -> dict[str, Item]:
    """One item of every form of the fixture lesson, by its id."""
    return {item.id: item for _, item in (lesson or fixture_lesson()).items()}


def one_question(item: Item) -> LessonRun:
    """A run that asks only this."""
    lesson = fixture_lesson()
    step = next(each for each in lesson.steps if isinstance(each, Ask) and each.kind == "ask")
    own = replace(step, questions=(item,), intro="")
    return LessonRun.start(replace(lesson, steps=(own,)), seed="seven", cut=40)[0]


@contextmanager
def playing(
    run: LessonRun, texts: Texts, size: tuple[int, int] = (1024, 600)
) -> Iterator[PlayerView]:
    """The player in a window, active, with the focus where it belongs."""
    player = PlayerView(RunDesk(run), texts, NO_PICTURES, low=size[1] < 700)
    with shown(player, size):
        player.focus_first()
        settle()
        yield player


@contextmanager
def shown(widget: QWidget, size: tuple[int, int] = (1024, 600)) -> Iterator[QWidget]:
    """A widget in an active window of a size."""
    window = QMainWindow()
    window.setMinimumSize(200, 200)
    window.setCentralWidget(widget)
    window.resize(*size)
    window.show()
    window.activateWindow()
    settle()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(milliseconds: int = 1) -> None:
    """Let what was asked for happen."""
    turning.settle(milliseconds)


def control(player: QWidget, name: str) -> QWidget:
    """The visible control of a name."""
    found = [each for each in player.findChildren(QWidget, name) if each.isVisible()]
    assert found, f"no visible control {name}"
    return found[0]


def view_of(player: PlayerView) -> ItemView:
    """The question of now."""
    view = player.desk.view()
    item = view.question
    assert item is not None
    return item


# --- keys ------------------------------------------------------------------------------------
def press(player: QWidget, key: Qt.Key) -> None:
    """A key, where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or player, key)
    settle()


def tab_to(player: QWidget, name: str, most: int = 80) -> QWidget:
    """Reach a control by Tab alone."""
    for _ in range(most):
        focus = QApplication.focusWidget()
        if focus is not None and focus.objectName() == name:
            return focus
        press(player, Qt.Key.Key_Tab)
    raise AssertionError(f"{name} cannot be reached by Tab")


def type_in(field: QWidget, words: str) -> None:
    """Type words of any script, a key event each (QTest knows ASCII alone)."""
    for letter in words:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(field, event)
    settle()


def digit(player: PlayerView, number: int) -> None:
    """Key 1 to 9."""
    press(player, Qt.Key(Qt.Key.Key_0 + number))


def by_keys(player: PlayerView, wanted: Response) -> None:
    """Give this response with the keyboard alone."""
    form = view_of(player).form
    if form in ("short", "number-field", "open"):
        tab_to(player, {"short": "short-field", "open": "open-field"}.get(form, "number-field"))
        type_in(QApplication.focusWidget(), wanted.single)
    elif form == "cloze-text":
        for gap, words in wanted.placed.items():
            tab_to(player, f"gap-{gap}")
            type_in(QApplication.focusWidget(), words)
    elif form == "number-slider":
        _slide(player, wanted)
    elif isinstance(wanted.value, dict):
        _place_by_digits(player, wanted)
    else:
        _pick_by_digits(player, wanted)
    player.flush()
    settle()


def _slide(player: PlayerView, wanted: Response) -> None:
    item: Any = view_of(player).item
    tab_to(player, "number-slider")
    press(player, Qt.Key.Key_Home)
    for _ in range(int((int(wanted.single) - item.low) / item.by)):
        press(player, Qt.Key.Key_Up)


def _pick_by_digits(player: PlayerView, wanted: Response) -> None:
    for option in [wanted.single] if wanted.single else list(wanted.ids):
        view = view_of(player)
        rows = [row.id for row in view.rows]
        if view.form == "order":
            taken = view.response.ids if view.response is not None else ()
            rows = [row for row in rows if row not in taken]
        elif view.form.startswith(("hotspot", "cloze-mark")):
            rows = _places(view) if "hotspot" in view.form else _spans(view)
        digit(player, rows.index(option) + 1)


def _places(view: ItemView) -> list[str]:
    item: Any = view.item
    return [*(each.id for each in item.options), ELSEWHERE]


def _spans(view: ItemView) -> list[str]:
    item: Any = view.item
    return list(item.gaps)


def _place_by_digits(player: PlayerView, wanted: Response) -> None:
    view = view_of(player)
    item: Any = view.item
    order = list(item.gaps) if view.form.startswith("cloze") else [row.id for row in view.rows]
    for key in order:
        view = view_of(player)
        used = set(view.response.placed.values()) if view.response is not None else set()
        if view.form == "categorise":
            choices = [row.id for row in view.partners]
        elif view.form == "cloze-select":
            choices = [row.id for row in dict(view.choices)[key]]
        else:
            rows = view.partners if view.form == "match" else view.rows
            choices = [row.id for row in rows if row.id not in used]
        digit(player, choices.index(wanted.placed[key]) + 1)


# --- taps ------------------------------------------------------------------------------------
def tap(player: QWidget, name: str) -> None:
    """Press a visible, enabled control in its middle."""
    found = control(player, name)
    assert found.isEnabled(), f"{name} is disabled"
    QTest.mouseClick(
        found, Qt.MouseButton.LeftButton, pos=QPoint(found.width() // 2, found.height() // 2)
    )
    settle()


def by_taps(player: PlayerView, wanted: Response) -> None:
    """Give this response with taps alone (typing where something is to be typed)."""
    form = view_of(player).form
    if form == "number-slider":
        _tap_slider(player, wanted)
    elif form in ("short", "open", "number-field", "cloze-text"):
        _type_after_tap(player, wanted, form)
    elif form == "order":
        for option in wanted.ids:
            tap(player, f"piece-{option}")
    elif form == "categorise":
        for option, group in wanted.placed.items():
            tap(player, f"piece-{option}")
            tap(player, f"bin-{group}")
    elif isinstance(wanted.value, dict):
        for key, option in wanted.placed.items():
            tap(player, f"slot-{key}")
            tap(player, f"piece-{option}")
    else:
        name = {"cloze-mark": "piece", "hotspot-picture": "place", "hotspot-artefact": "place"}
        for option in [wanted.single] if wanted.single else list(wanted.ids):
            kind = "option" if option == ELSEWHERE else name.get(form, "option")
            tap(player, f"{kind}-{option}")
    player.flush()
    settle()


def _tap_slider(player: PlayerView, wanted: Response) -> None:
    slider = control(player, "number-slider")
    assert isinstance(slider, QSlider)
    for _ in range(200):
        given = view_of(player).response
        if given is not None and given.single == wanted.single:
            return
        low = given is None or int(given.single) < int(wanted.single)
        tap(player, "more" if low else "less")
    raise AssertionError("the number cannot be reached by taps")


def _type_after_tap(player: PlayerView, wanted: Response, form: str) -> None:
    names = {"short": "short-field", "open": "open-field", "number-field": "number-field"}
    fields = (
        {f"gap-{gap}": words for gap, words in wanted.placed.items()}
        if form == "cloze-text"
        else {names[form]: wanted.single}
    )
    for name, words in fields.items():
        tap(player, name)
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        type_in(field, words)


def open_feedback(player: PlayerView, *, keys: bool) -> None:
    """The confidence tap, or Check, whichever belongs to the question."""
    name = "level-fairly" if view_of(player).opener == "confidence" else "check"
    if keys:
        tab_to(player, name)
        press(player, Qt.Key.Key_Space)
    else:
        tap(player, name)


def item_of(player: PlayerView) -> ItemWidget:
    """The widget of the question."""
    found = player.findChildren(ItemWidget)
    return next(each for each in found if each.isVisible())
