"""Each guard of tests/support/guards.py fails when a test does what it forbids."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

VIOLATIONS = {
    "real clock": (
        "from milclicks.core.clock import SystemClock\ndef test_it():\n    SystemClock().now()\n",
        "read the real clock",
    ),
    "socket": (
        "import socket\ndef test_it():\n    socket.socket().connect(('127.0.0.1', 9))\n",
        "a test called socket.connect",
    ),
    "nested exec": (
        "from PySide6.QtWidgets import QDialog\n"
        "def test_it(qtbot):\n    box = QDialog()\n    qtbot.addWidget(box)\n    box.exec()\n",
        "starts a nested event loop",
    ),
    "unexpected log": (
        "import logging\ndef test_it():\n    logging.getLogger('x').warning('hot disk')\n",
        "unexpected log: ['hot disk']",
    ),
    "leaked window": (
        "from PySide6.QtWidgets import QWidget\nleft = []\n"
        "def test_it(qtbot):\n    w = QWidget()\n    left.append(w)\n    w.show()\n",
        "windows left open",
    ),
    "Python warning": (
        "import warnings\ndef test_it():\n    warnings.warn('old way')\n",
        "UserWarning: old way",
    ),
    "Qt warning": (
        "from PySide6.QtCore import qWarning\ndef test_it(qtbot):\n    qWarning('torn')\n",
        "torn",
    ),
}


def run_inner(pytester: pytest.Pytester, body: str) -> pytest.RunResult:
    pytester.makepyfile(body)
    return pytester.runpytest_subprocess(
        "-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}", "-p", "tests.support.guards",
        str(pytester.path),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "PYTHONPATH", f"{ROOT}:{ROOT / 'desktop'}".replace(":", __import__("os").pathsep)
    )


@pytest.mark.parametrize("name", sorted(VIOLATIONS))
def test_guard_fails_on_a_violation(name: str, pytester: pytest.Pytester) -> None:
    body, sentence = VIOLATIONS[name]
    result = run_inner(pytester, body)
    assert result.ret == 1
    assert sentence in result.stdout.str() + result.stderr.str()


def test_data_folder_is_temporary(tmp_path: Path) -> None:
    from milclicks.core import paths

    assert paths.default_data().is_relative_to(tmp_path)


def test_a_calm_test_passes_under_all_guards(pytester: pytest.Pytester) -> None:
    result = run_inner(pytester, "def test_it(qtbot):\n    assert 1 + 1 == 2\n")
    assert result.ret == 0
