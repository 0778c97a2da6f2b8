"""The build scripts: sentences instead of tracebacks, and checks that can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
BUILD = ROOT / "build"


@pytest.fixture(autouse=True)
def build_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BUILD))


def dev(*words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BUILD / "dev.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


def test_an_unknown_verb_is_refused_without_a_traceback() -> None:
    done = dev("fly")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_wrong_python_without_a_better_one_says_which_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import environment
    from say import DevError

    monkeypatch.setattr(environment, "fits", lambda _version: False)
    monkeypatch.setattr(environment, "find_python", lambda: None)
    with pytest.raises(DevError, match=r"needs Python 3\.11, 3\.12 or 3\.13"):
        environment.other_python(["run"])


@pytest.mark.parametrize(
    ("version", "good"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False)]
)
def test_which_pythons_fit(version: tuple[int, int], good: bool) -> None:
    import environment

    assert environment.fits(version) is good


def test_missing_system_libraries_end_in_the_line_to_type(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import system
    from say import DevError

    monkeypatch.setattr(system, "qt_loads", lambda _python: False)
    monkeypatch.setattr(system, "install", lambda _packages: False)
    with pytest.raises(DevError, match=r"sudo .*install"):
        system.ensure_qt(str(tmp_path / "bin" / "python"))


def test_no_display_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    import system

    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert system.has_display() is False
    monkeypatch.setenv("DISPLAY", ":0")
    assert system.has_display() is True


def test_the_lock_holds_and_a_rigged_one_does_not(tmp_path: Path) -> None:
    import lockfile

    assert lockfile.problems(ROOT) == []
    (tmp_path / "build").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    lock = (BUILD / "requirements.lock").read_text("utf-8")
    for rigged, sentence in [
        (lock.replace("babel==", "babble=="), "Babel"),
        ("--index-url x\n" + lock, "names an index"),
        (lock + "stray==1.0\n", "stray is not pinned with hashes"),
    ]:
        (tmp_path / "build" / "requirements.lock").write_text(rigged, "utf-8")
        assert any(sentence in found for found in lockfile.problems(tmp_path))


@pytest.mark.parametrize(
    ("line", "what"),
    [("x = 1  # TO" + "DO later", "unfinished"), ("label.setHtml(text)", "rich text"),
     ("class PackManager:", "a name that says nothing"), ("\n" * 401, "split it")],
)  # fmt: skip
def test_tidy_finds_each_breach(tmp_path: Path, line: str, what: str) -> None:
    import tidy

    place = tmp_path / "desktop" / "milclicks"
    place.mkdir(parents=True)
    (place / "a.py").write_text(line, "utf-8")
    assert any(what in found for found in tidy.findings(tmp_path))


def test_old_pythons_can_at_least_read_the_front_door() -> None:
    """No syntax newer than Python 3.6 in the files that must speak before a Python is chosen."""
    import ast

    for name in ("dev.py", "environment.py", "system.py", "say.py"):
        ast.parse((BUILD / name).read_text("utf-8"), feature_version=(3, 6))
