"""Every screen: names for what can be reached, a focus ring, contrast, and nothing cut at 200 %."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from milclicks.community import peer
from milclicks.community.pact import Plan
from milclicks.community.peer import Given
from milclicks.community.prepost import run
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import OwnKey
from milclicks.ui.avatars import learner_avatars
from milclicks.ui.content import lesson_cards, pact_text
from milclicks.ui.pact.plan import Draft
from milclicks.ui.peers import peer_text
from milclicks.ui.pretests import Run, pretest
from milclicks.ui.routes import ROUTES
from milclicks.ui.shell import Shell
from milclicks.ui.stick.work import see
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.text import TextBlock
from tests.support.screens import quay_packs, settle, window
from tests.support.sticks import Table
from tests.support.teachers import teacher_pack

Stop = tuple[str, dict[str, Any]]
LEAST_RING = 40


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("accessibility"))


def learner_with_a_pact(shell: Shell) -> str:
    """Yara, who has begun a lesson and made a pact."""
    workspace = shell.workspace
    learner = workspace.add_learner("Yara", learner_avatars()[0])[0].id
    pact = pact_text(workspace.library, "en")
    assert pact is not None
    plans = [Plan(one.id, one.examples[0].when, one.examples[0].will) for one in pact.promises[:2]]
    workspace.make_pact(learner, plans)
    text = peer_text(shell.context)
    assert text is not None
    leader = next(step for step in text.steps if step.id == "leader")
    given = Given({"e1": date(2026, 11, 20)}, {"e2": 4}, (), {"e3": "Much."})
    peer.note(workspace.records, learner, leader, given)
    said = {"g4": "Who said it?", "g5": "Much.", "g6": "Wait."}
    row = Given({"g1": date(2026, 11, 20)}, {"g2": 4, "g3": 1}, (), said)
    peer.log(workspace.records, learner, text.log, row)
    workspace.start_lesson(learner, lesson_cards(shell.context)[0].ref, "en")
    return learner


def test_runs(shell: Shell) -> tuple[Run, Run]:
    """A run that is open and one that was handed in."""
    test, records = pretest(shell.context), shell.workspace.records
    assert test is not None
    first, second = (
        run.begin(records, test.forms["a"], "", "before", None, number) for number in (4, 5)
    )
    return first, run.end(records, second)


test_runs.__test__ = False  # type: ignore[attr-defined] # no test of ours, in spite of its name


def teachers_on_a_stick(shell: Shell) -> tuple[str, tuple[str, ...]]:
    """A stick with packs of a maker who is known and of one who is not: the key, the hashes."""
    folder, keys = shell.workspace.folder.parent / "STICK", (OwnKey.new(), OwnKey.new())
    for key in keys:
        teacher_pack(folder / f"{key.name}.milpack", key, maker="Amina")
    shell.workspace.trust.pins.add(Maker(keys[0].name, keys[0].public, "Amina"))
    seen = see(shell.sticks.place, Table().plug(folder))
    shell.sticks.seen = [seen]
    return keys[0].name, tuple(one.digest for one in seen.found.packs)


def damaged(shell: Shell) -> None:
    """A lesson and a picture of the pack have rotted."""
    library = shell.workspace.library
    (pack,) = (one for one in library.packs() if one.id == "test.river")
    library.damaged.found(pack.path, ["lessons/well.json", "media/none.png"])
    shell.bus.tell(shell.workspace.packs_changed())


def stops(shell: Shell) -> Iterator[Stop]:
    """Every page in each of its states."""
    ref = lesson_cards(shell.context)[0].ref
    drafts = {"p1": Draft("a"), "p2": Draft("own", "it is late", "wait")}
    yield from (("first_run", {"step": step}) for step in ("language", "use", "name"))
    yield "chooser", {}
    yield "chooser", {"joining": True}
    for route in ("today", "glossary", "space", "settings", "about", "help", "mine", "pact"):
        yield route, {}
    yield "learn", {}
    yield "learn", {"query": "who"}
    yield "learn", {"query": "zzzz"}
    yield "learn_paths", {}
    yield "learn_paths", {"shown": "long"}
    for part in ("steps", "say", "ask", "hot", "rubric"):
        yield "learn_peer", {"part": part}
    for step in ("helper", "leader"):
        yield "learn_peer_step", {"step": step}
    yield "learn_peer_log", {}
    yield "pact_group", {"version": "family"}
    yield "daily", {"opened": True}
    yield "pact", {"opened": "p3"}
    for step in ("choose", "plan", "sign", "done"):
        yield "pact_make", {"step": step, "chosen": ("p1", "p2"), "drafts": drafts}
    yield "pact_check", {}
    for step in ("check", "form"):
        yield "space_declare", {"step": step}
    for step in ("make", "again", "code", "ask", "recover"):
        yield "pin", {"step": step, "code": "AAAA-BBBB-CCCC-DDDD-EEEE"}
    shell.seat.teacher = True
    for route in ("teach", "learners", "prints", "packs", "worrying"):
        yield route, {}
    yield "packs", {"open": "test.river"}
    for changing in (False, True):
        yield "packs_find", {"changing": changing}
    yield "packs_share", {}
    yield "packs_sign", {}
    yield "packs_makers", {}
    assert shell.after_class is not None  # it belongs to every window from its first calm moment
    yield "closing", {}
    damaged(shell)
    for route in ("packs", "learn", "teach"):
        yield route, {}
    known, asked = teachers_on_a_stick(shell)
    yield "packs_makers", {"asking": known}
    yield "stick_ask", {"packs": asked}
    for route in ("stick", "stick_make"):
        yield route, {}
    for route in ("teach_paths", "teach_pact", "teach_peer"):
        yield route, {}
    yield "teach_test", {"notes": True}
    for meaning in (False, True):
        yield "teach_results", {"meaning": meaning}
    yield "teach_key_in", {}
    for live in test_runs(shell):
        for at in (0, 1, 9, 23, 29, 32):
            yield "test", {"run": live.id, "at": at}
    yield "teach_paths", {"shown": "short"}
    for part in ("", "app"):
        yield "recordings", {"part": part}
    yield "teach_tick", {"learner": shell.seat.learner, "step": "leader"}
    yield "teach", {"ref": ref}
    for asking in (False, True):
        yield "learner", {"learner": shell.seat.learner, "asking": asking}


def shown(shell: Shell) -> Iterator[QWidget]:
    """Every visible widget of the window."""
    for widget in shell.findChildren(QWidget):
        if widget.isVisible() and not isinstance(widget, QScrollBar):
            yield widget


def reachable(shell: Shell) -> Iterator[QWidget]:
    """What the Tab key can reach."""
    for widget in shown(shell):
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def at_rest(shell: Shell) -> None:
    """Wait until the layouts have come to rest: two looks in a row see the same."""
    before: list[QRect] = []
    for _ in range(40):
        settle(12)
        now = [area.viewport().rect() for area in shell.findChildren(QScrollArea)]
        now += [widget.geometry() for widget in shown(shell)]
        if now == before:
            return
        before = now


def walk(shell: Shell) -> Iterator[str]:
    """Open every page in turn; gives its name."""
    for route, params in stops(shell):
        shell.go(route, **params)
        at_rest(shell)
        yield f"{route} {params}"


def test_the_walk_leaves_no_page_out(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.seat.learner = learner_with_a_pact(shell)
        walked = {route for route, _ in stops(shell)}
    assert walked == set(ROUTES) - {"player", "present", "preview"}


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_whatever_can_be_reached_has_a_name_and_shows_its_focus(
    qapp: object, tmp_path: Path, packs: Path, locale: str
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        shell.seat.learner = learner_with_a_pact(shell)
        faults = []
        for page in walk(shell):
            shell.activateWindow()
            for widget in reachable(shell):
                where = f"{page}: {type(widget).__name__} {widget.objectName()}"
                if not name_of(widget):
                    faults.append(f"no name: {where}")
                if not ring_of(widget, shell.context.theme):
                    faults.append(f"no ring: {where}")
        assert not faults, "\n".join(faults)


def name_of(widget: QWidget) -> str:
    """What a screen reader would say."""
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QCheckBox | QLineEdit) else ""


def ring_of(widget: QWidget, theme: Theme) -> bool:
    """Whether enough pixels of the focus colour are drawn while the widget has the focus."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if not widget.hasFocus():
        return True
    image = widget.grab().toImage()
    wanted = theme.colour("focus").rgb()
    found = sum(
        image.pixel(x, y) == wanted
        for y in range(image.height())
        for x in (0, 1, 2, image.width() // 2, image.width() // 3)
        if x < image.width()
    )
    return found >= min(LEAST_RING, image.height() // 3)


@pytest.mark.parametrize(
    ("locale", "size", "text_size"),
    [
        ("en", (1024, 600), 100),
        ("en", (1024, 600), 200),
        ("ar", (1024, 600), 200),
        ("fr", (1920, 1080), 100),
        ("ar", (1920, 1080), 150),
        ("xx_PSEUDO", (1024, 600), 100),
        ("xx_PSEUDO", (1024, 600), 200),
    ],
)
def test_nothing_is_cut(
    qapp: object, tmp_path: Path, packs: Path, locale: str, size: tuple[int, int], text_size: int
) -> None:
    with window(tmp_path / "d", packs, size=size, locale=locale, text_size=text_size) as shell:
        shell.seat.learner = learner_with_a_pact(shell)
        faults = []
        for page in walk(shell):
            assert (shell.width(), shell.height()) == size, f"{page} needs {shell.size()}"
            faults += [f"{page}: {fault}" for fault in cuts(shell)]
        assert not faults, "\n".join(faults)


def cuts(shell: Shell) -> Iterator[str]:
    """What does not have the room it needs."""
    for widget in shown(shell):
        what = f"{type(widget).__name__} {widget.objectName()} {name_of(widget)[:40]!r}"
        if isinstance(widget, TextBlock | Button) and widget.hasHeightForWidth():
            needed = widget.heightForWidth(widget.width())
            if needed > widget.height() + 1:
                yield f"too low: {what} needs {needed}, has {widget.height()}"
        if isinstance(widget, TextBlock | Button | QLineEdit) and sticks_out(widget):
            yield f"sticks out: {what} {widget.geometry()}"


def sticks_out(widget: QWidget) -> bool:
    """Whether a part lies outside its page; what can be scrolled to is inside."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    holder = area.widget() if isinstance(area, QScrollArea) else widget.window()
    if isinstance(widget, QAbstractScrollArea) or holder is None:
        return False
    spot = QRect(widget.mapTo(holder, QPoint(0, 0)), widget.size())
    room = holder.rect()
    if isinstance(area, QScrollArea):
        room.setWidth(min(room.width(), area.viewport().width()))
    return not room.adjusted(-1, -1, 1, 1).contains(spot)


# --- contrast by tokens ------------------------------------------------------------------
TEXT_PAIRS = (
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "soft"),
    ("ink", "sun"),
    ("ink", "sun_soft"),
    ("ink", "bad_soft"),
    ("ink", "good_soft"),
    ("ink_soft", "paper"),
    ("ink_soft", "card"),
    ("ink_soft", "soft"),
    ("ink_soft", "sun_soft"),
    ("card", "ink"),
    ("bad", "card"),
    ("bad", "paper"),
    ("good", "card"),
    ("card", "step.3"),
    ("ink", "step.0"),
    ("ink", "step.2"),
)
LINE_PAIRS = (("focus", "paper"), ("focus", "card"), ("line_control", "card"), ("ink", "card"))


def luminance(colour: QColor) -> float:
    """Relative luminance of WCAG 2.1."""

    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(value) for value in colour.getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: QColor, other: QColor) -> float:
    """Contrast of WCAG 2.1."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("high_contrast", [False, True])
def test_text_and_controls_have_enough_contrast(high_contrast: bool) -> None:
    theme = Theme(high_contrast=high_contrast)
    for ink, ground in TEXT_PAIRS:
        assert ratio(theme.colour(ink), theme.colour(ground)) >= 4.5, (ink, ground)
    for line, ground in LINE_PAIRS:
        assert ratio(theme.colour(line), theme.colour(ground)) >= 3, (line, ground)


def test_white_on_each_strand_has_enough_contrast() -> None:
    from milclicks.ui.content import STRANDS

    theme = Theme()
    for strand in STRANDS:
        assert ratio(theme.colour("card"), theme.strand(strand)) >= 4.5, strand


@pytest.mark.parametrize("high_contrast", [False, True])
@pytest.mark.parametrize(("ink", "ground"), [("card", "ink"), ("ink", "card"), ("ink", "paper")])
def test_a_word_of_the_glossary_has_enough_contrast(
    qapp: QApplication, high_contrast: bool, ink: str, ground: str
) -> None:
    theme = Theme(high_contrast=high_contrast)
    theme.apply(qapp)
    block = TextBlock("a [bridge](term:bridge)", marked=True, colour=ink)
    Theme().apply(qapp)
    assert ratio(block.block.style.link, theme.colour(ground)) >= 4.5
