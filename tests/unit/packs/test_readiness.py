"""What a pack or lesson asks for, and what is said when it is not there."""

from __future__ import annotations

import pytest

from milclicks.packs import readiness
from milclicks.packs.documents import fault
from milclicks.packs.locales import nearest
from milclicks.packs.names import path_fault
from milclicks.packs.readiness import Needs

WAY = {
    "id": "x",
    "title": "a",
    "summary": "b",
    "sessions": [{"id": "s1", "title": "c", "minutes": 40, "lessons": ["m2"]}],
}
PEER = {
    "title": "a",
    "intro": "b",
    "steps": [
        {
            "id": "learner",
            "title": "a",
            "summary": "b",
            "instructions": [{"id": "a", "text": "c"}],
            "evidence": [{"id": "e1", "kind": "date", "label": "d"}],
            "ticks": [{"id": "t1", "label": "e"}],
        }
    ],
    "scripts": [],
    "prompts": [],
    "hot": {"title": "a", "lines": [{"id": "h1", "text": "b"}]},
    "rubric": [],
    "log": [],
    "certificate": {"title": "a", "body": "b", "text": "c"},
}
PACT = {
    "title": "a",
    "intro": "b",
    "opening": "c",
    "closing": "d",
    "promises": [{"id": "p1", "strand": "mil", "name": "e", "sentence": "f"}],
    "checkins": [{"id": "day7", "title": "a", "ask": "b", "text": "c"}],
    "took_part": {"title": "a", "text": "b"},
}


@pytest.mark.parametrize(
    ("wanted", "here", "later"),
    [
        ("0.1", "0.1.0", False),
        ("0.1.1", "0.1.0", True),
        ("1.10", "1.9.9", True),
        ("1.9", "1.10", False),
        ("2", "10.0.0", False),
        ("10", "2.0.0", True),
    ],
)
def test_versions_are_numbers(wanted: str, here: str, later: bool) -> None:
    assert readiness.newer(wanted, here) is later


def test_the_app_knows_its_own_kinds() -> None:
    known = readiness.known_features()
    assert {"step:read@1", "step:scene@1", "item:choice@1", "item:open@1"} <= known
    assert "step:hologram@1" not in known


def test_needs_of_several_packs() -> None:
    found = readiness.with_others(
        [
            Needs("a", 2, (("b", 1),)),
            Needs("b", 1, (("c", 1), ("d", 1))),
            Needs("c", 1),
            Needs("d", 1, (("c", 2),)),
            Needs("e", 1, (("f", 1),)),
            Needs("f", 1, (("g", 1),)),
            Needs("g", 1, (("e", 1),)),
            Needs("h", 1, base=("a", 2)),
            Needs("i", 1, base=("a", 1)),
        ]
    )
    assert {name: one.code for name, one in found.items()} == {
        "d": "pack.needed",
        "e": "pack.cycle",
        "f": "pack.cycle",
        "g": "pack.cycle",
        "i": "pack.needed",
    }
    assert found["d"].reason is not None
    assert found["d"].reason.values == {"names": "c 2"}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("media/x.png", ""),
        ("texts/pt_PT/c1-1.json", ""),
        ("a/b/c/d", ""),
        ("a/b/c/d/e", "manifest.path"),
        ("a" * 120, ""),
        ("a" * 121, "manifest.path"),
        ("com9.txt", "manifest.path_reserved"),
        ("com10.txt", ""),
        ("console.txt", ""),
        (".hidden", "manifest.path"),
        ("a b", "manifest.path"),
        ("..", "manifest.path"),
        ("x:stream", "manifest.path_reserved"),
    ],
)
def test_names_that_every_system_takes(path: str, code: str) -> None:
    assert path_fault(path) == code


@pytest.mark.parametrize(
    ("wanted", "held", "declared", "found"),
    [
        ("fr", ("en", "fr"), {}, "fr"),
        ("pt_BR", ("en", "pt_PT"), {}, "pt_PT"),
        ("pt_BR", ("en", "pt_PT"), {"pt_BR": ("en",)}, "en"),
        ("sr_Latn", ("en", "sr_Cyrl"), {}, "sr_Cyrl"),
        ("ar", ("fr", "en"), {}, "en"),
        ("ar", ("fr", "es"), {}, "fr"),
        ("ar", (), {}, None),
    ],
)
def test_the_nearest_locale(
    wanted: str, held: tuple[str, ...], declared: dict[str, tuple[str, ...]], found: str | None
) -> None:
    assert nearest(wanted, held, declared, "en") == found


@pytest.mark.parametrize(
    ("name", "tree", "told"),
    [
        ("daily", [{"id": "d", "strand": "mil", "text": "a", "ask": "b", "why": "c"}], ""),
        ("daily", [{"id": "d", "strand": "mil", "text": "a", "ask": "b"}], "why"),
        ("daily", {"d01": "text"}, "array"),
        ("glossary", [{"id": "x", "term": "a", "definition": ""}], "definition"),
        ("space", {"title": "a", "intro": "b", "promises": [], "self_check": []}, "promises"),
        ("paths", [WAY], ""),
        ("paths", [{**WAY, "sessions": []}], "sessions"),
        ("paths", [{"id": "x", "title": "a", "lessons": ["m2"]}], "summary"),
        ("peer", PEER, ""),
        ("peer", {**PEER, "steps": []}, "steps"),
        ("peer", {**PEER, "log": [{"id": "g1", "kind": "photo", "label": "a"}]}, "photo"),
        ("peer", {"anything": 1}, "title"),
        ("peer", 7, "int"),
        ("pact", PACT, ""),
        ("pact", {**PACT, "took_part": {"title": "a"}}, "text"),
    ],
)
def test_documents_have_the_shape_that_readers_count_on(name: str, tree: object, told: str) -> None:
    assert (told in fault(name, tree)) if told else (fault(name, tree) == "")


@pytest.mark.parametrize(("count", "good"), [(40, True), (41, False)])
def test_the_longest_self_check(count: int, good: bool) -> None:
    questions = [{"id": f"c{n}", "ask": "?"} for n in range(count)]
    tree = {
        "title": "a",
        "intro": "b",
        "promises": [{"id": f"s{n}", "text": "x"} for n in range(20)],
        "self_check": questions,
    }
    assert (fault("space", tree) == "") is good
