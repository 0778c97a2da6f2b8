"""Rows 69, 72, 82, 83, 85, 97 to 100, 102 and 108 of the fault table: the library over time."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from filelock import FileLock

import milclicks
from milclicks.core.errors import Busy, DiskFull, NotFound
from milclicks.packs.disk import Disk
from milclicks.packs.library import LessonRef, Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.verify import verify
from tests.fixtures.packs.forge import Forge, forge, state, tiny

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


def titled(title: str, **fields: Any) -> Forge:
    """A valid pack whose first lesson has this title."""
    made = forge(**fields)
    return made.change("texts/en/rumour.json", lambda tree: tree.update({"title": title}))


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


def whole(home: Path) -> dict[str, tuple[int, str]]:
    """id -> (version, first title) of a library after a kill; each file is whole, no part left."""
    with Library.open(home) as library:
        for file in (home / "packs").glob("*.milpack"):
            with Pack(file) as pack:
                verify(pack)
        assert not list(home.rglob("*.part"))
        cards = {card.ref.pack: card.title for card in reversed(library.lessons("en"))}
        for card in library.lessons("en"):
            assert library.lesson(card.ref, "en").title == card.title
            assert card.ref in {hit.ref for hit in library.search(card.title, "en")}
        return {info.id: (info.version, cards.get(info.id, "")) for info in library.packs()}


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
            library.install(new)
        assert whole(copy) == {"test.river": (3, "New")}
    assert seen["killed", "Old"] >= 5
    assert seen["killed", "New"] >= 5


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


class FullDisk(Disk):
    """A disk that is full from the nth call of one of its verbs on."""

    def __init__(self, phase: str, nth: int = 1) -> None:
        self.phase, self.left = phase, nth

    def _full(self, phase: str) -> bool:
        self.left -= phase == self.phase
        return phase == self.phase and self.left <= 0

    def free(self, folder: Path) -> int:
        return 1000 if self._full("free") else super().free(folder)

    def write(self, file: BinaryIO, data: bytes) -> None:
        if self._full("write"):
            file.write(data[:100])
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(file, data)

    def fsync(self, file: BinaryIO) -> None:
        if self._full("fsync"):
            raise OSError(errno.ENOSPC, "No space left on device")
        super().fsync(file)

    def replace(self, part: Path, path: Path) -> None:
        if self._full("replace"):
            raise OSError(errno.ENOSPC, "No space left on device")
        super().replace(part, path)

    def commit(self, db: sqlite3.Connection) -> None:
        if self._full("commit"):
            raise sqlite3.OperationalError("database or disk is full")
        super().commit(db)


@pytest.mark.parametrize("phase", ["free", "write", "fsync", "replace"])
def test_fault_72_disk_full_leaves_the_old_pack(tmp_path: Path, home: Path, phase: str) -> None:
    new = titled("New").write(tmp_path / "new.milpack")
    with Library.open(home, disk=FullDisk(phase)) as library:
        before = state(home)
        with pytest.raises(DiskFull) as caught:
            library.install(new)
        assert caught.value.code == "disk-full"
        assert state(home) == before
    assert whole(home) == {"test.river": (2, "Old")}


def test_fault_72_control_the_same_disk_with_room(tmp_path: Path, home: Path) -> None:
    with Library.open(home, disk=FullDisk("never")) as library:
        library.install(titled("New").write(tmp_path / "new.milpack"))
    assert whole(home) == {"test.river": (3, "New")}


def test_fault_72_disk_full_for_the_index_alone(tmp_path: Path, home: Path) -> None:
    with Library.open(home, disk=FullDisk("commit")) as library:
        library.install(titled("New").write(tmp_path / "new.milpack"))
        assert library.lessons("en")[0].title == "New"
        assert library.search("hydrogeologist", "en")[0].step_id == "measure"
    assert whole(home) == {"test.river": (3, "New")}


def test_fault_82_long_paths_and_names_of_every_script(tmp_path: Path) -> None:
    home = (
        tmp_path / "Корисник Ђорђе" / "المستخدمة ليلى" / ("d" * 120) / ("e" * 120) / "OneDrive - É"
    )
    home.mkdir(parents=True)
    assert len(str(home)) > 260
    source = home / "pack ملف.milpack"
    with Library.open(home) as library:
        library.install(titled("New").write(source))
        names = [path.name for path in (home / "packs").iterdir()]
        assert names and all(len(name) < 40 and name.isascii() for name in names)
    source.unlink()
    assert whole(home) == {"test.river": (3, "New")}


def test_fault_83_a_second_program_that_imports_is_told(tmp_path: Path, home: Path) -> None:
    new = titled("New").write(tmp_path / "new.milpack")
    with Library.open(home, wait_s=0.05) as library:
        before = state(home)
        with FileLock(home / "library.lock"), pytest.raises(Busy) as caught:
            library.install(new)
        assert caught.value.code == "busy"
        assert state(home) == before


def test_fault_83_the_second_waits_for_the_first(tmp_path: Path, home: Path) -> None:
    new = titled("New").write(tmp_path / "new.milpack")
    held, go = threading.Event(), threading.Event()

    def first() -> None:
        with FileLock(home / "library.lock"):
            held.set()
            go.wait(10)

    thread = threading.Thread(target=first)
    thread.start()
    held.wait(10)
    with Library.open(home) as library:
        threading.Timer(0.1, go.set).start()
        assert library.install(new).version == 3
    thread.join()


def _zeros(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def _text(path: Path) -> None:
    path.write_text("this was a database")


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _middle(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + os.urandom(len(data) - 4096))


def _gone(path: Path) -> None:
    path.unlink()


def _other_edition(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.commit()
    db.close()


@pytest.mark.parametrize("harm", [_zeros, _text, _half, _middle, _gone, _other_edition])
def test_fault_85_the_index_is_made_again(home: Path, harm: Any) -> None:
    with Library.open(home) as library:
        cards = library.lessons("ar")
    packs = state(home / "packs")
    harm(home / "library.db")
    with Library.open(home) as library:
        assert library.lessons("ar") == cards
        assert [hit.step_id for hit in library.search("hydrogeologist", "en")] == ["measure"]
    assert state(home / "packs") == packs


def test_fault_85_damage_while_the_library_is_open(home: Path) -> None:
    with Library.open(home) as library:
        with sqlite3.connect(home / "library.db") as db:
            db.execute("DROP TABLE words")
        db.close()
        assert library.search("hydrogeologist", "en")[0].step_id == "measure"


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
def test_fault_97_a_pack_for_a_later_app_is_listed_and_greyed(
    tmp_path: Path, home: Path, change: Any, code: str, told: str
) -> None:
    made = forge(id="test.later")
    change(made.manifest)
    with Library.open(home) as library:
        info = library.install(made.write(tmp_path / "later.milpack"))
        assert (info.ready.state, info.ready.code) == ("needs_app", code)
        assert told in str(info.reason)
        assert {card.ref.pack for card in library.lessons("en")} == {"test.river"}
        with pytest.raises(PackRefused) as caught:
            library.lesson(LessonRef("test.later", 3, "rumour"), "en")
        assert caught.value.code == code
        with pytest.raises(PackRefused):
            library.media("test.later", "river")


def test_fault_97_a_lesson_with_an_unknown_step_greys_alone(tmp_path: Path) -> None:
    made = forge()
    made.manifest["lessons"][0]["features"].append("step:hologram@1")
    made.change("lessons/rumour.json", lambda tree: tree["steps"][0].update({"kind": "hologram"}))
    with Library.open(tmp_path / "home") as library:
        assert library.install(made.write(tmp_path / "x.milpack")).usable
        grey, good = library.lessons("en")
        assert (grey.usable, good.usable) == (False, True)
        assert "step:hologram@1" in str(grey.ready.reason)
        with pytest.raises(PackRefused) as caught:
            library.lesson(grey.ref, "en")
        assert caught.value.code == "app.unknown"
        assert library.lesson(good.ref, "en").title == "The village well"


def needing(name: str, *others: str) -> Forge:
    """A pack that needs others."""
    made = titled(name.rpartition(".")[2], id=name, version=1)
    made.manifest["requires"]["packs"] = [{"id": other, "version": 1} for other in others]
    return made


def test_fault_98_a_pack_that_needs_a_missing_one(tmp_path: Path, home: Path) -> None:
    with Library.open(home) as library:
        info = library.install(needing("test.more", "test.base").write(tmp_path / "x.milpack"))
        assert (info.ready.state, info.ready.code) == ("needs_pack", "pack.needed")
        assert "test.base" in str(info.reason)
        assert {card.ref.pack for card in library.lessons("en")} == {"test.river"}
        library.install(needing("test.base").write(tmp_path / "y.milpack"))
        assert all(pack.usable for pack in library.packs())


def test_fault_98_packs_that_need_each_other(tmp_path: Path, home: Path) -> None:
    with Library.open(home) as library:
        library.install(needing("test.hen", "test.egg").write(tmp_path / "x.milpack"))
        info = library.install(needing("test.egg", "test.hen").write(tmp_path / "y.milpack"))
        assert info.ready.code == "pack.cycle"
        assert {pack.id for pack in library.packs() if pack.usable} == {"test.river"}


@pytest.mark.parametrize(("base", "usable"), [(2, True), (1, False), (3, False)])
def test_fault_98_an_addition_to_another_version(
    tmp_path: Path, home: Path, base: int, usable: bool
) -> None:
    made = titled("More", id="test.more")
    made.manifest["type"] = "addon"
    made.manifest["extends"] = {"id": "test.river", "version": base}
    with Library.open(home) as library:
        assert library.install(made.write(tmp_path / "x.milpack")).usable is usable
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
def test_fault_99_fallback_is_decided_for_each_lesson(
    home: Path, wanted: str, first: str, second: str
) -> None:
    with Library.open(home) as library:
        cards = library.lessons(wanted)
        assert [card.locale for card in cards] == [first, second]
        for card in cards:
            assert library.lesson_locale(card.ref, wanted) == card.locale
            assert library.lesson(card.ref, wanted).title == card.title


def only(locale: str) -> Forge:
    """The pack with one locale besides its own metadata."""
    made = forge()
    keep = [line for line in made.manifest["resources"] if line["locale"] in (None, locale)]
    made.manifest["resources"] = keep
    made.files = {line["path"]: made.files[line["path"]] for line in keep}
    for lesson in made.manifest["lessons"]:
        lesson["locales_complete"] = [locale]
    return made


def test_fault_99_latin_serbian_alone_serves_every_reader(tmp_path: Path) -> None:
    with Library.open(tmp_path / "home") as library:
        library.install(only("sr_Latn").write(tmp_path / "x.milpack"))
        for wanted in ("sr_Cyrl", "ar", "en"):
            assert {card.locale for card in library.lessons(wanted)} == {"sr_Latn"}
            assert library.document("pact", wanted)["locale"] == "sr_Latn"


def test_fault_100_an_update_waits_for_an_open_lesson(tmp_path: Path, home: Path) -> None:
    made = titled("New")

    def without_the_item(tree: Any) -> None:
        tree["steps"][1]["items"] = tree["steps"][1]["items"][1:]

    made.change("lessons/rumour.json", without_the_item)
    made.manifest["items"] = made.manifest["items"][1:]
    old = LessonRef("test.river", 2, "rumour")
    with Library.open(home) as library:
        library.keep = lambda pack, version: (pack, version) == ("test.river", 2)
        library.install(made.write(tmp_path / "new.milpack"))
        assert [card.ref.version for card in library.lessons("en")] == [3, 3]
        assert [item.id for _, item in library.lesson(old, "en").items()] == ["q1", "q2"]
        new = library.lessons("en")[0].ref
        assert [item.id for _, item in library.lesson(new, "en").items()] == ["q2"]
        library.tidy()
        assert library.lesson(old, "en").title == "Old"
        with pytest.raises(PackRefused) as caught:
            library.remove("test.river")
        assert caught.value.code == "library.in_use"
        library.keep = lambda pack, version: False
        library.tidy()
        assert library.lesson(old, "en").title == "Old"  # one version to go back to
        made.manifest["version"] = 4
        library.install(made.write(tmp_path / "newer.milpack"))
        with pytest.raises(NotFound):
            library.lesson(old, "en")


def test_fault_108_an_old_app_and_a_new_pack(tmp_path: Path, home: Path) -> None:
    made = forge(id="test.later")
    _later_format(made.manifest)
    path = made.write(tmp_path / "later.milpack")
    with Library.open(home, app_version="1.0") as library:
        assert library.install(path).ready.state == "needs_app"
        assert library.lessons("en")[0].title == "Old"


def test_fault_108_a_new_app_and_an_old_pack(tmp_path: Path, home: Path) -> None:
    with Library.open(home, app_version="30.1") as library:
        assert library.packs()[0].usable
        assert library.lesson(library.lessons("en")[0].ref, "en").title == "Old"


def test_control_a_tiny_pack_is_a_pack(tmp_path: Path) -> None:
    with Library.open(tmp_path / "home") as library:
        assert library.install(tiny().write(tmp_path / "x.milpack")).usable
        assert library.document("glossary", "en")["entries"][0]["id"] == "bridge"
