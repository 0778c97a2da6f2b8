"""`milclicks pack fetch|update|repair`: bring packs from a site or folder, mend a damaged one.

Places come from `--from` (an address, a folder, a stick; for repair also a pack file), else from
the settings. Nothing is asked of any place but those.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Struct

from milclicks.commands.edge import Work, data_folder, plainly, show, system, verbs_of, version
from milclicks.commands.opening import opened
from milclicks.commands.pack_outputs import Answer, PackLine, Said, pack_line, said, schemas, words
from milclicks.commands.patience import Patience
from milclicks.core.errors import N_, BadInput, Message, MilClicksError
from milclicks.core.texts import Texts
from milclicks.packs.travel.zipped import is_zip

if TYPE_CHECKING:
    from milclicks.packs.travel.fetching import Fetching
    from milclicks.packs.travel.plan import Plan

_TEXTS: Final = Texts("en")
_STOPPED: Final = N_("Stopped. What came so far is kept; the same command goes on.")


class _Stopped(MilClicksError):
    """Somebody pressed Ctrl+C; what came is kept."""

    code = "stopped"


class PlanLine(Struct, frozen=True, kw_only=True):
    """What fetching would take; `seconds` is null while the speed of the line is not known."""

    id: str
    version: int
    bytes: int
    requests: int
    seconds: int | None
    exact: bool
    free: int


class RefusedLine(Struct, frozen=True, kw_only=True):
    """A pack that came and was not let in."""

    pack: str
    error: Said


class FetchAnswer(Answer, frozen=True, kw_only=True):
    """`pack fetch`; with --plan only the plan."""

    pack: PackLine | None = None
    plan: PlanLine | None = None
    news: tuple[str, ...] = ()


class UpdateAnswer(Answer, frozen=True, kw_only=True):
    """`pack update`; `left` are still to come."""

    added: tuple[PackLine, ...] = ()
    refused: tuple[RefusedLine, ...] = ()
    left: tuple[str, ...] = ()
    plans: tuple[PlanLine, ...] = ()
    news: tuple[str, ...] = ()


class RepairAnswer(Answer, frozen=True, kw_only=True):
    """`pack repair`; `bytes` and `parts` were damaged and are right now."""

    id: str = ""
    bytes: int = 0
    parts: tuple[str, ...] = ()


ANSWERS: Final[dict[str, type[Answer]]] = {
    "fetch": FetchAnswer,
    "update": UpdateAnswer,
    "repair": RepairAnswer,
}


def published() -> dict[str, dict[str, Any]]:
    """File name -> JSON Schema of each verb's answer."""
    return schemas("pack", ANSWERS)


