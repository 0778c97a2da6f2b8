"""The ids of texts: the rule that translators, lessons and results rely on."""

from __future__ import annotations

from milclicks.packs.units import filled, stripped, units

LESSON = {
    "id": "m2",
    "title": "T",
    "key": {"lines": [{"id": "k1", "text": "K"}]},
    "teacher": {"opt_out": {"text": "O"}},
    "steps": [
        {
            "id": "hook",
            "kind": "ask",
            "items": [
                {
                    "id": "i1",
                    "stem": "S",
                    "stimulus": {"kind": "post", "body": "B", "meta": {"id": "m", "text": "M"}},
                    "options": [{"id": "a", "weight": 1, "feedback": "F"}],
                }
            ],
        }
    ],
}
IDS = {
    "title": "T",
    "key/k1/text": "K",
    "teacher/opt_out/text": "O",
    "hook/i1/stem": "S",
    "hook/i1/stimulus/body": "B",
    "hook/i1/stimulus/m/text": "M",
    "hook/i1/a/feedback": "F",
}


def test_ids_on_the_way_and_the_key() -> None:
    assert {unit.id: unit.text for unit in units(LESSON)} == IDS


def test_structure_is_left_alone() -> None:
    bare = stripped(LESSON)
    assert bare["steps"][0]["kind"] == "ask"
    assert bare["steps"][0]["items"][0]["options"][0] == {
        "id": "a",
        "weight": 1,
        "feedback": "hook/i1/a/feedback",
    }
    assert filled(bare, {name: name.upper() for name in IDS})["title"] == "TITLE"


def test_documents_that_are_lists() -> None:
    assert [unit.id for unit in units([{"id": "d01", "text": "x", "ask": "y"}])] == [
        "d01/text",
        "d01/ask",
    ]
