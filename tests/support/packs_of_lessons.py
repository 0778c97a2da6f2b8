"""Builds a small pack around the fixture lesson, for tests that need a library with a lesson."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ruamel.yaml import YAML

from milclicks.packs.builder import pack_bytes
from milclicks.packs.shelf import LessonRef
from milclicks.packs.units import units
from tests.support.lessons import lesson_tree

FERRY = LessonRef("mil.test", 1, "ferry")
BRIDGE = LessonRef("mil.test", 1, "bridge")
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90" width="160" height="90">'
    '<rect width="160" height="90" fill="#cfe8ef"/><rect y="60" width="160" height="30" '
    'fill="#2f6f8f"/><rect x="20" y="50" width="60" height="14" fill="#a9743a"/></svg>'
)
PACK = {
    "id": "mil.test",
    "slug": "quay",
    "version": 1,
    "label": "1",
    "type": "lessons",
    "source_locale": "en",
    "title": "Lessons from the quay",
    "description": "Two lessons from Talora.",
    "audience": "12-18",
    "level": "beginner",
    "licenses": ["CC-BY-SA-4.0"],
    "contributors": [{"name": "The test suite", "role": "author"}],
    "lessons": ["ferry", "bridge"],
}
MEDIA = [
    {
        "id": "quay",
        "file": "quay.svg",
        "license": "CC-BY-SA-4.0",
        "credit": "The test suite",
        "source": "own work",
        "alt": "A wooden pier over blue water",
    }
]
DAILY = [
    {"id": f"d{n}", "strand": "mil", "text": f"Thought {n}.", "ask": f"Question {n}?", "why": "So."}
    for n in (1, 2, 3)
]


def bridge_tree() -> dict[str, Any]:
    """A second lesson: the same with other ids and another title."""
    tree = copy.deepcopy(lesson_tree())
    tree["id"], tree["title"] = "bridge", "The bridge that was closed"
    return tree


def french(lesson: str, tree: dict[str, Any]) -> str:
    """A catalogue that translates every text by adding a word to it."""
    entries = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
    for unit in units(tree):
        text = unit.text.replace("\\", "\\\\").replace('"', '\\"')
        entries.append(f'msgctxt "{lesson}:{unit.id}"\nmsgid "{text}"\nmsgstr "{text} (fr)"\n')
    return "\n".join(entries)


@cache
def _bytes() -> bytes:
    with TemporaryDirectory() as made:
        folder = Path(made) / "quay"
        for name in ("lessons", "media", "locale"):
            (folder / name).mkdir(parents=True)
        for name, content in {
            "pack.yaml": PACK,
            "media.yaml": MEDIA,
            "daily.yaml": DAILY,
            "lessons/ferry.yaml": lesson_tree(),
            "lessons/bridge.yaml": bridge_tree(),
        }.items():
            with (folder / name).open("w", encoding="utf-8") as stream:
                YAML().dump(content, stream)
        (folder / "media" / "quay.svg").write_text(DRAWING, "utf-8")
        (folder / "locale" / "fr.po").write_text(french("ferry", lesson_tree()), "utf-8")
        return pack_bytes(folder)[1]


def build_test_pack(target: Path) -> Path:
    """Write the pack into the folder `target`; a root for `Workspace.open(bundled=[...])`."""
    target.mkdir(parents=True, exist_ok=True)
    (target / "mil.test-1.milpack").write_bytes(_bytes())
    return target


def build_web_pack(target: Path) -> Path:
    """Add a pack with one short lesson, a web to read sideways, after all others."""
    tree = copy.deepcopy(lesson_tree())
    web = next(step for step in tree["steps"] if step["kind"] == "miniweb")
    tree.update(id="sideways", title="The book boat", steps=[{**web, "cuts": [20, 40, 60]}])
    with TemporaryDirectory() as made:
        folder = Path(made) / "web"
        for name in ("lessons", "media"):
            (folder / name).mkdir(parents=True)
        for name, content in {
            "pack.yaml": {**PACK, "id": "zz.web", "slug": "web", "lessons": ["sideways"]},
            "media.yaml": MEDIA,
            "lessons/sideways.yaml": tree,
        }.items():
            with (folder / name).open("w", encoding="utf-8") as stream:
                YAML().dump(content, stream)
        (folder / "media" / "quay.svg").write_text(DRAWING, "utf-8")
        (target / "zz.web-1.milpack").write_bytes(pack_bytes(folder)[1])
    return target
