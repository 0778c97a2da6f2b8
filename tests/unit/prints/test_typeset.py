"""Setting text: which face, which order, what a reader gets for each glyph."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.marks import marked
from milclicks.prints.typeset.block import Block, Glyph, Style
from milclicks.prints.typeset.coverage import NoGlyph, silent, spans
from milclicks.prints.typeset.faces import face, privately_named
from milclicks.prints.typeset.layout import Direction, lay, utf16
from milclicks.prints.typeset.seams import LRM, RLM

pytestmark = pytest.mark.usefixtures("qapp")
STYLE = Style(12)


def glyphs(block: Block) -> list[Glyph]:
    return [g for line in block.lines for run in line.runs for g in run.glyphs]


def taken(block: Block) -> str:
    """What stands on the page from left to right, without the marks that turn a reader."""
    return "".join(g.text for g in glyphs(block) if g.text not in (RLM, LRM))


def test_a_face_is_never_taken_for_one_of_the_system() -> None:
    assert face("sans", False).qt_family == "Mcks Sans"
    assert face("naskh", True).qt_family == "Mcks Naskh Arabic"


def test_a_file_that_is_no_font_is_refused() -> None:
    with pytest.raises(ValueError, match="no table of names"):
        privately_named(b"\0\1\0\0" + bytes(60))


def test_every_part_is_set_in_a_face_that_has_it() -> None:
    faces = (face("arabic", False), face("sans", False))
    text = "ليلى (Leïla) 22 ٢٢ Љубичић"
    found = spans(text, faces)
    assert "".join(text[s.start : s.end] for s in found) == text
    for span in found:
        assert all(ord(c) in span.face.covers for c in text[span.start : span.end])
    assert [span.face for span in found] == [*faces, *faces]


def test_marks_and_spaces_stay_with_the_letters_before_them() -> None:
    sans, arabic = face("sans", False), face("arabic", False)
    assert [s.face for s in spans("a b, c", (arabic, sans))] == [sans]


@pytest.mark.parametrize("sign", ["😀", "क", "山", "\x07", "\ue000"])
def test_a_sign_that_no_face_has_is_named(sign: str) -> None:
    with pytest.raises(NoGlyph) as caught:
        spans(f"a{sign}", (face("sans", False),))
    assert f"U+{ord(sign):04X}" in str(caught.value)


def test_qt_counts_some_signs_twice() -> None:
    assert utf16("aа𐞀") == 4


def test_arabic_is_painted_from_right_to_left_and_read_letter_by_letter() -> None:
    assert taken(lay("سلام", STYLE, 200, "rtl")) == "سلام"[::-1]


def test_a_ligature_of_two_letters_gives_each_its_share() -> None:
    block = lay("لا", STYLE, 200, "rtl")
    first, second = glyphs(block)
    assert (first.text, second.text) == ("ا", "ل")
    assert second.number == face("arabic", False).blank
    assert first.width == pytest.approx(second.width)
    assert second.x > first.x


def test_an_accent_is_an_outline_and_its_letter_is_read_with_it() -> None:
    block = lay("سلّم", STYLE, 200, "rtl")
    assert taken(block) == "سلّم"[::-1]
    assert [g.text for g in glyphs(block) if g.bare] == [""]


def test_glyphs_read_as_text_never_step_back() -> None:
    block = lay("قال الأوّل: «نَعَم، لا (Leïla) 22».", STYLE, 400, "rtl")
    places = [g.x for g in glyphs(block) if not g.bare]
    assert places == sorted(places)


def test_brackets_keep_their_own_character() -> None:
    assert taken(lay("(أ)", STYLE, 100, "rtl")) == ")أ("


def test_a_reader_is_told_where_the_direction_changes() -> None:
    texts = [g.text for g in glyphs(lay("هذا (Yara) هنا", STYLE, 300, "rtl"))]
    assert RLM in texts
    assert RLM not in [g.text for g in glyphs(lay("Yara Diallo", STYLE, 300, "ltr"))]


def test_right_to_left_begins_at_the_right_edge() -> None:
    arabic = lay("سلام", STYLE, 200, "rtl").lines[0]
    latin = lay("Yara", STYLE, 200, "ltr").lines[0]
    assert arabic.right == pytest.approx(200)
    assert latin.left == pytest.approx(0)


def test_the_middle_and_the_end() -> None:
    middle = lay("Yara", Style(12, align="centre"), 200, "ltr").lines[0]
    assert middle.left == pytest.approx(200 - middle.right)
    assert lay("Yara", Style(12, align="end"), 200, "ltr").lines[0].right == pytest.approx(200)


def test_a_long_word_sticks_out_or_breaks() -> None:
    word = "Wolfeschlegelstein"
    assert lay(word, STYLE, 40, "ltr").width > 40
    broken = lay(word, STYLE, 40, "ltr", "anywhere")
    assert len(broken.lines) > 1
    assert broken.width <= 40.1


def test_newlines_break_lines() -> None:
    block = lay("one\ntwo", STYLE, 200, "ltr")
    assert len(block.lines) == 2
    assert block.height == pytest.approx(2 * block.pitch)


@pytest.mark.parametrize("text", ["", " ", "\u200f", "\n"])
def test_a_text_without_ink_is_an_empty_block(text: str) -> None:
    block = lay(text, STYLE, 200, "ltr")
    assert block.width == 0
    assert block.text == text.replace("\n", "\u2028")


def test_where_a_part_of_a_text_lies() -> None:
    block = lay("This is MIL\u00a0CLICKS now", Style(30), 220, "ltr")
    ((line, left, right),) = block.extents("MIL\u00a0CLICKS")
    assert line == 1
    assert 0 <= left < right <= 220
    assert block.extents("nothing") == ()


def test_sizes_are_the_designs_own() -> None:
    one, ten = lay("Yara Diallo", Style(10), 999, "ltr"), lay("Yara Diallo", Style(100), 999, "ltr")
    assert ten.width == pytest.approx(10 * one.width, rel=2e-3)


LETTERS = st.text(
    st.sampled_from("ابتلأّلاةىَ،؟٢ abcéñ.,:()7-Љубђ\u200f\u2068\u2069—«»"), min_size=1, max_size=24
)


@given(LETTERS, st.sampled_from(["ltr", "rtl"]))
def test_no_character_is_lost(text: str, direction: str) -> None:
    block = lay(text, STYLE, 2000, direction)  # type: ignore[arg-type]
    wanted = Counter(c for c in unicodedata.normalize("NFC", text) if not silent(c))
    assert Counter(taken(block)) - Counter({RLM: 99, LRM: 99}) == wanted


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Say **why** it is so", "ltr"),
        ("قولوا **لماذا** هو كذلك", "rtl"),
        ("Реци **зашто** је тако", "ltr"),
        ("**Fully** and *so*", "ltr"),
        ("Leïla قالت **نعم (yes)** اليوم", "rtl"),
    ],
)
def test_what_is_strong_is_set_in_a_bold_face_and_reads_the_same(
    text: str, direction: Direction
) -> None:
    found = marked(text)
    plain = lay(found.text, STYLE, 400, direction)
    shown = lay(found.text, STYLE, 400, direction, "words", found.strong)
    assert taken(shown).replace(" ", "") == taken(plain).replace(" ", "")
    heavy = {g.text for line in shown.lines for run in line.runs if run.face.bold
             for g in run.glyphs}  # fmt: skip
    light = [g.text for line in shown.lines for run in line.runs if not run.face.bold
             for g in run.glyphs]  # fmt: skip
    strong = "".join(found.text[start:end] for start, end in found.strong)
    assert {sign for sign in strong if not sign.isspace()} <= heavy | {""}
    rest = "".join(sign for at, sign in enumerate(found.text)
                   if not any(a <= at < b for a, b in found.strong))  # fmt: skip
    assert (
        sorted("".join(light).replace(" ", "").strip(RLM + LRM)) == sorted(rest.replace(" ", ""))
        or direction == "rtl"
    )
    assert shown.width > plain.width


def test_a_bold_style_stays_bold_in_its_strong_parts() -> None:
    block = lay("all of it", Style(12, bold=True), 300, "ltr", "words", ((0, 3),))
    assert all(run.face.bold for line in block.lines for run in line.runs)
