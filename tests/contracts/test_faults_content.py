"""Rows 19 to 36, 38 and 39 of the fault table: what can be wrong inside a whole container.

Hashes, sizes and the container are right in each fixture; only the fault itself can be refused.
The control is the same pack, or the same change in its harmless form.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from milclicks.core.errors import Message
from milclicks.core.texts import Texts
from milclicks.packs import strict_json
from milclicks.packs.library import Library
from milclicks.packs.refusals import PackRefused
from milclicks.packs.units import units
from tests.fixtures.packs.forge import (
    Forge,
    Raw,
    forge,
    jpeg,
    png,
    state,
    webp,
    zipped,
)

TEXTS = "texts/en/rumour.json"
LESSON = "lessons/rumour.json"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with an older version of the river pack in it."""
    old = forge(version=2).write(tmp_path / "old.milpack")
    with Library.open(tmp_path / "home") as opened:
        opened.install(old)
        yield opened


def refused(library: Library, tmp_path: Path, data: bytes, code: str) -> PackRefused:
    """Installing `data` is refused with `code` and a sentence; nothing has changed."""
    path = tmp_path / "new.milpack"
    path.write_bytes(data)
    home = tmp_path / "home"
    before = state(home)
    with pytest.raises(PackRefused) as caught:
        library.install(path)
    assert caught.value.code == code, caught.value.detail
    assert caught.value.sentence.text.endswith(".")
    assert state(home) == before
    assert [one.version for one in library.packs()] == [2]
    return caught.value


def accepted(library: Library, tmp_path: Path, made: Forge) -> None:
    """Installing the pack goes well."""
    assert library.install(made.write(tmp_path / "new.milpack")).usable


def test_control_every_change_of_the_forge_alone_is_accepted(
    library: Library, tmp_path: Path
) -> None:
    made = forge().add("media/more.png", png(), "image/png")
    made.change(TEXTS, lambda tree: tree.update({"title": "Another title"}))
    made.change(LESSON, lambda tree: tree.update({"minutes": 25}))
    made.manifest["future_field"] = {"kept": True}
    accepted(library, tmp_path, made)
    assert library.lessons("en")[0].title == "Another title"


def test_fault_19_a_blob_is_missing(library: Library, tmp_path: Path) -> None:
    refused(library, tmp_path, zipped(forge().entries()[:-1]), "blob.missing")


def test_fault_19_a_blob_too_many(library: Library, tmp_path: Path) -> None:
    data = zipped([*forge().entries(), Raw(b"b/" + b"f" * 64, b"more")])
    refused(library, tmp_path, data, "blob.extra")


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
        ("media\\evil.png", "manifest.path"),
        ("media//evil.png", "manifest.path"),
    ],
)
def test_fault_20_paths_in_the_manifest(
    library: Library, tmp_path: Path, path: str, code: str
) -> None:
    refused(library, tmp_path, _renamed(path).bytes(), code)


RESERVED = ["con.json", "aux/x.png", "media/nul.", "media/x ", "media/x.", "a:b", "media/COM1.png"]


@pytest.mark.parametrize("path", RESERVED)
def test_fault_21_names_that_a_system_keeps_for_itself(
    library: Library, tmp_path: Path, path: str
) -> None:
    refused(library, tmp_path, _renamed(path).bytes(), "manifest.path_reserved")


def test_fault_22_two_names_that_differ_in_case_only(library: Library, tmp_path: Path) -> None:
    made = _renamed("media/A.png").add("media/a.png", png(5, 5), "image/png")
    refused(library, tmp_path, made.bytes(), "manifest.path_collision")


TWINS = ["caf\u00e9", "cafe\u0301", "ru\u200bmour", "rumour\u202e", "r\u0443mour", "Rumour"]


@pytest.mark.parametrize("name", TWINS, ids=ascii)
def test_fault_23_ids_that_look_like_another(library: Library, tmp_path: Path, name: str) -> None:
    made = forge()
    made.manifest["lessons"][0]["id"] = name
    refused(library, tmp_path, made.bytes(), "manifest.id")


def test_fault_23_a_pack_id_with_a_letter_of_another_script(
    library: Library, tmp_path: Path
) -> None:
    refused(library, tmp_path, forge(id="t\u0435st.river").bytes(), "manifest.id")


def test_fault_23_titles_lose_what_turns_a_line_around(library: Library, tmp_path: Path) -> None:
    made = forge()
    made.manifest["locales"]["en"]["title"] = "River\u202e gnp.exe"
    made.change(TEXTS, lambda tree: tree.update({"title": "\u202eTitle\u200b"}))
    accepted(library, tmp_path, made)
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
def test_fault_24_json_that_can_be_read_in_two_ways(
    library: Library, tmp_path: Path, old: str, new: str, code: str
) -> None:
    refused(library, tmp_path, _spoilt(lambda text: text.replace(old, new, 1)), code)


