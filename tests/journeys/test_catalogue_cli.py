"""The catalogue commands as their makers type them, and the whole life of the keys in one script.

Exit codes, plain sentences without a traceback, and --json by the published schemas.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import milclicks
from milclicks.commands.catalogue_outputs import published
from milclicks.commands.pack_outputs import as_file
from milclicks.packs.library import Library
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust import root
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.refusals import TrustRefused
from milclicks.packs.trust.standing import Trust
from tests.fixtures.packs.forge import RIVER
from tests.support.site import Site, pack
from tests.support.terminal import SCHEMAS, Terminal

pytestmark = [pytest.mark.real_clock, pytest.mark.strict_trust]
Type = Callable[..., dict[str, Any]]


@pytest.fixture
def typed(guard_data_folder: Path, capsys: pytest.CaptureFixture[str]) -> Type:
    """Types one catalogue command with --json; its answer keeps to the schema."""
    terminal = Terminal(guard_data_folder, capsys, "catalogue")

    def typing(*words: object, code: int = 0) -> dict[str, Any]:
        found, answer = terminal.json(*words)
        assert found == code, answer
        return answer

    return typing


@pytest.mark.parametrize("name", sorted(published()))
def test_the_published_schemas_are_those_of_the_structs(name: str) -> None:
    assert (SCHEMAS / name).read_text("utf-8") == as_file(published()[name])


def moved(folder: Path, target: Path, *names: str) -> Path:
    """Put the keys of these roles on a stick of their own."""
    target.mkdir(parents=True)
    for name in names:
        for path in sorted(folder.glob(f"{name}*")):
            shutil.move(path, target / path.name)
    return target


def test_the_life_of_the_keys(tmp_path: Path, typed: Type) -> None:
    """Ceremony, publication, rotation of a lost root key, theft of the online keys, recovery."""
    site, table = tmp_path / "site", tmp_path / "table"
    secret = tmp_path / "passphrase.txt"
    secret.write_text("a boat with two names\n")

    # The ceremony: three root keys for three people, the online keys for the one who publishes.
    made = typed("keys", table, "--roots", 3, "--passphrase-file", secret)["files"]
    assert len(made) == 6
    roots = sorted({path.stem for path in table.glob("root-*.pem")})
    ana = moved(table, tmp_path / "ana", roots[0])
    ben = moved(table, tmp_path / "ben", roots[1])
    eva = moved(table, tmp_path / "eva", roots[2])
    online = moved(table, tmp_path / "online", "targets", "snapshot", "timestamp")
    named = tmp_path / "named"  # the public halves of everybody who is not at the table
    named.mkdir()
    for folder in (ana, ben, eva, online):
        for path in folder.glob("*.pub"):
            shutil.copy(path, named)

    def keys(*folders: Path) -> list[object]:
        return [
            word for folder in folders for word in ("--keys", folder)
        ] + ["--passphrase-file", secret]  # fmt: skip

    step = typed("root", site, *keys(ana, named))
    assert (step["version"], step["missing"]) == (1, 1)
    assert typed("build", site, *keys(online), code=1)["error"]["code"] == "bad-input"
    step = typed("root", site, "--sign", *keys(eva))
    assert (step["version"], step["missing"]) == (1, 0)
    shipped = tmp_path / "shipped"  # what a release carries
    shipped.mkdir()
    shutil.copy(step["file"], shipped)

    # Two publications: from a file, from a source folder.
    first = pack(tmp_path / "in", "mil.first")
    typed("build", site, first, *keys(online), "--name", "en=The test catalogue")
    answer = typed("build", site, RIVER, *keys(online))
    assert answer["added"] == ["test.river@3"] and len(answer["packs"]) == 2
    assert typed("check", site, "--root", shipped)["packs"] == 2
    here = client(tmp_path / "data", shipped)
    assert here.refresh(FolderSource(site)).outcome == "newer"

    # Ben lost his key: a new one in its place, signed by those who are left.
    new_ben = tmp_path / "new-ben"
    typed("keys", new_ben, "--role", "root", "--passphrase-file", secret)
    for path in ben.iterdir():
        (named / path.name).unlink(missing_ok=True)
    step = typed("root", site, *keys(ana, new_ben, named), "--old", eva)
    assert (step["version"], step["missing"]) == (2, 0)
    typed("build", site, *keys(online))
    assert here.refresh(FolderSource(site)).outcome == "newer"

    # Somebody steals the online keys, publishes a pack of their own and counts far ahead.
    hostile = Site(Path(shutil.copytree(site, tmp_path / "hostile")), online)
    typed("build", hostile.root, pack(tmp_path / "in", "mil.evil"), *keys(online))
    before = client(tmp_path / "before", shipped)
    assert before.refresh(FolderSource(hostile.root)).outcome == "newer"
    for _ in range(2):
        typed("build", hostile.root, *keys(online))
    assert before.refresh(FolderSource(hostile.root)).outcome == "newer"
    assert before.entry("mil.evil") is not None

    # Recovery: new online keys, a new root, a publication; the stolen keys are worth nothing.
    fresh = tmp_path / "fresh"
    for role in ("targets", "snapshot", "timestamp"):
        typed("keys", fresh, "--role", role, "--passphrase-file", secret)
        for path in named.glob(f"{role}-*"):
            path.unlink()
    step = typed("root", site, *keys(ana, new_ben, fresh, named))
    assert (step["version"], step["missing"]) == (3, 0)
    assert typed("build", site, *keys(online), code=1)["error"]["code"] == "bad-input"
    answer = typed(
        "revoke", site, "test.river@3", *keys(fresh), "--reason", "en=Its answer is wrong."
    )
    assert answer["gone"] == ["test.river@3"]
    assert typed("check", site, "--root", shipped)["packs"] == 1
    for catalog in (here, before, client(tmp_path / "late", shipped)):
        assert catalog.refresh(FolderSource(site)).outcome == "newer"
        assert catalog.entry("mil.evil") is None
        assert catalog.withdrawn("test.river", 3) is not None
        with pytest.raises(TrustRefused) as caught:
            catalog.refresh(FolderSource(hostile.root))
        assert caught.value.code == "trust.signature"
    with Library.open(tmp_path / "data", trust=Trust(tmp_path / "data", here)) as library:
        info = library.install(site / "packs" / "mil.first-1.milpack")
        assert info.standing.tier == "official"
    assert client(tmp_path / "data", shipped).entry("mil.first") is not None


def client(data: Path, shipped: Path) -> Catalog:
    """An app that came with the first root."""
    return Catalog(data / "trust", root.chain([shipped]))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A small site."""
    return Site.make(tmp_path / "made", [pack(tmp_path / "in", "mil.core")])


