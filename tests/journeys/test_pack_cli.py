"""The pack commands as a person at a terminal uses them: each verb once well and once badly.

Exit codes, plain sentences without a traceback, and --json by the published schemas.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import milclicks
from tests.fixtures.packs.forge import RIVER, forge
from tests.support.terminal import Terminal

pytestmark = pytest.mark.real_clock


@pytest.fixture
def river(tmp_path: Path) -> Path:
    """The river pack as a file."""
    return forge().write(tmp_path / "river.milpack")


def test_build_makes_a_file(terminal: Terminal, source: Path, tmp_path: Path) -> None:
    target = tmp_path / "made.milpack"
    code, answer = terminal.json("pack", "build", source, "-o", target)
    assert code == 0
    assert (answer["id"], answer["lessons"]) == ("test.river", 2)
    assert answer["bytes"] == target.stat().st_size
    assert (
        terminal.json("pack", "build", source, "-o", tmp_path / "two.milpack")[1]["sha256"]
        == (answer["sha256"])
    )


def test_build_refuses_a_broken_source(terminal: Terminal, source: Path, tmp_path: Path) -> None:
    (source / "lessons" / "well.yaml").write_text("id: well\nid: well\n")
    target = tmp_path / "made.milpack"
    code, answer = terminal.json("pack", "build", source, "-o", target)
    assert code == 1
    assert "source.key_twice" in {line["code"] for line in answer["problems"]}
    assert "lessons/well.yaml:2" in {line["place"].split(" ")[0] for line in answer["problems"]}
    assert not target.exists()


def test_build_into_a_folder_that_cannot_be(terminal: Terminal, river: Path, source: Path) -> None:
    code, _, err = terminal.type("pack", "build", source, "-o", river / "inside.milpack")
    assert code == 1
    assert "try again" in err


def test_check_of_a_source_and_of_a_file(terminal: Terminal, source: Path, river: Path) -> None:
    assert terminal.json("pack", "check", source)[0] == 0
    code, answer = terminal.json("pack", "check", river)
    assert (code, answer["problems"]) == (0, [])


def test_check_finds_every_problem_with_its_place(terminal: Terminal, source: Path) -> None:
    lesson = source / "lessons" / "rumour.yaml"
    text = lesson.read_text("utf-8").replace("(term:bridge)", "(term:nowhere)", 1)
    lesson.write_text(
        text.replace('weight: 1, feedback: "Yes', 'weight: 0, feedback: "Yes'), "utf-8"
    )
    (source / "media" / "river.svg").write_text("<svg><script/></svg>")
    code, answer = terminal.json("pack", "check", source)
    assert code == 1
    codes = {line["code"]: line for line in answer["problems"]}
    assert {"unit.term", "media.drawing"} <= set(codes)
    assert any(line["place"].startswith("lessons/rumour.yaml") and "q1" in line["place"]
               for line in answer["problems"] if line["severity"] == "error")  # fmt: skip
    for line in answer["problems"]:
        assert line["place"] and line["sentence"] and line["remedy"]


@pytest.mark.parametrize("name", ["nothing.milpack", "cut.milpack"])
def test_check_of_a_bad_file(terminal: Terminal, river: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "cut.milpack").write_bytes(river.read_bytes()[:-400])
    code, answer = terminal.json("pack", "check", tmp_path / name)
    assert code == 1
    assert answer["problems"][0]["code"] in {"file.missing", "zip.truncated"}


def test_info_tells_what_is_in_a_file(terminal: Terminal, river: Path) -> None:
    code, answer = terminal.json("pack", "info", river)
    assert code == 0
    assert answer["pack"]["title"] == "River lessons"
    assert answer["licenses"] == ["CC-BY-SA-4.0"]
    assert answer["signed"] is False
    code, out, _ = terminal.type("pack", "info", river)
    assert "title: River lessons" in out


def test_info_of_a_text_file(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "letter.milpack").write_text("Dear teacher")
    code, out, err = terminal.type("pack", "info", tmp_path / "letter.milpack")
    assert (code, out) == (1, "")
    assert "not a content pack" in err
    assert terminal.json("pack", "info", tmp_path / "letter.milpack")[1]["error"]["code"] == (
        "file.not_pack"
    )


def test_install_list_and_remove(terminal: Terminal, river: Path) -> None:
    assert terminal.json("pack", "install", river)[1]["pack"]["id"] == "test.river"
    code, answer = terminal.json("pack", "list")
    assert code == 0
    assert [one["id"] for one in answer["packs"]] == ["test.river"]
    assert "test.river 3 ready River lessons" in terminal.type("pack", "list")[1]
    assert terminal.json("pack", "remove", "test.river") == (
        0,
        {"ok": True, "error": None, "problems": [], "id": "test.river", "version": 0},
    )
    assert terminal.json("pack", "list")[1]["packs"] == []


def test_install_refuses_an_older_version(terminal: Terminal, tmp_path: Path) -> None:
    terminal.type("pack", "install", forge(version=9).write(tmp_path / "new.milpack"))
    code, answer = terminal.json(
        "pack", "install", forge(version=8).write(tmp_path / "old.milpack")
    )
    assert (code, answer["error"]["code"]) == (1, "version.older")


def test_list_of_a_data_folder_that_is_a_file(terminal: Terminal, river: Path) -> None:
    code, _, err = terminal.type("--data", river, "pack", "list")
    assert code == 1
    assert "is a file" in err


def test_remove_of_what_is_not_here(terminal: Terminal) -> None:
    code, answer = terminal.json("pack", "remove", "test.nothing")
    assert (code, answer["error"]["code"]) == (1, "not-found")


def test_extract_strings_writes_the_catalogue(terminal: Terminal, source: Path) -> None:
    (source / "locale" / "river.pot").unlink()
    (source / "history.yaml").unlink()
    code, answer = terminal.json("pack", "extract-strings", source)
    assert code == 0
    for name in ("locale/river.pot", "history.yaml"):
        assert (source / name).read_bytes() == (RIVER / name).read_bytes()
    assert answer["units"] == 58


def test_extract_strings_update_keeps_what_is_translated(terminal: Terminal, source: Path) -> None:
    lesson = source / "lessons" / "well.yaml"
    lesson.write_text(
        lesson.read_text("utf-8").replace("Show a glass.", "Show two glasses."), "utf-8"
    )
    before = (source / "locale" / "fr.po").read_text("utf-8")
    assert terminal.type("pack", "extract-strings", source, "--update")[0] == 0
    after = (source / "locale" / "fr.po").read_text("utf-8")
    assert '#, fuzzy\nmsgctxt "well:measure/notes"\nmsgid "Show two glasses."' in after
    assert after.replace("#, fuzzy\n", "").replace("two glasses", "a glass") == before


def test_extract_strings_of_a_folder_without_a_pack(terminal: Terminal, tmp_path: Path) -> None:
    code, answer = terminal.json("pack", "extract-strings", tmp_path)
    assert (code, answer["error"]["code"]) == (1, "build.problems")


def test_coverage_of_a_source_and_of_a_file(terminal: Terminal, source: Path, river: Path) -> None:
    code, answer = terminal.json("pack", "coverage", source)
    assert code == 0
    shares = {one["locale"]: one for one in answer["locales"]}
    assert shares["fr"]["coverage"] == 1000
    assert shares["es"]["coverage"] < 1000
    assert shares["es"]["lessons"] == {"rumour": 136, "well": 1000}
    built = terminal.json("pack", "coverage", river)[1]
    assert {one["locale"]: one["coverage"] for one in built["locales"]} == {
        code: one["coverage"] for code, one in shares.items() if one["coverage"]
    }


def test_coverage_below_what_is_asked(terminal: Terminal, source: Path) -> None:
    assert terminal.json("pack", "coverage", source, "--min", "100")[0] == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["pack", "list", "--json"], 0),
        (["pack", "info", "nothing.milpack"], 1),
        (["pack", "check", "."], 1),
        (["pack", "paint"], 2),
        (["pack"], 2),
    ],
)
def test_the_program_itself(tmp_path: Path, words: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "milclicks", "--data", str(tmp_path / "data"), *words],
        env={**os.environ, "PYTHONPATH": str(Path(milclicks.__file__).parents[1])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stdout or done.stderr
