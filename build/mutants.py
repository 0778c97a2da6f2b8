"""The mutation run: small lies in items, runs, packs and records, and whether the tests notice.

A seeded sample of single changes (a comparison turned, a constant moved, a condition denied, an
operator swapped) is tried one at a time in a copy of the code; the tests of that package must fail.
Prints the share of mutants that died and each survivor with its place. Run by
`dev.py check --mutants`; not part of the daily check.
"""

from __future__ import annotations

import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = 20
EACH = 40
TESTS = {
    "items": ["tests/unit/items", "tests/contracts", "tests/properties"],
    "lessons": ["tests/unit/lessons", "tests/properties"],
    "packs": ["tests/unit/packs", "tests/contracts", "tests/properties"],
    "records": ["tests/unit/records", "tests/contracts", "tests/properties"],
}
SELECT = {
    "items": "item",
    "lessons": "run or lesson",
    "packs": "pack or fault",
    "records": "record",
}
SWAP = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the file, the line, what was changed, the changed source."""

    package: str
    path: Path
    line: int
    what: str
    source: str


def changes(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Every single change of a module as (line, what, changed tree)."""
    for number, node in enumerate(ast.walk(tree)):
        for what in possible(node):
            changed = copy.deepcopy(tree)
            target = next(n for i, n in enumerate(ast.walk(changed)) if i == number)
            apply(target, what)
            yield getattr(node, "lineno", 0), what, changed


def possible(node: ast.AST) -> list[str]:
    """The kinds of change a node allows."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAP:
        return ["comparison turned"]
    if isinstance(node, (ast.BinOp, ast.BoolOp)) and type(node.op) in SWAP:
        return ["operator swapped"]
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return ["constant moved"]
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return ["truth turned"]
    if isinstance(node, (ast.If, ast.IfExp)):
        return ["condition denied"]
    return []


def apply(node: ast.AST, what: str) -> None:
    """Make the change in place."""
    if isinstance(node, ast.Compare):
        node.ops[0] = SWAP[type(node.ops[0])]()
    elif isinstance(node, (ast.BinOp, ast.BoolOp)):
        node.op = SWAP[type(node.op)]()
    elif isinstance(node, ast.Constant):
        node.value = (not node.value) if what == "truth turned" else node.value + 1  # type: ignore[operator]
    elif isinstance(node, (ast.If, ast.IfExp)):
        node.test = ast.UnaryOp(ast.Not(), node.test)


def sample(package: str) -> list[Mutant]:
    """A seeded choice of mutants over a package's modules."""
    found = []
    for path in sorted((ROOT / "desktop" / "milclicks" / package).glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for line, what, changed in changes(tree):
            found.append(
                Mutant(package, path, line, what, ast.unparse(ast.fix_missing_locations(changed)))
            )
    return random.Random(SEED).sample(found, min(EACH, len(found)))


def dies(mutant: Mutant) -> bool:
    """Whether the package's tests fail on the mutant, or never end."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        code = Path(folder) / "desktop"
        shutil.copytree(ROOT / "desktop", code, ignore=shutil.ignore_patterns("__pycache__"))
        (code / mutant.path.relative_to(ROOT / "desktop")).write_text(mutant.source, "utf-8")
        tests = [name for name in TESTS[mutant.package] if (ROOT / name).exists()]
        words = [sys.executable, "-m", "pytest", "-x", "-q", "-k", SELECT[mutant.package]]
        words += ["--override-ini", f"pythonpath={code} {ROOT}", *tests]
        env = {**os.environ, "PYTHONPATH": str(code), "MILCLICKS_ROOT": str(ROOT)}
        try:
            done = subprocess.run(
                words, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                timeout=300, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return True
        return done.returncode == 1


def main() -> int:
    """Run the sample; 0 when four of five mutants of every package died."""
    good = True
    for package in TESTS:
        mutants = sample(package)
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
            dead = list(pool.map(dies, mutants))
        print(f"{package}: {sum(dead)} of {len(dead)} mutants died")
        for mutant, killed in zip(mutants, dead, strict=True):
            if not killed:
                print(f"  survived: {mutant.path.relative_to(ROOT)}:{mutant.line} {mutant.what}")
        good &= sum(dead) * 5 >= len(dead) * 4
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
