"""Rows 69, 97 to 100, 102 and 108 of the fault table: the library over time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import milclicks
from milclicks.core.errors import NotFound
from milclicks.packs.library import LessonRef, Library
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import PackInfo
from milclicks.ui.inline import reads_right_to_left
from tests.contracts.test_faults_disk import whole
from tests.fixtures.packs.forge import Forge, forge, tiny, titled
from tests.support.refusing import accepted, accepted_by, noted, refused_by, row

ROOT = Path(__file__).resolve().parents[2]
CODE = Path(milclicks.__file__).resolve().parents[1]
WORKER = ROOT / "tests" / "fixtures" / "packs" / "kill_worker.py"
PHASES = ("write", "fsync", "replace", "fsync_folder", "commit", "unlink")
MOMENTS = [
    (phase, when, nth)
    for phase in PHASES
    for when in ("before", "after", *(("half",) if phase == "write" else ()))
    for nth in (1, 2, 3)
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with version 2 of the river pack, titled Old."""
    path = tmp_path / "home"
    with Library.open(path) as library:
        library.install(titled("Old", version=2).write(tmp_path / "old.milpack"))
    return path


class Killer:
    """The worker process that acts and is killed."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": f"{CODE}{os.pathsep}{ROOT}"},
        )

    def act(self, home: Path, moment: tuple[str, str, int], *acts: tuple[str, str]) -> str:
        """Do `acts` and be killed at `moment`: "killed", or "done 0" when it never came."""
        assert self.process.stdin is not None and self.process.stdout is not None
        phase, when, nth = moment
        case = {"home": str(home), "acts": acts, "phase": phase, "when": when, "nth": nth}
        self.process.stdin.write(json.dumps(case) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        """Let the worker end."""
        self.process.communicate()


@pytest.fixture
def killer() -> Iterator[Killer]:
    """A worker for this test."""
    if not hasattr(os, "fork"):
        pytest.skip("this system has no fork")
    worker = Killer()
    yield worker
    worker.close()
    assert worker.process.returncode == 0


@row(69, doors="open")
def test_fault_69_killed_at_every_phase_of_a_first_install(tmp_path: Path, killer: Killer) -> None:
    new = titled("New").write(tmp_path / "new.milpack")
    seen: Counter[object] = Counter()
    for number, moment in enumerate(MOMENTS):
        home = tmp_path / f"home{number}"
        how = killer.act(home, moment, ("install", str(new)))
        found = whole(home)
        assert found in ({}, {"test.river": (3, "New")}), moment
        assert how == "killed" or found, moment
        seen[how, bool(found)] += 1
    assert seen["killed", True] >= 3
    assert seen["killed", False] >= 5


@row(69, doors="open install")
def test_fault_69_killed_at_every_phase_of_an_update(
    tmp_path: Path, home: Path, killer: Killer
) -> None:
    new = titled("New").write(tmp_path / "new.milpack")
    seen: Counter[object] = Counter()
    for number, moment in enumerate(MOMENTS):
        copy = Path(shutil.copytree(home, tmp_path / f"copy{number}"))
        how = killer.act(copy, moment, ("install", str(new)))
        found = whole(copy)
        assert found["test.river"] in ((2, "Old"), (3, "New")), moment
        seen[how, found["test.river"][1]] += 1
        with Library.open(copy) as library:
            accepted_by("install", library.install(new))
        assert whole(copy) == {"test.river": (3, "New")}
    assert seen["killed", "Old"] >= 5
    assert seen["killed", "New"] >= 5


@row(69, doors="open")
def test_fault_69_killed_at_every_phase_of_a_removal(
    tmp_path: Path, home: Path, killer: Killer
) -> None:
    seen: Counter[object] = Counter()
    for number, moment in enumerate(MOMENTS):
        copy = Path(shutil.copytree(home, tmp_path / f"copy{number}"))
        how = killer.act(copy, moment, ("remove", "test.river"))
        found = whole(copy)
        assert found in ({}, {"test.river": (2, "Old")}), moment
        seen[how, bool(found)] += 1
    assert seen["killed", True] >= 1
    assert seen["killed", False] >= 2


@row(102, doors="open")
def test_fault_102_three_updates_and_a_kill_in_the_third(
    tmp_path: Path, home: Path, killer: Killer
) -> None:
    names = ("test.one", "test.river", "test.two")
    with Library.open(home) as library:
        for name in ("test.one", "test.two"):
            old = titled("Old", id=name, version=2)
            library.install(old.write(tmp_path / "old.milpack"))
    acts = [
        ("install", str(titled("New", id=name).write(tmp_path / f"{name}.milpack")))
        for name in names
    ]
    assert killer.act(home, ("replace", "before", 3), *acts) == "killed"
    found = whole(home)
    assert {name: found[name] for name in names} == {
        "test.one": (3, "New"),
        "test.river": (3, "New"),
        "test.two": (2, "Old"),
    }


def _newer_app(tree: dict[str, Any]) -> None:
    tree["requires"]["app"] = "9.4"


def _unknown_demand(tree: dict[str, Any]) -> None:
    tree["requires"]["camera"] = "1"


def _unknown_feature(tree: dict[str, Any]) -> None:
    tree["requires"]["features"] = ["hologram:room@1"]


def _unknown_type(tree: dict[str, Any]) -> None:
    tree["type"] = "orchestra"


def _later_format(tree: dict[str, Any]) -> None:
    tree["format"] = 7
    tree["requires"] = {"app": "9.4"}
    tree["lessons"] = {"another": "shape"}


@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        (_newer_app, "app.needed", "9.4"),
        (_unknown_demand, "app.unknown", "camera"),
        (_unknown_feature, "app.unknown", "hologram:room@1"),
        (_unknown_type, "app.unknown", "orchestra"),
        (_later_format, "app.needed", "9.4"),
    ],
)
@row(97, "app.needed app.unknown", doors="open")
@row(97)
def test_fault_97_a_pack_for_a_later_app_is_listed_and_greyed(
    home: Path, change: Any, code: str, told: str
) -> None:
    made = forge(id="test.later")
    change(made.manifest)
    with Library.open(home) as library:
        info = accepted(library, made)
        assert (info.ready.state, info.ready.code) == ("needs_app", code)
        assert told in str(info.reason)
        assert {card.ref.pack for card in library.lessons("en")} == {"test.river"}
        ref = LessonRef("test.later", 3, "rumour")
        refused_by("open", code, home, lambda: library.lesson(ref, "en"), kind=PackRefused)
        refused_by("open", code, home, lambda: library.media("test.later", "river"))
        assert accepted_by("open", library.lesson(library.lessons("en")[0].ref, "en")).title


@row(97, "app.unknown", doors="open")
@row(97)
def test_fault_97_a_lesson_with_an_unknown_step_greys_alone(tmp_path: Path) -> None:
    made = forge()
    made.manifest["lessons"][0]["features"].append("step:hologram@1")
    made.change("lessons/rumour.json", lambda tree: tree["steps"][0].update({"kind": "hologram"}))
    with Library.open(tmp_path / "home") as library:
        assert accepted(library, made).usable
        grey, good = library.lessons("en")
        assert (grey.usable, good.usable) == (False, True)
        assert "step:hologram@1" in str(grey.ready.reason)
        home = tmp_path / "home"
        refused_by("open", "app.unknown", home, lambda: library.lesson(grey.ref, "en"))
        assert accepted_by("open", library.lesson(good.ref, "en")).title == "The village well"


def greyed(info: PackInfo, code: str) -> None:
    """A pack that is here and cannot be used says why, in the list of packs."""
    assert (info.usable, info.ready.code) == (False, code)
    told = str(info.reason)
    assert told.endswith(".") and "{" not in told
    noted("show", code)


def needing(name: str, *others: str) -> Forge:
    """A pack that needs others."""
    made = titled(name.rpartition(".")[2], id=name, version=1)
    made.manifest["requires"]["packs"] = [{"id": other, "version": 1} for other in others]
    return made


@row(98, "pack.needed", doors="show")
@row(98)
def test_fault_98_a_pack_that_needs_a_missing_one(home: Path) -> None:
    with Library.open(home) as library:
        info = accepted(library, needing("test.more", "test.base"))
        assert (info.ready.state, info.ready.code) == ("needs_pack", "pack.needed")
        assert "test.base" in str(info.reason)
        assert {card.ref.pack for card in library.lessons("en")} == {"test.river"}
        greyed(info, "pack.needed")
        accepted(library, needing("test.base"))
        assert all(pack.usable for pack in library.packs())
        more = LessonRef("test.more", 1, "rumour")
        assert accepted_by("show", library.lesson(more, "en")).title == "more"


@row(98, "pack.cycle", doors="show")
@row(98)
def test_fault_98_packs_that_need_each_other(home: Path) -> None:
    with Library.open(home) as library:
        accepted(library, needing("test.hen", "test.egg"))
        info = accepted(library, needing("test.egg", "test.hen"))
        assert info.ready.code == "pack.cycle"
        assert {pack.id for pack in library.packs() if pack.usable} == {"test.river"}
        greyed(info, "pack.cycle")
        accepted_by("show", library.lesson(library.lessons("en")[0].ref, "en"))


@pytest.mark.parametrize(("base", "usable"), [(2, True), (1, False), (3, False)])
@row(98)
def test_fault_98_an_addition_to_another_version(home: Path, base: int, usable: bool) -> None:
    made = titled("More", id="test.more")
    made.manifest["type"] = "addon"
    made.manifest["extends"] = {"id": "test.river", "version": base}
    with Library.open(home) as library:
        assert accepted(library, made).usable is usable
        assert library.lessons("en")[0].title == "Old"


@pytest.mark.parametrize(
    ("wanted", "first", "second"),
    [
        ("fr", "fr", "fr"),
        ("es", "en", "es"),
        ("pt_BR", "en", "en"),
        ("sr_Latn", "sr_Latn", "sr_Latn"),
        ("sr_Cyrl", "sr_Cyrl", "sr_Cyrl"),
        ("ar", "ar", "ar"),
    ],
)
@row(99, doors="open")
def test_fault_99_fallback_is_decided_for_each_lesson(
    home: Path, wanted: str, first: str, second: str
) -> None:
    with Library.open(home) as library:
        cards = library.lessons(wanted)
        assert [card.locale for card in cards] == [first, second]
        for card in cards:
            assert library.lesson_locale(card.ref, wanted) == card.locale
            shown = accepted_by("open", library.lesson(card.ref, wanted)).title
            assert shown == card.title
            arabic = card.locale == "ar"
            assert [reads_right_to_left(shown, rtl) for rtl in (True, False)] == [arabic] * 2


def only(locale: str) -> Forge:
    """The pack with one locale besides its own metadata."""
    made = forge()
    keep = [line for line in made.manifest["resources"] if line["locale"] in (None, locale)]
    made.manifest["resources"] = keep
    made.files = {line["path"]: made.files[line["path"]] for line in keep}
    for lesson in made.manifest["lessons"]:
        lesson["locales_complete"] = [locale]
    return made


@row(99, doors="check install open")
def test_fault_99_latin_serbian_alone_serves_every_reader(tmp_path: Path) -> None:
    with Library.open(tmp_path / "home") as library:
        accepted(library, only("sr_Latn"))
        for wanted in ("sr_Cyrl", "ar", "en"):
            assert {card.locale for card in library.lessons(wanted)} == {"sr_Latn"}
            pact = accepted_by("open", library.document("pact", wanted))
            assert pact["locale"] == "sr_Latn"


@row(100, "library.in_use", doors="remove")
@row(100)
def test_fault_100_an_update_waits_for_an_open_lesson(tmp_path: Path, home: Path) -> None:
    made = titled("New")

    def without_the_item(tree: Any) -> None:
        tree["steps"][1]["items"] = tree["steps"][1]["items"][1:]

    made.change("lessons/rumour.json", without_the_item)
    made.manifest["items"] = made.manifest["items"][1:]
    old = LessonRef("test.river", 2, "rumour")
    with Library.open(home) as library:
        library.keep = lambda pack, version: (pack, version) == ("test.river", 2)
        accepted(library, made)
        assert [card.ref.version for card in library.lessons("en")] == [3, 3]
        assert [item.id for _, item in library.lesson(old, "en").items()] == ["q1", "q2"]
        new = library.lessons("en")[0].ref
        assert [item.id for _, item in library.lesson(new, "en").items()] == ["q2"]
        library.tidy()
        assert library.lesson(old, "en").title == "Old"
        refused_by("remove", "library.in_use", home, lambda: library.remove("test.river"))
        library.keep = lambda pack, version: False
        library.tidy()
        assert library.lesson(old, "en").title == "Old"  # one version to go back to
        made.manifest["version"] = 4
        library.install(made.write(tmp_path / "newer.milpack"))
        with pytest.raises(NotFound):
            library.lesson(old, "en")
        accepted_by("remove", library.remove("test.river"))
        assert library.packs() == ()


@row(108)
def test_fault_108_an_old_app_and_a_new_pack(tmp_path: Path, home: Path) -> None:
    made = forge(id="test.later")
    _later_format(made.manifest)
    path = made.write(tmp_path / "later.milpack")
    with Library.open(home, app_version="1.0") as library:
        assert accepted(library, path).ready.state == "needs_app"
        assert library.lessons("en")[0].title == "Old"


@row(108, doors="open")
def test_fault_108_a_new_app_and_an_old_pack(home: Path) -> None:
    with Library.open(home, app_version="30.1") as library:
        assert library.packs()[0].usable
        ref = library.lessons("en")[0].ref
        assert accepted_by("open", library.lesson(ref, "en")).title == "Old"


def test_control_a_tiny_pack_is_a_pack(tmp_path: Path) -> None:
    with Library.open(tmp_path / "home") as library:
        assert library.install(tiny().write(tmp_path / "x.milpack")).usable
        assert library.document("glossary", "en")["entries"][0]["id"] == "bridge"
