"""Puts packs into a signed site: checks each, lists it, copies it with the metadata inside it.

A site is plain files (see `resources/help` and CONTRIBUTING.md): `metadata/`, `targets/`, `packs/`.
Every version that was not withdrawn stays listed, so that an old stick still installs. What was
published is never changed; a pack with the same version and another content is refused.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace
from tuf.api.metadata import Key, TargetFile

from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.files import write_atomic
from milclicks.packs import fingerprints, limits, strict_json
from milclicks.packs.format import CENTRAL, carried_fault
from milclicks.packs.handing import fit_to_hand_on
from milclicks.packs.pack import Pack
from milclicks.packs.records import info_of_file
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust import listed
from milclicks.packs.trust.bundle import Bundle as Bundle
from milclicks.packs.trust.bundle import bundle_line, put_bundle
from milclicks.packs.trust.clock import BUILT, Time
from milclicks.packs.trust.keyring import Keyring
from milclicks.packs.trust.listed import Entry, Listing, Withdrawn, target_of
from milclicks.packs.trust.repository import Release, Repository, damaged, partner_name
from milclicks.packs.trust.withdrawing import withdrawals
from milclicks.packs.verify import verify
from milclicks.packs.writer import added_size, repacked

_MANIFEST: Final = re.compile(r"m/([^/]+)/([0-9]+)\.json")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the makers want to change; what is not named stays."""

    packs: Sequence[Path] = ()
    bundles: Sequence[Bundle] = ()
    withdraw: Sequence[Withdrawn] = ()
    unknown: bool = False
    """Withdraw versions, too, that this catalogue never had."""
    name: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, Sequence[Key]] = field(default_factory=dict)
    """New partners, or new keys of one."""
    over: bool = False
    """Put a pack over another of its version: in a site that nobody else has seen."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a site holds now; `added` and `gone` are `mil.core@3`."""

    listing: Listing
    version: int
    added: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _New:
    """A pack on its way into the site."""

    path: Path
    entry: Entry
    manifest: bytes

    @property
    def digest(self) -> str:
        """The hash of the manifest, which is what is signed."""
        return _sha(self.manifest)


def listing_of(site: Path) -> Listing | None:
    """The listing of a makers' own site; None before the first publication."""
    held = Repository(site, BUILT).targets()
    info = held.signed.targets.get(listed.TARGET) if held else None
    if info is None:
        return None
    path = site / "targets" / f"{info.hashes['sha256']}.{listed.TARGET}"
    try:
        raw = path.read_bytes()
        if _sha(raw) == info.hashes["sha256"]:
            return listed.decode(raw)
    except (FileNotFoundError, msgspec.MsgspecError) as error:
        raise damaged(path) from error
    raise damaged(path)


def publish(site: Path, wish: Wish, keys: Keyring, now: datetime) -> Published:
    """Sign the next state of the site and write it, the timestamp last.

    Raises BadInput or PackRefused before anything is written.
    """
    before = listing_of(site)
    now = _believable(now, before)
    repository = Repository(site, now)
    partners = {**repository.partners(), **wish.partners}
    for name in partners:
        partner_name(name)
    before = before or Listing(issued=now.date().isoformat())
    new = _new(repository, wish, before)
    listing = _listing(site, before, wish, new, now)
    targets = _targets(site, repository, listing, new, wish.bundles)
    release, listing = _release(repository, listing, new, targets, keys, partners)
    raw = msgspec.json.encode(listing)
    carried = _carried(repository, release, raw)
    for one in new:
        _put(site, one, carried)
    for bundle in wish.bundles:
        put_bundle(site, bundle)
    write_atomic(site / "targets" / f"{_sha(raw)}.{listed.TARGET}", raw)
    repository.write(release)
    gone = _sweep(site, before, listing)
    return Published(
        listing, release.version, tuple(f"{n.entry.id}@{n.entry.version}" for n in new), gone
    )


def _believable(now: datetime, before: Listing | None) -> datetime:
    """The day to sign: never before what surely has passed, and never far ahead of it.

    A signed day teaches every reader what time it is at least, so a clock that runs ahead must not
    get into it.
    """
    last = datetime.fromisoformat(before.issued).replace(tzinfo=UTC) if before else BUILT
    time = Time(now, max(BUILT, last))
    if time.ahead:
        raise BadInput(
            Message(
                N_("The clock of this computer says {today}, which cannot be right."),
                {"today": now.date()},
            ),
            Message(N_("Set the clock, then sign the catalogue.")),
        )
    return time.reference


