"""Packs signed by teachers, whole ones and ones with a signature bent on purpose."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from milclicks.packs import strict_json
from milclicks.packs.trust import keys
from milclicks.packs.trust.envelope import PAYLOAD_TYPE, Statement, sealed
from milclicks.packs.trust.keys import OwnKey
from tests.fixtures.packs.forge import Forge, Raw, forge, zipped

POWERLESS = ("pact", "space")
"""Documents of the river pack that a teacher's pack may not have."""


def lesson_pack(key: OwnKey, *, slug: str = "river", version: int = 3) -> Forge:
    """The river lessons as this teacher's pack, not signed yet."""
    made = forge(id=keys.pack_id(key.name, slug), version=version)
    for path in list(made.files):
        if path.rpartition("/")[2].removesuffix(".json") in POWERLESS:
            del made.files[path]
    kept = [one for one in made.manifest["resources"] if one["path"] in made.files]
    made.manifest["resources"] = kept
    return made


def statement(made: Forge, **other: Any) -> Statement:
    """What is signed of a pack, with some of it otherwise."""
    manifest = made.manifest_bytes()
    told = {
        "id": made.manifest["id"],
        "version": made.manifest["version"],
        "manifest": hashlib.sha256(manifest).hexdigest(),
    }
    return Statement(**{**told, **other})


def signed(made: Forge, key: OwnKey) -> bytes:
    """The pack with a right signature by `key`, whatever its id says."""
    return with_signature(made, sealed(statement(made), key))


def with_signature(made: Forge, signature: bytes) -> bytes:
    """The pack with this `signature.json`."""
    entries = made.entries()
    return zipped([*entries[:2], Raw(b"signature.json", signature), *entries[2:]])


def carrying(made: Forge, key: OwnKey, metadata: Mapping[str, bytes]) -> bytes:
    """The pack with a right signature and these files of a catalogue's metadata, packed."""
    first, second, *blobs = made.entries()
    more = [Raw(b"tuf/" + name.encode(), data, 8) for name, data in sorted(metadata.items())]
    seal = Raw(b"signature.json", sealed(statement(made), key))
    return zipped([first, second, seal, *blobs, *more])


def teacher_pack(path: Path, key: OwnKey, **fields: Any) -> Path:
    """A right pack of a teacher in a file; `maker` is the claimed name."""
    maker = fields.pop("maker", "")
    made = lesson_pack(key, **fields)
    if maker:
        made.manifest["contributors"] = [{"name": maker, "role": "publisher"}]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(signed(made, key))
    return path


def envelope(
    payload: bytes, by: OwnKey, *, name: str = "", kind: str = PAYLOAD_TYPE, brings: Any = None
) -> dict[str, Any]:
    """An envelope made by hand: signed by `by` over `kind`, calling itself `name`'s."""
    pae = b"DSSEv1 %d %b %d %b" % (len(kind), kind.encode(), len(payload), payload)
    one = {"keyid": name or by.name, "sig": base64.b64encode(by.secret.sign(pae)).decode()}
    key = base64.b64encode(by.public).decode()
    return {
        "payload": base64.b64encode(payload).decode(),
        "payloadType": kind,
        "signatures": [one],
        "keys": {name or by.name: key} if brings is None else brings,
    }


def public(key: OwnKey) -> dict[str, str]:
    """The `keys` of an envelope that brings this key."""
    return {key.name: base64.b64encode(key.public).decode()}


def payload_of(made: Forge, **other: Any) -> bytes:
    """The bytes of a pack's statement."""
    told = statement(made, **other)
    tree = {"id": told.id, "version": told.version, "manifest": told.manifest}
    return strict_json.encode(tree)


def tree_of(signature: bytes) -> dict[str, Any]:
    """A signature as a tree to bend."""
    found: dict[str, Any] = json.loads(signature)
    return found
