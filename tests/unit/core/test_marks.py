"""Inline marks read for paper and search: what is strong, what stays, what never shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.marks import bare, marked

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="*[](){}\n"), min_size=1)


@pytest.mark.parametrize(
    ("text", "shown", "strong"),
    [
        ("plain", "plain", []),
        ("say **when** to check", "say when to check", ["when"]),
        ("*soft* and **loud**", "soft and loud", ["soft", "loud"]),
        ("a [word](term:word) here", "a word here", []),
        ("see [it](page:one) **now**", "see it now", ["now"]),
        ("**a [word](term:word)**", "a word", ["a word"]),
        ("[سلام]{lang=ar} means peace", "\u2068سلام\u2069 means peace", []),
        ("2 * 3 and [so]", "2 * 3 and [so]", []),
        ("**open", "**open", []),
    ],
)
def test_marks_become_parts(text: str, shown: str, strong: list[str]) -> None:
    found = marked(text)
    assert found.text == shown
    assert [found.text[start:end] for start, end in found.strong] == strong


@given(st.lists(st.tuples(st.booleans(), WORDS), max_size=6))
def test_the_words_are_those_of_the_search_and_strong_ones_are_where_they_were(
    parts: list[tuple[bool, str]],
) -> None:
    text = " ".join(f"**{words}**" if strong else words for strong, words in parts)
    found = marked(text)
    assert found.text == bare(text)
    assert [found.text[a:b] for a, b in found.strong] == [words for heavy, words in parts if heavy]
