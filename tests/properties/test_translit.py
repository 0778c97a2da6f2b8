"""Serbian Cyrillic to Latin: what holds for every text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.translit import PAIRS, to_latin

SMALL = "".join(PAIRS)
LATIN = set("abcčćdđefghijklmnoprsštuvzž")
CYRILLIC = re.compile("[\u0400-\u04ff]")
WORDS = st.text(alphabet=SMALL + SMALL.upper(), min_size=1, max_size=12)
SENTENCES = st.lists(st.one_of(WORDS, st.sampled_from((",", "1", "„", "“", "–"))), max_size=8).map(
    " ".join
)
KEPT = st.sampled_from(
    ("{name}", "{n}", "{{g1}}", "{{s12}}", "(term:hand-check)", "{lang=ar}",
     "https://milclicks.example/а/б?в=г", "MIL CLICKS", "SMS", "PIN", "QR", "[наука]{lang=ru}",
     "ميلان")
)  # fmt: skip


def test_the_thirty_letters_become_the_thirty_letters() -> None:
    assert len(PAIRS) == len(set(PAIRS.values())) == 30
    assert set("".join(PAIRS.values())) == LATIN


@given(SENTENCES)
def test_no_cyrillic_is_left_and_only_latin_letters_come(text: str) -> None:
    latin = to_latin(text)
    assert not CYRILLIC.search(latin)
    assert {letter for letter in latin.lower() if letter.isalpha()} <= LATIN


@given(SENTENCES)
def test_case_does_not_change_the_letters(text: str) -> None:
    assert to_latin(text).lower() == to_latin(text.lower())


@given(WORDS)
def test_capitals_stay_capitals_and_titles_stay_titles(word: str) -> None:
    if len(word) > 1:
        assert to_latin(word.upper()) == to_latin(word.lower()).upper()
        title = word[0].upper() + word[1:].lower()
        assert to_latin(title) == to_latin(word.lower()).capitalize()


@given(SENTENCES)
def test_a_second_time_changes_nothing(text: str) -> None:
    assert to_latin(to_latin(text)) == to_latin(text)


@given(SENTENCES, SENTENCES)
def test_sentences_are_independent(one: str, two: str) -> None:
    assert to_latin(f"{one} {two}") == f"{to_latin(one)} {to_latin(two)}"


@given(SENTENCES, KEPT, SENTENCES)
def test_protected_spans_come_through(before: str, kept: str, after: str) -> None:
    assert to_latin(f"{before} {kept} {after}") == f"{to_latin(before)} {kept} {to_latin(after)}"


@given(WORDS, st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True))
def test_marked_words_are_written_in_latin_and_keep_their_id(word: str, key: str) -> None:
    assert to_latin(f"{{{{{key}|{word}}}}}") == f"{{{{{key}|{to_latin(word)}}}}}"
    assert to_latin(f"[{word}](term:{key})") == f"[{to_latin(word)}](term:{key})"


@given(st.text(max_size=80))
def test_nothing_but_serbian_letters_changes(text: str) -> None:
    bare = "".join(sign for sign in text if sign.lower() not in PAIRS)
    assert to_latin(bare) == bare
