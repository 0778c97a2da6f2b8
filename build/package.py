"""Makes the one-folder bundle, moves it to an empty folder and lets it try itself there.

Prints the sizes, the largest parts and the highest GLIBC symbol that the programs need. The trial
runs with an empty environment and, where the system allows it, without a network.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "package"
BUDGET = {"unpacked": 175, "packed": 60}


def main() -> int:
    """Build, weigh, move, try; 0 when the bundle tried itself well."""
    shutil.rmtree(OUT, ignore_errors=True)
    words = ["-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    words += ["--distpath", str(OUT), "--workpath", str(OUT / "work")]
    code = subprocess.call(
        [sys.executable, *words, str(ROOT / "build" / "milclicks.spec")], cwd=ROOT
    )
    if code != 0:
        print("package: PyInstaller could not make the bundle; its lines stand above.")
        return 1
    bundle = OUT / "milclicks"
    weigh(bundle)
    return try_out(bundle)


def weigh(bundle: Path) -> None:
    """Print the bundle's sizes beside their budget, its largest parts, the GLIBC it needs."""
    files = sorted((path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()),
                   key=lambda path: -path.stat().st_size)  # fmt: skip
    total = sum(path.stat().st_size for path in files)
    content = sum(path.stat().st_size for path in files if path.suffix == ".milpack")
    packed = OUT / "milclicks.tar.xz"
    with tarfile.open(packed, "w:xz") as archive:
        archive.add(
            bundle, "milclicks", filter=lambda e: None if e.name.endswith(".milpack") else e
        )
    print(f"unpacked {total / 1e6:.1f} MB (budget {BUDGET['unpacked']})")
    print(f"of which content {content / 1e6:.1f} MB")
    print(
        f"packed without content {packed.stat().st_size / 1e6:.1f} MB (budget {BUDGET['packed']})"
    )
    for path in files[:12]:
        print(f"  {path.stat().st_size / 1e6:6.1f} MB {path.relative_to(bundle)}")
    print(f"highest GLIBC symbol needed: {highest_glibc(files)}")


def highest_glibc(files: list[Path]) -> str:
    """The largest GLIBC version that any program or library of the bundle names."""
    found = {(0, 0)}
    for path in files:
        if ".so" in path.name or not path.suffix:
            for major, minor in re.findall(rb"GLIBC_(\d+)\.(\d+)", path.read_bytes()):
                found.add((int(major), int(minor)))
    return ".".join(map(str, max(found)))


def try_out(bundle: Path) -> int:
    """Move the bundle away, start it with nothing around it, hand on its answer."""
    with tempfile.TemporaryDirectory(prefix="milclicks-") as folder:
        moved = Path(folder) / "tried here" / "milclicks"
        shutil.copytree(bundle, moved, symlinks=True)
        program = moved / ("milclicks-cli.exe" if os.name == "nt" else "milclicks")
        words = [
            *without_network(),
            str(program),
            "--data",
            str(Path(folder) / "data"),
            "self-test",
        ]
        env = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if os.name == "nt" else {}
        return subprocess.call(words, cwd=folder, env=env)


def without_network() -> list[str]:
    """The words that take the network away from a child, where the system lets us."""
    unshare = shutil.which("unshare")
    if unshare and subprocess.call([unshare, "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return [unshare, "-n"]
    print("This system does not let us take the network away; the trial runs with it.")
    return []


if __name__ == "__main__":
    sys.exit(main())
