"""The published schemas say what the structs say, and the limits are those of the pack format."""

from __future__ import annotations

import json

import jsonschema
import pytest

from milclicks.commands.pack_outputs import as_file, published
from milclicks.core import paths
from milclicks.packs import limits
from milclicks.packs.manifest import Manifest
from tests.fixtures.packs.forge import forge

SCHEMAS = paths.resources() / "schemas"


@pytest.mark.parametrize("name", sorted(published()))
def test_the_published_schemas_are_those_of_the_structs(name: str) -> None:
    assert (SCHEMAS / name).read_text("utf-8") == as_file(published()[name])


def test_the_manifest_keeps_to_its_published_schema() -> None:
    schema = json.loads((SCHEMAS / "manifest.schema.json").read_text("utf-8"))
    checker = jsonschema.Draft202012Validator(schema)
    made = forge()
    made.manifest_bytes()
    checker.validate(made.manifest)
    for change in ({"version": 0}, {"id": "no"}, {"licenses": []}, {"format": 2}, {"locales": 1}):
        assert list(checker.iter_errors({**made.manifest, **change})), change
    assert set(schema["$defs"]["Manifest"]["properties"]) == set(Manifest.__struct_fields__)


def test_the_limits_of_the_format() -> None:
    """A pack made elsewhere to the published limits must be taken, and nothing past them."""
    mib = 1024 * 1024
    assert limits.PACK_BYTES == 2**31 - 1
    assert limits.ENTRIES == 20_000
    assert 8 * mib == limits.MANIFEST_BYTES
    assert 4 * mib == limits.TEXT_BYTES
    assert (512, 16 * mib) == (limits.CARRIED, limits.CARRIED_BYTES)
    assert limits.MANIFEST_VALUES == 400_000
    assert (8 * mib, 40_000_000) == (limits.PICTURE_BYTES, limits.PICTURE_PIXELS)
    assert (64 * mib, 1024 * mib) == (limits.AUDIO_BYTES, limits.VIDEO_BYTES)
    assert (4 * mib, 16_384) == (limits.RESERVED_BYTES, limits.PICTURE_SIDE)
    assert (limits.UNIT_CHARACTERS, limits.OPTIONS) == (4_000, 200)
    assert (limits.JSON_DEPTH, limits.MANIFEST_DEPTH, limits.INTEGER_DIGITS) == (24, 8, 16)
    assert (limits.PATH_CHARACTERS, limits.PATH_LEVELS) == (120, 4)
