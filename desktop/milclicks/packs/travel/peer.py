"""Takes packs from another computer in the room. What it says is a wish; signatures decide.

Its catalogue is looked at first and kept when it proves something newer; then each chosen pack is
fetched by ranges like from any site and held by `Library.install`. A pack that the catalogue knows
must be the very one that was signed. Bytes from the next PC cost nothing, so no quota counts them.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import msgspec

from milclicks.core.errors import N_, BadInput, Message
from milclicks.lan.addresses import PORT
from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel.aside import heed
from milclicks.packs.travel.download import Download, SourceOther
from milclicks.packs.travel.http import Bounds, HttpSource, address
from milclicks.packs.travel.part import Expected
from milclicks.packs.travel.refusals import SourceBusy
from milclicks.packs.travel.shared import FORMAT, LIST, LIST_BYTES, Offered, Offers, called
from milclicks.packs.travel.source import Source, SourceFailed, SourceMissing, SourceTooLong
from milclicks.packs.trust.catalog import Catalog, Look
from milclicks.packs.trust.listed import Known
from milclicks.packs.trust.refusals import TrustRefused
from milclicks.packs.withdrawn import taken_back, versions_here

State = Literal["new", "newer", "same", "older"]
_PATIENT: Final = Bounds(connect_s=5.0, idle_s=15.0, over_s=20.0, redirects=0)
ASKS: Final = "maker.unknown"
_PORT: Final = re.compile(r":[0-9]+\Z")


class PeerOdd(SourceFailed):
    """Something answers at the address, but it is not this app sharing."""

    code = "peer.odd"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is the address as people read it."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("At {place} no computer shares packs with this app."), {"place": label}
        )
        self.remedy = Message(
            N_("Look whether sharing is on there, and type the address as it is shown there.")
        )


class PeerAway(SourceFailed):
    """Nothing answers at the address."""

    code = "peer.away"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is the address as people read it."""
        super().__init__(label, detail)
        self.sentence = Message(N_("The computer {place} does not answer."), {"place": label})
        self.remedy = Message(
            N_(
                "Look whether sharing is still on there, and whether both computers are in the "
                "same network. What came so far is kept."
            )
        )


@dataclass(frozen=True, slots=True)
class PeerPack:
    """A pack of another computer beside what is here. `here` is the version here, 0 for none."""

    offered: Offered
    state: State
    here: int = 0

    @property
    def worth_taking(self) -> bool:
        """Whether it would bring something new."""
        return self.state in ("new", "newer")


@dataclass(frozen=True, slots=True)
class PeerFound:
    """What another computer offers; `name` is how it calls its place, perhaps nothing."""

    address: str
    name: str
    packs: tuple[PeerPack, ...]
    known: Known | None = None
    """What its catalogue proves, where it may have taken back what is here; it is not kept."""

    @property
    def useful(self) -> tuple[PeerPack, ...]:
        """What would be new here."""
        return tuple(one for one in self.packs if one.worth_taking)


def source(typed: str) -> HttpSource:
    """The place at an address as it was typed, with or without its port; raises BadInput."""
    try:
        whole = address(typed)
    except BadInput as error:
        raise BadInput(
            Message(N_("{address} is not the address of a computer."), error.sentence.values),
            Message(N_("Type it as the other computer shows it, such as 192.168.1.20:8420.")),
        ) from error
    scheme, _, rest = whole.partition("://")
    place = rest.partition("/")[0]
    if not _PORT.search(place) and scheme == "http":
        place = f"{place}:{PORT}"
    return HttpSource(
        f"{scheme}://{place}", place, costs=False, bounds=_PATIENT, proxy=lambda _: ""
    )


def look(place: HttpSource, library: Library) -> PeerFound:
    """What another computer offers, beside this library; nothing is kept.

    Raises PeerAway or PeerOdd.
    """
    offers = _offers(place)
    here = versions_here(library)
    known: Known | None = None
    if any(one.version < here.get(one.id, 0) for one in offers.packs):
        proof = proved(place, library.trust.catalog)
        known = proof.known if proof is not None else None
    return _found(place.label, called(offers.name), offers.packs, library, known)


def beside(found: PeerFound, library: Library) -> PeerFound:
    """What was found before, beside what is in the library now; nobody is asked."""
    packs = [one.offered for one in found.packs]
    return _found(found.address, found.name, packs, library, found.known)


