"""Holds requirements.lock to pyproject.toml: every dependency pinned, hashed, no index named.

`prove_wheels` asks pip, system by system, whether every locked file has a wheel there.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PLATFORMS = {
    "win32": ["win_amd64"],
    "darwin": [
        f"macosx_{v}_{a}"
        for v in ("13_0", "12_0", "11_0", "10_13", "10_9")
        for a in ("universal2", "x86_64")
    ],
    "darwin-arm64": [
        f"macosx_{v}_{a}" for v in ("13_0", "12_0", "11_0", "10_9") for a in ("universal2", "arm64")
    ],
    "linux": ["manylinux_2_28_x86_64", "manylinux2014_x86_64", "manylinux_2_17_x86_64"],
}
PYTHONS = ("3.11", "3.12", "3.13")


def locked(root: Path) -> dict[str, tuple[Requirement, int]]:
    """Name -> (pinned requirement, number of hashes) of every line in the lock."""
    found: dict[str, tuple[Requirement, int]] = {}
    name = ""
    for line in (root / "build" / "requirements.lock").read_text("utf-8").splitlines():
        if re.match(r"[a-z0-9]", line):
            pinned = Requirement(line.rstrip("\\ "))
            name = canonicalize_name(pinned.name)
            found[name] = (pinned, 0)
        elif "--hash=sha256:" in line:
            found[name] = (found[name][0], found[name][1] + 1)
    return found


def problems(root: Path) -> list[str]:
    """What is wrong with the lock, a sentence each."""
    text = (root / "build" / "requirements.lock").read_text("utf-8")
    wrong = []
    if re.search(r"--(extra-)?index-url|--find-links|https?://|file://", text):
        wrong.append("the lock names an index or an address")
    lines = locked(root)
    for name, (pinned, hashes) in lines.items():
        if not hashes or not str(pinned.specifier).startswith("=="):
            wrong.append(f"{name} is not pinned with hashes")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    asked = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        asked += extra
    for line in asked:
        wanted = Requirement(line)
        entry = lines.get(canonicalize_name(wanted.name))
        version = str(entry[0].specifier).lstrip("=") if entry else ""
        if not entry or not wanted.specifier.contains(version):
            wrong.append(f"{line} is not met by the lock; run build/relock.sh")
    return wrong


def main(root: Path) -> int:
    """Print every problem; 0 when there is none."""
    wrong = problems(root)
    for sentence in wrong:
        print(f"lock: {sentence}")
    return 1 if wrong else 0


def prove_wheels(root: Path) -> int:
    """Ask for every locked file on every system and Python; 0 when all have a wheel."""
    missing = 0
    for system, tags in PLATFORMS.items():
        for python in PYTHONS:
            missing += ask(root, system, tags, python)
    return 1 if missing else 0


def ask(root: Path, system: str, tags: list[str], python: str) -> int:
    """One pip dry run for a foreign system; 1 when a wheel is missing there."""
    words = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps"]
    words += ["--require-hashes", "--only-binary", ":all:", "--python-version", python]
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "lock.txt"
        lines.write_text(for_system(root, system.split("-")[0]), "utf-8")
        words += ["--target", str(Path(folder) / "t"), "-r", str(lines)]
        for tag in tags:
            words += ["--platform", tag]
        result = subprocess.run(words, capture_output=True, text=True, check=False)
    errors = [line for line in result.stderr.splitlines() if line.startswith("ERROR")]
    print(
        f"wheels: {system} {python}: {'all there' if result.returncode == 0 else errors}",
        flush=True,
    )
    return 0 if result.returncode == 0 else 1


def for_system(root: Path, system: str) -> str:
    """The lock's text without the lines that belong to other systems."""
    out: list[str] = []
    keep = True
    for line in (root / "build" / "requirements.lock").read_text("utf-8").splitlines():
        if re.match(r"[a-z0-9]", line):
            marker = Requirement(line.rstrip("\\ ")).marker
            keep = marker is None or marker.evaluate({"sys_platform": system})
            line = re.sub(r" ; .*?( \\)?$", r"\1", line)
        if keep:
            out.append(line)
    return "\n".join(out) + "\n"
