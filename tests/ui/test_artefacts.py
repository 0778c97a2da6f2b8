"""Mock artefacts: banded, mirrored, every visible part named, the picture un-cropped by keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QWidget

from milclicks.items.artefact import Artefact
from milclicks.ui import avatars, icons
from milclicks.ui.artefacts import ArtefactView, artefact_view
from milclicks.ui.artefacts.compose import part_boxes
from milclicks.ui.artefacts.view import WithSlider
from milclicks.ui.content import STRANDS
from milclicks.ui.theme import tokens
from tests.support.answer_screen import NO_PICTURES, dressed, shown
from tests.support.lessons import fixture_lesson

KINDS = {each.kind: each for each in fixture_lesson().artefacts()}
WIDTHS = (260, 360, 560, 820)


def view_of(artefact: Artefact, locale: str = "en") -> ArtefactView:
    return ArtefactView(artefact, dressed(locale), NO_PICTURES)


def test_the_fixture_has_every_kind() -> None:
    assert set(KINDS) == {
        "post", "chat", "page", "notice", "label", "chart", "picture", "radio", "sms",
    }  # fmt: skip


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("width", WIDTHS)
def test_every_part_is_a_box_inside_the_card(qapp: object, kind: str, width: int) -> None:
    artefact = KINDS[kind]
    view = view_of(artefact)
    view.resize(width, view.heightForWidth(width))
    assert set(part_boxes(view.laid(width)[0])) == set(artefact.parts())
    for part in artefact.parts():
        box = view.part_rect(part)
        assert not box.isEmpty(), part
        assert QRectF(view.rect()).adjusted(-1, -1, 1, 1).contains(box), part
    view.deleteLater()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_part_says_its_words(qapp: object, kind: str) -> None:
    artefact = KINDS[kind]
    view = view_of(artefact)
    with shown(view, (520, 700)):
        for part, words in artefact.parts().items():
            child = view.findChild(QWidget, f"part-{part}")
            assert child is not None, part
            assert words.replace("*", "") in child.accessibleName() or part == "axis"
            assert child.accessibleName()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_right_to_left_mirrors_the_parts(qapp: object, kind: str) -> None:
    artefact, width = KINDS[kind], 520
    left, right = view_of(artefact, "en"), view_of(artefact, "ar")
    for view in (left, right):
        view.resize(width, view.heightForWidth(width))
    for part in artefact.parts():
        a, b = left.part_rect(part), right.part_rect(part)
        fixed = part in ("caption",) or kind in ("label", "notice", "page")
        if fixed or a.width() > width * 0.8:
            continue
        assert abs((width - a.center().x()) - b.center().x()) < 40, part
    left.deleteLater()
    right.deleteLater()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_band_of_simulation_is_drawn(qapp: object, kind: str) -> None:
    view = view_of(KINDS[kind])
    view.resize(520, view.heightForWidth(520))
    picture = view.grab().toImage()
    sun, soft = QColor(tokens()["colour"]["sun"]), QColor(tokens()["colour"]["sun_soft"])
    row = {picture.pixelColor(x, 6).name() for x in range(30, 490)}
    assert {sun.name(), soft.name()} <= row
    view.deleteLater()


def test_the_slider_shows_more_of_the_picture_by_keys(qapp: object) -> None:
    made = artefact_view(KINDS["picture"], dressed(), NO_PICTURES)
    assert isinstance(made, WithSlider)
    with shown(made, (560, 700)):
        slider = made.findChild(QSlider, "uncrop")
        assert slider is not None
        assert slider.accessibleName()
        slider.setFocus()
        assert made.view.shown == 0.0
        QTest.keyClick(slider, Qt.Key.Key_End)
        assert made.view.shown == 1.0
        QTest.keyClick(slider, Qt.Key.Key_Home)
        assert made.view.shown == 0.0


def test_parts_that_are_pointed_at_are_as_high_as_a_target(qapp: object) -> None:
    view = ArtefactView(KINDS["post"], dressed(), NO_PICTURES, pointed=True)
    view.resize(400, view.heightForWidth(400))
    for part in ("sender", "date", "body", "counts"):
        assert view.part_rect(part).height() >= 48
    view.deleteLater()


def painted(draw: Callable[[QPainter], None]) -> QImage:
    """What is drawn on 48 by 48 clear pixels."""
    picture = QImage(48, 48, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    painter = QPainter(picture)
    draw(painter)
    painter.end()
    return picture


def face_of(name: str) -> QImage:
    return painted(lambda painter: avatars.draw(painter, name, QRectF(0, 0, 48, 48)))


def icon_of(name: str, colour: QColor) -> QImage:
    return painted(lambda painter: icons.draw(painter, name, QRectF(0, 0, 48, 48), colour))


def test_every_face_and_every_icon_can_be_drawn(qapp: object) -> None:
    dressed()
    blank = face_of("nobody")
    for face in (*avatars.cast(), *avatars.learner_avatars()):
        assert avatars.known(face)
        assert face_of(face) != blank, face
    empty = icon_of("minus", QColor("#00000000"))
    for name in icons.names():
        assert icon_of(name, QColor("#1B2233")) != empty, name
    assert set(STRANDS) <= set(icons.names())
    assert len(avatars.cast()) == 8


def test_faces_differ_from_one_another(qapp: object) -> None:
    faces = [face_of(face) for face in avatars.cast()]
    faces += [face_of(face) for face in avatars.learner_avatars()]
    same = [(a, b) for a in range(len(faces)) for b in range(a) if faces[a] == faces[b]]
    assert not same
