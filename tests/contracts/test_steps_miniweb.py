"""Every mistake an author can make in a mini-web is found: in the step, and by the pack check."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from milclicks.packs.check import check
from milclicks.steps.registry import KINDS, step_problems
from tests.contracts.test_items_mistakes import Raw, Spoil, again, drop, set_
from tests.contracts.test_steps import problems_of, raw_step
from tests.support.lessons import lesson_tree
from tests.support.packs_of_lessons import DAILY, DRAWING, MEDIA, PACK

SOLD, BOAT = 0, 3  # places of flash-sold and post-boat among the pages


def fewer(raw: Raw) -> None:
    """Take two pages out, with every link to them."""
    for name in ("radio-letters", "library-hours"):
        raw["pages"] = [page for page in raw["pages"] if page["id"] != name]
    for page in raw["pages"]:
        for block in page["body_blocks"]:
            block["text"] = block["text"].replace("(page:library-hours)", "(page:library-about)")


def three_sites(raw: Raw) -> None:
    for page in raw["pages"]:
        if page["site"] in ("harbour", "radio", "yard"):
            page["site"] = "library"
            page["path"] = page["id"]
    raw["sites"] = raw["sites"][:3]


def drowned(raw: Raw) -> None:
    """Sixteen pages with the same words: no search shows the last of them among its first ten."""
    for number, page in enumerate(raw["pages"]):
        for key in ("sender", "caption"):
            page.pop(key, None)
        page["headline"]["text"], page["date"]["text"] = "River boat quay", "May"
        page["body_blocks"] = [{"id": "b1", "text": "river boat quay " * 21}]
        page["site"], page["path"] = "flash", "same" + "-" * number


def no_role(role: str) -> Spoil:
    def spoil(raw: Raw) -> None:
        for page in raw["pages"]:
            if page.get("role") == role:
                del page["role"]

    return spoil


MISTAKES: list[tuple[Spoil, str, str]] = [
    (fewer, "step.too_few", "web"),
    (three_sites, "step.too_few", "web"),
    (set_("start", to="moon"), "miniweb.no_page", "web"),
    (set_("sites", 0, "about", to="moon"), "miniweb.no_about", "web/flash"),
    (drop("sites", 0, "about"), "miniweb.no_about", "web/flash"),
    (set_("pages", SOLD, "site", to="moon"), "miniweb.no_site", "web/flash-sold"),
    (
        set_("pages", SOLD, "body_blocks", 0, "text", to="See [it](page:moon). " + "word " * 60),
        "miniweb.no_page",
        "web/flash-sold/b1",
    ),
    (
        set_("pages", BOAT, "earlier", 0, "body_blocks", 0, "text", to="See [it](page:moon)."),
        "miniweb.no_page",
        "web/post-boat/e1/b1",
    ),
    (
        set_("pages", SOLD, "body_blocks", to=[{"id": "b1", "text": "word " * 59}]),
        "miniweb.short_page",
        "web/flash-sold",
    ),
    (drowned, "miniweb.unreachable", "web/yard-work"),
    (no_role("key"), "miniweb.no_key", "web"),
    (no_role("wrong"), "miniweb.no_wrong", "web"),
    (drop("pages", BOAT, "earlier"), "miniweb.no_earlier", "web"),
    (drop("pages", SOLD, "picture"), "miniweb.no_match", "web"),
    (set_("decide", "proof", to=["moon"]), "miniweb.no_proof", "web/boat"),
    (
        set_("pages", 1, "path", to="hot/boat-sold"),
        "miniweb.same_address",
        "web/flash-shop",
    ),
    (set_("sites", 0, "address", to="River Flash"), "miniweb.address", "web/flash"),
    (set_("sites", 0, "address", to="talora"), "miniweb.address", "web/flash"),
    (set_("pages", SOLD, "path", to="/hot"), "miniweb.address", "web/flash-sold"),
    (set_("pages", SOLD, "path", to="a/" * 60 + "a"), "miniweb.address", "web/flash-sold"),
    (set_("pages", SOLD, "role", to="loud"), "content.word", "web/flash-sold"),
    (set_("pages", SOLD, "headline", "id", to="d"), "item.repeated_id", "web/flash-sold"),
    (again("pages"), "item.repeated_id", "web"),
    (again("sites"), "item.repeated_id", "web"),
    (drop("pages", SOLD, "headline"), "content.missing", "web/flash-sold"),
    (drop("pages", SOLD, "date"), "content.missing", "web/flash-sold"),
    (drop("pages", SOLD, "body_blocks"), "content.missing", "web/flash-sold"),
    (drop("question"), "content.missing", "web"),
    (drop("decide"), "content.missing", "web"),
    (drop("debrief"), "content.missing", "web"),
    (set_("links", to=[]), "content.unknown_key", "web"),
]
IDS = [f"{number}-{code}" for number, (_, code, _) in enumerate(MISTAKES)]


@pytest.mark.parametrize(("spoil", "code", "place"), MISTAKES, ids=IDS)
def test_a_mistake_is_found(spoil: Spoil, code: str, place: str) -> None:
    raw = copy.deepcopy(raw_step("web"))
    spoil(raw)
    found = problems_of(raw)
    assert (code, place) in {(p.code, p.place) for p in found}, found
    assert all(str(p.sentence) and str(p.remedy) for p in found)
    assert {p.severity for p in found if p.code == code} == {"error"}


def test_what_may_be_left_out() -> None:
    raw = copy.deepcopy(raw_step("web"))
    del raw["artefact"]
    for page in raw["pages"]:
        for key in ("sender", "caption"):
            page.pop(key, None)
    raw["pages"][4].pop("path")
    step = KINDS["miniweb"].parse(raw)
    assert step_problems(step) == []
    assert step.artefacts() == () and step.at("post.talora").id == "post-summer"


def rigged(folder: Path, spoil: Spoil | None) -> Path:
    """A pack's source whose one lesson has this mistake in its mini-web."""
    tree = lesson_tree()
    if spoil is not None:
        spoil(next(step for step in tree["steps"] if step["id"] == "web"))
    for name in ("lessons", "media"):
        (folder / name).mkdir(parents=True)
    (folder / "media" / "quay.svg").write_text(DRAWING, "utf-8")
    files = {
        "pack.yaml": {**PACK, "lessons": ["ferry"]},
        "media.yaml": MEDIA,
        "daily.yaml": DAILY,
        "lessons/ferry.yaml": tree,
    }
    for name, content in files.items():
        with (folder / name).open("w", encoding="utf-8") as stream:
            YAML().dump(content, stream)
    return folder


@pytest.mark.parametrize(("spoil", "code", "place"), MISTAKES[:19], ids=IDS[:19])
def test_the_pack_check_names_it_with_its_file(
    tmp_path: Path, spoil: Spoil, code: str, place: str
) -> None:
    found = check(rigged(tmp_path / "rigged", spoil))
    places = {p.place for p in found if p.code == code and p.severity == "error"}
    assert [each for each in places if each.startswith("lessons/ferry.yaml")], found
    assert [each for each in places if each.endswith(f" {place}")], found


def test_the_pack_check_is_content_with_the_fixture(tmp_path: Path) -> None:
    found = check(rigged(tmp_path / "sound", None))
    assert [p for p in found if p.severity == "error"] == []
