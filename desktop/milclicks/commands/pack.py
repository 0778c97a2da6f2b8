"""`milclicks pack ...`: build, check, show, install, list, remove and translate content packs.

Each verb prints plain lines, or with --json one object by the schemas in resources/schemas. Exit
code 0 when all went well, 1 when not; every refusal is a sentence.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from milclicks.commands import pack_preview, pack_share, pack_travel, pack_trust
from milclicks.commands.edge import data_folder, show, system, verbs_of, version
from milclicks.commands.pack_outputs import (
    ANSWERS,
    Answer,
    BuildAnswer,
    CheckAnswer,
    CoverageAnswer,
    ExtractAnswer,
    FigureLine,
    InfoAnswer,
    InstallAnswer,
    KeyAnswer,
    ListAnswer,
    LocaleLine,
    MakersAnswer,
    PackLine,
    RemoveAnswer,
    SignAnswer,
    VerifyAnswer,
    bare,
    line,
    pack_line,
    said,
)
from milclicks.core import paths
from milclicks.core.errors import N_, BadInput, Message, MilClicksError, Problem
from milclicks.core.texts import Texts
from milclicks.packs.library import Library
from milclicks.packs.withdrawn import all_packs

if TYPE_CHECKING:
    from milclicks.packs.strict.report import Report

_TEXTS: Final = Texts("en")


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command and its verbs."""
    pack = verbs.add_parser("pack", help="build, check, install and translate content packs")
    inner = pack.add_subparsers(title="verbs", metavar="VERB", required=True, dest="verb")

    verb = verbs_of(inner, run)
    build = verb("build", _build, "make a pack file from its source folder")
    build.add_argument("source", type=Path)
    build.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    check = verb("check", _check, "find every problem of a pack file or source folder")
    check.add_argument("source", type=Path)
    check.add_argument(
        "--strict", action="store_true", help="also judge a source folder as a whole course"
    )
    verb("info", _info, "say what is in a pack file").add_argument("file", type=Path)
    install = verb("install", _install, "add a pack file to the data folder")
    install.add_argument("file", type=Path)
    install.add_argument("--maker-words", default="", metavar="WORDS", help="its maker's six words")
    verb("list", _list, "list the packs that are here")
    remove = verb("remove", _remove, "delete a pack from the data folder")
    remove.add_argument("id")
    remove.add_argument("--version", type=version, metavar="N", dest="pack_version")
    extract = verb("extract-strings", _extract, "write the catalogue that translators fill in")
    extract.add_argument("source", type=Path)
    extract.add_argument("-o", "--output", type=Path, metavar="FILE")
    extract.add_argument(
        "--update", action="store_true", help="bring each locale's file up to date"
    )
    coverage = verb("coverage", _coverage, "say how much of a pack is translated")
    coverage.add_argument("source", type=Path)
    coverage.add_argument("--min", type=int, default=0, metavar="PERCENT", dest="least")
    pack_travel.add_verbs(inner)
    pack_share.add_verbs(inner)
    pack_trust.add_verbs(verb)
    pack_preview.add_verbs(verb)


def run(args: argparse.Namespace) -> int:
    """Do one verb; 0 when it went well."""
    work: Callable[[argparse.Namespace], Answer] = args.work
    try:
        answer = work(args)
    except MilClicksError as error:
        answer = _failed(args.verb, error)
    except OSError as error:
        answer = _failed(args.verb, system(error))
    show(answer, _lines(answer), as_json=args.json)
    return 0 if answer.ok else 1


def _failed(verb: str, error: MilClicksError) -> Answer:
    problems: tuple[Problem, ...] = getattr(error, "problems", ())
    told = tuple(line(_TEXTS, one) for one in problems)
    return ANSWERS[verb](ok=False, error=said(_TEXTS, error), problems=told)


def _lines(answer: Answer) -> Iterator[str]:
    """The answer for people, one thing a line."""
    for problem in answer.problems:
        yield f"{problem.severity}: {problem.place}: {problem.sentence} {problem.remedy}"
    match answer:
        case BuildAnswer(ok=True):
            lessons = bare(_TEXTS.say_n("{n} lesson", "{n} lessons", answer.lessons))
            yield f"{answer.file}: {answer.id} {answer.version}, {lessons}"
        case CheckAnswer():
            yield from _table(answer.figures)
            if answer.ok:
                yield "No errors."
        case InfoAnswer(pack=one) | InstallAnswer(pack=one) if one is not None:
            yield from (f"{name}: {_shown(value)}" for name, value in _fields(one))
        case ListAnswer():
            for one in answer.packs:
                yield f"{one.id} {one.version} {one.state} {one.title} {one.reason}".rstrip()
        case RemoveAnswer(ok=True):
            yield f"{answer.id} {answer.version or ''} removed".replace("  ", " ")
        case ExtractAnswer():
            yield from answer.files
        case VerifyAnswer() | SignAnswer() | KeyAnswer() | MakersAnswer():
            yield from pack_trust.told(answer)
        case CoverageAnswer():
            for share in answer.locales:
                yield f"{share.locale} {share.coverage // 10}.{share.coverage % 10} %"
            yield from _table(answer.figures)


