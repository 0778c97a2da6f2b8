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
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import milclicks
from milclicks.commands.catalogue_outputs import published
from milclicks.commands.pack_outputs import as_file
from milclicks.core import paths
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust import root
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.keyring import Keyring
from milclicks.packs.trust.publish import Wish, publish
from milclicks.packs.trust.refusals import TrustRefused
from tests.fixtures.packs.forge import RIVER
from tests.support.site import Site, pack
from tests.support.terminal import SCHEMAS, Terminal

pytestmark = [pytest.mark.real_clock, pytest.mark.strict_trust]
Type = Callable[..., dict[str, Any]]
ONLINE = ("targets", "snapshot", "timestamp")
STOLEN = [("mil.evil", 1), ("mil.first", 7), ("test.river", 3)]
"""What a thief signs: only the number of the last is one that the makers published."""
LEFT = [("mil.first", 1), ("mil.first", 2), ("test.river", 4)]


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


@dataclass
class Stick:
    """A stick with secret keys, opened by a passphrase that only its owner knows."""

    folder: Path
    typed: Type

    @property
    def secret(self) -> Path:
        """The file with the passphrase."""
        return self.folder.with_name(f"{self.folder.name}.txt")

    def make(self, *roles: str, named: Path) -> Stick:
        """Make keys; their public halves go to the folder `named`."""
        self.secret.write_text(f"a boat called {self.folder.name}\n")
        for role in roles:
            typed = ["keys", self.folder, "--role", role, "--passphrase-file", self.secret]
            assert len(self.typed(*typed)["files"]) == 1
        named.mkdir(exist_ok=True)
        for path in self.folder.glob("*.pub"):
            shutil.copy(path, named)
        return self

    def lost(self, named: Path) -> None:
        """Its keys are named no longer."""
        for path in self.folder.glob("*.pub"):
            (named / path.name).unlink()

    @property
    def words(self) -> list[object]:
        """To sign with its keys."""
        return ["--keys", self.folder, "--passphrase-file", self.secret]