def _found(
    address: str, name: str, packs: Iterable[Offered], library: Library, known: Known | None
) -> PeerFound:
    offers, here = tuple(packs), versions_here(library, known)
    told = [one for one in (library.trust.catalog.known, known) if one is not None]
    best: dict[str, int] = {}
    for one in offers:
        if not any(each.withdrawn(one.id, one.version) for each in told):
            best[one.id] = max(best.get(one.id, 0), one.version)
    found = {one.key: _state(one, here.get(one.id, 0), best.get(one.id, 0)) for one in offers}
    listed = sorted(found.values(), key=lambda one: (not one.worth_taking, one.offered.key))
    return PeerFound(address, name, tuple(listed), known)


def _offers(place: Source) -> Offers:
    try:
        raw = place.read(LIST, LIST_BYTES)
    except (SourceMissing, SourceTooLong) as error:
        raise PeerOdd(place.label, f"{error.code}: {error.detail}") from error
    except SourceFailed as error:
        if isinstance(error, SourceBusy):
            raise
        odd = error.code in ("source.portal", "source.range")
        raise (PeerOdd if odd else PeerAway)(place.label, error.detail) from error
    try:
        offers = msgspec.json.decode(raw, type=Offers)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise PeerOdd(place.label, str(error)) from error
    if offers.format > FORMAT:
        raise PeerOdd(place.label, f"format {offers.format}")
    return offers


def _state(one: Offered, here: int, best: int) -> PeerPack:
    if here == one.version:
        return PeerPack(one, "same", here)
    if one.version < max(here, best):
        return PeerPack(one, "older", here)
    return PeerPack(one, "newer" if here else "new", here)


def proved(place: Source, catalog: Catalog) -> Look | None:
    """What the catalogue of another computer proves, with nothing kept; None when it is older than
    ours or proves nothing: ours judges then.
    """
    if not catalog.believed:
        return None
    try:
        return catalog.look(place)
    except (TrustRefused, SourceFailed, SourceMissing, SourceTooLong):
        return None


def take(
    place: Source,
    offered: Offered,
    library: Library,
    data: Path,
    progress: Progress = silent,
    *,
    disk: Disk | None = None,
    sleep: Callable[[float], None] | None = None,
) -> PackInfo:
    """Fetch a pack and add it; `progress` tells bytes and may raise to stop. `data` is the folder
    of `library`.

    What came is kept for the next time, whatever ends the work, unless it is refused. A pack of a
    maker whom nobody here knows is kept too: after the six words were compared, take it again.
    """
    for here in library.versions(offered.id):
        if here.version == offered.version and here.usable:
            return here
    heed(place, lambda: progress(0, offered.bytes))
    catalog = library.trust.catalog
    look = proved(place, catalog)
    _check(offered, library, [one for one in (catalog.known, look.known if look else None) if one])
    expected = Expected(
        id=offered.id,
        version=offered.version,
        bytes=offered.bytes,
        manifest=offered.manifest,
        file=offered.file,
    )
    donors = [one.path for one in library.versions(offered.id)]
    download = Download(
        data,
        expected,
        [place],
        donors=donors,
        disk=disk,
        progress=progress,
        sleep=sleep or time.sleep,
    )
    try:
        path = download.run()
    except (SourceFailed, SourceMissing, SourceTooLong) as error:
        if isinstance(error, SourceOther) or not download.part.done:
            download.part.drop_file()
        raise
    try:
        if look is not None and offered.key in look.known.manifests:
            catalog.keep(look)
        info = library.install(path, progress, move=True)
    except PackRefused as error:
        if error.code != ASKS:
            download.part.drop_file()
        raise
    download.part.drop_file()
    return info


def _check(offered: Offered, library: Library, known: Sequence[Known]) -> None:
    """Refuse before anything is fetched what would be refused after; raises PackRefused."""
    for one in known:
        gone = one.withdrawn(offered.id, offered.version)
        if gone is not None:
            raise taken_back(gone)
        if one.manifests.get(offered.key, offered.manifest) != offered.manifest:
            raise PackRefused("trust.altered", offered.key)
    for here in library.versions(offered.id):
        sound = here.usable and not any(one.withdrawn(here.id, here.version) for one in known)
        if here.version > offered.version and sound:
            raise PackRefused("version.older", f"{here.version} > {offered.version}")
