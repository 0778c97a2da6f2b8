"""QR codes: one that is summed from others is the code that the library computes."""

from __future__ import annotations

import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from milclicks.prints.qr import MASK, Kin, bars

LETTERS = st.characters(min_codepoint=32, max_codepoint=126)
LENGTHS = st.integers(1, 60)


def computed(content: str) -> set[tuple[int, int]]:
    """The dark modules (x, y) as the library alone makes them."""
    rows = segno.make_qr(content, error="m", boost_error=False, mask=MASK).matrix
    return {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def painted(content: str) -> set[tuple[int, int]]:
    """The dark modules of the bars."""
    return {(x + more, y) for x, y, length in bars(content)[1] for more in range(length)}


@settings(max_examples=60)
@given(LENGTHS.flatmap(lambda n: st.lists(st.text(LETTERS, min_size=n, max_size=n), max_size=6)))
def test_codes_of_texts_of_one_length(tails: list[str]) -> None:
    for content in (f"a{tail}" for tail in tails):
        assert painted(content) == computed(content)


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_any_other_text(content: str) -> None:
    assert painted(content) == computed(content)


@settings(max_examples=20)
@given(st.lists(st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=8, max_size=8), max_size=90))
def test_a_batch_computes_no_more_codes_than_its_texts_have_bits(codes: list[str]) -> None:
    kin = Kin("mil.core 00000000 2026-11-22")
    for code in codes:
        kin.modules(f"mil.core {code} 2026-11-22")
    assert len(kin._known) <= 8 * 8
