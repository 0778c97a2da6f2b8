"""The signature of a teacher's pack: `signature.json`, a DSSE envelope over a short statement.

The statement names the pack, its version and the sha256 of its manifest, which names every blob.
The envelope brings the public key along; the pack's id says which key it must be. Signatures by
other keys are not looked at. Not here: whether this maker is known (`pins`).
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Struct

from milclicks.packs import strict_json
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust import keys, words

if TYPE_CHECKING:
    from milclicks.packs.pack import Pack
    from milclicks.packs.trust.keys import OwnKey

NAME: Final = "signature.json"
PAYLOAD_TYPE: Final = "application/vnd.milclicks.manifest+json"
BYTES: Final = 64 * 1024
_DEPTH: Final = 6
_KEY_BYTES: Final = 32


class Statement(Struct, frozen=True, kw_only=True):
    """What is signed."""

    id: str
    version: int
    manifest: str
    """sha256 of the bytes of `manifest.json`."""


class _Signature(Struct, frozen=True, kw_only=True):
    keyid: str
    sig: str


class _Envelope(Struct, frozen=True, kw_only=True):
    payload: str
    payloadType: str
    signatures: tuple[_Signature, ...]
    keys: dict[str, str]


@dataclass(frozen=True, slots=True)
class Maker:
    """Whoever holds a key. `name` is what the pack claims; nobody has proved it."""

    key: str
    public: bytes
    name: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The six words to compare."""
        return words.words_of(self.public)


def sealed(statement: Statement, key: OwnKey) -> bytes:
    """The bytes of `signature.json`."""
    from securesystemslib.dsse import Envelope
    from securesystemslib.signer import CryptoSigner, SSlibKey

    public = SSlibKey.from_crypto(key.secret.public_key(), keyid=key.name)
    payload = strict_json.encode(msgspec.to_builtins(statement))
    envelope = Envelope(payload, PAYLOAD_TYPE, {})
    envelope.sign(CryptoSigner(key.secret, public))
    tree = {**envelope.to_dict(), "keys": {key.name: base64.b64encode(key.public).decode()}}
    return strict_json.encode(tree)


def maker_of(pack: Pack) -> Maker | None:
    """Who signed a pack, after everything about the signature was checked; None for no teacher's.

    Raises PackRefused: a teacher's pack without a right signature, another pack with one.
    """
    name = keys.key_in(pack.head.id)
    if name is None:
        if pack.signed:
            raise PackRefused("sign.id_taken", pack.key)
        return None
    if not pack.signed:
        raise PackRefused("sign.missing", pack.key)
    if not name:
        raise PackRefused("sign.id", pack.key)
    found = _read(pack.signature(BYTES))
    if found.payloadType != PAYLOAD_TYPE:
        raise PackRefused("sign.type", found.payloadType[:80])
    public = _public(found, name)
    statement = _statement(found, name, public)
    if statement != Statement(id=pack.head.id, version=pack.head.version, manifest=pack.digest):
        raise PackRefused("sign.other", f"{statement.id}@{statement.version}"[:80])
    return Maker(name, public, pack.publisher)


def _read(raw: bytes) -> _Envelope:
    tree = strict_json.decode(raw, depth=_DEPTH, place=NAME)
    try:
        return msgspec.convert(tree, _Envelope)
    except msgspec.ValidationError as error:
        raise PackRefused("sign.format", f"{NAME}: {error}") from error


def _public(found: _Envelope, name: str) -> bytes:
    """The key that the pack's id names; raises when it is not the one that is here."""
    if name not in found.keys:
        raise PackRefused("sign.id", ", ".join(sorted(found.keys))[:200])
    public = _decoded(found.keys[name])
    if len(public) != _KEY_BYTES or keys.key_name(public) != name:
        raise PackRefused("sign.id", name)
    return public


def _statement(found: _Envelope, name: str, public: bytes) -> Statement:
    """The statement, if this key signed it."""
    mine = [one for one in found.signatures if one.keyid == name]
    if not mine:
        raise PackRefused("sign.missing", f"{NAME}: no signature by {name}")
    payload = _decoded(found.payload)
    if len(mine) > 1 or not _verified(payload, public, name, _decoded(mine[0].sig)):
        raise PackRefused("sign.wrong", name)
    tree: Any = strict_json.decode(payload, depth=_DEPTH, place=NAME)
    try:
        return msgspec.convert(tree, Statement)
    except msgspec.ValidationError as error:
        raise PackRefused("sign.format", f"{NAME}: {error}") from error


def _verified(payload: bytes, public: bytes, name: str, signature: bytes) -> bool:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from securesystemslib.dsse import Envelope
    from securesystemslib.exceptions import VerificationError
    from securesystemslib.signer import Signature, SSlibKey

    try:
        key = SSlibKey.from_crypto(Ed25519PublicKey.from_public_bytes(public), keyid=name)
        envelope = Envelope(payload, PAYLOAD_TYPE, {name: Signature(name, signature.hex())})
        envelope.verify([key], 1)
    except (VerificationError, ValueError):
        return False
    return True


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise PackRefused("sign.format", f"{NAME}: {error}") from error
