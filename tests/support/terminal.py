"""A terminal for the tests of commands: each goes through the program's own door."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from milclicks import cli
from milclicks.core import paths

SCHEMAS = paths.resources() / "schemas"
GROUPS: Final = ("pack", "catalogue", "stick")


class Terminal:
    """Types commands on one data folder and keeps what came back; `first`: words before all."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str], *first: str) -> None:
        self.data, self.capsys, self._first = data, capsys, first

    def type(self, *words: object) -> tuple[int, str, str]:
        """(exit code, output, errors) of one command."""
        self.capsys.readouterr()
        code = cli.run(["--data", str(self.data), *self._first, *map(str, words)])
        out, err = self.capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    def said(self, *words: object) -> tuple[int, str]:
        """(exit code, all that was printed), which is never nothing."""
        code, out, err = self.type(*words)
        assert (out + err).strip()
        return code, out + err

    def refused(self, *words: object) -> str:
        """What was said of a command that was refused."""
        code, told = self.said(*words)
        assert code == 1, told
        return told

    def json(self, *words: object) -> tuple[int, dict[str, Any]]:
        """(exit code, answer) of a command with --json; the answer keeps to its schema."""
        code, out, _ = self.type(*words, "--json")
        answer: dict[str, Any] = json.loads(out)
        typed = [*self._first, *map(str, words)]
        group = next(word for word in typed if word in GROUPS)
        name = f"{group}-{typed[typed.index(group) + 1]}.schema.json"
        schema = json.loads((SCHEMAS / name).read_text("utf-8"))
        jsonschema.validate(answer, schema, cls=jsonschema.Draft202012Validator)
        assert answer["ok"] is (code == 0), answer
        return code, answer


@pytest.fixture
def terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """A terminal with an empty data folder and no bundled packs."""
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "bundled")
    return Terminal(tmp_path / "data", capsys)