def flipped(site: Site) -> Path:
    """A byte of the pack's first blob is another one."""
    path = site.file("mil.core", 1)
    data = bytearray(path.read_bytes())
    data[data.index(b"b/") + 80] ^= 1
    path.write_bytes(data)
    return path


def exchanged(site: Site) -> Path:
    """Another pack lies under the name."""
    return pack(site.root / "packs", "mil.core", 1, "Another pack")


def missing(site: Site) -> Path:
    """The pack is not there."""
    path = site.file("mil.core", 1)
    path.unlink()
    return path


def renamed_exchanged(site: Site) -> Path:
    """Another pack lies there, of the right name."""
    made = exchanged(site)
    return made.replace(site.file("mil.core", 1))


@pytest.mark.parametrize(
    ("harm", "code"),
    [(flipped, "blob.hash"), (missing, "file.missing"), (renamed_exchanged, "trust.altered")],
)
def test_check_finds_what_is_wrong_with_a_pack(
    site: Site, typed: Type, harm: Callable[[Site], Path], code: str
) -> None:
    typed("check", site.root, "--root", site.root / "metadata")
    harm(site)
    answer = typed("check", site.root, "--root", site.root / "metadata", code=1)
    errors = [one for one in answer["problems"] if one["severity"] == "error"]
    assert [(one["code"], one["place"]) for one in errors] == [(code, "packs/mil.core-1.milpack")]


def test_check_of_a_site_that_is_signed_by_others(site: Site, typed: Type, tmp_path: Path) -> None:
    other = Site.make(tmp_path / "other")
    answer = typed("check", site.root, "--root", other.root / "metadata", code=1)
    assert [one["code"] for one in answer["problems"]] == ["trust.signature"]
    empty = tmp_path / "empty"
    empty.mkdir()
    answer = typed("check", empty, "--root", site.root / "metadata", code=1)
    assert [one["code"] for one in answer["problems"]] == ["trust.none"]


