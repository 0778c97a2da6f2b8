"""The keys of a catalogue's makers: files in folders, each folder on a stick of its own.

`<role>-<8 of the key's id>.pem` is a secret key (PKCS#8, with a passphrase where one is given),
`.pub` the public half, which is enough to name a key whose owner is not at the table. Never in git:
the check `secrets` looks. Not here: what is signed (`repository`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from securesystemslib.signer import CryptoSigner, SSlibKey

from milclicks.core.errors import N_, BadInput, Message
from milclicks.packs.trust.keys import CATALOGUES

ROLES: Final = ("root", "targets", "snapshot", "timestamp")
_ROOTS: Final = 20
_ROLE: Final = re.compile(r"[a-z][a-z0-9]{0,19}")
_NAME: Final = re.compile(r"([a-z][a-z0-9]{0,19})-([0-9a-f]{8})\.(pem|pub)")


class Keyring:
    """The keys that lie in some folders."""

    def __init__(self, folders: Iterable[Path], passphrases: Sequence[bytes] = ()) -> None:
        """Read every key; raises BadInput when a file is none or no passphrase opens it."""
        self._public: dict[str, dict[str, SSlibKey]] = {}
        self._signers: dict[str, CryptoSigner] = {}
        for folder in folders:
            if not folder.is_dir():
                raise BadInput(
                    Message(N_("{name} is not a folder with keys."), {"name": folder.name}),
                    Message(N_("Plug in the stick with the keys, or name another folder.")),
                )
            for path in sorted(folder.iterdir()):
                named = _NAME.fullmatch(path.name)
                if named is not None:
                    self._add(named.group(1), path, passphrases)

    def _add(self, role: str, path: Path, passphrases: Sequence[bytes]) -> None:
        key: SSlibKey
        if path.suffix == ".pub":
            key = SSlibKey.from_crypto(_read_public(path))
        else:
            signer = CryptoSigner(_read_secret(path, passphrases))
            key = signer.public_key
            self._signers[key.keyid] = signer
        self._public.setdefault(role, {})[key.keyid] = key

    def roles(self) -> tuple[str, ...]:
        """The roles for which there is a key."""
        return tuple(self._public)

    def keys(self, role: str) -> tuple[SSlibKey, ...]:
        """The public keys of a role, in the order of their ids."""
        found = self._public.get(role, {})
        return tuple(found[keyid] for keyid in sorted(found))

    def signers(self, keyids: Iterable[str]) -> list[CryptoSigner]:
        """Those of these keys that can sign here."""
        return [self._signers[keyid] for keyid in keyids if keyid in self._signers]


def make(folder: Path, role: str, passphrase: bytes | None = None) -> tuple[Path, Path]:
    """A new key: (secret file, readable by its owner alone; public file)."""
    if not _ROLE.fullmatch(role):
        raise BadInput(
            Message(N_("{name} cannot be the name of a role."), {"name": role}),
            Message(N_("Use root, targets, snapshot, timestamp or a partner's short name.")),
        )
    secret = Ed25519PrivateKey.generate()
    public = secret.public_key()
    name = f"{role}-{SSlibKey.from_crypto(public).keyid[:8]}"
    how = (
        serialization.BestAvailableEncryption(passphrase)
        if passphrase
        else serialization.NoEncryption()
    )
    pem = serialization.Encoding.PEM
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / f"{name}.pem", folder / f"{name}.pub"
    written = secret.private_bytes(pem, serialization.PrivateFormat.PKCS8, how)
    _write(paths[0], CATALOGUES + f": {role}\n".encode() + written)
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    paths[1].write_bytes(public.public_bytes(pem, spki))
    return paths


def make_all(folder: Path, roots: int, passphrase: bytes | None = None) -> Sequence[Path]:
    """The keys of a new catalogue: `roots` for the root, one for each other role."""
    if not 1 <= roots <= _ROOTS:
        raise BadInput(
            Message(N_("A catalogue has 1 to {most} root keys."), {"most": _ROOTS}),
            Message(N_("Name how many after --roots; three or more are safer.")),
        )
    roles = ["root"] * roots + [role for role in ROLES if role != "root"]
    return [make(folder, role, passphrase)[0] for role in roles]


def _write(path: Path, content: bytes) -> None:
    """A file that nobody else may read, also not for a moment."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _read_secret(path: Path, passphrases: Sequence[bytes]) -> Ed25519PrivateKey:
    """The key of a file, opened with the passphrase that fits it."""
    data = path.read_bytes()
    closed = b"BEGIN ENCRYPTED PRIVATE KEY" in data
    for passphrase in passphrases if closed else (None,):
        try:
            key = serialization.load_pem_private_key(data, passphrase)
        except (ValueError, TypeError) as error:
            if not closed:
                raise _no_key(path) from error
            continue
        if not isinstance(key, Ed25519PrivateKey):
            raise _no_key(path)
        return key
    raise BadInput(
        Message(N_("The key {name} does not open with this passphrase."), {"name": path.name}),
        Message(N_("Give the passphrase of this key with --passphrase-file.")),
    )


def _read_public(path: Path) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except ValueError as error:
        raise _no_key(path) from error
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key(path)
    return key


def _no_key(path: Path) -> BadInput:
    return BadInput(
        Message(N_("{name} is not a key of this kind."), {"name": path.name}),
        Message(N_("Make keys with “catalogue keys”, and keep other files elsewhere.")),
    )
