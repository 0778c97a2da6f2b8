"""The signed metadata of a catalogue, as its makers write them: roots, listings, partners' roles.

Every number goes up by one each time; a root is signed by the keys of the one before and by its
own. The timestamp is written last, so a copy that was cut short is an older catalogue or none,
never a mixed one. Not here: packs (`publish`), keys (`keyring`), reading as a client (`refresh`).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

from securesystemslib.exceptions import UnverifiedSignatureError
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Key,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization import DeserializationError
from tuf.api.serialization.json import JSONSerializer

from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.files import write_atomic
from milclicks.packs.trust.keyring import ROLES, Keyring

DRAFT: Final = "draft.root.json"
LIFE: Final = {"root": 3650, "targets": 365, "snapshot": 365, "timestamp": 90}
"""Days after which metadata are called old; nothing stops working then."""
_COMPACT: Final = JSONSerializer(compact=True)
_PARTNER: Final = re.compile(r"[a-z][a-z0-9]{0,18}")
_Signed = TypeVar("_Signed", Root, Targets, Snapshot, Timestamp)


@dataclass(frozen=True, slots=True)
class RootStep:
    """How far a new root is: its number and how many signatures are still to come."""

    version: int
    missing: int


@dataclass(frozen=True, slots=True)
class Release:
    """Metadata that are signed and not yet written: name under `metadata/` to bytes, in order."""

    files: Mapping[str, bytes]
    version: int


class Repository:
    """The folder `metadata/` of a site."""

    def __init__(self, site: Path, now: datetime) -> None:
        """`now` is the day from which the metadata count as fresh."""
        self._folder = site / "metadata"
        self._now = now.replace(microsecond=0)

    # -- reading --------------------------------------------------------------------------------

    def roots(self) -> dict[int, bytes]:
        """Every root by its number."""
        return {number: path.read_bytes() for number, path in self._numbered("root").items()}

    def root(self) -> Metadata[Root] | None:
        """The newest root."""
        return self._newest("root", Root)

    def targets(self, role: str = "targets") -> Metadata[Targets] | None:
        """The newest listing of a role."""
        return self._newest(role, Targets)

    def _newest(self, role: str, kind: type[_Signed]) -> Metadata[_Signed] | None:
        found = self._numbered(role)
        return _read(found[max(found)], kind) if found else None

    def _numbered(self, role: str) -> dict[int, Path]:
        pattern = re.compile(rf"([1-9][0-9]{{0,9}})\.{role}\.json")
        found = ((pattern.fullmatch(p.name), p) for p in self._folder.glob(f"*.{role}.json"))
        return {int(match.group(1)): path for match, path in found if match}

    # -- root -----------------------------------------------------------------------------------

    def next_root(self, named: Keyring, signing: Iterable[Keyring], threshold: int) -> RootStep:
        """Make the next root: it names the keys of `named`, and everybody at the table signs it.

        With too few signatures it waits as a draft for `sign_root`.
        """
        if threshold < 1:
            raise BadInput(
                Message(N_("A root needs at least one signature.")),
                Message(N_("Name how many after --threshold; two or more are safer.")),
            )
        before = self.root()
        root = Root(
            version=before.signed.version + 1 if before else 1,
            expires=self._until("root"),
            consistent_snapshot=True,
        )
        for role in ROLES:
            keys = named.keys(role)
            if len(keys) < (threshold if role == "root" else 1):
                raise _too_few(role)
            for key in keys:
                root.add_key(key, role)
        root.roles["root"].threshold = threshold
        return self._signed_root(Metadata(root), signing)

    def sign_root(self, signing: Iterable[Keyring]) -> RootStep:
        """Add signatures to the root that waits."""
        path = self._folder / DRAFT
        if not path.is_file():
            raise BadInput(
                Message(N_("No root waits for a signature here.")),
                Message(N_("Make one first with “catalogue root”.")),
            )
        return self._signed_root(_read(path, Root), signing)

    def _signed_root(self, made: Metadata[Root], signing: Iterable[Keyring]) -> RootStep:
        before = self.root()
        judges = [made.signed, *([before.signed] if before else [])]
        may = {keyid for judge in judges for keyid in judge.roles["root"].keyids}
        for ring in signing:
            for signer in ring.signers(may):
                made.sign(signer, append=True)
        data = made.to_bytes(_COMPACT)
        missing = max(_missing(judge, made) for judge in judges)
        version = made.signed.version
        if missing:
            write_atomic(self._folder / DRAFT, data)
        else:
            write_atomic(self._folder / f"{version}.root.json", data)
            with contextlib.suppress(FileNotFoundError):
                (self._folder / DRAFT).unlink()
        return RootStep(version, missing)

    # -- partners -------------------------------------------------------------------------------

    def partners(self) -> dict[str, tuple[Key, ...]]:
        """The roles that sign the packs whose ids begin with their name, and their keys."""
        held = self.targets()
        given = held.signed.delegations if held else None
        if given is None or given.roles is None:
            return {}
        return {
            name: tuple(given.keys[keyid] for keyid in role.keyids)
            for name, role in given.roles.items()
        }

    # -- listings -------------------------------------------------------------------------------

    def release(
        self,
        targets: Mapping[str, TargetFile],
        keys: Keyring,
        partners: Mapping[str, Sequence[Key]],
    ) -> Release:
        """Sign a new state of the catalogue; nothing is written yet.

        `targets` are all of them; those of a partner (`m/<partner>.*/*`) go into its role. A
        partner's role is signed by its key; without that key here, it must not change. It begins
        with the first pack that the partner signs: to be named, the public half is enough.
        """
        root = self.root()
        if root is None:
            raise BadInput(
                Message(N_("This catalogue has no root yet.")),
                Message(N_("Make its keys with “catalogue keys”, then “catalogue root”.")),
            )
        files: dict[str, bytes] = {}
        meta: dict[str, MetaFile] = {}
        left = dict(targets)
        for name in partners:
            own = {path: left.pop(path) for path in list(left) if path.startswith(f"m/{name}.")}
            held = self._partner(name, own, partners[name], keys)
            if held is not None:
                file, data, version = held
                files[file], meta[f"{name}.json"] = data, _meta(version, data)
        version = self._next("targets")
        signed = Targets(version=version, expires=self._until("targets"), targets=left)
        signed.delegations = _delegations(partners)
        made = self._made(Metadata(signed), root.signed, "targets", keys)
        files[f"{version}.targets.json"], meta["targets.json"] = made, _meta(version, made)
        number = self._next("snapshot")
        snapshot = Snapshot(version=number, expires=self._until("snapshot"), meta=meta)
        made = self._made(Metadata(snapshot), root.signed, "snapshot", keys)
        files[f"{number}.snapshot.json"] = made
        timestamp = Timestamp(
            version=self._timestamp() + 1,
            expires=self._until("timestamp"),
            snapshot_meta=_meta(number, made),
            unrecognized_fields={"x-root": root.signed.version},
        )
        made = self._made(Metadata(timestamp), root.signed, "timestamp", keys)
        return Release({**files, "timestamp.json": made}, number)

    def write(self, release: Release) -> None:
        """Put a release in its place, the timestamp last."""
        for name, data in release.files.items():
            write_atomic(self._folder / name, data)

    def _partner(
        self, name: str, targets: dict[str, TargetFile], named: Sequence[Key], keys: Keyring
    ) -> tuple[str, bytes, int] | None:
        """The role of a partner as a file; None while it has signed nothing yet."""
        before = self.targets(name)
        signers = keys.signers([key.keyid for key in named])
        if not signers and named and before is None and not targets:
            return None
        same = before is not None and before.signed.targets == targets
        if not signers and before is not None and same and _is_signed(before, named):
            version = before.signed.version
            return f"{version}.{name}.json", before.to_bytes(_COMPACT), version
        if not signers:
            raise _too_few(name)
        version = self._next(name)
        made = Metadata(Targets(version, expires=self._until("targets"), targets=targets))
        for signer in signers:
            made.sign(signer, append=True)
        return f"{version}.{name}.json", made.to_bytes(_COMPACT), version

    def _made(self, made: Metadata[_Signed], root: Root, role: str, keys: Keyring) -> bytes:
        signers = keys.signers(root.roles[role].keyids)
        if len(signers) < root.roles[role].threshold:
            raise _too_few(role)
        for signer in signers:
            made.sign(signer, append=True)
        return made.to_bytes(_COMPACT)

    def _next(self, role: str) -> int:
        return max(self._numbered(role), default=0) + 1

    def _timestamp(self) -> int:
        path = self._folder / "timestamp.json"
        return _read(path, Timestamp).signed.version if path.is_file() else 0

    def _until(self, role: str) -> datetime:
        return self._now + timedelta(days=LIFE[role])


def partner_name(name: str) -> str:
    """`name` when it may be a partner's: the first part of the ids of its packs."""
    if not _PARTNER.fullmatch(name) or name in (*ROLES, "mil", "t"):
        raise BadInput(
            Message(N_("{name} cannot be the name of a partner."), {"name": name}),
            Message(N_("Use a short word of small letters, such as the country's code.")),
        )
    return name