def add_verbs(inner: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verbs of `pack` that travel."""

    plain = verbs_of(inner, run)

    def verb(name: str, work: Work, told: str) -> argparse.ArgumentParser:
        parser = plain(name, work, told)
        parser.add_argument(
            "--from",
            action="append",
            default=[],
            metavar="PLACE",
            dest="places",
            help="an address, a folder or a zip of one; all are asked, the newest catalogue counts",
        )
        parser.add_argument(
            "--agree", action="store_true", help="also over a line that costs by the MB"
        )
        return parser

    fetch = verb("fetch", _fetch, "bring a pack from a site or folder")
    fetch.add_argument("id")
    fetch.add_argument("--version", type=version, metavar="N", dest="pack_version")
    fetch.add_argument("--plan", action="store_true", help="only say how many MB it would take")
    update = verb("update", _update, "bring the newer versions of the packs that are here")
    update.add_argument("--plan", action="store_true", help="only say how many MB it would take")
    verb("repair", _repair, "mend a damaged pack from whoever has its parts").add_argument("id")


def run(args: argparse.Namespace) -> int:
    """Do one verb; 0 when it went well."""
    work: Callable[[argparse.Namespace], Answer] = args.work
    stopped = False
    try:
        answer = work(args)
    except MilClicksError as error:
        answer = ANSWERS[args.verb](ok=False, error=said(_TEXTS, error))
        if told := _of_places(error):
            answer = msgspec.structs.replace(answer, news=told)
    except KeyboardInterrupt:
        stopped = True
        answer = ANSWERS[args.verb](ok=False, error=said(_TEXTS, _Stopped(Message(_STOPPED))))
    except OSError as error:
        answer = ANSWERS[args.verb](ok=False, error=said(_TEXTS, system(error)))
    show(answer, _lines(answer), as_json=args.json)
    return 130 if stopped else int(not answer.ok)


@contextmanager
def _fetching(args: argparse.Namespace) -> Iterator[Fetching]:
    """What fetches into the data folder, from the places that were named."""
    from milclicks.packs.travel.places import place

    data_folder(args)
    sources = [place(one) for one in _places(args)]
    with opened(args) as workspace:
        fetching = workspace.fetching(sources)
        try:
            yield fetching
        finally:
            fetching.close()


def _places(args: argparse.Namespace) -> list[str]:
    """The places that were named, without files of packs; raises BadInput for what is none."""
    if not all(one.strip() for one in args.places):
        raise BadInput(
            Message(N_("No place stands after --from.")),
            Message(N_("Name a folder, a zip file or the address of a site.")),
        )
    files = [one for one in args.places if _is_pack(one)]
    strange = [one for one in files if not _begins_as_one(Path(one))]
    if strange:
        raise BadInput(
            Message(
                N_("{name} is neither a pack nor a place with packs."),
                {"name": Path(strange[0]).name},
            ),
            Message(N_("Name a folder, a zip file or the address of a site.")),
        )
    if files and args.verb != "repair":
        raise BadInput(
            Message(
                N_("{name} is one pack, not a place with packs."), {"name": Path(files[0]).name}
            ),
            Message(N_("Add it with “pack install”, or name a folder, a zip file or an address.")),
        )
    return list(dict.fromkeys(one for one in args.places if one not in files))


def _is_pack(text: str) -> bool:
    """Whether the file of one pack is meant, which may be damaged, not a site in one file."""
    if "://" in text or not Path(text).is_file():
        return False
    return Path(text).suffix.lower() == ".milpack" or not is_zip(Path(text))


def _begins_as_one(path: Path) -> bool:
    """Whether a file has a pack's name or a pack's first letters; it may be damaged further on."""
    if path.suffix.lower() == ".milpack":
        return True
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def _news(fetching: Fetching) -> tuple[str, ...]:
    """Look at all places; where none answers that is said, and the catalogue here serves."""
    from milclicks.packs.travel.looking import NoneBelieved
    from milclicks.packs.travel.source import SourceFailed

    try:
        patience = Patience()
        news = fetching.look(patience.waiting, patience.asking)
    except NoneBelieved as error:
        if not (error.silent and fetching.knows()):
            raise
        return _of_places(error)
    except SourceFailed as error:
        if not fetching.knows():
            raise
        return (words(_TEXTS, error.sentence),)
    return tuple(words(_TEXTS, message) for _, message in news.told())


def _of_places(error: MilClicksError) -> tuple[str, ...]:
    """What is wrong with each place, where several were asked and none has a catalogue."""
    return tuple(words(_TEXTS, one) for one in getattr(error, "told", ()))


def _plan_line(plan: Plan) -> PlanLine:
    return PlanLine(
        id=plan.pack,
        version=plan.version,
        bytes=plan.bytes,
        requests=plan.requests,
        seconds=plan.seconds,
        exact=plan.exact,
        free=plan.free,
    )


def _told_of(what: str, fetching: Fetching) -> Callable[[int, int], None]:
    """What says how far the fetching of `what` is, once it takes some seconds."""
    return Patience().fetching(what, ", ".join(fetching.places))


def _fetch(args: argparse.Namespace) -> Answer:
    with _fetching(args) as fetching:
        news = _news(fetching)
        if args.plan:
            told = _told_of(args.id, fetching)
            plan = fetching.plan(args.id, args.pack_version, told, measure=True)
            return FetchAnswer(ok=True, plan=_plan_line(plan), news=news)
        told = _told_of(args.id, fetching)
        info = fetching.fetch(args.id, args.pack_version, told, agreed=args.agree)
        return FetchAnswer(ok=True, pack=pack_line(_TEXTS, info), news=news)


def _update(args: argparse.Namespace) -> Answer:
    with _fetching(args) as fetching:
        news = _news(fetching)
        newer = fetching.updates()
        if args.plan:
            plans = [
                fetching.plan(one.pack, one.newest, _told_of(one.pack, fetching), measure=True)
                for one in newer
            ]
            return UpdateAnswer(ok=True, plans=tuple(map(_plan_line, plans)), news=news)
        keys = dict.fromkeys([*fetching.left(), *(f"{one.pack}@{one.newest}" for one in newer)])
        told = _told_of(", ".join(keys), fetching)
        found = fetching.fetch_all(tuple(keys), told, agreed=args.agree)
        return UpdateAnswer(
            ok=not found.refused and not found.left,
            added=tuple(pack_line(_TEXTS, one) for one in found.added),
            refused=tuple(
                RefusedLine(pack=key, error=said(_TEXTS, error)) for key, error in found.refused
            ),
            left=found.left,
            news=news,
        )


def _repair(args: argparse.Namespace) -> Answer:
    donors = [Path(one) for one in args.places if _is_pack(one)]
    with _fetching(args) as fetching:
        told = _told_of(args.id, fetching)
        found = fetching.repair(args.id, told, donors=donors, agreed=args.agree)
    if found is None:
        return RepairAnswer(ok=True, id=args.id)
    return RepairAnswer(ok=True, id=args.id, bytes=found.bytes, parts=found.parts)


def _told(plan: PlanLine) -> str:
    """A plan in one line: MB, requests, time, free space."""
    least = "" if plan.exact else "at most "
    time = "" if plan.seconds is None else f", about {-(-plan.seconds // 60)} min"
    size = f"{plan.bytes / 1_000_000:.1f} MB in {plan.requests} requests{time}"
    return f"{plan.id} {plan.version}: {least}{size}; {plan.free // 1_000_000} MB are free"


def _lines(answer: Answer) -> Iterator[str]:
    """The answer for people, one thing a line."""
    match answer:
        case FetchAnswer():
            yield from answer.news
            if answer.plan is not None:
                yield _told(answer.plan)
            if answer.pack is not None:
                yield f"{answer.pack.id} {answer.pack.version} {answer.pack.title}"
        case UpdateAnswer():
            yield from answer.news
            yield from map(_told, answer.plans)
            for one in answer.added:
                yield f"{one.id} {one.version} {one.title}"
            for gone in answer.refused:
                yield f"{gone.pack}: {plainly(gone.error)}"
            if answer.left:
                yield f"{len(answer.left)} left: {' '.join(answer.left)}"
        case RepairAnswer(ok=True):
            yield "Nothing is damaged." if not answer.parts else f"{answer.id}: {answer.bytes} B"
            yield from answer.parts
