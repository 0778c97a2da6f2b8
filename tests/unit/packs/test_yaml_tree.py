"""Reading YAML sources: what is refused, with its line, and what is taken as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from milclicks.packs.yaml_tree import YamlFile, read


def reading(tmp_path: Path, text: str) -> YamlFile:
    """The file with this text, read."""
    path = tmp_path / "x.yaml"
    path.write_bytes(text.encode())
    return read(path, "lessons/x.yaml")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", "source.key_twice", "lessons/x.yaml:3"),
        ("a: &x 1\n", "source.anchor", "lessons/x.yaml:1"),
        ("a: &x [1]\nb: *x\n", "source.anchor", "lessons/x.yaml:1"),
        ("a: !!python/object:os.system x\n", "source.tag", "lessons/x.yaml:1"),
        ("a: !thing {b: 1}\n", "source.tag", "lessons/x.yaml:1"),
        ("a: 1\nb: 1.5\n", "source.float", "lessons/x.yaml:2"),
        ("a:\n  <<: {b: 1}\n", "source.key", "lessons/x.yaml:2"),
        ("a: [1, 2\nb: 3\n", "source.yaml", "lessons/x.yaml:2"),
        ("a: 1\n\tb: 2\n", "source.yaml", "lessons/x.yaml:2"),
        ("a: " + "[" * 40 + "]" * 40, "source.depth", "lessons/x.yaml:1"),
    ],
)
def test_refused_with_its_line(tmp_path: Path, text: str, code: str, place: str) -> None:
    found = reading(tmp_path, text).problems
    assert code in {problem.code for problem in found}
    assert place in {problem.place.split(" ")[0] for problem in found}


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a: 1\nb: \xff\n")
    assert [(p.code, p.place) for p in read(path, "x.yaml").problems] == [
        ("source.utf8", "x.yaml:2")
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert read(tmp_path / "no.yaml", "no.yaml").problems[0].code == "source.missing"


def test_words_stay_words_and_numbers_numbers(tmp_path: Path) -> None:
    text = (
        "id: true\nlabel: 1984\nbody: no\ntext: 1.50\nhint:\nminutes: 40\nshuffle: false\n"
        'answer: 3/2\npenalty: "1/2"\ngap: null\ncreated: 2026-11-22\nlocale: no\nlow: -3\n'
    )
    assert reading(tmp_path, text).tree == {
        "id": "true",
        "label": "1984",
        "body": "no",
        "text": "1.50",
        "hint": None,
        "minutes": 40,
        "shuffle": False,
        "answer": "3/2",
        "penalty": "1/2",
        "gap": None,
        "created": "2026-11-22",
        "locale": "no",
        "low": -3,
    }


def test_places_by_the_path_of_ids(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        "id: m2\nsteps:\n  - id: hook\n    stimulus:\n      body: x\n    items:\n      - id: i1\n",
    )
    assert found.place("hook/i1") == "lessons/x.yaml:7 hook/i1"
    assert found.place("hook/stimulus") == "lessons/x.yaml:5 hook/stimulus"
    assert found.place("hook/unknown/a") == "lessons/x.yaml:3 hook/unknown/a"