def _table(figures: Iterable[FigureLine]) -> Iterator[str]:
    """The figures in columns: rule, subject, score, limit, cases, verdict."""
    for one in figures:
        limit = "" if one.limit is None else f"<= {one.limit}"
        row = f"{one.rule:18}{one.subject:28}{one.score:6}  {limit:7}{one.cases:6}  {one.verdict}"
        yield row.rstrip()


def _fields(one: PackLine) -> Iterator[tuple[str, object]]:
    """What there is to say of a pack; the coverage of a language pack in percent."""
    for name in one.__struct_fields__:
        if name != "coverage":
            yield name, getattr(one, name)
        elif one.coverage is not None:
            yield name, f"{one.coverage // 10}.{one.coverage % 10} %"


def _shown(value: object) -> str:
    """A value on one line, whatever a pack says of itself."""
    return " ".join((" ".join(value) if isinstance(value, tuple) else str(value)).split())


@contextmanager
def _changing(args: argparse.Namespace, *, late: bool = False) -> Iterator[Library]:
    """The library of a workspace, so that a pack with an open lesson is left alone."""
    from milclicks.workspace import Workspace

    with Workspace.open(data_folder(args), late=late) as workspace:
        yield workspace.library


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _build(args: argparse.Namespace) -> Answer:
    from milclicks.packs.builder import build_pack

    warnings, made = build_pack(args.source, args.output)
    return BuildAnswer(
        ok=True,
        file=str(args.output),
        id=made.id,
        version=made.version,
        bytes=args.output.stat().st_size,
        sha256=_sha256(args.output),
        lessons=len(made.lessons),
        locales=tuple(made.locales),
        problems=tuple(line(_TEXTS, one) for one in warnings),
    )


def _check(args: argparse.Namespace) -> Answer:
    from milclicks.packs.check import check

    found = check(args.source)
    figures: tuple[FigureLine, ...] = ()
    if args.strict:
        report = _report(args.source)
        found, figures = [*found, *report.problems], _figures(report)
    lines = tuple(line(_TEXTS, one) for one in found)
    good = all(one.severity != "error" for one in found)
    return CheckAnswer(ok=good, problems=lines, figures=figures)


def _report(folder: Path) -> Report:
    """The strict look; it needs the source, where each text has its place."""
    from milclicks.packs.strict.look import strict_look

    if not folder.is_dir():
        raise BadInput(
            Message(N_("{name} is not the source folder of a pack."), {"name": folder.name}),
            Message(N_("Give the folder with pack.yaml: only the source can be judged strictly.")),
        )
    return strict_look(folder)


def _figures(report: Report) -> tuple[FigureLine, ...]:
    return tuple(
        FigureLine(
            rule=one.rule,
            subject=one.subject,
            score=one.score,
            cases=one.cases,
            limit=one.limit,
            verdict=one.verdict,
        )
        for one in report.figures
    )


def _info(args: argparse.Namespace) -> Answer:
    from milclicks.packs.pack import Pack
    from milclicks.packs.records import info_of_file

    with Pack(args.file) as pack:
        held = pack.manifest if pack.readable else None
        standing = pack_trust.standing_of(pack, data_folder(args))
        return InfoAnswer(
            ok=True,
            pack=pack_line(_TEXTS, replace(info_of_file(pack), standing=standing)),
            sha256=_sha256(args.file),
            licenses=held.licenses if held else (),
            contributors=tuple(one.name for one in held.contributors) if held else (),
            requires_app=pack.head.requires.app,
            signed=pack.signed,
        )


def _install(args: argparse.Namespace) -> Answer:
    with _changing(args, late=True) as library:
        return pack_trust.install(library, args.file, args.maker_words)


def _list(args: argparse.Namespace) -> Answer:
    with Library.open(data_folder(args), [paths.bundled_packs()]) as library:
        return ListAnswer(ok=True, packs=tuple(pack_line(_TEXTS, o) for o in all_packs(library)))


def _remove(args: argparse.Namespace) -> Answer:
    with _changing(args) as library:
        library.tidy()
        library.remove(args.id, args.pack_version)
    return RemoveAnswer(ok=True, id=args.id, version=args.pack_version or 0)


def _extract(args: argparse.Namespace) -> Answer:
    from milclicks.packs.extract import extract

    files, units = extract(args.source, args.output, update=args.update)
    return ExtractAnswer(ok=True, files=tuple(str(one) for one in files), units=units)


def _coverage(args: argparse.Namespace) -> Answer:
    from milclicks.packs.extract import coverage

    units, shares = coverage(args.source)
    found = tuple(LocaleLine(locale=c, coverage=s, lessons=by) for c, s, by in shares)
    enough = all(one.coverage >= args.least * 10 for one in found)
    figures = _figures(_report(args.source)) if args.source.is_dir() else ()
    return CoverageAnswer(ok=enough, units=units, locales=found, figures=figures)
