"""Rows 19 to 28, 38 and 39 of the fault table: what can be wrong inside a whole container.

Hashes, sizes and the container are right in each fixture; only the fault itself can be refused.
Check and install both refuse it; the control is the same pack, or the same change in its harmless
form, which comes in through both (`tests/support/refusing.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from milclicks.core.errors import Message
from milclicks.core.texts import Texts
from milclicks.packs import limits, strict_json
from milclicks.packs.library import Library
from milclicks.packs.units import units
from tests.fixtures.packs.forge import Forge, Raw, forge, png, zipped
from tests.support.refusing import Parsed, accepted, refused, row, within

TEXTS = "texts/en/rumour.json"
LESSON = "lessons/rumour.json"


def test_control_every_change_of_the_forge_alone_is_accepted(library: Library) -> None:
    made = forge().add("media/more.png", png(), "image/png")
    made.change(TEXTS, lambda tree: tree.update({"title": "Another title"}))
    made.change(LESSON, lambda tree: tree.update({"minutes": 25}))
    made.manifest["future_field"] = {"kept": True}
    accepted(library, made)
    assert library.lessons("en")[0].title == "Another title"


@row(19, "blob.missing")
def test_fault_19_a_blob_is_missing(library: Library) -> None:
    refused(library, zipped(forge().entries()[:-1]), "blob.missing")


@row(19, "blob.extra")
def test_fault_19_a_blob_too_many(library: Library) -> None:
    data = zipped([*forge().entries(), Raw(b"b/" + b"f" * 64, b"more")])
    refused(library, data, "blob.extra")


@pytest.mark.parametrize(
    "name",
    ["x.json", "x", "notes.txt", "1.x.txt", "timestamp.json.bak", "0.root.json", "01.root.json",
     "1.1.root.json", "1.root", "catalog.json", "ff.catalog.json", "1.a-b.json",
     f"1.{'a' * 20}.json", f"{'g' * 64}.catalog.json", "12345678901.root.json"],
)  # fmt: skip
@row(19, "blob.extra")
def test_fault_19_what_is_no_file_of_a_catalogue(library: Library, name: str) -> None:
    """Nobody signs what lies there, so nothing else may travel with a good pack."""
    made, twin = (Raw(b"tuf/" + one.encode(), b"{}") for one in (name, "1.root.json"))
    with_it = zipped([*forge().entries(), made])
    refused(library, with_it, "blob.extra", twin=zipped([*forge().entries(), twin]))


@pytest.mark.parametrize(
    "name",
    ["1.root.json", "12.snapshot.json", "3.targets.json", "timestamp.json", "root.json",
     "7.ng.json", f"{'0f' * 32}.catalog.json"],
)  # fmt: skip
@row(19, doors="install")
def test_fault_19_control_the_files_of_a_catalogue(library: Library, name: str) -> None:
    accepted(library, zipped([*forge().entries(), Raw(b"tuf/" + name.encode(), b"{}")]))


def _renamed(path: str) -> Forge:
    return forge().add(path, png(), "image/png")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../evil.png", "manifest.path"),
        ("media/../../evil.png", "manifest.path"),
        ("/media/evil.png", "manifest.path"),
        ("", "manifest.path"),
        ("a" * 300, "manifest.path"),
        ("a/b/c/d/e/f/g.png", "manifest.path"),
        ("a/b/c/d/e.png", "manifest.path"),
        ("media\\evil.png", "manifest.path"),
        ("media//evil.png", "manifest.path"),
    ],
)
@row(20, "manifest.path")
def test_fault_20_paths_in_the_manifest(library: Library, path: str, code: str) -> None:
    refused(library, _renamed(path), code, twin=_renamed("media/evil.png"))


RESERVED = ["con.json", "aux/x.png", "media/nul.", "media/x ", "media/x.", "a:b", "media/COM1.png"]


@pytest.mark.parametrize("path", RESERVED)
@row(21, "manifest.path_reserved")
def test_fault_21_names_that_a_system_keeps_for_itself(library: Library, path: str) -> None:
    refused(library, _renamed(path), "manifest.path_reserved", twin=_renamed("media/cons.png"))


@pytest.mark.parametrize("name", [b"con", b"nul.json", b"com1.root.json", b"1.root.json."])
@row(21, also="zip.name")
def test_fault_21_metadata_named_like_a_device(library: Library, name: bytes) -> None:
    made, twin = (Raw(b"tuf/" + one, b"{}") for one in (name, b"1.root.json"))
    with_it = zipped([*forge().entries(), made])
    refused(library, with_it, "zip.name", twin=zipped([*forge().entries(), twin]))


@pytest.mark.parametrize("name", ["con.river", "nul.a.b", "com1.river", "lpt9.x"])
@row(21, also="manifest.id")
def test_fault_21_a_pack_named_like_a_device(library: Library, name: str) -> None:
    """Its file is named after its id, and on Windows it would be the device."""
    refused(library, forge(id=name), "manifest.id", twin=forge(id="cons.river"))


@row(22, "manifest.path_collision")
def test_fault_22_two_names_that_differ_in_case_only(library: Library) -> None:
    made = _renamed("media/A.png").add("media/a.png", png(5, 5), "image/png")
    twin = _renamed("media/A.png").add("media/b.png", png(5, 5), "image/png")
    refused(library, made, "manifest.path_collision", twin=twin)


TWINS = ["caf\u00e9", "cafe\u0301", "ru\u200bmour", "rumour\u202e", "r\u0443mour", "Rumour"]


@pytest.mark.parametrize("name", TWINS, ids=ascii)
@row(23, "manifest.id")
def test_fault_23_ids_that_look_like_another(library: Library, name: str) -> None:
    made = forge()
    made.manifest["lessons"][0]["id"] = name
    refused(library, made, "manifest.id")


@row(23, "manifest.id")
def test_fault_23_a_pack_id_with_a_letter_of_another_script(library: Library) -> None:
    refused(library, forge(id="t\u0435st.river"), "manifest.id")


BROKEN: dict[str, tuple[Callable[[Any], Any], str]] = {
    "the id": (lambda tree: tree.update(id="test.river\n"), "manifest.id"),
    "a lesson": (lambda tree: tree["lessons"][0].update(id="rumour\n"), "manifest.id"),
    "a strand": (lambda tree: tree["lessons"][0].update(strand="a\n"), "manifest.schema"),
    "a locale": (
        lambda tree: tree["locales"].update({"pt\n": tree["locales"]["en"]}),
        "manifest.schema",
    ),
    "a script": (lambda tree: tree["locales"]["en"].update(script="Latn\n"), "manifest.schema"),
    "the type": (lambda tree: tree.update(type="lessons\n"), "manifest.schema"),
    "a role": (lambda tree: tree["resources"][0].update(role="lesson\n"), "manifest.schema"),
    "the app": (lambda tree: tree["requires"].update(app="0.1\n"), "manifest.schema"),
    "a feature": (
        lambda tree: tree["requires"].update(features=["step:quiz@1\n"]),
        "manifest.schema",
    ),
    "a pack": (
        lambda tree: tree["requires"].update(packs=[{"id": "mil.core\n", "version": 1}]),
        "manifest.id",
    ),
}


@pytest.mark.parametrize("place", BROKEN)
@row(23, "manifest.id", also="manifest.schema")
def test_fault_23_a_name_that_ends_in_a_line_break(library: Library, place: str) -> None:
    change, code = BROKEN[place]
    made = forge()
    change(made.manifest)
    refused(library, made, code)


@row(23)
def test_fault_23_titles_lose_what_turns_a_line_around(library: Library) -> None:
    made = forge()
    made.manifest["locales"]["en"]["title"] = "River\u202e gnp.exe"
    made.change(TEXTS, lambda tree: tree.update({"title": "\u202eTitle\u200b"}))
    accepted(library, made)
    assert library.packs("en")[0].title == "River gnp.exe"
    card = library.lessons("en")[0]
    assert (card.title, library.lesson(card.ref, "en").title) == ("Title", "Title")
    assert library.search("title", "en")[0].title == "Title"


def _spoilt(change: Callable[[str], str]) -> bytes:
    return forge().bytes(change(forge().manifest_bytes().decode()).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"format":1', '"format":1,"format":1', "json.duplicate_key"),
        ('"version":3', '"version":NaN', "json.constant"),
        ('"version":3', '"version":Infinity', "json.constant"),
        ('"version":3', '"version":3.0', "json.float"),
        ('"version":3', '"version": 3', "manifest.canonical"),
    ],
)
@row(24, "json.duplicate_key json.constant json.float manifest.canonical")
def test_fault_24_json_that_can_be_read_in_two_ways(
    library: Library, old: str, new: str, code: str
) -> None:
    refused(library, _spoilt(lambda text: text.replace(old, new, 1)), code)


@pytest.mark.parametrize(
    ("manifest", "code"),
    [
        (b"[" * 100_000 + b"]" * 100_000, "json.depth"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "json.depth"),
        (b'{"format":' + b"9" * 50_000 + b"}", "json.number"),
    ],
    ids=["lists", "mappings", "digits"],
)
@row(25, "json.number", also="json.depth")
def test_fault_25_depth_and_digits(
    library: Library, monkeypatch: pytest.MonkeyPatch, manifest: bytes, code: str
) -> None:
    """Found by counting brackets and digits before anything is parsed."""
    parsed = Parsed()
    monkeypatch.setattr("milclicks.packs.strict_json.json", parsed)
    with within(10):
        refused(library, forge().bytes(manifest), code)
    assert manifest.decode() not in parsed.texts


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'"River', b'"\xff\xfeRiver', "json.utf8"),
        (b'"River', b'"\\ud800River', "json.surrogate"),
        (b'"River', b'"\xed\xa0\x80River', "json.utf8"),
        (b'"River', b'"\0River', "json.nul"),
        (b'"River', b'"\\u0000River', "json.nul"),
        (b'{"audience"', b'\xef\xbb\xbf{"audience"', "json.bom"),
    ],
)
@row(26, "json.utf8 json.surrogate json.nul json.bom")
def test_fault_26_bytes_that_are_no_text(
    library: Library, old: bytes, new: bytes, code: str
) -> None:
    manifest = forge().manifest_bytes()
    assert old in manifest
    refused(library, forge().bytes(manifest.replace(old, new, 1)), code)


def _bool_version(tree: dict[str, Any]) -> None:
    tree["version"] = True


def _negative(tree: dict[str, Any]) -> None:
    tree["lessons"][0]["items"] = -1


def _list_for_object(tree: dict[str, Any]) -> None:
    tree["requires"] = []


def _text_for_number(tree: dict[str, Any]) -> None:
    tree["lessons"][0]["minutes"] = "20"


def _nothing_at_all(tree: dict[str, Any]) -> None:
    del tree["licenses"]


@pytest.mark.parametrize(
    "change", [_bool_version, _negative, _list_for_object, _text_for_number, _nothing_at_all]
)
@row(27, "manifest.schema")
def test_fault_27_wrong_types(library: Library, change: Callable[[dict[str, Any]], None]) -> None:
    made = forge()
    change(made.manifest)
    refused(library, made, "manifest.schema")


@row(27, "manifest.schema")
def test_fault_27_a_negative_size(library: Library) -> None:
    made = forge()
    made.manifest_bytes()
    made.manifest["resources"][0]["bytes"] = -5
    refused(library, made.bytes(strict_json.encode(made.manifest)), "manifest.schema")


@row(28, "manifest.too_big")
def test_fault_28_a_manifest_of_nine_megabytes(library: Library) -> None:
    made = forge()
    made.manifest["future_field"] = "x" * (9 << 20)
    refused(library, made, "manifest.too_big")


@row(28, "manifest.too_many")
def test_fault_28_twenty_thousand_and_one_resources(library: Library) -> None:
    made = forge()
    line = {"mediatype": "image/png", "role": "image"}
    made.files["media/x.png"] = png()
    for number in range(20_001 - len(made.manifest["resources"])):
        made.manifest["resources"].append({"path": f"m/{number}.png", **line})
        made.files[f"m/{number}.png"] = made.files["media/x.png"]
    refused(library, made, "manifest.too_many")


SMALL: dict[str, tuple[Any, int]] = {
    "lists": ([], 2),
    "tables": ({}, 2),
    "lists in lists": ([[[[[]]]]], 6),
    "numbers": (1, 1),
}


@pytest.mark.parametrize("kind", SMALL)
@row(28, also="manifest.too_many")
def test_fault_28_a_manifest_of_endless_small_things(library: Library, kind: str) -> None:
    """Two million empty lists are 6 MB in the file and 200 MB in memory."""
    (one, values), made, twin = SMALL[kind], forge(), forge()
    made.manifest["future"] = [one] * (limits.MANIFEST_VALUES // values)
    twin.manifest["future"] = [one] * (limits.MANIFEST_VALUES // values - 5000)
    refused(library, made, "manifest.too_many", twin=twin)


def _options(tree: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tree["steps"][1]["items"][0]["options"]
    return found


def _no_key(tree: dict[str, Any]) -> None:
    for option in _options(tree):
        option["weight"] = 0


def _two_right(tree: dict[str, Any]) -> None:
    for option in _options(tree):
        option["weight"] = 1


def _no_weight(tree: dict[str, Any]) -> None:
    for option in _options(tree):
        del option["weight"]


@pytest.mark.parametrize("change", [_no_key, _two_right, _no_weight])
@row(38, "lesson.schema")
def test_fault_38_a_question_without_one_right_answer(
    library: Library, change: Callable[[Any], None]
) -> None:
    error = refused(library, forge().change(LESSON, change), "lesson.schema")
    assert "q1" in error.detail


@row(38, "lesson.too_many")
def test_fault_38_ten_thousand_options(library: Library) -> None:
    def many(tree: Any) -> None:
        first = _options(tree)[1]
        _options(tree).extend({**first, "id": f"o{n}"} for n in range(10_000))

    refused(library, forge().change(LESSON, many), "lesson.too_many")


TEMPLATES = ["{0.__class__}", "{learner}", "%s %n %(x)s", "${HOME}", "{{7*7}}", "{% raw %}"]


@pytest.mark.parametrize("words", TEMPLATES)
@row(39)
def test_fault_39_templates_are_literal(library: Library, words: str) -> None:
    made = forge().change(TEXTS, lambda tree: tree.update({"objective": words}))
    accepted(library, made)
    assert library.lesson(library.lessons("en")[0].ref, "en").objective == words
    shown = Texts("en").message(Message("{name} is open.", {"name": words}))
    assert shown.replace("\u2068", "").replace("\u2069", "") == f"{words} is open."


def test_control_the_forge_changes_texts_that_the_lesson_shows() -> None:
    texts = json.loads(forge().files[TEXTS])
    assert {unit.text for unit in units(forge().json(LESSON))} == set(texts)
