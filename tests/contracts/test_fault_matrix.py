"""The table of faults (`faults.tsv`) against the tests: each row has a named test that can fail.

A row's test is called `test_row_NN_...` or `test_fault_NN_...`, anywhere below `tests/`. What is
exempt is named here with its reason.
"""

from __future__ import annotations

import ast
import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
ROWS = 108
MOST_EXEMPT = 8
EXEMPT: dict[int, str] = {}
"""Row: why no test of ours can show it."""
NAME = re.compile(r"test_(?:row|fault)_([0-9]{2,3})_[a-z0-9_]+")


def table() -> dict[int, tuple[str, str]]:
    """Row -> (fault, outcome)."""
    with (TESTS / "contracts" / "faults.tsv").open(encoding="utf-8", newline="") as file:
        return {
            int(line["row"]): (line["fault"], line["outcome"])
            for line in csv.DictReader(file, delimiter="\t")
        }


Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def functions(text: str) -> list[Function]:
    """Every function of a module."""
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, Function)]


def named(text: str) -> Iterator[tuple[int, Function]]:
    """The tests of rows in a module."""
    for node in functions(text):
        found = NAME.fullmatch(node.name)
        if found:
            yield int(found[1]), node


def checks(node: ast.AST, helpers: dict[str, Function], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a test asserts anything, itself or through a helper of its module."""
    for one in ast.walk(node):
        if isinstance(one, ast.Assert):
            return True
        if not isinstance(one, ast.Call):
            continue
        called = ast.unparse(one.func)
        if called == "pytest.raises":
            return True
        helper = helpers.get(called)
        if helper and called not in seen and checks(helper, helpers, seen | {called}):
            return True
    return False


@cache
def modules() -> list[tuple[Path, str]]:
    """Every test module with its text."""
    return [(path, path.read_text("utf-8")) for path in sorted(TESTS.rglob("test_*.py"))]


def rows_in(found: list[tuple[Path, str]]) -> dict[int, list[str]]:
    """Row -> its tests, as file::name."""
    by_row: defaultdict[int, list[str]] = defaultdict(list)
    for path, text in found:
        for row, node in named(text):
            by_row[row].append(f"{path.name}::{node.name}")
    return dict(by_row)


def test_the_table_is_whole() -> None:
    rows = table()
    assert list(rows) == list(range(1, ROWS + 1))
    assert all(fault and outcome for fault, outcome in rows.values())
    assert len(set(rows.values())) == ROWS


def test_every_row_has_a_test_or_a_reason() -> None:
    held = rows_in(modules())
    lacking = {row: table()[row][0] for row in table() if row not in held and row not in EXEMPT}
    assert lacking == {}
    assert set(held) <= set(table()), "a test of a row that the table does not have"


def test_few_rows_are_exempt_and_each_says_why() -> None:
    assert len(EXEMPT) <= MOST_EXEMPT
    assert all(row in table() and len(reason) > 20 for row, reason in EXEMPT.items())
    assert not set(EXEMPT) & set(rows_in(modules())), "exempt, and yet there is a test"


def test_no_row_rests_on_a_test_that_checks_nothing_or_never_runs() -> None:
    idle = []
    for path, text in modules():
        helpers = {node.name: node for node in functions(text)} | shared(text)
        for _, node in named(text):
            marks = [ast.unparse(mark) for mark in node.decorator_list]
            if not checks(node, helpers) or any(
                mark.startswith(("pytest.mark.skip", "pytest.mark.xfail")) and "skipif" not in mark
                for mark in marks
            ):
                idle.append(f"{path.name}::{node.name}")
    assert idle == []


def shared(text: str) -> dict[str, Function]:
    """The functions that a module takes from other modules of the tests."""
    found: dict[str, Function] = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            path = TESTS.parent / f"{(node.module or '').replace('.', '/')}.py"
            names = {alias.name for alias in node.names}
            if path.exists():
                held = functions(path.read_text("utf-8"))
                found |= {one.name: one for one in held if one.name in names}
    return found


def test_every_module_of_rows_accepts_something_too() -> None:
    """What refuses everything would pass: beside the refusals stands an accepted control."""
    refusing = [
        (path.name, text)
        for path, text in modules()
        if path.name.startswith("test_faults_") and "PackRefused" in text
    ]
    assert refusing
    assert [name for name, text in refusing if "control" not in text] == []


@pytest.mark.parametrize(
    ("text", "row", "fit"),
    [
        ("def test_row_07_x():\n    assert True is f()", 7, True),
        ("def test_row_07_x():\n    with pytest.raises(E):\n        f()", 7, True),
        ("def h():\n    assert f()\ndef test_fault_107_x():\n    h()", 107, True),
        ("def h():\n    h()\ndef test_fault_12_x():\n    h()", 12, False),
        ("def test_row_08_x():\n    f()", 8, False),
    ],
)
def test_control_the_matrix_knows_an_idle_test(text: str, row: int, fit: bool) -> None:
    [(found, node)] = named(text)
    assert found == row
    assert checks(node, {one.name: one for one in functions(text)}) is fit


def test_control_the_matrix_misses_a_row() -> None:
    assert rows_in([(Path("x.py"), "def test_row_3_x(): ...\ndef test_the_row_04(): ...")]) == {}