def changed(site: Path, packs: Iterable[Path]) -> bool:
    """Whether the site lacks one of these packs, or holds another of its name and version."""
    signed = _signed(Repository(site, BUILT))
    for path in packs:
        with Pack(path) as pack:
            if signed.get(pack.key) != pack.digest:
                return True
    return not signed


def _signed(repository: Repository) -> dict[str, str]:
    """`mil.core@3` to the hash of its manifest, of all that is signed."""
    found = {}
    for role in ("targets", *repository.partners()):
        held = repository.targets(role)
        for path, info in held.signed.targets.items() if held else ():
            name = _MANIFEST.fullmatch(path)
            if name:
                found[f"{name.group(1)}@{name.group(2)}"] = info.hashes["sha256"]
    return found


def _new(repository: Repository, wish: Wish, before: Listing) -> list[_New]:
    """The packs that are not in the site yet; raises PackRefused for one that cannot be."""
    signed = _signed(repository)
    gone = {f"{one.id}@{one.version}" for one in before.withdrawn}
    found: dict[str, _New] = {}
    for path in wish.packs:
        with Pack(path) as pack:
            if pack.head.id.startswith("t."):
                raise _teachers(pack.head.id)
            verify(pack)
            fit_to_hand_on(pack)
            if pack.key in gone:
                raise PackRefused("trust.withdrawn", pack.key, reason="")
            held = found[pack.key].digest if pack.key in found else signed.get(pack.key)
            if held == pack.digest:
                continue
            if held is not None and not wish.over:
                raise PackRefused("version.same", pack.key)
            entry = _listable(entry_of(pack))
            found[pack.key] = _New(path, entry, strict_json.encode(pack.raw))
    return list(found.values())


def _teachers(name: str) -> BadInput:
    """The error for an id that belongs to the key of a teacher."""
    return BadInput(
        Message(
            N_("The id {id} belongs to a teacher’s key, so no catalogue signs it."), {"id": name}
        ),
        Message(N_("Give the pack an id that does not begin with t. and build it again.")),
    )


def entry_of(pack: Pack) -> Entry:
    """How a pack is listed; `bytes` and `file` as if it were published as it is."""
    info, held = info_of_file(pack), pack.manifest
    return Entry(
        id=info.id,
        version=info.version,
        type=info.type,
        label=info.label,
        title={code: one.title for code, one in held.locales.items()},
        description={code: one.description for code, one in held.locales.items()},
        locales=tuple(held.locales),
        maker=info.publisher,
        lessons=info.lessons,
        bytes=_bare_size(pack),
        file=f"packs/{info.id}-{info.version}.milpack",
        changes=held.changes,
        titles={
            one.id: {code: pack.words(one.id, code)["title"] for code in one.locales_complete}
            for one in held.lessons
        },
        revs={one.id: one.rev for one in held.lessons},
        marks=fingerprints.of_lessons(held),
        media=fingerprints.of_media(pack),
    )


def _listable(entry: Entry) -> Entry:
    """An entry that a listing can hold; raises PackRefused: a text may be longer than a line."""
    try:
        return msgspec.json.decode(msgspec.json.encode(entry), type=Entry)
    except msgspec.ValidationError as error:
        key = listed.entry_key(entry.id, entry.version)
        raise PackRefused("manifest.schema", f"{key}: {error}") from error


def _bare_size(pack: Pack) -> int:
    """The pack's bytes without metadata that it carries from an earlier publication."""
    carried = pack.carried().values()
    lines = sum(CENTRAL.size + len(one.name) for one in carried)
    return pack.path.stat().st_size - lines - sum(one.end - one.start for one in carried)


def _listing(
    site: Path, before: Listing, wish: Wish, new: Sequence[_New], now: datetime
) -> Listing:
    gone = {(one.id, one.version) for one in wish.withdraw}
    withdrawn = withdrawals(before, wish.withdraw, unknown=wish.unknown)
    gone |= {(one.entry.id, one.entry.version) for one in new}
    kept = [one for one in before.packs if (one.id, one.version) not in gone]
    packs = sorted([*kept, *(one.entry for one in new)], key=lambda one: (one.id, one.version))
    newest = {one.id: one.version for one in packs}
    bundles = {(one.version, one.system): one for one in before.app}
    for bundle in wish.bundles:
        bundles[bundle.version, bundle.system] = bundle_line(bundle)
    return replace(
        before,
        name=dict(wish.name) or before.name,
        issued=max(now.date().isoformat(), before.issued),
        packs=tuple(
            _told(site, one)
            if newest[one.id] == one.version
            else replace(one, titles={}, marks={}, media={})
            for one in packs
        ),
        withdrawn=withdrawn,
        app=tuple(bundles.values()),
    )