@pytest.mark.parametrize(
    ("manifest", "code"),
    [
        (b"[" * 100_000 + b"]" * 100_000, "json.depth"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "json.depth"),
        (b'{"format":' + b"9" * 50_000 + b"}", "json.number"),
    ],
    ids=["lists", "mappings", "digits"],
)
def test_fault_25_depth_and_digits(
    library: Library, tmp_path: Path, manifest: bytes, code: str
) -> None:
    refused(library, tmp_path, forge().bytes(manifest), code)


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
def test_fault_26_bytes_that_are_no_text(
    library: Library, tmp_path: Path, old: bytes, new: bytes, code: str
) -> None:
    manifest = forge().manifest_bytes()
    assert old in manifest
    refused(library, tmp_path, forge().bytes(manifest.replace(old, new, 1)), code)


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
def test_fault_27_wrong_types(
    library: Library, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    made = forge()
    change(made.manifest)
    refused(library, tmp_path, made.bytes(), "manifest.schema")


def test_fault_27_a_negative_size(library: Library, tmp_path: Path) -> None:
    made = forge()
    made.manifest_bytes()
    made.manifest["resources"][0]["bytes"] = -5
    refused(library, tmp_path, made.bytes(strict_json.encode(made.manifest)), "manifest.schema")


def test_fault_28_a_manifest_of_nine_megabytes(library: Library, tmp_path: Path) -> None:
    made = forge()
    made.manifest["future_field"] = "x" * (9 << 20)
    refused(library, tmp_path, made.bytes(), "manifest.too_big")


def test_fault_28_twenty_thousand_and_one_resources(library: Library, tmp_path: Path) -> None:
    made = forge()
    line = {"mediatype": "image/png", "role": "image"}
    made.files["media/x.png"] = png()
    for number in range(20_001 - len(made.manifest["resources"])):
        made.manifest["resources"].append({"path": f"m/{number}.png", **line})
        made.files[f"m/{number}.png"] = made.files["media/x.png"]
    refused(library, tmp_path, made.bytes(), "manifest.too_many")


EXE = b"MZ\x90\0\3\0\0\0" + b"\0" * 200
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("content", "mediatype", "code"),
    [
        (EXE, "image/webp", "media.mismatch"),
        (EXE, "image/png", "media.mismatch"),
        (EXE, "image/jpeg", "media.mismatch"),
        (EXE, "audio/ogg", "media.mismatch"),
        (HTML, "video/mp4", "media.mismatch"),
        (HTML, "application/json", "json.syntax"),
        (png(), "image/jpeg", "media.mismatch"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "media.mismatch"),
    ],
)
def test_fault_29_bytes_of_another_kind(
    library: Library, tmp_path: Path, content: bytes, mediatype: str, code: str
) -> None:
    data = forge().add("media/odd.bin", content, mediatype).bytes()
    refused(library, tmp_path, data, code)


@pytest.mark.parametrize(
    ("content", "mediatype", "code"),
    [
        (png(30_000, 30_000), "image/png", "media.pixels"),
        (webp(16_000, 16_000), "image/webp", "media.pixels"),
        (png(20_000, 1), "image/png", "media.pixels"),
        (webp(moving=True), "image/webp", "media.frames"),
        (png(moving=True), "image/png", "media.frames"),
        (b"GIF89a" + b"\0" * 40, "image/gif", "media.type"),
    ],
    ids=["png", "webp", "long", "moving webp", "moving png", "gif"],
)
def test_fault_30_pictures_past_the_limits(
    library: Library, tmp_path: Path, content: bytes, mediatype: str, code: str
) -> None:
    refused(library, tmp_path, forge().add("media/odd.bin", content, mediatype).bytes(), code)


@pytest.mark.parametrize(
    ("content", "mediatype"),
    [
        (png()[:-6], "image/png"),
        (png()[:45] + b"?" + png()[46:], "image/png"),
        (jpeg(whole=False), "image/jpeg"),
        (webp(whole=False), "image/webp"),
    ],
    ids=["cut png", "flipped png", "cut jpeg", "cut webp"],
)
def test_fault_31_a_torn_picture_gives_way_to_its_description(
    library: Library, tmp_path: Path, content: bytes, mediatype: str
) -> None:
    made = forge().add(
        "media/torn.bin", content, mediatype, alt={"en": "A torn one", "ar": "ممزقة"}
    )
    accepted(library, tmp_path, made)
    found = library.picture("test.river", "torn", "ar")
    assert (found.data, found.alt) == (None, "ممزقة")
    assert library.lesson(library.lessons("en")[0].ref, "en").title == "A rumour at school"


@pytest.mark.parametrize(
    ("content", "mediatype"),
    [(png(), "image/png"), (jpeg(), "image/jpeg"), (webp(), "image/webp")],
)
def test_fault_31_control_a_whole_picture_is_shown(
    library: Library, tmp_path: Path, content: bytes, mediatype: str
) -> None:
    accepted(library, tmp_path, forge().add("media/whole.bin", content, mediatype))
    assert library.picture("test.river", "whole", "en").data == content
    assert library.media("test.river", "whole") == content


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><rect width='1' height='1'/></svg>"
XXE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>'
LINKED = b"<svg xmlns:xlink='x'><image xlink:href='http://example.org/x.png'/></svg>"


