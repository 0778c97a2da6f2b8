"""The checks before a commit, each with a name, run one after the other; all must pass.

Run by dev.py with the project's own Python. `--but-tests` leaves the tests to their own command,
`--mutants` runs the mutation run instead (see mutants.py), `--only NAME` runs one check.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import lockfile
import privatekeys
import tidy

ROOT = Path(__file__).resolve().parent.parent


def tool(*words: str) -> Callable[[], int]:
    """A check that is a command of the project's Python."""
    return lambda: subprocess.call([sys.executable, *words], cwd=ROOT)


def catalogues() -> int:
    """Every sentence of the code is in every catalogue, whole, with its placeholders."""
    return tool("build/strings.py", "--check")()


def packs() -> int:
    """Every pack source passes the strict check without a problem."""
    worst = 0
    for source in sorted((ROOT / "content_packs").glob("*/pack.yaml")):
        worst |= tool("-m", "milclicks", "pack", "check", "--strict", str(source.parent))()
    return worst


CHECKS: dict[str, Callable[[], int]] = {
    "format": tool("-m", "ruff", "format", "--check", "--quiet", "."),
    "lint": tool("-m", "ruff", "check", "--quiet", "."),
    "types": tool("-m", "mypy"),
    "layers": tool("-c", "from importlinter.cli import lint_imports_command as c; c()"),
    "tidy": lambda: tidy.main(ROOT),
    "keys": lambda: privatekeys.main(ROOT),
    "lock": lambda: lockfile.main(ROOT),
    "catalogues": catalogues,
    "packs": packs,
    "tests": tool("build/dev.py", "test"),
}


def main(words: list[str]) -> int:
    """Run the checks asked for; 0 when all passed."""
    parser = argparse.ArgumentParser(prog="dev.py check")
    parser.add_argument("--but-tests", action="store_true", help="all checks except the tests")
    parser.add_argument("--only", choices=sorted(CHECKS), help="one check")
    parser.add_argument("--mutants", action="store_true", help="the mutation run")
    parser.add_argument("--wheels", action="store_true", help="prove a wheel on each system")
    args = parser.parse_args(words)
    if args.mutants:
        return tool("build/mutants.py")()
    if args.wheels:
        return lockfile.prove_wheels(ROOT)
    names = [args.only] if args.only else list(CHECKS)
    if args.but_tests:
        names.remove("tests")
    failed = [name for name in names if not passed(name)]
    print("Failed: " + ", ".join(failed) if failed else f"All {len(names)} checks passed.")
    return 1 if failed else 0


def passed(name: str) -> bool:
    """Run one check and print how it went."""
    print(f"-- {name}", flush=True)
    start = time.perf_counter()
    good = CHECKS[name]() == 0
    print(
        f"-- {name}: {'ok' if good else 'FAILED'} ({time.perf_counter() - start:.1f} s)", flush=True
    )
    return good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
