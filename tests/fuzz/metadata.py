"""The metadata of a catalogue under fuzz, a teacher's signature, and the small files of trust.

Keys follow from fixed words, so that a case means the same in every process; most bent metadata
are signed again and listed rightly by what stands above them.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.formats import encode_canonical

from milclicks.packs import versions
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel import part
from milclicks.packs.travel.source import Reading, SourceMissing, SourceTooLong
from milclicks.packs.trust import envelope, keys
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.floor import FloorFile, Mark
from milclicks.packs.trust.keyring import ROLES
from milclicks.packs.trust.memory import LetIn, Memory
from milclicks.packs.trust.pins import Pins
from milclicks.packs.trust.refusals import TrustRefused
from tests.fuzz import bend
from tests.fuzz.base import ACCEPTED, MIB
from tests.support.site import DAY, Site, pack

_PARTS = ("timestamp", "snapshot", "targets", "root", "listing", "signature", "kept")


def _secret(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


def _site(folder: Path) -> Site:
    """A site whose keys follow from their names; the second root changes nothing but its number."""
    site = Site(folder / "site", folder / "keys")
    site.keys.mkdir(parents=True)
    for name in ("root-1", "root-2", *(f"{role}-1" for role in ROLES if role != "root")):
        pem = _secret(name).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (site.keys / f"{name.partition('-')[0]}-{name[-1] * 8}.pem").write_bytes(pem)
    site._next_root(DAY, site.ring())
    site._next_root(DAY, site.ring())
    site.publish([pack(folder / "packs")])
    return site


class _Files:
    """A source whose files lie in memory."""

    label = "fuzz"

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def read(self, path: str, limit: int) -> bytes:
        """A file, or the source's own errors."""
        if path not in self.files:
            raise SourceMissing(self.label, path)
        if len(self.files[path]) > limit:
            raise SourceTooLong(self.label, path)
        return self.files[path]

    def open(self, path: str, start: int = 0, end: int | None = None, tag: str = "") -> Reading:
        """Never asked for by a catalogue."""
        raise AssertionError(path)


