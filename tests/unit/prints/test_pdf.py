"""The PDF side of text and art: cut fonts, TJ arrays, outlines, drawings, patterns."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from milclicks.core import paths
from milclicks.prints.art import patterns, svg
from milclicks.prints.art.icons import icon, mark
from milclicks.prints.art.path_data import steps_of
from milclicks.prints.art.shapes import bounds, ellipse, rectangle
from milclicks.prints.look import PATTERNS, STRANDS, look
from milclicks.prints.paper import PAPERS, Document, landscape
from milclicks.prints.sheet import Sheet, direction_of
from milclicks.prints.typeset.block import Style
from milclicks.prints.typeset.faces import face
from milclicks.prints.typeset.outline import outline
from milclicks.prints.typeset.paint import paint_block

pytestmark = pytest.mark.usefixtures("qapp")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


def page(text: str, direction: str = "ltr") -> bytes:
    document = Document((300, 100), title="t", locale="en")
    sheet = Sheet(document.canvas, (300, 100), direction, look())  # type: ignore[arg-type]
    paint_block(document.canvas, sheet.lay(text, Style(20), 280), 10, 90)
    document.next_page()
    return document.bytes()


def streams(pdf: bytes) -> list[bytes]:
    found = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    unpacked = []
    for each in found:
        try:
            unpacked.append(zlib.decompress(each))
        except zlib.error:
            continue
    return unpacked


def test_a_run_is_one_array_of_codes() -> None:
    content = next(each for each in streams(page("Yara Diallo")) if b"BT" in each)
    assert content.count(b"TJ") == 1
    assert content.count(b"Tm") == 1


def test_the_font_is_cut_to_what_is_used() -> None:
    assert len(page("a")) < 5000
    assert len(page("ab" * 20)) < 5500


def test_each_code_is_mapped_to_its_text() -> None:
    maps = next(each for each in streams(page("Љa")) if b"beginbfchar" in each)
    assert b"<0409>" in maps
    assert b"<0061>" in maps


def test_an_outline_is_closed_and_lies_where_it_should() -> None:
    sans = face("sans", False)
    glyph = sans.hb_font.get_nominal_glyph(ord("o"))
    code = outline(sans, glyph, 100, 50, 10)
    numbers = [float(n) for n in re.findall(r"-?\d+\.\d+", code)]
    assert code.endswith("h")
    assert 100 <= min(numbers[::2]) < max(numbers[::2]) <= 107
    assert 49 <= min(numbers[1::2]) < max(numbers[1::2]) <= 57


def test_path_data_becomes_absolute() -> None:
    assert steps_of("M1 2h3v-1l-1.5.5z") == (
        ("M", (1, 2)),
        ("L", (4, 2)),
        ("L", (4, 1)),
        ("L", (2.5, 1.5)),
        ("Z", ()),
    )
    assert steps_of("M0 0c1 0 1 1 2 1s1 1 2 1")[2] == ("C", (3, 1, 3, 2, 4, 2))
    assert steps_of("m1 1 2 2") == (("M", (1, 1)), ("L", (3, 3)))


@pytest.mark.parametrize("data", ["M0 0a1 1 0 0 1 2 2", "M0 0Q1 1 2 2", "5 5", "M0 0 L1", "M0 0z1"])
def test_path_data_beyond_the_subset_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="path data"):
        steps_of(data)


@pytest.mark.parametrize(
    "inside",
    [
        "<text>no</text>",
        '<rect width="1" height="1" style="fill:red"/>',
        '<rect width="1" height="1" fill="red"/>',
        '<path d="M0 0L1 1" transform="skewX(3)"/>',
    ],
)
def test_a_drawing_beyond_the_subset_is_refused(inside: str) -> None:
    with pytest.raises(ValueError, match="beyond the subset"):
        svg.parse(SVG.format(inside))


def test_a_drawing_must_say_its_size() -> None:
    with pytest.raises(ValueError, match="viewBox"):
        svg.parse('<svg xmlns="http://www.w3.org/2000/svg" viewBox="1 0 10 10"/>')


def test_groups_hand_down_paint_and_place() -> None:
    drawing = svg.parse(
        SVG.format(
            '<g fill="#abc" stroke="#000" stroke-width="2" transform="translate(1 2) scale(2)">'
            '<rect x="1" y="1" width="2" height="1" transform="rotate(90)"/></g>'
        )
    )
    (shape,) = drawing.shapes
    assert (shape.fill, shape.stroke, shape.weight) == ("#AABBCC", "#000000", 4)
    assert bounds(shape.steps) == pytest.approx((-3, 4, -1, 8))


def test_every_drawing_of_ours_can_be_read() -> None:
    for path in (paths.resources() / "art").glob("*.svg"):
        assert svg.read(path).shapes
    for strand in STRANDS:
        assert icon(strand).shapes
    with pytest.raises(KeyError):
        icon("nothing")


def test_low_ink_has_a_mark_of_lines() -> None:
    assert mark().shapes[0].fill == look().ink.upper()
    assert mark(low_ink=True).shapes[0].fill is None


def test_round_shapes_keep_their_bounds() -> None:
    assert bounds(ellipse(5, 5, 3, 2)) == (2, 3, 8, 7)
    assert bounds(rectangle(1, 2, 10, 6, 2)) == (1, 2, 11, 8)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_covers_its_area(name: str) -> None:
    code = patterns.fill(name, (0, 0, 60, 30), 5)
    numbers = [float(n) for n in re.findall(r"-?\d+\.\d\d", code)]
    assert max(numbers) >= 55
    assert code.endswith((" S", " f"))


def test_every_strand_has_its_own_pattern_and_colour() -> None:
    shown = look(low_ink=True)
    assert [shown.pattern_of(colour) for colour in shown.strands] == list(PATTERNS)
    assert shown.pattern_of("#FFFFFF") is None


def test_a_sheet_is_mirrored_for_right_to_left() -> None:
    canvas = Document((300, 100), title="t", locale="ar").canvas
    assert Sheet(canvas, (300, 100), "ltr", look()).left(10, 50) == 10
    assert Sheet(canvas, (300, 100), "rtl", look()).left(10, 50) == 240


@pytest.mark.parametrize(
    ("text", "direction"), [("Yara", "ltr"), ("١ يارا", "rtl"), ("22-7", None), ("", None)]
)
def test_the_first_letter_decides_the_direction(text: str, direction: str | None) -> None:
    assert direction_of(text) == direction


def test_papers_are_what_they_are_called() -> None:
    assert PAPERS["a4"] == pytest.approx((595.276, 841.89), abs=0.01)
    assert landscape("letter") == (792, 612)


def test_the_art_has_no_text_inside() -> None:
    for path in Path(paths.resources() / "art").glob("*.svg"):
        assert "<text" not in path.read_text("utf-8")