@pytest.mark.parametrize(
    "words",
    [
        ["keys", "{made}", "--role", "../evil"],
        ["keys", "{made}", "--passphrase-file", "{empty}"],
        ["root", "{made}", "--keys", "{nowhere}"],
        ["root", "{made}", "--keys", "{keys}", "--sign"],
        ["build", "{site}", "{nowhere}", "--keys", "{keys}"],
        ["build", "{site}", "--keys", "{keys}", "--name", "The catalogue"],
        ["build", "{site}", "--keys", "{keys}", "--app", "linux"],
        ["partner", "{site}", "mil", "--keys", "{keys}"],
        ["partner", "{site}", "ng", "--keys", "{keys}"],
        ["revoke", "{site}", "mil.core", "--keys", "{keys}", "--reason", "en=Wrong."],
        ["revoke", "{site}", "mil.core@9", "--keys", "{keys}", "--reason", "en=Wrong."],
        ["revoke", "{site}", "mil.core@1", "--keys", "{keys}", "--reason", "Wrong."],
        ["serve", "{nowhere}"],
    ],
    ids=lambda words: " ".join(words[:1] + words[-2:]),
)
def test_each_verb_badly(site: Site, typed: Type, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "empty.txt").write_text("")
    places = {
        "made": tmp_path / "new",
        "nowhere": tmp_path / "nowhere",
        "empty": tmp_path / "empty.txt",
        "site": site.root,
        "keys": site.keys,
    }
    before = sorted(site.root.rglob("*"))
    answer = typed(*(word.format(**places) for word in words), code=1)
    assert answer["error"]["sentence"].endswith(".") and answer["error"]["remedy"]
    assert sorted(site.root.rglob("*")) == before


def test_a_partner_is_let_in(site: Site, typed: Type, tmp_path: Path) -> None:
    typed("keys", tmp_path / "partner", "--role", "ng")
    both = ["--keys", site.keys, "--keys", tmp_path / "partner"]
    typed("partner", site.root, "ng", *both)
    answer = typed("build", site.root, pack(tmp_path / "in", "ng.river"), *both)
    assert answer["added"] == ["ng.river@1"]
    assert typed("check", site.root, "--root", site.root / "metadata")["packs"] == 2


def test_the_pages_are_whole_in_every_language(site: Site, typed: Type, tmp_path: Path) -> None:
    typed("build", site.root, RIVER, "--keys", site.keys, "--name", 'en=<Packs> & "more"')
    pages = sorted(site.root.glob("index*.html"))
    assert len(pages) == 8
    for page in pages:
        text = page.read_text("utf-8")
        assert "<script" not in text and "http" not in text.replace("http://www.w3.org", "")
        assert "&lt;Packs&gt; &amp; &quot;more&quot;" in text and "<Packs>" not in text
        for file in ("packs/test.river-3.milpack", "packs/mil.core-1.milpack"):
            assert f'href="{file}"' in text and (site.root / file).is_file()
        for other in pages:
            assert f'href="{other.name}"' in text
    assert 'dir="rtl"' in (site.root / "index-ar.html").read_text("utf-8")
    (picture,) = (site.root / "pictures").iterdir()
    assert f"pictures/{picture.name}" in pages[0].read_text("utf-8")


@pytest.mark.loopback
def test_serve_gives_files_and_ranges_and_nothing_else(site: Site, tmp_path: Path) -> None:
    import http.client

    (tmp_path / "made" / "secret.txt").write_text("not for you")
    code = "from milclicks.cli import run; import sys; sys.exit(run(sys.argv[1:]))"
    words = ["catalogue", "serve", str(site.root), "--port", "0", "--json"]
    env = {**os.environ, "PYTHONPATH": str(Path(milclicks.__file__).resolve().parents[1])}
    server = subprocess.Popen(
        [sys.executable, "-c", code, *words], stdout=subprocess.PIPE, text=True, env=env
    )
    assert server.stdout is not None
    try:
        said = "".join(iter(server.stdout.readline, "}\n")) + "}"
        port = int(json.loads(said)["address"].rsplit(":", 1)[1].strip("/"))

        def ask(path: str, method: str = "GET", **headers: str) -> tuple[int, bytes, str]:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            line.request(method, path, headers=headers)
            answer = line.getresponse()
            made = answer.status, answer.read(), answer.getheader("ETag") or ""
            line.close()
            return made

        path = "/packs/mil.core-1.milpack"
        whole = site.file("mil.core", 1).read_bytes()
        status, body, tag = ask(path)
        assert (status, body) == (200, whole) and tag
        assert ask(path, "HEAD")[:2] == (200, b"")
        assert ask(path, Range="bytes=100-199")[:2] == (206, whole[100:200])
        assert ask(path, Range="bytes=100-")[:2] == (206, whole[100:])
        assert ask(path, Range="bytes=100-", **{"If-Range": '"old"'})[:2] == (200, whole)
        assert ask(path, Range=f"bytes={len(whole)}-")[0] == 416
        for bad in ("/../secret.txt", "/%2e%2e/secret.txt", "//etc/passwd", "/packs", "/nothing"):
            assert ask(bad)[0] == 404, bad
        assert ask(path, "POST")[0] == 501
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0
        server.stdout.close()
