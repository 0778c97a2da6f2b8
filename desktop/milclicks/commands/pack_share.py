"""`milclicks pack share|receive`: give packs to computers in the room, take them from one.

Sharing lasts 60 minutes unless another time is named, or until it is stopped with Ctrl+C; who takes
something slowly cannot keep it open for longer than a few seconds more. With --json the one object
is printed as soon as it begins.
"""

from __future__ import annotations

import argparse
import errno
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec
from msgspec import Struct

from milclicks.commands.edge import (
    data_folder,
    host,
    no_server,
    plainly,
    port,
    show,
    system,
    verbs_of,
)
from milclicks.commands.ending import until_ended
from milclicks.commands.pack_outputs import Answer, Said, bare, said, schemas
from milclicks.commands.patience import Patience
from milclicks.core import paths
from milclicks.core.errors import N_, BadInput, Message, MilClicksError, NotFound
from milclicks.core.texts import Texts
from milclicks.packs import markup

if TYPE_CHECKING:
    from milclicks.lan.server import Server
    from milclicks.packs.travel.peer import PeerFound, PeerPack
    from milclicks.packs.travel.source import Source
    from milclicks.workspace import Workspace

log = logging.getLogger(__name__)
_TEXTS: Final = Texts("en")
_LOOK_S: Final = 0.2
_GRACE_S: Final = 5.0
"""For those who take something when the time ends; they can go on from another place."""


class OfferLine(Struct, frozen=True, kw_only=True):
    """A pack of the other computer beside the library; `here` is the version here, 0 for none."""

    id: str
    version: int
    title: str
    bytes: int
    state: Literal["new", "newer", "same", "older"]
    here: int


class ShareAnswer(Answer, frozen=True, kw_only=True):
    """`pack share`: where others find it, what they find."""

    addresses: tuple[str, ...] = ()
    minutes: float = 0
    packs: tuple[str, ...] = ()
    announced: bool = False


class RefusedOffer(Struct, frozen=True, kw_only=True):
    """A pack that was not let in."""

    pack: str
    error: Said


class ReceiveAnswer(Answer, frozen=True, kw_only=True):
    """`pack receive`; `added` (`mil.core@3`) and `refused` are empty with --list."""

    name: str = ""
    offers: tuple[OfferLine, ...] = ()
    added: tuple[str, ...] = ()
    refused: tuple[RefusedOffer, ...] = ()


ANSWERS: Final[dict[str, type[Answer]]] = {"share": ShareAnswer, "receive": ReceiveAnswer}


def published() -> dict[str, dict[str, Any]]:
    """File name -> JSON Schema of each verb's answer."""
    return schemas("pack", ANSWERS)


