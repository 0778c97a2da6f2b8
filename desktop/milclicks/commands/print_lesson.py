"""`milclicks print lesson ...`: run sheet, answers, handout and cut sheets as a PDF file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from milclicks.core.texts import LOCALES, Texts

if TYPE_CHECKING:
    from milclicks.workspace import Workspace

PAPERS = ("a4", "letter")
CUTS = (20, 40, 60)
LANGUAGES = ", ".join(LOCALES) + ", or that of a language pack"
WHATS = ("run", "answers", "handout", "cards", "all")


def add_verb(inner: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Register the verb; low ink is the rule here, colour is asked for."""
    lesson = inner.add_parser(
        "lesson", help="a lesson on paper: run sheet, answers, handout, cards"
    )
    lesson.add_argument("--lesson", required=True, metavar="ID", help="such as m2")
    lesson.add_argument("--lang", required=True, metavar="CODE", help=LANGUAGES)
    lesson.add_argument("--cut", type=int, choices=CUTS, default=40, help="minutes")
    lesson.add_argument("--what", choices=WHATS, default="all")
    lesson.add_argument("--groups", type=int, default=1, metavar="N", help="handouts and card sets")
    lesson.add_argument("--paper", choices=PAPERS, default="a4")
    lesson.add_argument("--colour", action="store_true", help="colour instead of low ink")
    lesson.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    return lesson


def lesson_bytes(workspace: Workspace, args: argparse.Namespace) -> bytes:
    """A lesson on paper; raises BadInput for one that no pack has."""
    from milclicks.prints.lesson import lesson_data, lesson_pdf

    data = lesson_data(workspace.library, args.lesson, args.lang, args.cut)
    texts = Texts(data.locale, digits=workspace.settings.digits)
    return lesson_pdf(
        data,
        texts,
        what=args.what,
        groups=args.groups,
        paper=args.paper,
        low_ink=not args.colour,
    )
