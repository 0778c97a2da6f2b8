"""`milclicks stick ...`: make a stick with packs, read what lies on one, add it.

Each verb prints plain lines, or with --json one object by the schemas in resources/schemas. Exit
code 0 when all went well, 1 when not; every refusal is a sentence.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec
from msgspec import Struct

from milclicks.commands.pack_outputs import Answer, Said, said, schemas, words
from milclicks.core import paths
from milclicks.core.errors import MilClicksError
from milclicks.core.texts import Texts

if TYPE_CHECKING:
    from milclicks.packs.library import Library
    from milclicks.packs.travel.mounts import Mount
    from milclicks.packs.travel.stick import StickPack
    from milclicks.workspace import Workspace

_TEXTS: Final = Texts("en")


class StickLine(Struct, frozen=True, kw_only=True):
    """One pack on a stick, beside the library; a refused one says why in `error`."""

    id: str
    version: int
    title: str
    file: str
    state: Literal["new", "newer", "same", "older", "refused"]
    error: Said | None = None


class AppLine(Struct, frozen=True, kw_only=True):
    """A newer version of the app for this system that lies on the stick, signed."""

    version: str
    bytes: int
    file: str


class WantLine(Struct, frozen=True, kw_only=True):
    """A pack that somebody wished for on this stick, in this version or a later one."""

    id: str
    version: int


class ReadAnswer(Answer, frozen=True, kw_only=True):
    """`stick read`; `added` and `news` only with --add."""

    packs: tuple[StickLine, ...] = ()
    app: AppLine | None = None
    wanted: tuple[WantLine, ...] = ()
    cut: bool = False
    added: tuple[str, ...] = ()
    news: tuple[str, ...] = ()


class MakeAnswer(Answer, frozen=True, kw_only=True):
    """`stick make`; it was read back past the cache."""

    folder: str = ""
    packs: tuple[str, ...] = ()
    files: int = 0
    bytes: int = 0
    written: int = 0


ANSWERS: Final[dict[str, type[Answer]]] = {"make": MakeAnswer, "read": ReadAnswer}


def published() -> dict[str, dict[str, Any]]:
    """File name -> JSON Schema of each verb's answer."""
    return schemas("stick", ANSWERS)


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command and its verbs."""
    stick = verbs.add_parser("stick", help="carry packs on a stick")
    inner = stick.add_subparsers(title="verbs", metavar="VERB", required=True, dest="verb")

    def verb(
        name: str, work: Callable[[argparse.Namespace], Answer], told: str
    ) -> argparse.ArgumentParser:
        parser = inner.add_parser(name, help=told)
        parser.add_argument("target", type=Path, metavar="STICK", help="where the stick is")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.set_defaults(run=run, work=work)
        return parser

    make = verb("make", _make, "put packs on a stick and read them back")
    make.add_argument("--pack", action="append", metavar="ID", help="only these packs")
    make.add_argument("--from", type=Path, metavar="SITE", dest="site", help="also from a folder")
    make.add_argument("--no-app", action="store_true", help="without versions of the app")
    read = verb("read", _read, "say what lies on a stick")
    read.add_argument("--add", action="store_true", help="add what is new or newer")


def run(args: argparse.Namespace) -> int:
    """Do one verb; 0 when it went well."""
    work: Callable[[argparse.Namespace], Answer] = args.work
    try:
        answer = work(args)
    except MilClicksError as error:
        answer = ANSWERS[args.verb](ok=False, error=said(_TEXTS, error))
    except OSError as error:
        from milclicks.packs.travel.making import StickGone

        answer = ANSWERS[args.verb](ok=False, error=said(_TEXTS, StickGone(str(error))))
    if args.json:
        print(msgspec.json.format(msgspec.json.encode(answer), indent=1).decode())
    else:
        for told in _lines(answer):
            print(told)
        if answer.error is not None:
            print(_plainly(answer.error), file=sys.stderr)
    return 0 if answer.ok else 1


def _plainly(error: Said) -> str:
    return f"{error.sentence} {error.remedy}".strip() + f" [{error.code}]"


def _lines(answer: Answer) -> Iterator[str]:
    match answer:
        case MakeAnswer(ok=True):
            yield from answer.packs
            size = -(-answer.bytes // 1_000_000)
            yield f"{answer.files} files, {size} MB. Read back: it is safe to remove the stick."
        case ReadAnswer():
            for one in answer.packs:
                yield f"{one.id} {one.version} {one.state} {one.title}".rstrip()
                if one.error is not None:
                    yield f"  {_plainly(one.error)}"
            if answer.app is not None:
                yield f"The app in version {answer.app.version}: {answer.app.file}"
            yield from (f"wanted: {one.id} {one.version}" for one in answer.wanted)
            yield from answer.news
            yield from (f"added: {one}" for one in answer.added)


@contextmanager
def _workspace(args: argparse.Namespace) -> Iterator[Workspace]:
    from milclicks.workspace import Workspace

    with Workspace.open(args.data or paths.default_data()) as workspace:
        yield workspace


def mount_of(path: Path) -> Mount:
    """The stick at a path: what the system says of it, or a plain folder in its place."""
    from milclicks.packs.travel.mounts import Mount, this_pc

    whole = path.resolve()
    found = next((one for one in this_pc().mounts() if one.path == whole), None)
    return found or Mount(whole, str(whole), writable=os.access(whole, os.W_OK))


def _make(args: argparse.Namespace) -> Answer:
    from milclicks.packs.travel import bring, courier, making
    from milclicks.packs.travel.stick import look

    with _workspace(args) as workspace:
        library, mount = workspace.library, mount_of(args.target)
        making.check_room(mount, ())
        if args.site is not None:
            bring.learn(look(args.site), library.trust.catalog, args.site.name)
        load = courier.load(mount.path, library, workspace.folder, args.site)
        chosen = args.pack if args.pack is not None else tuple(load.packs)
        place = workspace.settings.place
        pieces = courier.pieces(
            load, chosen, library, workspace.folder, place, apps=not args.no_app
        )
        made = making.make(mount, pieces)
    return MakeAnswer(
        ok=True,
        folder=str(made.folder),
        packs=made.packs,
        files=made.files,
        bytes=made.bytes,
        written=made.written,
    )


def _read(args: argparse.Namespace) -> Answer:
    from milclicks.packs.travel import bring, wanted

    mount = mount_of(args.target)
    if not mount.path.is_dir():
        from milclicks.packs.travel.making import StickGone

        raise StickGone(str(mount.path))
    with _workspace(args) as workspace:
        library = workspace.library
        found = bring.looked_at(mount.path, library, mount.name)
        lines = tuple(_line(one) for one in found.packs)
        wishes = wanted.read(found.look.wanted).packs()
        answer = ReadAnswer(
            ok=True,
            packs=lines,
            wanted=tuple(WantLine(id=name, version=least) for name, least in wishes.items()),
            cut=found.look.cut,
        )
        if args.add:
            brought = bring.bring(found, found.useful, library, mount.name, data=workspace.folder)
            answer = _added(answer, brought)
        return msgspec.structs.replace(answer, app=_app(library, found.look.site))


def _added(answer: ReadAnswer, brought: Any) -> ReadAnswer:
    """The answer with what was added; a pack that did not come in makes it a failure."""
    news = brought.news.told() if brought.news is not None else ()
    doubt = (brought.catalogue,) if brought.catalogue is not None else ()
    failed = next((one.error for one in brought.refused), None)
    return msgspec.structs.replace(
        answer,
        ok=failed is None,
        error=said(_TEXTS, failed) if failed is not None else None,
        added=tuple(one.key for one in brought.added),
        news=tuple(words(_TEXTS, one) for _, one in news)
        + tuple(words(_TEXTS, one.sentence) for one in doubt),
    )


def _app(library: Library, site: Path | None) -> AppLine | None:
    from milclicks.packs.travel import bundles
    from milclicks.packs.travel.source import FolderSource

    offer = bundles.newest_of(library.trust.catalog.known)
    if offer is None or site is None or not bundles.lies_in(offer, FolderSource(site)):
        return None
    file = str(site / offer.place)
    return AppLine(version=offer.bundle.version, bytes=offer.bundle.bytes, file=file)


def _line(one: StickPack) -> StickLine:
    info = one.info("en")
    return StickLine(
        id=info.id if info else one.path.stem,
        version=info.version if info else 0,
        title=info.title if info else "",
        file=str(one.path),
        state=one.state,
        error=said(_TEXTS, one.error) if one.error is not None else None,
    )
