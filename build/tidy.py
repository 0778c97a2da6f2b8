"""House rules that no off-the-shelf linter knows: file lengths, words that do not belong here.

Run as the check `tidy`; each finding is printed with its place.
"""

from __future__ import annotations

import re
from pathlib import Path

LONGEST = 400
LONGEST_TEST = 520  # tables of cases may be long
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|lorem ipsum)\b", re.IGNORECASE)
RICH_TEXT = re.compile(r"\.(setHtml|setMarkdown)\(")
NAMES = re.compile(r"class \w*(Manager|Helper|Util|Impl)\b")


def findings(root: Path) -> list[str]:
    """Every breach as `path:line: what`."""
    found = []
    for top in ("desktop", "build", "tests"):
        for path in sorted((root / top).rglob("*.py")):
            found += read(path, path.relative_to(root), app=top == "desktop")
    return found


def read(path: Path, name: Path, *, app: bool) -> list[str]:
    """The findings of one file; the rules on content hold for the app alone."""
    lines = path.read_text("utf-8").splitlines()
    longest = LONGEST_TEST if name.parts[0] == "tests" else LONGEST
    found = [f"{name}:1: {len(lines)} lines; split it"] if len(lines) > longest else []
    rules = [
        (UNFINISHED, "unfinished"),
        (RICH_TEXT, "rich text"),
        (NAMES, "a name that says nothing"),
    ]
    for number, line in enumerate(lines, 1):
        for pattern, what in rules if app else []:
            if pattern.search(line):
                found.append(f"{name}:{number}: {what}")
    return found


def main(root: Path) -> int:
    """Print all findings; 0 when there is none."""
    found = findings(root)
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0
