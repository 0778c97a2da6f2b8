"""Private keys that are packed into an archive which git holds."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from milclicks.packs.trust import keyring

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def build_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "build"))


@pytest.fixture
def key(tmp_path: Path) -> bytes:
    """A key as its makers have it, under another name."""
    return keyring.make(tmp_path / "stick", "root")[0].read_bytes()


def zipped(content: bytes, name: str = "notes.txt", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("readme.txt", "Nothing to see here. " * 50)
        archive.writestr(name, content)
    return made.getvalue()


def tarred(content: bytes, name: str = "notes.txt", mode: str = "w") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        told = tarfile.TarInfo(name)
        told.size = len(content)
        archive.addfile(told, io.BytesIO(content))
    return made.getvalue()


PACKED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("a.zip", zipped),
    ("a.docx", lambda key: zipped(key, method=zipfile.ZIP_BZIP2)),
    ("a.gz", gzip.compress),
    ("two.gz", lambda key: gzip.compress(b"first") + gzip.compress(key)),
    ("a.bz2", bz2.compress),
    ("a.xz", lzma.compress),
    ("a.tar", tarred),
    ("a.tgz", lambda key: tarred(key, mode="w:gz")),
    ("a.tar.xz", lambda key: tarred(key, mode="w:xz")),
    ("zip-in-zip.zip", lambda key: zipped(zipped(key))),
    ("gz-in-zip.bin", lambda key: zipped(gzip.compress(key))),
    ("zip-in-tgz.tgz", lambda key: tarred(zipped(key), mode="w:gz")),
    ("no-directory.zip", lambda key: zipped(key).partition(b"PK\x01\x02")[0]),
    ("unpacks-itself.exe", lambda key: b"MZ" + bytes(500) + zipped(key)),
    ("called.zip", lambda _: zipped(b"x", "home/own.key")),
    ("called.tgz", lambda _: tarred(b"x", "root-1a2b3c4d.pem", "w:gz")),
    ("raw.zip", lambda _: zipped(bytes(range(32)), "a.key", zipfile.ZIP_STORED)),
]


@pytest.mark.parametrize(("name", "packed"), PACKED, ids=lambda one: one if str(one) == one else "")
def test_a_key_in_an_archive_is_found(
    tmp_path: Path, key: bytes, name: str, packed: Callable[[bytes], bytes]
) -> None:
    import privatekeys

    (tmp_path / name).write_bytes(packed(key))
    (found,) = privatekeys.findings(tmp_path, [name])
    assert found.startswith(f"{name}: ") and "private key" in found, found


def test_also_in_a_commit_that_took_it_out_again(tmp_path: Path, key: bytes) -> None:
    import privatekeys

    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True)

    git("init", "-q")
    (tmp_path / "a.zip").write_bytes(zipped(key))
    git("add", "a.zip")
    assert privatekeys.main(tmp_path) == 1
    git("commit", "-qm", "oh")
    git("rm", "-q", "a.zip")
    git("commit", "-qm", "gone")
    (tmp_path / "stick").rename(tmp_path.with_name(f"{tmp_path.name}-stick"))
    assert privatekeys.findings(tmp_path, privatekeys.in_git(tmp_path)) == []
    assert privatekeys.main(tmp_path) == 1


@pytest.mark.parametrize(
    "content",
    [
        zipped(b"a boat with two names"),
        tarred(b"a boat", mode="w:gz"),
        zipped(b"a boat")[:90],
        b"PK\x03\x04",
        b"PK\x03\x04" * 200,
        b"\x1f\x8b\x08" + bytes(40),
        b"BZh91AY&SY broken",
        b"\xfd7zXZ\x00 broken",
        bytes(257) + b"ustar" + bytes(90),
        gzip.compress(b"a boat") + b"rubbish behind it",
    ],
    ids=range(10),
)
def test_archives_without_keys_and_broken_ones_pass(tmp_path: Path, content: bytes) -> None:
    import privatekeys

    (tmp_path / "a.bin").write_bytes(content)
    assert privatekeys.findings(tmp_path, ["a.bin"]) == []


def test_what_is_packed_too_deep_or_swells_is_said(
    tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot be looked through, so it does not pass."""
    import privatekeys

    monkeypatch.setattr(privatekeys, "UNPACKED", 1_000_000)
    deep = key
    for _ in range(9):
        deep = zipped(deep)
    swelling = {
        "a.zip": zipped(bytes(2_000_000)),
        "b.gz": gzip.compress(bytes(2_000_000)),
        "c.xz": lzma.compress(bytes(2_000_000)),
        "d.bz2": bz2.compress(bytes(2_000_000)),
        "e.zip": zipped(bytes(600_000)) + zipped(bytes(600_000)),
        "f.zip": deep,
    }
    for name, content in swelling.items():
        (tmp_path / name).write_bytes(content)
        assert privatekeys.findings(tmp_path, [name]) == [f"{name}: {privatekeys.TOO_MUCH}"]