def _delegations(partners: Mapping[str, Sequence[Key]]) -> Delegations | None:
    if not partners:
        return None
    return Delegations(
        keys={key.keyid: key for named in partners.values() for key in named},
        roles={
            name: DelegatedRole(
                name, [key.keyid for key in named], 1, terminating=True, paths=[f"m/{name}.*/*"]
            )
            for name, named in partners.items()
        },
    )


def _missing(judge: Root, made: Metadata[Root]) -> int:
    """How many signatures `made` lacks before `judge` believes it."""
    found = judge.get_verification_result("root", made.signed_bytes, made.signatures)
    return max(0, judge.roles["root"].threshold - len(found.signed))


def _is_signed(made: Metadata[Targets], named: Sequence[Key]) -> bool:
    """Whether one of these keys signed it; an app asks that of a partner's role."""
    for key in named:
        with contextlib.suppress(KeyError, UnverifiedSignatureError):
            key.verify_signature(made.signatures[key.keyid], made.signed_bytes)
            return True
    return False


def _meta(version: int, data: bytes) -> MetaFile:
    made = MetaFile.from_data(version, data, ["sha256"])
    assert isinstance(made, MetaFile)
    return made


def _read(path: Path, kind: type[_Signed]) -> Metadata[_Signed]:
    """Metadata of the makers' own site; raises BadInput when they are damaged."""
    try:
        found: Metadata[Any] = Metadata.from_bytes(path.read_bytes())
    except DeserializationError as error:
        raise damaged(path) from error
    if not isinstance(found.signed, kind):
        raise damaged(path)
    return found


def damaged(path: Path) -> BadInput:
    """The error for a file of the makers' own site that is not what it was."""
    return BadInput(
        Message(N_("{name} in this catalogue is damaged."), {"name": path.name}),
        Message(N_("Take the catalogue from a copy before you go on.")),
    )


def _too_few(role: str) -> BadInput:
    return BadInput(
        Message(N_("There are not enough keys here for the role {role}."), {"role": role}),
        Message(N_("Name every folder that holds keys with --keys.")),
    )