class MetadataTarget:
    """One of the signed files, or a small file of ours. A case is JSON: what, and its files."""

    name = "metadata"

    def __init__(self, folder: Path) -> None:
        """The site is made once in `folder`; what is kept lies there for a moment."""
        self._place = folder
        self._home = folder / "home"

    @cached_property
    def _made(self) -> tuple[dict[str, bytes], dict[str, Any]]:
        site = _site(self._place)
        files = {
            path.relative_to(site.root).as_posix(): path.read_bytes()
            for path in site.root.rglob("*.json")
        }
        names = {
            "timestamp": "metadata/timestamp.json",
            "snapshot": "metadata/1.snapshot.json",
            "targets": "metadata/1.targets.json",
            "root": "metadata/2.root.json",
            "listing": next(name for name in files if name.endswith(".catalog.json")),
        }
        return files, {what: (name, json.loads(files[name])) for what, name in names.items()}

    @cached_property
    def _kept(self) -> dict[str, bytes]:
        """The small files of a data folder that has seen the site."""
        files, _ = self._made
        home = self._place / "seen"
        catalog = self._catalog(home)
        catalog.refresh(_Files(files))
        FloorFile(home / "trust").write(DAY, {"root": Mark(2, "k")})
        Memory(home / "trust").add("0" * 64, LetIn(tier="teacher", maker="M", words=("one",)))
        Pins(home / "trust").add(envelope.Maker("k" * 26, b"\1" * 32, "M"))
        versions.choose(home, "test.tiny", versions.Choice(1, 2))
        coming = home / "packs" / part.FOLDER
        coming.mkdir(parents=True)
        wanted = part.Expected(id="a.b", version=1, bytes=900, manifest="0" * 64, file="packs/a")
        held = part._Held(expected=wanted, have=((0, 10, "x"), (20, 30, "")), tags={"x": "y"})
        (coming / "x-1.part.json").write_bytes(msgspec.json.encode(held))
        return {
            path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*.json")
        }

    def _catalog(self, home: Path) -> Catalog:
        files, _ = self._made
        return Catalog(home / "trust", {1: files["metadata/1.root.json"]}, lambda: DAY)

    # -- cases --------------------------------------------------------------------------------

    def case(self, chance: Random) -> bytes:
        """One file bent; what stands above it is made right again, mostly."""
        what = chance.choice(_PARTS)
        made: dict[str, bytes]
        if what == "kept":
            name = chance.choice(sorted(self._kept))
            made = {name: self._small(name, chance)}
        elif what == "signature":
            made = {"signature.json": self._signature(chance)}
        else:
            made = self._bent(what, chance)
        told = {name: base64.b64encode(data).decode() for name, data in made.items()}
        return json.dumps({"what": what, "files": told}, sort_keys=True).encode()

    def _small(self, name: str, chance: Random) -> bytes:
        """A file of ours bent; one that begins with a checksum has the right one, mostly."""
        raw = self._kept[name]
        summed = name.endswith("catalogue.json")
        body = raw.partition(b"\n")[2] if summed else raw
        if chance.random() < 0.5 or not body.startswith(b"{"):
            return bend.of_bytes(raw, chance, 3)
        body = bend.written(bend.of_tree(json.loads(body), chance), chance)
        return hashlib.sha256(body).hexdigest().encode() + b"\n" + body if summed else body

    def _bent(self, what: str, chance: Random) -> dict[str, bytes]:
        _, trees = self._made
        name, tree = trees[what]
        tree = json.loads(json.dumps(tree))
        if chance.random() < 0.25:
            data = bend.of_bytes(json.dumps(tree).encode(), chance, 3)
        elif what == "listing":
            data = bend.written(bend.of_tree(tree, chance), chance)
        else:
            if chance.random() < 0.8:
                bend.of_tree(tree.get("signed"), chance)
            else:
                bend.of_tree(tree, chance)
            data = self._signed(what, tree)
        made = {name: data}
        if what == "listing":
            digest = hashlib.sha256(data).hexdigest()
            made = {f"targets/{digest}.catalog.json": data}
            made |= self._above("targets", ("targets", "catalog.json"), data)
        if what == "targets":
            made |= self._above("snapshot", ("meta", "targets.json"), data)
        if what == "snapshot":
            made |= self._above("timestamp", ("meta", "snapshot.json"), data)
        return made

    def _above(self, what: str, where: tuple[str, str], data: bytes) -> dict[str, bytes]:
        """The file that lists `data`, right again, and those above it."""
        _, trees = self._made
        name, tree = trees[what]
        tree = json.loads(json.dumps(tree))
        line = tree["signed"][where[0]][where[1]]
        line["length"], line["hashes"] = len(data), {"sha256": hashlib.sha256(data).hexdigest()}
        made = {name: self._signed(what, tree)}
        if what == "targets":
            made |= self._above("snapshot", ("meta", "targets.json"), made[name])
        if what == "snapshot":
            made |= self._above("timestamp", ("meta", "snapshot.json"), made[name])
        return made

    def _signed(self, what: str, tree: Any) -> bytes:
        """The tree with signatures that hold, where it can be signed at all."""
        try:
            text = encode_canonical(tree["signed"])
            for line in tree["signatures"]:
                line["sig"] = self._secrets[line["keyid"]].sign(text.encode()).hex()
        except Exception:
            pass
        return json.dumps(tree, separators=(",", ":")).encode("utf-8", "surrogatepass")

    @cached_property
    def _secrets(self) -> dict[str, Ed25519PrivateKey]:
        from securesystemslib.signer import SSlibKey

        names = ("root-1", "root-2", *(f"{role}-1" for role in ROLES if role != "root"))
        made = [_secret(name) for name in names]
        return {SSlibKey.from_crypto(one.public_key()).keyid: one for one in made}

    def _signature(self, chance: Random) -> bytes:
        own = keys.OwnKey(_secret("teacher"))
        said = envelope.Statement(id=f"t.{own.name}.x", version=1, manifest="0" * 64)
        tree = json.loads(envelope.sealed(said, own))
        if chance.random() < 0.3:
            said_tree = json.loads(base64.b64decode(tree["payload"]))
            payload = bend.written(bend.of_tree(said_tree, chance), chance)
            kind = tree["payloadType"]
            text = b"DSSEv1 %d %s %d %s" % (len(kind), kind.encode(), len(payload), payload)
            tree["payload"] = base64.b64encode(payload).decode()
            tree["signatures"][0]["sig"] = base64.b64encode(own.secret.sign(text)).decode()
            return json.dumps(tree, sort_keys=True, separators=(",", ":")).encode()
        return bend.written(bend.of_tree(tree, chance), chance)

    # -- reading ------------------------------------------------------------------------------

    def read(self, data: bytes) -> str:
        """Look at the site, ask who signed, or read what is kept."""
        case = json.loads(data)
        files = {name: base64.b64decode(text) for name, text in case["files"].items()}
        readers: dict[str, Callable[[dict[str, bytes]], str]] = {
            "signature": self._maker,
            "kept": self._keep,
        }
        return readers.get(case["what"], self._look)(files)

    def _look(self, files: dict[str, bytes]) -> str:
        before = self._made[0]
        try:
            look = self._catalog(self._home).look(_Files({**before, **files}))
        except (TrustRefused, SourceMissing, SourceTooLong) as error:
            assert str(error.sentence) and error.code
            return error.code
        assert look.known.versions["root"] in (1, 2)
        if "metadata/1.targets.json" not in files:
            assert look.known.manifests == self._manifests
        return ACCEPTED

    @cached_property
    def _manifests(self) -> dict[str, str]:
        """The signed hash of each manifest of the site as it was made."""
        return dict(self._catalog(self._home).look(_Files(self._made[0])).known.manifests)

    def _maker(self, files: dict[str, bytes]) -> str:
        own = keys.OwnKey(_secret("teacher"))
        raw = files["signature.json"]
        asked = SimpleNamespace(
            head=SimpleNamespace(id=f"t.{own.name}.x", version=1),
            signed=True, digest="0" * 64, key="x", publisher="M",
            signature=lambda limit: raw,
        )  # fmt: skip
        try:
            maker = envelope.maker_of(cast(Pack, asked))
        except PackRefused as error:
            assert str(error.sentence) and error.code
            return error.code
        assert maker is not None and maker.public == own.public
        return ACCEPTED

    def _keep(self, files: dict[str, bytes]) -> str:
        """Damage to our own files is never fatal: each is as none, or what it says."""
        for name, content in files.items():
            path = self._home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        try:
            FloorFile(self._home / "trust").read()
            Memory(self._home / "trust").of("0" * 64)
            Pins(self._home / "trust").all()
            versions.chosen(self._home)
            part.begun(self._home)
            catalog = self._catalog(self._home)
            catalog.time()
            known = catalog.known is not None
            catalog.months()
            catalog.newest()
        finally:
            for name in files:
                (self._home / name).unlink()
        return "kept" if known else "none"

    def bound(self, data: bytes) -> int:
        """The client's own objects and the folder it works in."""
        return 16 * MIB + 64 * len(data)
