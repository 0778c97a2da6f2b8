"""Verify, sign, keygen and preview at a terminal: each verb once well and once badly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks.commands import pack_preview
from milclicks.core import paths
from milclicks.packs.library import Library
from milclicks.packs.trust.keys import OwnKey
from milclicks.ui import app
from milclicks.workspace import Workspace
from tests.fixtures.packs.forge import RIVER, forge, state
from tests.support.teachers import teacher_pack
from tests.support.terminal import Terminal

pytestmark = [pytest.mark.real_clock, pytest.mark.strict_trust]
AMINA, OTHER = OwnKey.new(), OwnKey.new()


@pytest.fixture
def source(source: Path) -> Path:
    """A teacher's folder."""
    for name in ("pact", "space", "history"):
        (source / f"{name}.yaml").unlink()
    return source


def test_a_pack_goes_from_a_teacher_to_a_colleague(
    terminal: Terminal, source: Path, tmp_path: Path
) -> None:
    file, colleague = tmp_path / "river.milpack", tmp_path / "colleague"
    code, made = terminal.json("pack", "sign", source, "-o", file, "--maker", "Amina")
    assert code == 0
    key = terminal.json("pack", "keygen")[1]
    assert made["id"] == f"t.{key['key']}.river" and made["words"] == key["words"]
    assert len(made["questions"]) == 3 and made["media"][0]["path"] == "media/river.png"
    away = ("--data", colleague)
    code, found = terminal.json(*away, "pack", "verify", file)
    assert (code, found["tier"], found["maker"], found["known"]) == (0, "teacher", "Amina", False)
    code, answer = terminal.json(*away, "pack", "install", file)
    assert (code, answer["error"]["code"]) == (1, "maker.unknown")
    assert " ".join(key["words"]) in answer["error"]["sentence"]
    wrong = terminal.json(*away, "pack", "install", file, "--maker-words", "one two three")
    assert (wrong[0], wrong[1]["error"]["code"]) == (1, "maker.words")
    typed = " - ".join(key["words"]).upper()
    assert terminal.json(*away, "pack", "install", file, "--maker-words", typed)[0] == 0
    assert terminal.json(*away, "pack", "verify", file)[1]["known"] is True
    second = tmp_path / "second.milpack"
    lines = (source / "pack.yaml").read_text("utf-8").replace("version: 3", "version: 4")
    (source / "pack.yaml").write_text(lines, encoding="utf-8")
    assert terminal.json("pack", "sign", source, "-o", second)[0] == 0
    assert terminal.json(*away, "pack", "install", second)[1]["pack"]["version"] == 4


def test_verify_refuses_what_nobody_signed_or_somebody_changed(
    terminal: Terminal, tmp_path: Path
) -> None:
    unsigned = forge().write(tmp_path / "unsigned.milpack")
    code, answer = terminal.json("pack", "verify", unsigned)
    assert (code, answer["error"]["code"]) == (1, "trust.unsigned")
    changed = teacher_pack(tmp_path / "changed.milpack", AMINA)
    data = changed.read_bytes()
    place = data.index(b'"sig":"') + 12
    other = b"B" if data[place : place + 1] == b"A" else b"A"
    changed.write_bytes(data[:place] + other + data[place + 1 :])
    code, out, err = terminal.type("pack", "verify", changed)
    assert code == 1 and "[" in err and not out


