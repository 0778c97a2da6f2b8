"""The reader of lesson sources: it never stops, and it says where each mistake is."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from milclicks.core.errors import Problem
from milclicks.items.reader import MOST_ROWS, BadContent, Reader, caution, flaw, moved


def reader(raw: Any) -> tuple[Reader, list[Problem]]:
    found: list[Problem] = []
    return Reader(raw, "s/i", found), found


def codes(found: list[Problem]) -> list[str]:
    return [problem.code for problem in found]


@pytest.mark.parametrize(
    ("verb", "value", "read", "code"),
    [
        ("whole", 3, 3, None),
        ("whole", True, 0, "content.number"),
        ("whole", "3", 0, "content.number"),
        ("fraction", 2, Fraction(2), None),
        ("fraction", "-3/4", Fraction(-3, 4), None),
        ("fraction", True, 0, "content.fraction"),
        ("fraction", 0.5, 0, "content.fraction"),
        ("words", ["a", "b"], ("a", "b"), None),
        ("words", ["a", ""], (), "content.entries"),
        ("words", ["a", 1], (), "content.entries"),
        ("words", None, (), None),
        ("words", {"a": 1}, (), "content.list"),
        ("wholes", [1, 2], (1, 2), None),
        ("wholes", [1, True], (), "content.entries"),
        ("wholes", [1] * (MOST_ROWS + 1), (), "content.list"),
        ("wholes", [1] * MOST_ROWS, (1,) * MOST_ROWS, None),
        ("numbers", {"a": 1, "b": -2}, {"a": 1, "b": -2}, None),
        ("numbers", {"a": True}, {}, "content.entries"),
        ("numbers", {"a": "1"}, {}, "content.entries"),
        ("numbers", ["a"], {}, "content.entries"),
        ("numbers", [], {}, "content.entries"),
        ("numbers", None, {}, None),
        ("name", "a-b_9", "a-b_9", None),
        ("name", "A", "unusable", "content.id"),
        ("name", "-a", "unusable", "content.id"),
        ("name", True, "unusable", "content.id"),
        ("name", None, "missing", "content.missing"),
        ("name_or", None, "", None),
        ("name_or", "b", "b", None),
        ("text", "words", "words", None),
        ("text", None, "", "content.missing"),
        ("text_or", None, "", None),
        ("text_or", " ", "", "content.text"),
        ("text_or", 5, "", "content.text"),
    ],
)
def test_values_are_read_or_reported(verb: str, value: Any, read: Any, code: str | None) -> None:
    source, found = reader({"k": value})
    assert getattr(source, verb)("k") == read
    assert codes(found) == ([code] if code else [])
    assert all(problem.place == "s/i" for problem in found)


def test_defaults_stand_in_for_what_is_left_out() -> None:
    source, found = reader({"w": "x", "f": "no"})
    assert source.whole("a", 7) == 7
    assert source.fraction("b", Fraction(1, 2)) == Fraction(1, 2)
    assert source.flag("c", True) is True
    assert source.flag("f", False) is False
    assert source.word("d", ("x", "y"), "y") == "y"
    assert source.word("w", ("x", "y")) == "x"
    assert source.word("e", ("x", "y")) == "x"
    assert source.text_or("g", "words") == "words"
    assert codes(found) == ["content.flag", "content.word"]
    assert source.has("w") and not source.has("a")


def test_rows_and_children_know_their_place() -> None:
    source, found = reader(
        {"list": [{"id": "a"}, "b", {"x": 1}], "one": {"id": "n"}, "two": {}, "three": 3}
    )
    assert [row.place for row in source.rows("list")] == ["s/i/a", "s/i/?"]
    assert source.rows("none", needed=False) == []
    assert source.rows("none") == []
    one, two, none = source.child("one"), source.child("two"), source.child("four")
    assert one is not None and one.place == "s/i/n"
    assert two is not None and two.place == "s/i/two" and none is None
    assert source.child("three") is not None
    assert codes(found) == ["content.mapping", "content.missing", "content.mapping"]
    assert found[2].place == "s/i/three"
    assert Reader({"a": {"id": "b"}}, "", []).child("a").place == "b"  # type: ignore[union-attr]


def test_exactly_so_many_numbers() -> None:
    source, found = reader({"r": [1, 2, 3, 4], "s": [1, 2]})
    assert source.integers("r", 4) == (1, 2, 3, 4) and found == []
    assert source.integers("s", 4) == (0, 0, 0, 0)
    assert codes(found) == ["content.entries"]


def test_what_nobody_read_is_reported() -> None:
    source, found = reader({"a": 1, "b": 2, "c": None})
    source.whole("a")
    source.close()
    assert [(p.code, p.sentence.values["key"]) for p in found] == [
        ("content.unknown_key", "b"),
        ("content.unknown_key", "c"),
    ]


def test_problems_carry_words_and_can_be_moved() -> None:
    one = flaw("x.y", "i1/a", "Bad {word}.", "Mend {word}.", word="thing")
    two = caution("x.z", "i1", "Weak.", "Better.")
    assert (str(one.sentence), str(one.remedy), one.severity) == (
        "Bad thing.",
        "Mend thing.",
        "error",
    )
    assert two.severity == "warning"
    placed = moved([one, two], "quiz")
    assert [p.place for p in placed] == ["quiz/i1/a", "quiz/i1"]
    assert [p.severity for p in placed] == ["error", "warning"]


def test_an_error_tells_its_first_problem_and_keeps_them_all() -> None:
    problems = [flaw("x.y", "a", "First.", "Do."), flaw("x.z", "b", "Second.", "Do.")]
    error = BadContent(problems)
    assert str(error) == "First." and error.problems == tuple(problems)
    assert error.detail == "a: x.y; b: x.z" and error.code == "lesson"
