"""Laws that hold for any pack: texts and containers come back whole, JSON is strict."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as some

from milclicks.core.folding import fold
from milclicks.packs import markup, strict_json, units
from milclicks.packs.format import MIMETYPE, Container
from milclicks.packs.locales import nearest
from milclicks.packs.passages import folded
from milclicks.packs.refusals import PackRefused
from milclicks.packs.units import TEXT_KEYS
from milclicks.packs.writer import Blob, container

IDS = some.from_regex(r"[a-z0-9][a-z0-9_-]{0,7}", fullmatch=True)
WORDS = some.text(alphabet=some.characters(exclude_categories=("Cs", "Cc")), max_size=20)
LOCALES = some.sampled_from(["en", "fr", "es", "ar", "pt_PT", "pt_BR", "sr_Cyrl", "sr_Latn"])
SCALARS = some.one_of(some.integers(-(2**53) + 1, 2**53 - 1), some.booleans(), some.none(), WORDS)


def mappings(inner: some.SearchStrategy[Any]) -> some.SearchStrategy[dict[str, Any]]:
    """A mapping with an id, some texts, some structure and lists of mappings with unlike ids."""
    lists = some.lists(inner, max_size=3, unique_by=lambda one: one["id"])
    return some.fixed_dictionaries(
        {"id": IDS},
        optional={
            "title": WORDS,
            "body": WORDS,
            "weight": some.integers(0, 9),
            "options": lists,
        },
    )


TREES = some.recursive(some.fixed_dictionaries({"id": IDS, "text": WORDS}), mappings, max_leaves=12)


@given(TREES)
def test_a_tree_taken_apart_and_filled_is_the_same(tree: dict[str, Any]) -> None:
    texts = {unit.id: unit.text for unit in units.units(tree)}
    assert units.filled(units.stripped(tree), texts) == tree


@given(TREES)
def test_a_stripped_tree_holds_no_text(tree: dict[str, Any]) -> None:
    stripped = units.stripped(tree)
    assert [unit.text for unit in units.units(stripped)] == [unit.id for unit in units.units(tree)]
    assert all(unit.key in TEXT_KEYS for unit in units.units(tree))


@given(some.recursive(SCALARS, lambda inner: some.dictionaries(WORDS, inner, max_size=4)))
def test_canonical_json_comes_back_and_is_its_own_canon(value: Any) -> None:
    try:
        data = strict_json.encode(value)
        read = strict_json.decode(data, depth=64, place="x")
    except PackRefused as error:
        assert error.code in {"json.number", "json.nul"}
        return
    assert read == value
    assert strict_json.canonical(read, data)


@given(
    some.recursive(
        some.one_of(SCALARS, some.text(max_size=6), some.integers(-(10**15), 10**16 - 1)),
        lambda inner: some.dictionaries(some.text(max_size=3), inner, max_size=4),
    ),
    some.booleans(),
    some.booleans(),
)
def test_canon_is_what_the_standard_says(value: Any, ascii_only: bool, ordered: bool) -> None:
    said = json.dumps(value, ensure_ascii=ascii_only, sort_keys=ordered, separators=(",", ":"))
    try:
        data = said.encode("utf-8")
        read = strict_json.decode(data, depth=64, place="x")
    except (PackRefused, UnicodeEncodeError):
        return
    try:
        standard = rfc8785.dumps(read) == data
    except rfc8785.CanonicalizationError:
        standard = False
    assert strict_json.canonical(read, data) == standard


@given(some.binary(max_size=300))
def test_json_from_any_bytes_is_a_value_or_a_refusal(data: bytes) -> None:
    try:
        strict_json.decode(data, depth=8, place="x")
    except PackRefused as error:
        assert error.code.startswith("json.")


@given(some.binary(max_size=400), some.lists(some.binary(max_size=400), max_size=5))
@settings(max_examples=60)
def test_a_container_gives_back_what_went_in(manifest: bytes, contents: list[bytes]) -> None:
    blobs = [Blob(one, squeeze=len(one) % 2 == 0) for one in contents]
    data = container(manifest, blobs, MIMETYPE)
    assert data == container(manifest, list(reversed(blobs)), MIMETYPE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.milpack"
        path.write_bytes(data)
        with Container(path) as held:
            assert held.read("manifest.json", limit=400) == manifest
            for blob in blobs:
                assert held.read(f"b/{blob.hash}", limit=400) == blob.content


@given(some.binary(max_size=2000))
def test_a_container_from_any_bytes_is_refused_with_a_code(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.milpack"
        path.write_bytes(data)
        try:
            Container(path).close()
        except PackRefused as error:
            assert error.code
        else:
            raise AssertionError("bytes by chance were taken for a pack")


@given(LOCALES, some.lists(LOCALES, max_size=4, unique=True), LOCALES)
def test_the_nearest_locale_is_one_that_is_there(wanted: str, held: list[str], own: str) -> None:
    found = nearest(wanted, held, {}, own)
    assert (found in held) if held else (found is None)
    assert found == wanted or wanted not in held


@given(WORDS)
def test_a_text_differs_from_itself_in_no_mark(words: str) -> None:
    assert list(markup.differences(words, words)) == []
    assert markup.controls(markup.without_controls(words)) == []


@given(some.text(alphabet="aBčéŽшЉиљ العربيةأإ\u0640-'.,1٢ ", max_size=40))
def test_folding_word_by_word_is_folding(text: str) -> None:
    assert folded(text) == fold(text)


@given(
    some.recursive(
        some.one_of(SCALARS, some.floats(), some.text(max_size=6), some.integers()),
        lambda inner: some.one_of(
            some.lists(inner, max_size=3), some.dictionaries(some.text(max_size=3), inner)
        ),
    ),
    some.integers(0, 5),
    some.booleans(),
)
def test_the_quick_reader_takes_nothing_that_the_slow_one_refuses(
    value: Any, depth: int, ordered: bool
) -> None:
    said = json.dumps(value, ensure_ascii=False, sort_keys=ordered, separators=(",", ":"))
    try:
        data = said.encode("utf-8")
    except UnicodeEncodeError:
        return
    wide = data + b" "  # not as it would be written, so that the slow reader has it
    try:
        slow = strict_json.decode(wide, depth=depth, place="x")
    except PackRefused as error:
        with pytest.raises(PackRefused) as caught:
            strict_json.decode(data, depth=depth, place="x")
        assert caught.value.code == error.code
        return
    assert strict_json.decode(data, depth=depth, place="x") == slow