@pytest.mark.parametrize(
    ("name", "told"),
    [("Amina", "is known here with other words"), ("Аmina", "is known here with other words"),
     ("Mаrija", "letters of two alphabets"), ("UИESCO", "letters of two alphabets"),
     ("Марија Петровић", ""), ("Élodie Lefèvre", ""), ("أمينة يوسف", "")],
)  # fmt: skip
def test_a_name_that_may_be_taken_for_another_is_warned_about(
    terminal: Terminal, tmp_path: Path, name: str, told: str
) -> None:
    known = teacher_pack(tmp_path / "known.milpack", AMINA, maker="Amina")
    words = " ".join(terminal.json("pack", "verify", known)[1]["words"])
    assert terminal.json("pack", "install", known, "--maker-words", words)[0] == 0
    file = teacher_pack(tmp_path / "new.milpack", OTHER, maker=name)
    code, out, _ = terminal.type("pack", "verify", file)
    assert code == 0 and "does not know this maker yet" in out
    assert [told in one for one in out.splitlines() if one.startswith("warning: new")] == (
        [True] if told else []
    )
    answer = terminal.json("pack", "verify", file)[1]
    assert [one["code"] for one in answer["problems"]] == (["maker.name"] if told else [])
    code, answer = terminal.json("pack", "install", file)
    assert (code, answer["error"]["code"]) == (1, "maker.unknown")
    remedy = answer["error"]["remedy"]
    assert told in remedy and ("Ask before you add" in remedy) is bool(told)


def test_sign_says_what_to_look_at(terminal: Terminal, source: Path, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "data", bundled=[]) as workspace:
        workspace.add_learner("Village", "a1")
    file = tmp_path / "river.milpack"
    code, out, _ = terminal.type("pack", "sign", source, "-o", file, "--maker", "UNESCO Official")
    assert code == 0
    assert "Look at each picture" in out and "A blue river" in out
    assert "nobody has proved that name" in out
    answer = terminal.json("pack", "sign", source, "-o", tmp_path / "two.milpack")[1]
    assert [one["code"] for one in answer["problems"]] == ["export.name"] * 2
    assert answer["flagged"] == []


def test_sign_refuses_what_a_teacher_cannot_bring(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "river.milpack"
    code, answer = terminal.json("pack", "sign", RIVER, "-o", file)
    assert (code, answer["error"]["code"]) == (1, "power.document")
    assert "documents/pact.json" in answer["error"]["sentence"]
    assert not file.exists()
    assert terminal.json("pack", "sign", tmp_path / "nothing", "-o", file)[0] == 1


def test_sign_with_another_key_and_of_a_built_file(
    terminal: Terminal, source: Path, tmp_path: Path
) -> None:
    built = tmp_path / "built.milpack"
    assert terminal.json("pack", "build", source, "-o", built)[0] == 0
    code, key = terminal.json("pack", "keygen", "-o", tmp_path / "other.pem")
    assert code == 0
    signed = ("pack", "sign", built, "--key", tmp_path / "other.pem", "-o")
    one, two = tmp_path / "one.milpack", tmp_path / "two.milpack"
    assert terminal.json(*signed, one)[1]["words"] == key["words"]
    assert terminal.json(*signed, two)[0] == 0
    assert one.read_bytes() == two.read_bytes()  # Ed25519 signs the same in the same way
    assert terminal.json("pack", "sign", built, "--key", built, "-o", two)[0] == 1


def test_keygen_copies_and_restores_and_never_writes_over(
    terminal: Terminal, tmp_path: Path
) -> None:
    key = terminal.json("pack", "keygen")[1]
    copy = tmp_path / "copy.pem"
    assert terminal.json("pack", "keygen", "--copy", copy)[0] == 0
    assert terminal.json("pack", "keygen", "--copy", copy)[0] == 1
    away = ("--data", tmp_path / "new")
    assert terminal.json(*away, "pack", "keygen", "--restore", copy)[1]["key"] == key["key"]
    assert terminal.json("pack", "keygen", "-o", tmp_path / "b.pem")[1]["key"] != key["key"]
    code, answer = terminal.json("pack", "keygen", "--restore", tmp_path / "b.pem")
    assert code == 1 and "another key" in answer["error"]["sentence"]


class Window:
    """A window that is closed as soon as it was looked at."""

    seen: list[tuple[str, int, str, bool]] = []  # noqa: RUF012  # one window at a time

    def __init__(self, data: Path | None) -> None:
        assert data is not None
        with Library.open(data, [paths.bundled_packs()]) as library:
            Window.seen = [
                (one.id, one.version, one.standing.tier, one.usable) for one in library.packs()
            ]
            assert len(library.lessons("en")) == 2

    def stay(self) -> int:
        """Closed at once."""
        return 0


@pytest.fixture
def closed_window(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Window]]:
    """The window of a preview, without an event loop."""
    monkeypatch.setattr(app, "open_app", Window)
    yield Window