def add_verbs(inner: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verbs of `pack` for the room."""

    verb = verbs_of(inner, run)
    share = verb("share", _share, "give packs to other computers in this room")
    share.add_argument("--minutes", type=float, default=60, metavar="N")
    share.add_argument(
        "--host", type=host, default=None, metavar="ADDRESS", help="only at this address"
    )
    share.add_argument("--port", type=port, default=None, metavar="N")
    receive = verb("receive", _receive, "take packs from a computer in this room")
    receive.add_argument("address", help="as it is shown there, such as 192.168.1.7:8420")
    receive.add_argument("id", nargs="*", help="only these packs")
    receive.add_argument("--maker-words", default="", metavar="WORDS", help="a maker's six words")
    receive.add_argument("--list", action="store_true", help="only say what is there")


def run(args: argparse.Namespace) -> int:
    """Do one verb; 0 when it went well."""
    work: Callable[[argparse.Namespace], Answer] = args.work
    try:
        answer = work(args)
    except MilClicksError as error:
        answer = ANSWERS[args.verb](ok=False, error=said(_TEXTS, error))
    except OSError as error:
        answer = ANSWERS[args.verb](ok=False, error=said(_TEXTS, system(error)))
    if not (isinstance(answer, ShareAnswer) and answer.ok):  # that was told when it began
        show(answer, _lines(answer), as_json=args.json)
    return 0 if answer.ok else 1


def _lines(answer: Answer) -> Iterator[str]:
    """The answer for people, one thing a line."""
    match answer:
        case ShareAnswer(ok=True):
            packs = bare(_TEXTS.say_n("{n} pack", "{n} packs", len(answer.packs)))
            yield f"Sharing {packs} for {answer.minutes:g} minutes."
            yield from (f"Address to type on the other computer: {one}" for one in answer.addresses)
        case ReceiveAnswer():
            for one in answer.offers:
                size = f"{one.bytes / 1_000_000:.1f} MB"
                yield f"{one.id} {one.version} {one.state} {size} {one.title}".rstrip()
            yield from (f"added: {one}" for one in answer.added)
            yield from (f"{one.pack}: {plainly(one.error)}" for one in answer.refused)
            if answer.ok and not answer.offers:
                yield "The other computer shares no pack now."
            elif answer.ok and not any(one.state in ("new", "newer") for one in answer.offers):
                yield "All that it shares is on this computer already."


# -- giving -------------------------------------------------------------------------------------


def _share(args: argparse.Namespace) -> Answer:
    from milclicks.core.settings import SettingsStore
    from milclicks.lan import addresses
    from milclicks.lan.server import Server
    from milclicks.packs.library import Library
    from milclicks.packs.travel.shared import offers_of, tree

    if not 0 < args.minutes <= 24 * 60:
        raise BadInput(
            Message(N_("Sharing can last up to a day.")),
            Message(N_("Name a number of minutes between 1 and 1440.")),
        )
    data = data_folder(args)
    now = SettingsStore(data).read()
    place = now.place
    with Library.open(data, [paths.bundled_packs()]) as library:
        given = tree(library, place, now.locale, data)
    if not offers_of(given).packs:
        raise NotFound(
            Message(N_("There is no pack here that others could believe, so none is shared.")),
            Message(N_("Add a signed pack with “pack install” or “pack fetch” first.")),
        )
    server = Server(given)
    with closing(server):
        _start(server, args)
        hosts = (args.host,) if args.host else addresses.here()
        with _announced(place, hosts, server.port) as announced:
            answer = ShareAnswer(
                ok=True,
                addresses=tuple(f"{one}:{server.port}" for one in hosts),
                minutes=args.minutes,
                packs=tuple(one.key for one in offers_of(given).packs),
                announced=announced,
            )
            show(answer, _lines(answer), as_json=args.json, last=False)
            _until_the_end(server, quiet=args.json)
    return answer


def _start(server: Server, args: argparse.Namespace) -> None:
    """Open the port that was named, or a free one; raises BadInput where what was named cannot be.

    Raises ShareFailed where the system gives no port at all.
    """
    from milclicks.lan.addresses import PORT
    from milclicks.lan.refusals import ShareFailed

    first = PORT if args.port is None else args.port
    try:
        server.start(args.host or "", first, args.minutes, only=args.port is not None)
    except ShareFailed as error:
        why = error.__cause__
        if not isinstance(why, OSError):
            raise
        away = args.host and why.errno == errno.EADDRNOTAVAIL
        if not args.port and not away:
            raise
        raise no_server(args.host or "", first, why) from error


@contextmanager
def _announced(name: str, hosts: tuple[str, ...], port: int) -> Iterator[bool]:
    """Tell the room, where the network lets us; whether somebody is told."""
    try:
        import zeroconf  # noqa: F401  # whether it can be had at all

        from milclicks.lan.announce import Announcement

        told = Announcement(name, hosts, port)
        told.start()
    except Exception as error:  # the edge: whatever the network or its library does
        log.info("nobody is told that packs are shared: %r", error)
        yield False
        return
    try:
        yield bool(hosts)
    finally:
        told.close(wait_s=3.0)


def _until_the_end(
    server: Server,
    *,
    quiet: bool,
    now: Callable[[], float] = time.monotonic,
    nap: Callable[[float], None] = time.sleep,
) -> None:
    """Wait for the end of the time or for Ctrl+C; say who takes what, a line each.

    Whoever takes something at the end has a few seconds more; then the caller closes the server.
    """
    told: set[tuple[str, str]] = set()
    last: float | None = None
    with until_ended():
        while server.on or server.busy:
            nap(_LOOK_S)
            for taker in () if quiet else server.takers():
                for name in taker.names:
                    if (taker.address, name) not in told:
                        told.add((taker.address, name))
                        print(f"{taker.address} takes {name}", flush=True)
            if server.on:
                continue
            last = now() + _GRACE_S if last is None else last
            if now() >= last:
                break


# -- taking -------------------------------------------------------------------------------------


def _receive(args: argparse.Namespace) -> Answer:
    from milclicks.packs.travel import peer
    from milclicks.packs.travel.aside import heed
    from milclicks.workspace import Workspace

    with (
        closing(peer.source(args.address)) as place,
        Workspace.open(data_folder(args), late=True) as workspace,
    ):
        heed(place, Patience(place.label).waiting)
        found = peer.look(place, workspace.library)
        chosen = _chosen(found, args.id)
        answer = ReceiveAnswer(
            ok=True, name=found.name, offers=tuple(_line(one) for one in found.packs)
        )
        if args.list:
            return answer
        added: list[str] = []
        refused: list[RefusedOffer] = []
        for one in chosen:
            try:
                added.append(_taken(place, one, workspace, args.maker_words))
            except MilClicksError as error:
                refused.append(RefusedOffer(pack=one.offered.key, error=said(_TEXTS, error)))
        return msgspec.structs.replace(
            answer,
            ok=not refused,
            error=refused[0].error if refused else None,
            added=tuple(added),
            refused=tuple(refused),
        )


def _taken(place: Source, one: PeerPack, workspace: Workspace, compared: str) -> str:
    """Take a pack; of a maker who is not known yet when `compared` are the six words."""
    from milclicks.packs.travel import peer
    from milclicks.packs.trust.pins import MakerUnknown
    from milclicks.packs.trust.words import same

    library = workspace.library
    told = Patience().fetching(one.offered.key, place.label)
    try:
        info = peer.take(place, one.offered, library, workspace.folder, told)
    except MakerUnknown as error:
        if not compared or not same(compared, error.maker.words):
            raise
        library.trust.pins.compared(error.maker)
        info = peer.take(place, one.offered, library, workspace.folder, told)
    return info.key


def _chosen(found: PeerFound, ids: list[str]) -> tuple[PeerPack, ...]:
    """What is new of what was named, or of all; raises NotFound for what is not there."""
    missing = sorted(set(ids) - {one.offered.id for one in found.packs})
    if missing:
        raise NotFound(
            Message(N_("The other computer does not share {name}."), {"name": ", ".join(missing)}),
            Message(N_("Look at what it shares with --list.")),
        )
    return tuple(one for one in found.useful if not ids or one.offered.id in ids)


def _line(one: PeerPack) -> OfferLine:
    title = one.offered.title
    return OfferLine(
        id=one.offered.id,
        version=one.offered.version,
        title=markup.line(title.get("en") or next(iter(title.values()), "")),
        bytes=one.offered.bytes,
        state=one.state,
        here=one.here,
    )
