"""`milclicks print ...`: a certificate, a poster or another sheet as a PDF, without a window.

The promises come from the packs of the data folder, the place of a certificate from its settings.
Nothing is recorded: a name stands on the paper only. Input that cannot be used gets a sentence and
exit code 2, and no file.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from milclicks.commands import print_course, print_lesson, print_test
from milclicks.core import ids, paths
from milclicks.core.errors import N_, BadInput, Message, MilClicksError, NotFound
from milclicks.core.files import write_atomic
from milclicks.core.texts import Texts, locales
from milclicks.packs.trust.whose import of_document

if TYPE_CHECKING:
    from milclicks.workspace import Workspace

PAPERS = ("a4", "letter")
SIZES = ("a4", "a3", "a2", "a1", "a0")
BAD_INPUT = 2


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command and its verbs."""
    parser = verbs.add_parser(
        "print", help="write a certificate, a poster or another sheet as a PDF file"
    )
    inner = parser.add_subparsers(title="prints", metavar="PRINT", required=True, dest="verb")
    certificate = inner.add_parser("certificate", help="a certificate of the pact, with a name")
    certificate.add_argument("--name", required=True, help="the name as it shall be printed")
    certificate.add_argument("--lang2", metavar="CODE", help="a second language on the page")
    certificate.add_argument("--paper", choices=PAPERS, default="a4")
    poster = inner.add_parser("poster", help="the poster of a Space")
    poster.add_argument("--place", required=True, help="the name of the place")
    poster.add_argument("--size", choices=SIZES, default="a4")
    poster.add_argument("--tile", choices=PAPERS, default="", help="sheets to put together")
    test = print_test.add_verb(inner)
    for each in (certificate, poster, test, *print_course.add_verbs(inner)):
        each.add_argument("--lang", required=True, metavar="CODE", help=print_lesson.LANGUAGES)
        each.add_argument("--low-ink", action="store_true", help="patterns instead of colour")
        each.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
        each.set_defaults(run=run)
    print_lesson.add_verb(inner).set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write one PDF; 0 when it is written, 2 for input that cannot be used."""
    from milclicks.workspace import Workspace

    try:
        check(args)
        with Workspace.open(paths.default_data(), alone=False) as workspace:
            check_languages(args)
            pdf = MAKERS[args.verb](workspace, args)
        write_atomic(args.output, pdf, named=True)
    except (BadInput, NotFound) as error:
        print(_sentence(error), file=sys.stderr)
        return BAD_INPUT
    print(args.output)
    return 0


def check(args: argparse.Namespace) -> None:
    """Raise BadInput for two equal languages or an output that cannot be a file."""
    if getattr(args, "lang2", None) == args.lang:
        raise BadInput(
            Message(N_("Both languages are the same.")),
            Message(N_("Choose another second language, or none.")),
        )
    if args.output.is_dir():
        raise BadInput(
            Message(N_("{file} is a folder."), {"file": args.output.name or str(args.output)}),
            Message(N_("Give the name of a file.")),
        )


def check_languages(args: argparse.Namespace) -> None:
    """Raise BadInput for a language that neither the app nor a pack here has."""
    for code in (args.lang, getattr(args, "lang2", None)):
        if code is not None and code not in locales():
            raise BadInput(
                Message(N_("There is no language {code} here."), {"code": code}),
                Message(N_("Choose one of these: {codes}."), {"codes": ", ".join(locales())}),
            )


def certificate_bytes(
    workspace: Workspace,
    name: str,
    locale: str,
    second: str | None = None,
    *,
    paper: str = "a4",
    low_ink: bool = False,
) -> bytes:
    """A certificate of today with lines for the plans; raises BadInput for an unusable name."""
    from milclicks.prints.certificate import CertificateData, certificate_pdf, pact_words

    if not name.strip():
        raise BadInput(
            Message(N_("The certificate needs a name.")),
            Message(N_("Type the name as it shall be printed.")),
        )
    document = workspace.library.document("pact", locale)
    other = workspace.library.document("pact", second) if second else None
    today, renewal = _days(workspace)
    data = CertificateData(
        words=pact_words(document),
        words2=pact_words(other) if other else None,
        name=name,
        place=workspace.settings.place,
        day=today,
        renewal=renewal,
        code=ids.short_code(),
        pack=_pack(document),
        standing=of_document(workspace.library, "pact", *(one for one in (locale, second) if one)),
    )
    texts2 = _texts(workspace, second) if second else None
    return certificate_pdf(data, _texts(workspace, locale), texts2, paper=paper, low_ink=low_ink)


def poster_bytes(
    workspace: Workspace,
    place: str,
    locale: str,
    *,
    size: str = "a4",
    tile: str = "",
    low_ink: bool = False,
) -> bytes:
    """A poster declared today; raises BadInput for a place that cannot be printed."""
    from milclicks.prints.poster import PosterData, poster_pdf, space_words

    document = workspace.library.document("space", locale)
    today, renewal = _days(workspace)
    data = PosterData(
        words=space_words(document),
        place=place,
        day=today,
        renewal=renewal,
        pack=_pack(document),
        standing=of_document(workspace.library, "space", locale),
    )
    return poster_pdf(data, _texts(workspace, locale), size=size, tile=tile, low_ink=low_ink)


def _certificate(workspace: Workspace, args: argparse.Namespace) -> bytes:
    return certificate_bytes(
        workspace, args.name, args.lang, args.lang2, paper=args.paper, low_ink=args.low_ink
    )


def _poster(workspace: Workspace, args: argparse.Namespace) -> bytes:
    return poster_bytes(
        workspace, args.place, args.lang, size=args.size, tile=args.tile, low_ink=args.low_ink
    )


def _path(workspace: Workspace, args: argparse.Namespace) -> bytes:
    return print_course.path_bytes(
        workspace, args.path, args.lang, paper=args.paper, low_ink=args.low_ink
    )


def _pact_sheet(workspace: Workspace, args: argparse.Namespace) -> bytes:
    return print_course.pact_sheet_bytes(
        workspace,
        args.version,
        args.lang,
        paper=args.paper,
        tile=args.tile,
        low_ink=args.low_ink,
    )


def _kit(workspace: Workspace, args: argparse.Namespace) -> bytes:
    return print_course.kit_bytes(workspace, args.lang, paper=args.paper, low_ink=args.low_ink)


MAKERS = {
    "certificate": _certificate,
    "poster": _poster,
    "path": _path,
    "pact-sheet": _pact_sheet,
    "peer-kit": _kit,
    "lesson": print_lesson.lesson_bytes,
    "test": print_test.test_bytes,
}


def _texts(workspace: Workspace, locale: str) -> Texts:
    return Texts(locale, digits=workspace.settings.digits)


def _days(workspace: Workspace) -> tuple[date, date]:
    """Today at this place, and the same day next year."""
    from milclicks.community.pact import same_day_next_year

    now = workspace.clock.now().astimezone()
    return now.date(), same_day_next_year(now).date()


def _pack(document: dict[str, Any]) -> str:
    """The id of the pack that a document came from, without its version."""
    return str(document.get("pack", "")).partition("@")[0]


def _sentence(error: MilClicksError) -> str:
    texts = Texts("en")
    parts = (error.sentence, error.remedy)
    return " ".join(texts.message(part) for part in parts if part is not None)