def test_the_life_of_the_keys(
    tmp_path: Path,
    typed: Type,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As CONTRIBUTING tells it: ceremony, publication, a lost root key, theft of the online keys,
    recovery, a partner. Whoever owns keys has a passphrase of their own."""
    site, named, shipped = tmp_path / "site", tmp_path / "named", tmp_path / "shipped"
    monkeypatch.setattr(paths, "trust_roots", lambda: (shipped,))
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "none")

    def stick(name: str, *roles: str, public: Path = named) -> Stick:
        return Stick(tmp_path / name, typed).make(*roles, named=public)

    # 1 to 4: three owners of root keys, the publisher's online keys, the root, what is shipped.
    ana, ben, eva = (stick(name, "root") for name in ("ana", "ben", "eva"))
    online = stick("online", *ONLINE)
    step = typed("root", site, "--keys", named, *ana.words)
    assert (step["version"], step["missing"]) == (1, 1)
    assert typed("build", site, *online.words, code=1)["error"]["code"] == "bad-input"
    wrong = [*eva.words[:3], ana.secret]
    assert "passphrase" in typed("root", site, "--sign", *wrong, code=1)["error"]["remedy"]
    step = typed("root", site, "--sign", *eva.words)
    assert (step["version"], step["missing"]) == (1, 0)
    shipped.mkdir()
    shutil.copy(step["file"], shipped)

    # 5: two publications, from a file and from a source folder.
    first = pack(tmp_path / "in", "mil.first")
    typed("build", site, first, *online.words, "--name", "en=The test catalogue")
    answer = typed("build", site, RIVER, *online.words)
    assert answer["added"] == ["test.river@3"] and len(answer["packs"]) == 2
    assert typed("check", site, "--root", shipped)["packs"] == 2
    here = client(tmp_path / "data", shipped)
    assert here.refresh(FolderSource(site)).outcome == "newer"

    # 6: Ben lost his key. A new one in its place, signed by those who are left.
    ben.lost(named)
    ben = stick("new-ben", "root")
    step = typed("root", site, "--keys", named, *ana.words)
    assert (step["version"], step["missing"]) == (2, 1)
    assert typed("root", site, "--sign", *eva.words)["missing"] == 0
    typed("build", site, *online.words)
    assert here.refresh(FolderSource(site)).outcome == "newer"

    # Somebody steals the online keys, counts far ahead and signs: a pack that was never there, a
    # higher number of one that was, and other words under a number that was. A class takes them.
    thief = Path(shutil.copytree(site, tmp_path / "thief"))
    bad = [pack(tmp_path / "bad", *one) for one in STOLEN]
    keys = Keyring([online.folder], [online.secret.read_bytes().strip()])
    publish(thief, Wish(packs=bad, over=True), keys, datetime.now(UTC))
    for _ in range(3):
        typed("build", thief, *online.words)
    assert here.refresh(FolderSource(thief)).outcome == "newer"
    school = Terminal(tmp_path / "school", capsys)
    for name, version in STOLEN:
        words = ("pack", "fetch", name, "--version", version, "--from", thief)
        assert school.json(*words)[0] == 0
    assert states(school) == {f"{name}@{version}": "ready" for name, version in STOLEN}

    # 7: new online keys, a new root, a publication; the stolen keys are worth nothing.
    online.lost(named)
    stolen, online = online, stick("fresh", *ONLINE)
    step = typed("root", site, "--keys", named, *ana.words)
    assert (step["version"], step["missing"]) == (3, 1)
    assert typed("root", site, "--sign", *ben.words)["missing"] == 0
    assert typed("build", site, *stolen.words, code=1)["error"]["code"] == "bad-input"
    later = pack(tmp_path / "in", "mil.first", 2)
    assert typed("build", site, later, *online.words)["added"] == ["mil.first@2"]

    # What the thief signed is taken back, also what the site never had: that asks for a word more.
    why = ("--reason", "en=A thief signed it.", *online.words)
    for name, version in STOLEN[:2]:
        before = sorted(site.rglob("*"))
        error = typed("revoke", site, f"{name}@{version}", *why, code=1)["error"]
        assert "--unknown" in error["remedy"] and "greyed" in error["remedy"]
        assert sorted(site.rglob("*")) == before
        answer = typed("revoke", site, f"{name}@{version}", *why, "--unknown")
        assert answer["gone"] == [] and f"{name}@{version}" in answer["withdrawn"]
    assert typed("revoke", site, "test.river@3", *why)["gone"] == ["test.river@3"]
    again = pack(tmp_path / "in", "test.river", 4)
    assert typed("build", site, again, *online.words)["added"] == ["test.river@4"]
    answer = typed("check", site, "--root", shipped)
    assert [(one["id"], one["version"]) for one in answer["listed"]] == LEFT
    assert answer["withdrawn"] == [f"{name}@{version}" for name, version in STOLEN]
    refused = typed("build", site, bad[1], *online.words, code=1)
    assert refused["error"]["code"] == "trust.withdrawn", "that number is used up"
    for catalog in (here, client(tmp_path / "late", shipped)):
        assert catalog.refresh(FolderSource(site)).outcome == "newer"
        assert catalog.entry("mil.evil") is None
        assert catalog.withdrawn("test.river", 3) is not None
        with pytest.raises(TrustRefused) as caught:
            catalog.refresh(FolderSource(thief))
        assert caught.value.code == "trust.signature"

    # The class reads it: what the thief signed is greyed, with the reason; the right packs come,
    # also where the thief's number is higher. Nothing of the thief comes in again.
    code, answer = school.json("pack", "update", "--from", site)
    assert (code, {one["id"] for one in answer["added"]}) == (0, {"mil.first", "test.river"})
    greyed = {f"{name}@{version}": "withdrawn" for name, version in STOLEN}
    assert states(school) == {**greyed, "mil.first@2": "ready", "test.river@4": "ready"}
    assert school.said("pack", "list")[1].count("A thief signed it.") == 3
    for path in bad:
        assert "trust.withdrawn" in school.refused("pack", "install", path)
    code, answer = school.json("pack", "update", "--from", thief)
    assert (code, answer["error"]["code"]) == (1, "trust.signature")
    for name, version in STOLEN:
        assert school.json("pack", "remove", name, "--version", version)[0] == 0
    assert states(school) == {"mil.first@2": "ready", "test.river@4": "ready"}

    # 8: a partner is named by the public half alone, and brings their stick to publish.
    theirs = tmp_path / "their-pub"
    partner = stick("partner", "ng", public=theirs)
    typed("partner", site, "ng", "--keys", theirs, *online.words)
    assert school.json("pack", "update", "--from", site)[0] == 0, "named, and nothing signed yet"
    course = pack(tmp_path / "in", "ng.course")
    assert typed("build", site, course, *online.words, code=1)["error"]["code"] == "bad-input"
    answer = typed("build", site, course, *online.words, *partner.words)
    assert answer["added"] == ["ng.course@1"]
    assert typed("check", site, "--root", shipped)["packs"] == 4
    assert school.json("pack", "fetch", "ng.course", "--from", site)[0] == 0
    typed("build", site, *online.words)  # the partner need not be there
    assert school.json("pack", "update", "--from", site)[0] == 0
    assert states(school)["ng.course@1"] == "ready"


def states(terminal: Terminal) -> dict[str, str]:
    """`mil.core@3` to the state of each pack that is listed."""
    packs = terminal.json("pack", "list")[1]["packs"]
    return {f"{one['id']}@{one['version']}": one["state"] for one in packs}


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
        ["revoke", "{site}", "mil.core@0", "--keys", "{keys}", "--reason", "en=No.", "--unknown"],
        ["revoke", "{site}", "../core@1", "--keys", "{keys}", "--reason", "en=No.", "--unknown"],
        [
            "revoke",
            "{site}",
            "a.b@9999999999",
            "--keys",
            "{keys}",
            "--reason",
            "en=No",
            "--unknown",
        ],
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
