"""The record of ids: what may change, what must not, what extract-strings writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from milclicks.packs import history
from milclicks.packs.source import read_source
from tests.support.sources import edit


def codes(source: Path) -> list[tuple[str, str]]:
    """(code, severity) of what the record says."""
    return [(one.code, one.severity) for one in history.check_history(read_source(source))]


def entry(source: Path, name: str) -> str:
    """The line that would be written for an id."""
    lines = history.updated(read_source(source)).splitlines()
    return next(line for line in lines if f"id: {name}," in line)


def test_the_record_of_the_fixture_is_up_to_date(source: Path) -> None:
    assert codes(source) == []
    assert history.updated(read_source(source)) == (source / "history.yaml").read_text("utf-8")


def test_without_a_record_every_id_is_new(source: Path) -> None:
    (source / "history.yaml").unlink()
    assert set(codes(source)) == {("history.new", "warning")}
    assert len(codes(source)) == 9


def test_words_are_not_part_of_the_key(source: Path) -> None:
    edit(source / "lessons" / "rumour.yaml", "Whom do you ask first?", "Who is first?")
    edit(source / "lessons" / "rumour.yaml", "The person who told me", "My friend")
    assert codes(source) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("gap: g1, body", "gap: null, body"),
        ("mode: bank", "mode: select"),
        ('id: b, body: "The person who told me", weight: 0', 'id: b, body: "x", weight: "1/2"'),
        ("id: b, body", "id: c, body"),
    ],
)
def test_answers_are_part_of_the_key(source: Path, old: str, new: str) -> None:
    edit(source / "lessons" / "rumour.yaml", old, new)
    assert codes(source) == []  # the version that is still being written may change
    edit(source / "pack.yaml", "version: 3", "version: 4")
    assert codes(source) == [("history.key", "error")]


def test_a_key_follows_while_its_version_is_written_and_not_later(source: Path) -> None:
    before = entry(source, "rumour/quiz/q2")
    edit(source / "lessons" / "rumour.yaml", "mode: bank", "mode: select")
    during = entry(source, "rumour/quiz/q2")
    assert during != before
    edit(source / "pack.yaml", "version: 3", "version: 4")
    assert entry(source, "rumour/quiz/q2") == before
    edit(source / "lessons" / "rumour.yaml", "id: q2\n        rev: 1", "id: q2\n        rev: 2")
    after = entry(source, "rumour/quiz/q2")
    assert ("rev: 2" in after, "version: 4" in after) == (True, True)
    assert codes(source) == []


def test_an_id_that_left_is_kept_and_must_be_retired(source: Path) -> None:
    edit(source / "pack.yaml", "lessons: [rumour, well]", "lessons: [rumour]")
    assert codes(source) == [("history.gone", "warning")] * 4
    assert "id: well/quiz/q1," in history.updated(read_source(source))
    text = (source / "history.yaml").read_text("utf-8")
    retired = [
        line.replace("}", ", retired: true}") if "id: well" in line else line
        for line in text.splitlines()
    ]
    (source / "history.yaml").write_text("\n".join(retired), encoding="utf-8")
    assert codes(source) == []
    assert "retired: true" in entry(source, "well")


def test_the_decision_of_an_investigation_is_an_item() -> None:
    step = {"id": "case", "kind": "investigate", "decide": {"id": "d", "kind": "decide"}}
    assert [one.id for one in history.named_in("m", {"steps": [step]})] == ["m/case", "m/case/d"]
