"""Every mistake an author can make in an item is found, with its place and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from milclicks.core.errors import Problem
from milclicks.items.reader import BadContent
from milclicks.items.registry import item_problems, parse_item
from tests.contracts.test_items import raw_item

Raw = dict[str, Any]
Spoil = Callable[[Raw], object]


def set_(*path: Any, to: Any) -> Spoil:
    """Spoil: put a value at a path of keys and positions."""

    def spoil(raw: Raw) -> None:
        node: Any = raw
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = to

    return spoil


def drop(*path: Any) -> Spoil:
    """Spoil: take something out."""

    def spoil(raw: Raw) -> None:
        node: Any = raw
        for key in path[:-1]:
            node = node[key]
        del node[path[-1]]

    return spoil


def again(key: str) -> Spoil:
    """Spoil: list the first entry twice."""

    def spoil(raw: Raw) -> None:
        raw[key] = [*raw[key], dict(raw[key][0])]

    return spoil


def many(key: str, count: int) -> Spoil:
    """Spoil: list so many entries that nobody can read them."""

    def spoil(raw: Raw) -> None:
        raw[key] = [{**raw[key][0], "id": f"x{n}", "body": f"word {n}"} for n in range(count)]

    return spoil


MISTAKES: list[tuple[str, Spoil, str, str]] = [
    # what every item shares
    ("c1", drop("stem"), "content.missing", "c1"),
    ("c1", set_("stem", to=""), "content.missing", "c1"),
    ("c1", set_("stem", to="   "), "content.text", "c1"),
    ("c1", set_("stem", to=7), "content.text", "c1"),
    ("c1", drop("id"), "content.missing", "?"),
    ("c1", set_("id", to="Über"), "content.id", "Über"),
    ("c1", set_("id", to="a" * 41), "content.id", "a" * 41),
    ("c1", set_("kind", to="riddle"), "content.word", "c1"),
    ("c1", set_("colour", to="red"), "content.unknown_key", "c1"),
    ("c1", set_("rev", to="two"), "content.number", "c1"),
    ("c1", set_("rev", to=True), "content.number", "c1"),
    ("c1", set_("shuffle", to="yes"), "content.flag", "c1"),
    ("c1", set_("confidence", to=1), "content.flag", "c1"),
    ("c1", set_("objectives", to=[1]), "content.entries", "c1"),
    ("c1", set_("objectives", to="E1"), "content.list", "c1"),
    ("c1", set_("options", to="none"), "content.list", "c1"),
    ("c1", set_("options", to=[]), "content.missing", "c1"),
    ("c1", set_("options", 0, to="hurry"), "content.mapping", "c1"),
    ("c1", set_("options", 0, "id", to=True), "content.id", "c1/True"),
    ("c1", drop("options", 0, "feedback"), "content.missing", "c1/hurry"),
    ("c1", drop("options", 0, "body"), "content.missing", "c1/hurry"),
    ("c1", drop("options", 0, "weight"), "content.missing", "c1/hurry"),
    ("c1", set_("options", 0, "weight", to=0.5), "content.fraction", "c1/hurry"),
    ("c1", set_("options", 0, "weight", to="half"), "content.fraction", "c1/hurry"),
    ("c1", set_("options", 0, "weight", to="1/0"), "content.fraction", "c1/hurry"),
    ("c1", set_("options", 0, "weight", to=2), "item.weight", "c1/hurry"),
    ("c1", set_("options", 1, "weight", to=-1), "item.weight", "c1/ferry"),
    ("c1", set_("options", 0, "pinned", to="yes"), "content.flag", "c1/hurry"),
    ("c1", set_("options", 0, "hint", to="psst"), "content.unknown_key", "c1/hurry"),
    ("c1", many("options", 10_000), "content.list", "c1"),
    ("c1", many("options", 13), "item.option_count", "c1"),
    ("c1", set_("scoring", to={"mode": "luck"}), "content.word", "c1/scoring"),
    ("c1", set_("scoring", to={"floor": -1}), "item.scoring", "c1/scoring"),
    ("c1", set_("scoring", to={"ceil": 2}), "item.scoring", "c1/scoring"),
    ("c1", set_("scoring", to={"floor": 1, "ceil": 1}), "item.scoring", "c1/scoring"),
    ("c1", set_("scoring", to={"penalty": -1}), "item.scoring", "c1/scoring"),
    ("c1", set_("scoring", to={"bonus": 1}), "content.unknown_key", "c1/scoring"),
    ("c1", set_("scoring", to=[]), "content.mapping", "c1/scoring"),
    ("c1", set_("stimulus", to={"id": "x", "kind": "poem"}), "content.word", "c1/x"),
    ("c1", set_("survey", to={"scale": "agree5"}), "item.survey_options", "c1"),
    # choice and its siblings
    ("c1", set_("options", 0, "weight", to=0), "item.no_key", "c1"),
    ("c1", set_("options", 0, "weight", to="1/2"), "item.no_key", "c1"),
    ("c1", set_("options", 1, "weight", to=1), "item.two_keys", "c1"),
    ("c1", again("options"), "item.repeated_id", "c1"),
    ("c1", set_("options", 1, "body", to="None of these"), "item.same_words", "c1"),
    ("c1", lambda raw: raw.update(options=raw["options"][:1]), "item.option_count", "c1"),
    ("t1", set_("options", 0, "id", to="maybe"), "item.fixed_options", "t1"),
    ("t1", set_("options", 0, "weight", to=1), "item.two_keys", "t1"),
    ("m1", set_("scoring", to={"mode": "weights"}), "item.tick_all", "m1"),
    ("m2", lambda raw: [o.update(weight=0) for o in raw["options"]], "item.no_key", "m2"),
    ("m2", set_("options", 0, "weight", to=3), "item.weight", "m2/crew"),
    ("m2", again("options"), "item.repeated_id", "m2"),
    # order, match, categorise
    ("o1", lambda raw: raw.update(options=raw["options"][:2]), "item.option_count", "o1"),
    ("o1", again("options"), "item.repeated_id", "o1"),
    ("o1", set_("options", 1, "body", to="Pause for one breath"), "item.same_words", "o1"),
    ("ma1", drop("pairs"), "content.missing", "ma1"),
    ("ma1", lambda raw: raw.update(pairs=raw["pairs"][:1]), "item.option_count", "ma1"),
    ("ma1", set_("extra", 0, "id", to="thumb"), "item.repeated_id", "ma1"),
    ("ma1", set_("extra", 0, "right", to="Who said it first?"), "item.same_words", "ma1"),
    ("ma1", set_("pairs", 0, "left", to="Pointing finger"), "item.same_words", "ma1"),
    ("ma1", drop("pairs", 1, "right"), "content.missing", "ma1/pointer"),
    ("ca1", set_("options", 0, "bin", to="thirdhand"), "item.unknown_bin", "ca1/saw"),
    ("ca1", set_("bins", 0, "id", to="saw"), "item.repeated_id", "ca1"),
    ("ca1", set_("bins", 0, "label", to="Second-hand"), "item.same_words", "ca1"),
    ("ca1", lambda raw: raw.update(bins=raw["bins"][:1]), "item.option_count", "ca1"),
    # cloze
    ("cb1", set_("mode", to="guess"), "content.word", "cb1"),
    ("cb1", set_("text", to="No gap at all."), "item.gap_marks", "cb1"),
    ("cb1", set_("text", to="{{g1}} {{g2}} {{G3}}"), "item.gap_marks", "cb1"),
    ("cb1", set_("text", to="{{g1}} {{g2}} {{s1|words}}"), "item.gap_marks", "cb1"),
    ("cb1", set_("text", to="{{g1}} {{g1}} {{g2}}"), "item.repeated_id", "cb1"),
    ("cb1", set_("text", to="{{g1}} {{g2}} {{g3}}"), "item.gap_options", "cb1/g3"),
    (
        "cb1",
        set_("text", to=" ".join(f"{{{{g{n}}}}}" for n in range(1, 10))),
        "item.option_count",
        "cb1",
    ),
    ("cb1", set_("options", 0, "gap", to="g9"), "item.unknown_gap", "cb1/hold"),
    ("cb1", set_("options", 2, "weight", to=1), "item.unknown_gap", "cb1/share"),
    ("cb1", lambda raw: raw["options"][2].update(gap="g1", weight=1), "item.two_keys", "cb1/g1"),
    ("cb1", set_("options", 0, "weight", to=0), "item.no_key", "cb1/g1"),
    ("cb1", set_("options", 2, "body", to="saw"), "item.same_words", "cb1"),
    ("cb1", set_("options", 0, "weight", to=4), "item.weight", "cb1/hold"),
    ("cs1", lambda raw: raw["options"].pop(1), "item.gap_options", "cs1/g1"),
    ("cs1", set_("options", 1, "weight", to=1), "item.two_keys", "cs1/g1"),
    ("cs1", set_("options", 1, "body", to="claims"), "item.same_words", "cs1/g1"),
    ("cs1", set_("options", 1, "gap", to=None), "item.unknown_gap", "cs1/proves"),
    ("ct1", set_("options", 0, "weight", to=0), "item.no_key", "ct1/g1"),
    ("ct1", drop("otherwise"), "item.no_otherwise", "ct1"),
    ("cm1", set_("text", to="{{s1}} {{s2|b}} {{s3|c}}"), "item.gap_marks", "cm1"),
    ("cm1", set_("options", 0, "id", to="s9"), "item.unknown_gap", "cm1/s9"),
    ("cm1", lambda raw: raw["options"].pop(1), "item.gap_options", "cm1/s2"),
    ("cm1", lambda raw: [o.update(weight=0) for o in raw["options"]], "item.no_key", "cm1"),
    # short and number
    ("sh1", drop("otherwise"), "item.no_otherwise", "sh1"),
    ("sh1", set_("options", 2, "body", to=" UPPER! "), "item.same_words", "sh1"),
    ("sh1", lambda raw: [o.update(weight=0) for o in raw["options"]], "item.no_key", "sh1"),
    ("nf1", drop("answer"), "content.missing", "nf1"),
    ("nf1", set_("answer", to=61), "item.answer_outside", "nf1"),
    ("nf1", set_("answer", to=-1), "item.answer_outside", "nf1"),
    ("nf1", set_("low", to=60), "item.range", "nf1"),
    ("nf1", set_("by", to=0), "item.range", "nf1"),
    ("nf1", set_("by", to=7), "item.range", "nf1"),
    ("nf1", set_("tolerance", to=30), "item.tolerance", "nf1"),
    ("nf1", set_("tolerance", to=-1), "item.tolerance", "nf1"),
    ("nf1", lambda raw: raw["options"].pop(), "item.fixed_options", "nf1"),
    ("nf1", again("options"), "item.fixed_options", "nf1"),
    ("ns1", set_("answer", to="3/2"), "item.answer_outside", "ns1"),
    ("no1", drop("otherwise"), "item.no_thanks", "no1"),
    ("no1", drop("survey"), "content.missing", "no1"),
    # hotspot
    ("hp1", set_("options", 0, "region", to={"part": "roof"}), "item.part", "hp1/date"),
    ("hp1", drop("options", 0, "region"), "content.missing", "hp1/date"),
    ("hp1", drop("stimulus"), "item.ground", "hp1"),
    ("hp1", set_("picture", to="quay"), "item.ground", "hp1"),
    ("hp1", drop("otherwise"), "item.no_otherwise", "hp1"),
    ("hp1", set_("pick", to=2), "item.pick", "hp1"),
    ("hp1", set_("pick", to=0), "item.pick", "hp1"),
    ("hp1", set_("options", 0, "id", to="elsewhere"), "item.repeated_id", "hp1"),
    (
        "hr1",
        set_("options", 0, "region", to={"rect": [900, 0, 200, 10]}),
        "item.region",
        "hr1/boards",
    ),
    ("hr1", set_("options", 0, "region", to={"rect": [0, 0, 0, 10]}), "item.region", "hr1/boards"),
    ("hr1", set_("options", 0, "region", to={"rect": [-1, 0, 5, 10]}), "item.region", "hr1/boards"),
    ("hr1", set_("options", 0, "region", to={"part": "body"}), "item.region", "hr1/boards"),
    (
        "hr1",
        set_("options", 0, "region", to={"rect": [1, 2, 3]}),
        "content.entries",
        "hr1/boards/region",
    ),
    ("hr1", lambda raw: [o.update(weight=0) for o in raw["options"]], "item.no_key", "hr1"),
    # decide, survey, open
    ("d1", set_("truth", to="unsure"), "content.word", "d1"),
    ("d1", drop("truth"), "content.word", "d1"),
    ("d1", lambda raw: raw["options"].pop(), "item.fixed_options", "d1"),
    ("d1", set_("options", 0, "id", to="share"), "item.fixed_options", "d1"),
    ("sv1", set_("survey", to={"scale": "stars"}), "content.word", "sv1/survey"),
    ("sv1", drop("otherwise"), "item.no_thanks", "sv1"),
    ("op1", drop("model"), "content.missing", "op1"),
    ("op1", set_("rubric", to=[]), "content.missing", "op1"),
    ("op1", set_("rubric", 0, "points", to=0), "item.points", "op1/fact"),
    ("op1", set_("rubric", 0, "points", to=11), "item.points", "op1/fact"),
    ("op1", again("rubric"), "item.repeated_id", "op1"),
]


def problems_of(raw: Raw) -> list[Problem]:
    """Every problem of a source: of its writing, or else of what it says."""
    try:
        return item_problems(parse_item(raw))
    except BadContent as error:
        return list(error.problems)


@pytest.mark.parametrize(
    ("name", "spoil", "code", "place"),
    MISTAKES,
    ids=[f"{n}-{name}-{code}" for n, (name, _, code, _) in enumerate(MISTAKES)],
)
def test_mistake_is_found(name: str, spoil: Spoil, code: str, place: str) -> None:
    raw = raw_item(name)
    assert problems_of(raw) == []
    spoil(raw)
    found = problems_of(raw)
    assert (code, place) in {(p.code, p.place) for p in found}, found
    for problem in found:
        assert "{" not in str(problem.sentence).replace("{{", "")
        assert str(problem.remedy)
    severe = "warning" if code == "item.tick_all" else "error"
    assert {p.severity for p in found if p.code == code} == {severe}


def test_a_text_without_gaps_is_told_once() -> None:
    raw = raw_item("cb1")
    raw["text"] = "No gap at all."
    assert "item.option_count" not in [p.code for p in problems_of(raw)]


def test_every_mistake_is_told_at_once() -> None:
    raw = raw_item("c1")
    raw["options"][0] = {"id": "hurry", "weight": 0.5}
    raw["colour"] = "red"
    del raw["stem"]
    codes = sorted(p.code for p in problems_of(raw))
    assert codes == sorted(["content.missing"] * 3 + ["content.fraction", "content.unknown_key"])


def test_a_source_that_is_no_mapping_is_refused() -> None:
    for raw in (None, [], "choice", 3):
        with pytest.raises(BadContent):
            parse_item(raw)
