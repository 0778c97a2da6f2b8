"""Names from strangers: every pattern ends at the true end, and the three rules for files agree."""

from __future__ import annotations

import importlib
import pkgutil
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

import milclicks.community
import milclicks.core
import milclicks.items
import milclicks.lan
import milclicks.packs
import milclicks.records
import milclicks.sound
import milclicks.steps
from milclicks.packs.format import Container
from milclicks.packs.manifest import PackId
from milclicks.packs.pack import Pack
from milclicks.packs.travel.http import HttpSource
from milclicks.packs.travel.shared import Offered
from milclicks.packs.travel.source import FolderSource, PackSource, Source, SourceMissing, checked
from milclicks.packs.travel.zipped import ZipSource
from milclicks.packs.trust.listed import AppBundle, Entry, File
from milclicks.packs.trust.publish import entry_of
from tests.fixtures.packs.forge import forge

LONGEST = ".".join(["a" * 20, *["b" * 40] * 4])
AT_THE_END = "(?![\\s\\S])"
PACKAGES = (
    milclicks.community,
    milclicks.core,
    milclicks.items,
    milclicks.lan,
    milclicks.packs,
    milclicks.records,
    milclicks.sound,
    milclicks.steps,
)
STRANGE = (
    "packs/a..b.milpack",
    "packs/a.milpack\n",
    "../x",
    "/etc/passwd",
    "packs//a",
    "packs/",
    "",
    "Packs/A",
    "packs/" + "a" * 300,
    "a/b/c/d/e/f/g",
    "packs\\a",
    "c:/x",
)


def _structs() -> list[type]:
    """Every struct of the packages that read what strangers write."""
    for package in PACKAGES:
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(one.name)
    found: list[type] = []
    left: list[type] = [msgspec.Struct]
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        if kind.__module__.startswith("milclicks."):
            found.append(kind)
    return found


def _patterns(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        if isinstance(tree.get("pattern"), str):
            yield tree["pattern"]
        for one in tree.values():
            yield from _patterns(one)
    elif isinstance(tree, list):
        for one in tree:
            yield from _patterns(one)


def test_no_pattern_of_a_format_takes_a_last_line_break() -> None:
    """`$` also stands before it, so `^a$` finds an `a` with a line break after it."""
    found: set[str] = set()
    for kind in _structs():
        try:
            found |= set(_patterns(msgspec.json.schema(kind)))
        except TypeError:  # it holds values that no file has
            continue
    assert len(found) > 12
    assert {one for one in found if not (one.startswith("^") and one.endswith(AT_THE_END))} == set()


@pytest.mark.parametrize("path", STRANGE)
def test_a_file_that_a_stranger_names_is_missing_and_no_fault_of_ours(
    tmp_path: Path, path: str
) -> None:
    """Whatever a list, a catalogue or a role calls it, every source has its own sentence."""
    (tmp_path / "site").mkdir()
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as made:
        made.writestr("metadata/timestamp.json", "{}")
    with (
        Container(forge().write(tmp_path / "a.milpack")) as container,
        closing(ZipSource(tmp_path / "site.zip")) as zipped,
    ):
        sources: list[Source] = [
            FolderSource(tmp_path / "site"),
            zipped,
            HttpSource("http://127.0.0.1:9"),
            PackSource(container, "a pack"),
        ]
        for source in sources:
            with pytest.raises(SourceMissing):
                source.read(path, 10)
            with pytest.raises(SourceMissing):
                source.open(path)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(path, File)


def test_the_longest_id_makes_a_name_that_all_three_rules_take(tmp_path: Path) -> None:
    assert msgspec.convert(LONGEST, PackId) == LONGEST
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(LONGEST + "b", PackId)
    with Pack(forge(id=LONGEST, version=2**31).write(tmp_path / "a.milpack")) as pack:
        entry = entry_of(pack)
        offered = Offered(id=LONGEST, version=2**31, bytes=1, manifest=pack.digest)
    assert entry.file == offered.file == checked(offered.file, "a place")
    assert msgspec.json.decode(msgspec.json.encode(entry), type=Entry) == entry
    assert len(Path(entry.file).name) < 255 - len(".part.json")


@pytest.mark.parametrize("path", ["packs/a.milpack", "app/milclicks-0.2.tar.gz", "a/b-c_d.e/f"])
def test_control_what_sites_have_is_a_name_by_all_rules(path: str) -> None:
    assert checked(path, "a place") == msgspec.convert(path, File) == path
    line = AppBundle(version="0.2", system="linux", bytes=1, file=path)
    assert msgspec.json.decode(msgspec.json.encode(line), type=AppBundle) == line
    assert re.fullmatch("[a-z0-9._/-]+", path)
