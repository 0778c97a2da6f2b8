"""The sources of the bundled packs for tests that only look at them, each read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from milclicks.packs import yaml_tree
from milclicks.packs.source import Source, read_source

PACKS = Path(__file__).resolve().parents[2] / "content_packs"


@cache
def course(pack: str) -> Source:
    """A whole source; nobody may change it, for the next test gets the same one."""
    return read_source(PACKS / pack)


@cache
def lesson_names(pack: str) -> tuple[str, ...]:
    """The ids of its lessons in their order, from pack.yaml alone: cheap while tests are listed."""
    return tuple(yaml_tree.read(PACKS / pack / "pack.yaml", "pack.yaml").tree["lessons"])
