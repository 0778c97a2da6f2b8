"""A teacher's own key: made at the first signature, kept in `<data>/trust/own.key`.

The name of a key is the start of its hash, and stands in the id of every pack that it signed
(`t.<26 letters>.<slug>`), so that nobody else can make a pack of that id. Not here: the keys of a
catalogue's makers (`keyring`), which keys are known here (`pins`).
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.files import sync_folder, write_atomic
from milclicks.core.plain_file import small
from milclicks.packs import markup
from milclicks.packs.trust import words

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FILE: Final = "own.key"
NAME_FILE: Final = "own.name"
NAME_LETTERS: Final = 26
_ID: Final = re.compile(r"t\.([a-z2-7]{26})\.([a-z0-9][a-z0-9-]{0,39})")
CATALOGUES: Final = b"MIL CLICKS catalogue key"
"""The first line of a secret key that was made for a catalogue (`keyring`)."""
_CATALOGUES_NAME: Final = re.compile(r"[a-z][a-z0-9]{0,19}-[0-9a-f]{8}\.(pem|pub)")
_SLUG: Final = re.compile(r"[^a-z0-9]+")
_BYTES: Final = 64 * 1024


def key_name(public: bytes) -> str:
    """The name of a public key (32 bytes): 26 letters and digits, 130 bits of its hash."""
    digest = hashlib.sha256(public).digest()
    return base64.b32encode(digest)[:NAME_LETTERS].decode("ascii").lower()


def key_in(pack_id: str) -> str | None:
    """The name of the key in a teacher's pack id; empty when it is badly made, None for others."""
    if not pack_id.startswith("t."):
        return None
    found = _ID.fullmatch(pack_id)
    return found.group(1) if found else ""


def pack_id(name: str, slug: str) -> str:
    """The id of a teacher's pack; `slug` may be any text and becomes small letters."""
    plain = _SLUG.sub("-", slug.casefold()).strip("-")[:40].strip("-")
    return f"t.{name}.{plain or 'pack'}"


def name_of(folder: Path) -> str:
    """The name that the teacher of this computer goes by; empty when none was given yet."""
    try:
        return markup.line(small(folder / NAME_FILE, _BYTES).decode())
    except (OSError, UnicodeDecodeError):
        return ""


def keep_name(folder: Path, name: str) -> None:
    """Remember the name for the next pack."""
    write_atomic(folder / NAME_FILE, markup.line(name).encode())


class OwnKey:
    """A secret key, open to sign with."""

    def __init__(self, secret: Ed25519PrivateKey) -> None:
        """Use `own`, `read` or `new`."""
        self.secret = secret
        self.public: bytes = secret.public_key().public_bytes_raw()
        self.name = key_name(self.public)
        self.words = words.words_of(self.public)

    @classmethod
    def new(cls) -> OwnKey:
        """A key that lies nowhere yet."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(Ed25519PrivateKey.generate())

    def pem(self) -> bytes:
        """The key as a file: PKCS#8, PEM."""
        from cryptography.hazmat.primitives import serialization

        return self.secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )


def path_of(folder: Path) -> Path:
    """Where the key of a data folder lies; `folder` is `<data>/trust`."""
    return folder / FILE


def own(folder: Path) -> OwnKey:
    """The key of this data folder, made now when there is none; raises BadInput."""
    path = path_of(folder)
    if not path.exists():
        key = OwnKey.new()
        write(path, key)
        return key
    return read(path)


def read(path: Path) -> OwnKey:
    """The key in a file; raises BadInput when it is none, or one of a catalogue's makers."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        raw = small(path, _BYTES)
        if raw.startswith(CATALOGUES) or _CATALOGUES_NAME.fullmatch(path.name):
            raise _of_a_catalogue(path)
        found = serialization.load_pem_private_key(raw, None)
    except (OSError, ValueError, TypeError) as error:
        raise _no_key(path) from error
    if not isinstance(found, Ed25519PrivateKey):
        raise _no_key(path)
    return OwnKey(found)


def restore(folder: Path, copy: Path) -> OwnKey:
    """Take a key back from its copy; raises BadInput when another one is here, and keeps that.

    A damaged key is set aside.
    """
    key = read(copy)
    path = path_of(folder)
    held = _held(path)
    if held is None:
        if path.exists():
            path.replace(path.with_suffix(".damaged"))
        write(path, key)
    elif held.name != key.name:
        raise BadInput(
            Message(N_("There is another key on this computer, and it was kept.")),
            Message(N_("Move its file away first, if you want to go on with your earlier key.")),
            str(path),
        )
    return key


def _held(path: Path) -> OwnKey | None:
    """The key that is here; None when there is none or a damaged one."""
    try:
        return read(path)
    except BadInput:
        return None


def write(path: Path, key: OwnKey) -> None:
    """Put a key into a new file that its owner alone may read, also not for a moment.

    It is on the disk before this returns; raises BadInput when there is a file already.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        raise BadInput(
            Message(N_("There is a file with the name {name} already."), {"name": path.name}),
            Message(N_("A key is never written over. Choose another name or folder.")),
        )
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(key.pem())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    sync_folder(path.parent)


def _of_a_catalogue(path: Path) -> BadInput:
    return BadInput(
        Message(
            N_("{name} is a key of a catalogue’s makers, and signs catalogues only."),
            {"name": path.name},
        ),
        Message(N_("Sign with a key of your own: “pack keygen” makes one. Nothing was signed.")),
        str(path),
    )


def _no_key(path: Path) -> BadInput:
    return BadInput(
        Message(N_("{name} is not a key that packs can be signed with."), {"name": path.name}),
        Message(
            N_(
                "Put your copy of the key back. Without one, move this file away: a new key is "
                "made, and everybody is asked about you once more."
            )
        ),
        str(path),
    )