def test_preview_shows_a_source_unsigned_and_keeps_nothing(
    terminal: Terminal, tmp_path: Path, closed_window: type[Window]
) -> None:
    terminal.json("pack", "list")
    before = state(tmp_path / "data")
    code, answer = terminal.json("pack", "preview", RIVER)
    assert (code, answer["id"]) == (0, "test.river")
    assert closed_window.seen == [("test.river", 3, "unsigned", True)]
    assert state(tmp_path / "data") == before
    assert terminal.json("pack", "list")[1]["packs"] == []


def test_preview_of_a_bundled_pack_comes_before_it(
    terminal: Terminal, tmp_path: Path, closed_window: type[Window]
) -> None:
    (tmp_path / "bundled").mkdir()
    forge(version=7).write(tmp_path / "bundled" / "river.milpack")
    assert terminal.json("pack", "preview", RIVER)[0] == 0
    assert closed_window.seen == [("test.river", 8, "unsigned", True)]


def test_preview_is_for_sources_only(terminal: Terminal, tmp_path: Path, source: Path) -> None:
    built = forge().write(tmp_path / "built.milpack")
    assert terminal.json("pack", "preview", built)[0] == 1
    (source / "lessons" / "well.yaml").write_text("id: well\nid: well\n")
    code, answer = terminal.json("pack", "preview", source)
    assert code == 1 and "source.key_twice" in {one["code"] for one in answer["problems"]}
    with pytest.raises(Exception, match="source folder"):
        pack_preview.prepare(built, tmp_path / "x")


def test_makers_are_listed_and_forgotten(terminal: Terminal, tmp_path: Path) -> None:
    file = teacher_pack(tmp_path / "a.milpack", AMINA, maker="Amina")
    words = " ".join(AMINA.words)
    assert terminal.json("pack", "install", file, "--maker-words", words)[0] == 0
    code, answer = terminal.json("pack", "makers")
    assert code == 0 and answer["forgotten"] is None
    (one,) = answer["makers"]
    assert (one["key"], one["name"], one["words"]) == (AMINA.name, "Amina", list(AMINA.words))
    assert one["packs"] == [f"t.{AMINA.name}.river"] and one["since"].endswith("+00:00")
    assert terminal.type("pack", "makers", "list")[1].startswith(f"{words}  Amina  20")
    code, answer = terminal.json("pack", "makers", "forget", *words.upper().split())
    assert (code, answer["makers"], answer["forgotten"]["key"]) == (0, [], AMINA.name)
    assert terminal.json("pack", "list")[1]["packs"][0]["state"] == "ready"
    again = teacher_pack(tmp_path / "b.milpack", AMINA, maker="Amina", version=4)
    assert terminal.json("pack", "install", again)[1]["error"]["code"] == "maker.unknown"
    assert terminal.json("pack", "install", again, "--maker-words", words)[0] == 0
    assert terminal.json("pack", "makers", "forget", AMINA.name)[1]["makers"] == []


def test_forgetting_nobody_is_refused_and_changes_nothing(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = teacher_pack(tmp_path / "a.milpack", AMINA)
    words = " ".join(AMINA.words)
    assert terminal.json("pack", "install", file, "--maker-words", words)[0] == 0
    before = state(tmp_path / "data" / "trust")
    for wrong in (("forget", "bada", "bade"), ("forget", AMINA.name[:-1]), ("forget", "")):
        code, answer = terminal.json("pack", "makers", *wrong)
        assert (code, answer["error"]["code"]) == (1, "not-found" if wrong[1] else "bad-input")
    code, out, err = terminal.type("pack", "makers", "forget")
    assert code == 1 and not out and "which maker" in err
    assert terminal.type("pack", "makers", "list", "bada")[0] == 1
    assert state(tmp_path / "data" / "trust") == before