def _told(site: Path, one: Entry) -> Entry:
    """An entry with its lessons' titles and marks, also of an earlier version that is the newest
    again, or was listed before there were marks."""
    if one.revs and not (one.marks and one.media):
        with contextlib.suppress(PackRefused), Pack(site / one.file) as pack:
            made = entry_of(pack)
            return replace(one, titles=made.titles, marks=made.marks, media=made.media)
    return one


def _targets(
    site: Path,
    repository: Repository,
    listing: Listing,
    new: Sequence[_New],
    bundles: Sequence[Bundle],
) -> dict[str, TargetFile]:
    """Every signed file but the listing itself: those of before that are still listed, the new."""
    wanted = {target_of(one.id, one.version) for one in listing.packs}
    wanted |= {one.file for one in listing.app}
    found: dict[str, TargetFile] = {}
    for role in ("targets", *repository.partners()):
        held = repository.targets(role)
        for path, info in held.signed.targets.items() if held else ():
            if path in wanted:
                found[path] = info
    for one in new:
        path = target_of(one.entry.id, one.entry.version)
        found[path] = TargetFile.from_data(path, one.manifest, ["sha256"])
    for bundle in bundles:
        path = f"app/{bundle.path.name.lower()}"
        found[path] = TargetFile.from_file(path, str(bundle.path), ["sha256"])
    return found


def _release(
    repository: Repository,
    listing: Listing,
    new: Sequence[_New],
    targets: Mapping[str, TargetFile],
    keys: Keyring,
    partners: Mapping[str, Sequence[Key]],
) -> tuple[Release, Listing]:
    """Sign; a pack's listed size counts the metadata in it, which list that size: so in rounds."""
    fresh = {(one.entry.id, one.entry.version): one.entry.bytes for one in new}
    added = 0
    while True:
        tried = replace(
            listing,
            packs=tuple(
                replace(one, bytes=fresh[one.id, one.version] + added)
                if (one.id, one.version) in fresh
                else one
                for one in listing.packs
            ),
        )
        raw = _readable(tried)
        info = TargetFile.from_data(listed.TARGET, raw, ["sha256"])
        release = repository.release({**targets, listed.TARGET: info}, keys, partners)
        carried = _carried(repository, release, raw)
        if fault := carried_fault([len(one) for one in carried.values()]):
            raise _unreadable(f"{fault}: what each pack would carry")
        size = added_size(carried)
        if size == added or not new:
            _fits(tried)
            return release, tried
        added = size


def _readable(listing: Listing) -> bytes:
    """The bytes of a listing, once they were read as an app reads them; raises BadInput."""
    raw = msgspec.json.encode(listing)
    try:
        if listed.decode(raw) == listing:
            return raw
    except msgspec.ValidationError as error:
        raise _unreadable(str(error)) from error
    raise _unreadable(listed.TARGET)


def _unreadable(detail: str) -> BadInput:
    return BadInput(
        Message(N_("No app could read this catalogue, so it was not signed.")),
        Message(N_("Look at what was added last, and leave it out. Nothing was changed.")),
        detail,
    )


def _fits(listing: Listing) -> None:
    for one in listing.packs:
        if one.bytes > limits.PACK_BYTES:
            raise PackRefused("file.too_big", f"{one.bytes} bytes")


def _carried(repository: Repository, release: Release, listing: bytes) -> dict[str, bytes]:
    """The metadata as a pack carries them."""
    roots = {f"{number}.root.json": raw for number, raw in repository.roots().items()}
    files = {**roots, **release.files, f"{_sha(listing)}.{listed.TARGET}": listing}
    return {f"tuf/{name}": raw for name, raw in sorted(files.items())}


def _put(site: Path, new: _New, carried: Mapping[str, bytes]) -> None:
    place = site / "targets" / "m" / new.entry.id
    write_atomic(place / f"{new.digest}.{new.entry.version}.json", new.manifest)
    repacked(new.path, site / new.entry.file, carried)


def _sweep(site: Path, before: Listing, after: Listing) -> tuple[str, ...]:
    """Take withdrawn packs out of the site, after the new state is written."""
    kept = {(one.id, one.version) for one in after.packs}
    gone = [one for one in before.packs if (one.id, one.version) not in kept]
    for one in gone:
        with contextlib.suppress(FileNotFoundError):
            (site / one.file).unlink()
    return tuple(f"{one.id}@{one.version}" for one in gone)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
