"""Everything below the prints works where there is no Qt: a lesson is taken to its last event."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BELOW_PRINTS = (
    "core",
    "items",
    "lan",
    "sound",
    "steps",
    "packs",
    "records",
    "lessons",
    "community",
)
DOMAIN = ("items", "steps")

SCRIPT = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(f"{name} must not be imported here")
        return None

sys.meta_path.insert(0, NoQt())
try:
    import PySide6
except ImportError:
    pass
else:
    raise SystemExit("Qt could be imported: the test proves nothing")

import importlib
for name in sys.argv[1].split():
    importlib.import_module(name)

from tests.support.lessons import fixture_lesson
from tests.support.play import straight_play

moments = straight_play(fixture_lesson())
drafts = [draft for moment in moments for draft in moment.drafts]
print(drafts[-1].kind, len(drafts), moments[-1].run.ended)
print(sorted(name for name in sys.modules if name.split(".")[0] in ("PySide6", "reportlab")))
"""


def modules_of(*packages: str) -> list[str]:
    """Every module of the packages that are here, and those that stand alone."""
    base = ROOT / "desktop" / "milclicks"
    found = []
    for package in packages:
        for path in sorted((base / package).rglob("*.py")):
            parts = path.relative_to(ROOT / "desktop").with_suffix("").parts
            found.append(".".join(part for part in parts if part != "__init__"))
    return found


def run_without_qt(*modules: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(SCRIPT), " ".join(modules)],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_lesson_is_taken_to_its_last_event_without_qt() -> None:
    modules = [*modules_of(*BELOW_PRINTS), "milclicks.workspace"]
    assert len(modules) > 60
    ended, loaded = run_without_qt(*modules).splitlines()
    assert ended.split()[0] == "run_ended" and ended.endswith("True")
    assert int(ended.split()[1]) > 80
    assert loaded == "[]"


def test_items_and_steps_need_the_standard_library_alone() -> None:
    """Beside our own modules, items and steps import nothing that has to be installed."""
    import ast

    allowed = set(sys.stdlib_module_names) | {"milclicks", "msgspec"}
    for module in modules_of(*DOMAIN):
        path = ROOT / "desktop" / Path(*module.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= allowed, (module, names)
