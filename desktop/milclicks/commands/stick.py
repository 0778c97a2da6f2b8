"""`milclicks stick ...`: make a stick with packs, read what lies on one, add it.

Each verb prints plain lines, or with --json one object by the schemas in resources/schemas. Exit
code 0 when all went well, 1 when not; every refusal is a sentence.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec
from msgspec import Struct

from milclicks.commands.edge import plainly, show, stick_at, system, verbs_of
from milclicks.commands.opening import opened
from milclicks.commands.pack_outputs import Answer, Line, Said, said, schemas, words
from milclicks.core.errors import (
    N_,
    BadInput,
    Message,
    MilClicksError,
    NotFound,
    NotWritable,
)
from milclicks.core.texts import Texts

if TYPE_CHECKING:
    from milclicks.packs.travel.bring import Brought
    from milclicks.packs.travel.courier import Load, NotTaken
    from milclicks.packs.travel.stick import Look, StickPack
    from milclicks.packs.trust.catalog import Catalog
    from milclicks.packs.trust.listed import Known

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
    """A newer version of the app for this system that lies on the stick, signed.

    `file` is the checked copy in the data folder, empty without --take-app.
    """

    version: str
    bytes: int
    file: str = ""


class WantLine(Struct, frozen=True, kw_only=True):
    """A pack that somebody wished for on this stick, in this version or a later one."""

    id: str
    version: int


class RefusedPack(Struct, frozen=True, kw_only=True):
    """A pack that was to be added and did not come in; `file` is where it lies."""

    pack: str
    file: str
    error: Said


class ReadAnswer(Answer, frozen=True, kw_only=True):
    """`stick read`; `added`, `refused` and `news` only with --add."""

    packs: tuple[StickLine, ...] = ()
    app: AppLine | None = None
    wanted: tuple[WantLine, ...] = ()
    cut: bool = False
    added: tuple[str, ...] = ()
    refused: tuple[RefusedPack, ...] = ()
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

    verb = verbs_of(inner, run)
    make = verb("make", _make, "put packs on a stick and read them back")
    make.add_argument("--pack", action="append", metavar="ID", help="only these packs")
    make.add_argument("--from", type=Path, metavar="SITE", dest="site", help="also from a folder")
    make.add_argument("--no-app", action="store_true", help="without versions of the app")
    read = verb("read", _read, "say what lies on a stick")
    for one in (make, read):
        one.add_argument("target", type=Path, metavar="STICK", help="where the stick is")
    read.add_argument("--add", action="store_true", help="add what is new or newer")
    read.add_argument(
        "--take-app", action="store_true", help="check and copy a newer version of the app"
    )


def run(args: argparse.Namespace) -> int:
    """Do one verb; 0 when it went well."""
    work: Callable[[argparse.Namespace], Answer] = args.work
    try:
        answer = work(args)
    except MilClicksError as error:
        problems = getattr(error, "problems", ())
        answer = ANSWERS[args.verb](ok=False, error=said(_TEXTS, error), problems=problems)
    except OSError as error:
        answer = ANSWERS[args.verb](ok=False, error=said(_TEXTS, _why(error, args.target)))
    show(answer, _lines(answer), as_json=args.json)
    return 0 if answer.ok else 1


def _why(error: OSError, stick: Path) -> MilClicksError:
    """What the system does not allow; the stick is only blamed when it is gone."""
    from milclicks.packs.travel.stick_faults import StickGone

    return system(error) if stick.is_dir() else StickGone(str(error))


def _lines(answer: Answer) -> Iterator[str]:
    for problem in answer.problems:
        yield f"{problem.severity}: {problem.place}: {problem.sentence} {problem.remedy}"
    match answer:
        case MakeAnswer(ok=True):
            yield from answer.packs
            size = -(-answer.bytes // 1_000_000)
            yield f"{answer.files} files, {size} MB. Read back: it is safe to remove the stick."
        case ReadAnswer():
            for one in answer.packs:
                name = f"{one.id} {one.version}" if one.version else Path(one.file).name
                yield f"{name} {one.state} {one.title}".rstrip()
                if one.error is not None:
                    yield f"  {plainly(one.error)}"
            if not answer.packs and answer.error is None:
                yield "No pack was found on this stick."
            if answer.cut:
                yield "There is more on this stick than was looked at."
            yield from _app_lines(answer.app)
            yield from (f"wanted: {one.id} {one.version}" for one in answer.wanted)
            yield from answer.news
            yield from (f"added: {one}" for one in answer.added)


def _app_lines(app: AppLine | None) -> Iterator[str]:
    """What is said of a newer app; where it is only once it was checked."""
    if app is None:
        return
    yield f"Version {app.version} of the app is on this stick."
    if not app.file:
        yield "Copy and check it with --take-app."
        return
    yield f"It was checked and copied: {app.file}"
    yield "Unpack it beside this version, close this one, start the new one. Your data stay."


class _Refused(MilClicksError):
    """A file of the site that was chosen and may not be passed on; the others are in `problems`."""

    def __init__(self, one: NotTaken, problems: tuple[Line, ...]) -> None:
        found = one.error
        super().__init__(found.sentence, found.remedy, f"{one.path.name}: {found.detail}")
        self.code = found.code  # type: ignore[misc]  # that of the very refusal
        self.problems = problems


def _make(args: argparse.Namespace) -> Answer:
    from milclicks.packs.travel import courier, making
    from milclicks.packs.travel.plugged import Plugged
    from milclicks.packs.travel.stick import look

    stick = Plugged.at(stick_at(args.target))
    with opened(args, reads=args.site is None) as workspace, stick.held():
        library, mount = workspace.library, stick.mount
        making.check_room(mount, ())
        unnoted: tuple[Line, ...] = ()
        if args.site is not None:
            unnoted = _learn(_filled(look(args.site)), library.trust.catalog, args.site.name)
        load = courier.load(mount.path, library, workspace.folder, args.site)
        problems = _left(load, args.pack) + (() if args.no_app else _bad_apps(load))
        chosen = args.pack if args.pack is not None else tuple(load.packs)
        now, data = workspace.settings, workspace.folder
        pieces = courier.pieces(
            load, chosen, library, data, now.place, apps=not args.no_app, locale=now.locale
        )
        made = making.make(mount, pieces, chosen=stick)
    return MakeAnswer(
        ok=True,
        problems=unnoted + problems,
        folder=str(made.folder),
        packs=made.packs,
        files=made.files,
        bytes=made.bytes,
        written=made.written,
    )


def _learn(found: Look, catalog: Catalog, place: str) -> tuple[Line, ...]:
    """Take over the catalogue of a place; a warning where the data folder cannot be written."""
    from milclicks.packs.travel import bring

    try:
        bring.learn(found, catalog, place)
    except NotWritable as error:
        sentence = Message(N_("The catalogue of this place could not be noted on this computer."))
        remedy = Message(N_("The stick gets the packs, and the catalogue that was here before."))
        return (_problem(error.code, place, sentence, remedy),)
    return ()


def _filled(found: Look) -> Look:
    """What lies in the folder after --from; raises BadInput when there is nothing to take."""
    if not found.root.is_dir():
        raise BadInput(
            Message(N_("{name} is not a folder with packs."), {"name": found.root.name}),
            Message(N_("Name the folder of a site or of a stick after --from.")),
        )
    if not found.packs and found.site is None:
        raise BadInput(
            Message(N_("There are no packs in {name}."), {"name": found.root.name}),
            Message(N_("Name the folder of a site or of a stick after --from.")),
        )
    return found


def _left(load: Load, chosen: Sequence[str] | None) -> tuple[Line, ...]:
    """The files of the site that are left out; raises when one of them was chosen."""
    wrong = [one for one in load.refused if chosen is None or one.pack in chosen]
    told = tuple(
        _problem(one.error.code, one.path.name, one.error.sentence, one.error.remedy, one in wrong)
        for one in load.refused
    )
    if wrong:
        raise _Refused(wrong[0], told)
    return told


def _bad_apps(load: Load) -> tuple[Line, ...]:
    """The versions of the app that are left out: their only copies are not what was signed."""
    from milclicks.packs.travel.bundles import BundleRefused
    from milclicks.packs.travel.courier import left_out

    return tuple(
        _problem(BundleRefused.code, one.name, left_out(one), BundleRefused().remedy)
        for one in load.damaged
    )


def _problem(
    code: str, place: str, sentence: Message, remedy: Message | None, wrong: bool = False
) -> Line:
    return Line(
        severity="error" if wrong else "warning",
        code=code,
        place=place,
        sentence=words(_TEXTS, sentence),
        remedy=words(_TEXTS, remedy),
    )


def _read(args: argparse.Namespace) -> Answer:
    from milclicks.packs.travel import bring, wanted
    from milclicks.packs.travel.plugged import Plugged
    from milclicks.packs.travel.stick import proved

    mount = Plugged.at(stick_at(args.target)).mount
    with opened(args, reads=not (args.add or args.take_app)) as workspace:
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
        known = proved(found.look, library.trust.catalog, mount.name)
        if args.add:
            useful = [one for one in found.useful if one.unknown is None]
            brought = bring.bring(found, useful, library, mount.name, data=workspace.folder)
            answer = _added(answer, brought)
        on_stick = _Offered(found.look, known or library.trust.catalog.known, mount.name)
        return _with_app(answer, on_stick, workspace.folder if args.take_app else None)


def _added(answer: ReadAnswer, brought: Brought) -> ReadAnswer:
    """The answer with what was added; a pack that did not come in makes it a failure."""
    news = brought.news.told() if brought.news is not None else ()
    doubt = (brought.catalogue,) if brought.catalogue is not None else ()
    refused = {
        str(one.pack.path): RefusedPack(
            pack=one.name, file=str(one.pack.path), error=said(_TEXTS, one.error)
        )
        for one in brought.refused
    }
    return msgspec.structs.replace(
        answer,
        ok=not refused,
        error=next((one.error for one in refused.values()), None),
        packs=tuple(
            msgspec.structs.replace(one, state="refused", error=refused[one.file].error)
            if one.file in refused
            else one
            for one in answer.packs
        ),
        refused=tuple(refused.values()),
        added=tuple(one.key for one in brought.added),
        news=tuple(words(_TEXTS, one) for _, one in news)
        + tuple(words(_TEXTS, one.sentence) for one in doubt),
    )


class _Offered:
    """A newer app for this system that lies on a stick, by what its catalogue proves, or ours."""

    def __init__(self, look: Look, known: Known | None, label: str) -> None:
        from milclicks.packs.travel import bundles
        from milclicks.packs.travel.stick import source_of

        source, offer = source_of(look, label), bundles.newest_of(known)
        there = offer is not None and source is not None and bundles.lies_in(offer, source)
        self.offer, self.source = (offer, source) if there else (None, None)


def _with_app(answer: ReadAnswer, on_stick: _Offered, data: Path | None) -> ReadAnswer:
    """The answer with the app; it is checked and copied when there is a folder to copy it to."""
    from milclicks.packs.travel import bundles

    offer, source = on_stick.offer, on_stick.source
    if offer is None or source is None:
        if data is None:
            return answer
        none = NotFound(
            Message(N_("There is no newer version of the app for this system on this stick.")),
            Message(N_("The version that is here goes on.")),
        )
        return _failing(answer, none)
    told = AppLine(version=offer.bundle.version, bytes=offer.bundle.bytes)
    if data is None:
        return msgspec.structs.replace(answer, app=told)
    try:
        file = str(bundles.take(offer, source, data))
    except MilClicksError as error:
        return _failing(msgspec.structs.replace(answer, app=told), error)
    return msgspec.structs.replace(answer, app=msgspec.structs.replace(told, file=file))


def _failing(answer: ReadAnswer, error: MilClicksError) -> ReadAnswer:
    """The answer with why it did not go well, unless that is said already."""
    return msgspec.structs.replace(answer, ok=False, error=answer.error or said(_TEXTS, error))


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
