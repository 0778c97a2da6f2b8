"""The site of a checkout, and the look for private keys in git."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust import keyring, root
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.floor import ROLES, FloorFile
from tests.support.site import pack

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def build_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "build"))


@pytest.mark.real_clock
def test_a_checkout_signs_its_own_site_and_believes_it(tmp_path: Path) -> None:
    import ownsite

    packs = [pack(tmp_path / "packs", "mil.core"), pack(tmp_path / "packs", "mil.more")]
    assert ownsite.make(packs, tmp_path / "out")
    assert not ownsite.make(packs, tmp_path / "out")
    pack(tmp_path / "packs", "mil.core", 1, "The same version, written anew")
    assert ownsite.make(packs, tmp_path / "out")
    client = Catalog(tmp_path / "data", root.chain([tmp_path / "out" / "trust" / "root"]))
    client.refresh(FolderSource(tmp_path / "out" / "site"))
    assert {one.id for one in client.entries()} == {"mil.core", "mil.more"}
    assert (tmp_path / "out" / "site" / "index.html").is_file()
    least = root.floor_in(tmp_path / "out" / "trust" / "root")
    assert least.marks == FloorFile(tmp_path / "data").read().floor.marks
    assert set(least.marks) == set(ROLES) and least.marks["timestamp"].version >= 2


@pytest.mark.parametrize(("words", "code"), [(("--help",), 0), (("out/site",), 2), (("-x",), 2)])
def test_the_door_to_the_site_opens_with_any_python(words: tuple[str, ...], code: int) -> None:
    """Nothing but the standard library is there: no packages, not even the app."""
    command = [sys.executable, "-E", "-s", "-S", str(ROOT / "build" / "catalogue.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == code and "Traceback" not in done.stderr
    assert "catalogue.py" in done.stdout + done.stderr


def test_a_site_without_the_projects_python_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import catalogue
    import environment

    monkeypatch.setattr(environment, "python", lambda: str(tmp_path / "none"))
    assert catalogue.main([]) == 1
    assert "dev.py setup" in capsys.readouterr().out


def test_the_projects_python_makes_the_site_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import catalogue
    import environment

    build, site = tmp_path / "build", tmp_path / "out" / "site"
    build.mkdir()
    (build / "ownsite.py").write_text(
        "import os; os.makedirs('out/site'); open('out/site/index.html', 'w').close()", "utf-8"
    )
    monkeypatch.setattr(environment, "ROOT", str(tmp_path))
    monkeypatch.setattr(environment, "python", lambda: sys.executable)
    monkeypatch.setattr(environment, "prepare", lambda: None)
    assert catalogue.main([]) == 0
    assert (site / "index.html").is_file() and "index.html" in capsys.readouterr().out
    (build / "ownsite.py").write_text("raise SystemExit(1)", "utf-8")
    assert catalogue.main([]) == 1
    (build / "ownsite.py").write_text("", "utf-8")
    (site / "index.html").unlink()
    assert catalogue.main([]) == 1 and "release" in capsys.readouterr().out


HEX = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.key", b""),
        ("notes/root-1a2b3c4d.pem", b"a name is enough"),
        ("a.txt", b"-----BEGIN " + b"PRIVATE KEY-----\n" + b"MC4CAQAwBQYDK2VwBCIEIA" * 3),
        ("a.py", b'K = """-----BEGIN ' + b"OPENSSH PRIVATE KEY-----\n" + b"b3BlbnNzaC1r" * 6),
        ("a.json", b'{"keyval": {"private": "' + HEX.encode() + b'", "public": "x"}}'),
        ("a.json", b'{"kty": "OKP", "d": "' + HEX[:43].encode() + b'"}'),
        ("a.yaml", b'"secret_key": "' + HEX.encode() + b'"'),
        ("a.key", HEX.encode() + b"\n"),
        ("b.key", bytes(range(32))),
        ("a.json", b'{"pem": "-----BEGIN ' + b"PRIVATE KEY-----\\n" + b"MC4CAQAwBQYDK2Vw\\n" * 4),
        ("a.eml", b"> -----BEGIN " + b"PRIVATE KEY-----\n" + b"> MC4CAQAwBQYDK2VwBCIE\n" * 3),
        ("a.txt", ("-----BEGIN " + "PRIVATE KEY-----\n" + "MC4CAQAw" * 9).encode("utf-16")),
        ("a.bin", bytes.fromhex("302e0201003005" + "06032b657004220420") + bytes(range(32))),
        ("a.yml", b"seed" + b": " + HEX.encode() + b"\n"),
        ("a.env", b"SIGNING_" + b"KEY=" + HEX[:43].encode() + b"=\n"),
    ],
)
def test_private_keys_in_git_are_found(tmp_path: Path, name: str, content: bytes) -> None:
    import privatekeys

    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    assert privatekeys.in_git(tmp_path) == [name]
    assert privatekeys.main(tmp_path) == 1
    (tmp_path / ".gitignore").write_text(f"{name}\n")
    assert privatekeys.main(tmp_path) == 0


def test_a_key_that_was_taken_out_again_stays_in_the_history(tmp_path: Path) -> None:
    import privatekeys

    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True)

    git("init", "-q")
    (tmp_path / "a.txt").write_bytes(b"-----BEGIN " + b"PRIVATE KEY-----\n" + b"MC4CAQAw" * 9)
    git("add", "a.txt")
    git("commit", "-qm", "oh")
    git("rm", "-q", "a.txt")
    git("commit", "-qm", "gone")
    assert privatekeys.findings(tmp_path, privatekeys.in_git(tmp_path)) == []
    [line] = privatekeys.in_history(tmp_path)
    assert line.startswith("a.txt (") and line.endswith("of the history): a private key")
    assert privatekeys.main(tmp_path) == 1


def test_a_key_as_the_app_makes_it_is_found(tmp_path: Path) -> None:
    import privatekeys

    secret, public = keyring.make(tmp_path, "root")
    locked, _ = keyring.make(tmp_path, "targets", b"a passphrase")
    secret = secret.rename(tmp_path / "renamed.txt")
    locked = locked.rename(tmp_path / "locked.txt")
    found = privatekeys.findings(tmp_path, [secret.name, locked.name, public.name])
    assert [line.partition(":")[0] for line in found] == ["renamed.txt", "locked.txt"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pub", b"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n"),
        ("a.json", b'{"keyval": {"public": "' + HEX.encode() + b'"}}'),
        ("a.txt", HEX.encode()),
        ("a.py", b'BLOCK = "-----BEGIN PRIVATE KEY-----"'),
    ],
)
def test_what_is_no_private_key_passes(tmp_path: Path, name: str, content: bytes) -> None:
    import privatekeys

    (tmp_path / name).write_bytes(content)
    assert privatekeys.findings(tmp_path, [name]) == []


def test_this_checkout_holds_no_private_key() -> None:
    import privatekeys

    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    assert privatekeys.findings(ROOT, privatekeys.in_git(ROOT)) == []