@pytest.mark.parametrize("content", [SVG, XXE, LAUGHS, LINKED])
@pytest.mark.parametrize(
    ("mediatype", "code"), [("image/svg+xml", "media.type"), ("image/png", "media.mismatch")]
)
def test_fault_32_svg_is_not_a_kind_of_picture(
    library: Library, tmp_path: Path, content: bytes, mediatype: str, code: str
) -> None:
    refused(library, tmp_path, forge().add("media/x.svg", content, mediatype).bytes(), code)


@pytest.mark.parametrize("mediatype", ["text/html", "text/javascript", "text/css", "text/plain"])
def test_fault_33_pages_and_programs_are_no_part_of_a_pack(
    library: Library, tmp_path: Path, mediatype: str
) -> None:
    refused(library, tmp_path, forge().add("media/x.html", HTML, mediatype).bytes(), "media.type")


ACTIVE = [
    "<img src=http://example.org/x.png onerror=alert(1)>",
    "<script>alert(1)</script><style>*{color:red}</style>",
    "[go](javascript:alert(1)) [file](file:///etc/passwd)",
]


@pytest.mark.parametrize("words", ACTIVE)
def test_fault_33_active_text_stays_text_and_nothing_is_fetched(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    made = forge().change(TEXTS, lambda tree: tree.update({"summary": words}))
    accepted(library, tmp_path, made)

    def refuse(*_: object, **__: object) -> Any:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    card = library.lessons("en")[0]
    assert card.summary == words
    assert library.lesson(card.ref, "en").summary == words


MADNESS = ["[x" * 100_000, "> " * 50_000, "|a" * 40_000 + "\n" + "|-" * 40_000]


@pytest.mark.parametrize("words", MADNESS, ids=["brackets", "quotes", "table"])
def test_fault_34_a_text_without_end(library: Library, tmp_path: Path, words: str) -> None:
    made = forge().change(TEXTS, lambda tree: tree.update({"summary": words}))
    refused(library, tmp_path, made.bytes(), "lesson.text_length")


def test_fault_34_control_the_longest_text_is_accepted(library: Library, tmp_path: Path) -> None:
    made = forge().change(TEXTS, lambda tree: tree.update({"summary": "[x" * 2000}))
    accepted(library, tmp_path, made)


def test_fault_35_blocks_nested_twenty_thousand_deep(library: Library, tmp_path: Path) -> None:
    made = forge()
    nested = b'{"steps":' + b"[" * 20_000 + b"]" * 20_000 + b"}"
    made.files[LESSON] = nested
    refused(library, tmp_path, made.bytes(), "json.depth")


OTHER_KINDS = [
    (b"\0\1\0\0" + b"\0" * 60, "font/ttf"),
    (b"%PDF-1.7\n" + b"\0" * 60, "application/pdf"),
    (b"PK\3\4" + b"\0" * 60, "application/vnd.ms-excel"),
    (b"PK\3\4" + b"\0" * 60, "application/zip"),
    (b"\x7fELF" + b"\0" * 60, "application/octet-stream"),
]


@pytest.mark.parametrize(("content", "mediatype"), OTHER_KINDS)
def test_fault_36_fonts_documents_archives(
    library: Library, tmp_path: Path, content: bytes, mediatype: str
) -> None:
    refused(library, tmp_path, forge().add("media/x.bin", content, mediatype).bytes(), "media.type")


@pytest.mark.parametrize("content", [content for content, _ in OTHER_KINDS])
def test_fault_36_the_same_dressed_as_a_picture(
    library: Library, tmp_path: Path, content: bytes
) -> None:
    data = forge().add("media/x.png", content, "image/png").bytes()
    refused(library, tmp_path, data, "media.mismatch")


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
def test_fault_38_a_question_without_one_right_answer(
    library: Library, tmp_path: Path, change: Callable[[Any], None]
) -> None:
    error = refused(library, tmp_path, forge().change(LESSON, change).bytes(), "lesson.schema")
    assert "q1" in error.detail


def test_fault_38_ten_thousand_options(library: Library, tmp_path: Path) -> None:
    def many(tree: Any) -> None:
        first = _options(tree)[1]
        _options(tree).extend({**first, "id": f"o{n}"} for n in range(10_000))

    refused(library, tmp_path, forge().change(LESSON, many).bytes(), "lesson.too_many")


TEMPLATES = ["{0.__class__}", "{learner}", "%s %n %(x)s", "${HOME}", "{{7*7}}", "{% raw %}"]


@pytest.mark.parametrize("words", TEMPLATES)
def test_fault_39_templates_are_literal(library: Library, tmp_path: Path, words: str) -> None:
    made = forge().change(TEXTS, lambda tree: tree.update({"objective": words}))
    accepted(library, tmp_path, made)
    assert library.lesson(library.lessons("en")[0].ref, "en").objective == words
    shown = Texts("en").message(Message("{name} is open.", {"name": words}))
    assert shown.replace("\u2068", "").replace("\u2069", "") == f"{words} is open."


def test_control_the_forge_changes_texts_that_the_lesson_shows() -> None:
    texts = json.loads(forge().files[TEXTS])
    assert {unit.text for unit in units(forge().json(LESSON))} == set(texts)
