"""Places on a mock artefact: whole cards, one colour of what is chosen, numbers beside words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.items.artefact import Artefact
from milclicks.items.base import Response
from milclicks.items.hotspot import ELSEWHERE, Hotspot, Place
from milclicks.ui.artefacts import ArtefactView
from milclicks.ui.items import item_widget
from milclicks.ui.items.hotspot import HotspotWidget
from milclicks.ui.items.hotspot import Place as Button
from milclicks.ui.items.state import fresh_state
from milclicks.ui.theme import current
from tests.support.answer_screen import NO_PICTURES, dressed, every_item, settle, shown
from tests.support.lessons import fixture_lesson

KINDS = {each.kind: each for each in fixture_lesson().artefacts()}
KINDS["sms"] = replace(KINDS["sms"], title="Messages")  # type: ignore[call-arg]
HEADED = ("chat", "sms", "radio", "label")
BOTH = pytest.mark.parametrize("locale", ["en", "ar"])
SIZES = pytest.mark.parametrize("size", [(390, 900), (640, 900)])
EVERY = pytest.mark.parametrize(
    ("kind", "locale"), list(product(sorted(set(KINDS) - {"picture"}), ["en", "ar"]))
)


def pointing(artefact: Artefact) -> Hotspot:
    """A question whose places are all parts of this artefact."""
    item = every_item()["hp1"]
    assert isinstance(item, Hotspot)
    options = tuple(
        Place(id=f"o{n}", body=f"Part {n}", weight=item.options[min(n, 1)].weight, part=part)
        for n, part in enumerate(artefact.parts())
    )
    return replace(item, stimulus=artefact, options=options, otherwise="")


@contextmanager
def pointed(
    artefact: Artefact, locale: str = "en", size: tuple[int, int] = (390, 900), chosen: str = ""
) -> Iterator[HotspotWidget]:
    """The places over an artefact, one of them perhaps chosen."""
    texts = dressed(locale)
    given = Response("hotspot", (chosen,)) if chosen else None
    widget = item_widget(fresh_state(pointing(artefact), response=given), texts, NO_PICTURES)
    assert isinstance(widget, HotspotWidget)
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget.ground)
    column.addWidget(widget)
    column.addStretch(1)
    with shown(page, size):
        settle(20)
        yield widget


def of_part(widget: HotspotWidget, part: str) -> Button:
    """The place over a part."""
    option = next(each for each in widget.state.item.options if each.part == part)
    return widget.ground.places[option.id]


def bare(view: ArtefactView) -> QImage:
    """The artefact without its places."""
    places = view.findChildren(Button)
    for place in places:
        place.hide()
    image = view.grab().toImage()
    for place in places:
        place.show()
    return image


def colours(image: QImage, where: QRect) -> set[str]:
    """The colours in a box of a picture."""
    xs, ys = range(where.left(), where.right() + 1), range(where.top(), where.bottom() + 1)
    return {image.pixelColor(x, y).name() for y in ys for x in xs}


def name_of(colour: str) -> str:
    """A colour of the theme as pixels have it."""
    return QColor(current().colour(colour)).name()


# --- whole cards -----------------------------------------------------------------------------
@BOTH
@SIZES
@pytest.mark.parametrize("kind", HEADED)
def test_a_head_strip_reaches_both_edges(
    qapp: object, kind: str, locale: str, size: tuple[int, int]
) -> None:
    with pointed(KINDS[kind], locale, size) as widget:
        view = widget.ground.view
        ground = name_of("strand.sustainability" if kind == "label" else "soft")
        image, top = bare(view), int(view.part_rect("title").top()) + 3
        row = QRect(3, top, view.width() - 6, 1)
        assert colours(image, row) == {ground}


@BOTH
@SIZES
def test_a_place_of_a_chat_is_the_bubble_itself(
    qapp: object, locale: str, size: tuple[int, int]
) -> None:
    """Nothing of a bubble ends inside its frame: one ground from edge to edge."""
    with pointed(KINDS["chat"], locale, size) as widget:
        image = bare(widget.ground.view)
        for line in KINDS["chat"].lines:
            where = of_part(widget, line.id).geometry().adjusted(20, 6, -20, 0)
            ground = name_of("sun_soft" if line.side == "out" else "soft")
            assert colours(image, QRect(where.topLeft(), where.topRight())) == {ground}, line.id


@BOTH
def test_a_chosen_line_of_a_chat_has_one_colour(qapp: object, locale: str) -> None:
    art = KINDS["chat"]
    for number, line in enumerate(art.lines, start=1 if art.title else 0):
        with pointed(art, locale, chosen=f"o{number}") as widget:
            place = of_part(widget, line.id)
            assert place.state == "chosen"
            image = widget.ground.view.grab().toImage()
            inside = place.geometry().adjusted(20, 8, -20, 0)
            row = QRect(inside.topLeft(), inside.topRight())
            assert colours(image, row) == {name_of("sun_soft")}, line.id
            words = colours(image, place.geometry().adjusted(10, 8, -10, -8))
            assert name_of("ink") in words, "the words are still there"


# --- numbers ---------------------------------------------------------------------------------
@EVERY
@SIZES
def test_a_number_stands_inside_its_frame_and_on_nothing(
    qapp: object, kind: str, locale: str, size: tuple[int, int]
) -> None:
    """Not on a word, not on the frame, not on the edge of a strip or a bubble."""
    if kind == "post":  # the number of its picture stands on the picture
        return
    with pointed(KINDS[kind], locale, size) as widget:
        image, places = bare(widget.ground.view), widget.ground.places
        for part in KINDS[kind].parts():
            place = of_part(widget, part)
            pin = place.pin().toAlignedRect()
            assert place.rect().adjusted(6, 6, -6, -6).contains(pin), part
            around = pin.translated(place.pos()).adjusted(-1, -1, 1, 1)
            assert len(colours(image, around)) == 1, (part, colours(image, around))
            others = [each for each in places.values() if each is not place]
            assert not [
                each.objectName()
                for each in others
                if each.pin().translated(each.pos()).intersects(pin.translated(place.pos()))
            ]


@EVERY
def test_numbers_and_frames_are_mirrored(qapp: object, kind: str, locale: str) -> None:
    if locale == "en":
        return
    with pointed(KINDS[kind], "en") as widget:
        wide = widget.ground.view.width()
        left = {p: (of_part(widget, p).geometry(), of_part(widget, p).pin()) for p in
                KINDS[kind].parts()}  # fmt: skip
    with pointed(KINDS[kind], "ar") as widget:
        if kind in ("chart", "sms"):  # as wide as their numbers and dates
            return
        for part, (frame, pin) in left.items():
            place = of_part(widget, part)
            assert abs(wide - 1 - frame.right() - place.x()) <= 2, part
            assert abs(wide - 1 - frame.left() - place.geometry().right()) <= 2, part
            there = pin.translated(frame.topLeft()).center().x()
            here = place.pin().translated(place.pos()).center().x()
            assert abs(wide - there - here) <= 2, part


@EVERY
def test_a_place_is_a_target_inside_the_card(qapp: object, kind: str, locale: str) -> None:
    with pointed(KINDS[kind], locale) as widget:
        for place in widget.ground.places.values():
            assert min(place.width(), place.height()) >= current().target
            assert widget.ground.view.rect().contains(place.geometry())
        if kind in ("chart", "post"):  # what stands on the axis overlaps it
            return
        frames = [each.geometry().adjusted(3, 3, -3, -3) for each in widget.ground.places.values()]
        for number, frame in enumerate(frames):
            assert not any(frame.intersects(other) for other in frames[number + 1 :])


def test_a_place_of_a_chat_is_chosen_by_a_tap_anywhere_in_it(qapp: object) -> None:
    art = KINDS["chat"]
    with pointed(art, "ar") as widget:
        place = of_part(widget, art.lines[0].id)
        taken: list[object] = []
        widget.ground.tapped.connect(taken.append)
        for spot in (place.pin().center().toPoint(), QPoint(place.width() - 12, 12)):
            QTest.mouseClick(place, Qt.MouseButton.LeftButton, pos=spot)
        assert taken == [place.option] * 2
        head = widget.ground.view.mapTo(widget.ground, QPoint(40, 10))
        QTest.mouseClick(widget.ground, Qt.MouseButton.LeftButton, pos=head)
        assert taken[-1] == ELSEWHERE
