"""`milclicks print path|pact-sheet|peer-kit ...`: the sheets of a course as PDF files."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from milclicks.core.texts import Texts
from milclicks.packs.trust.whose import of_document

if TYPE_CHECKING:
    from milclicks.workspace import Workspace

PAPERS = ("a4", "letter")
VERSIONS = ("class", "family", "teacher")
SIZES = (*PAPERS, "a3", "a2", "a1", "a0")


def add_verbs(
    inner: argparse._SubParsersAction[argparse.ArgumentParser],
) -> tuple[argparse.ArgumentParser, ...]:
    """Register the three verbs; what all prints have in common is added by `print`."""
    path = inner.add_parser("path", help="a path of lessons on one page")
    path.add_argument("--path", required=True, metavar="ID", help="such as four, eight, twelve")
    path.add_argument("--paper", choices=PAPERS, default="a4")
    pact = inner.add_parser("pact-sheet", help="the pact of a class, a family or a teacher")
    pact.add_argument("--version", required=True, metavar="ID", help=", ".join(VERSIONS))
    pact.add_argument("--paper", choices=SIZES, default="a4", help="A3 and larger for a wall")
    pact.add_argument("--tile", choices=PAPERS, default="", help="sheets to put together")
    kit = inner.add_parser("peer-kit", help="steps, cards, questions and log for peer educators")
    kit.add_argument("--paper", choices=PAPERS, default="a4")
    return path, pact, kit


def path_bytes(
    workspace: Workspace, path: str, locale: str, *, paper: str = "a4", low_ink: bool = False
) -> bytes:
    """A path on one page; raises BadInput for one that no pack has."""
    from milclicks.prints.path import path_data, path_pdf

    data = path_data(workspace.library, path, locale)
    return path_pdf(data, _texts(workspace, locale), paper=paper, low_ink=low_ink)


def pact_sheet_bytes(
    workspace: Workspace,
    version: str,
    locale: str,
    *,
    paper: str = "a4",
    tile: str = "",
    low_ink: bool = False,
) -> bytes:
    """The pact of a group; raises BadInput for a version that the pact does not have."""
    from milclicks.prints.pactsheet import pact_sheet_pdf, sheet_words

    data = sheet_words(workspace.library.document("pact", locale), version)
    place = workspace.settings.place if version != "family" else ""
    data = replace(data, place=place, standing=of_document(workspace.library, "pact", locale))
    texts = _texts(workspace, locale)
    return pact_sheet_pdf(data, texts, paper=paper, tile=tile, low_ink=low_ink)


def kit_bytes(
    workspace: Workspace, locale: str, *, paper: str = "a4", low_ink: bool = False
) -> bytes:
    """The kit of peer educators; raises NotFound when no pack has a peer track."""
    from milclicks.community import peer
    from milclicks.prints.peer import kit_pdf

    text = peer.read(workspace.library.document("peer", locale))
    standing, texts = of_document(workspace.library, "peer", locale), _texts(workspace, locale)
    return kit_pdf(text, texts, paper=paper, low_ink=low_ink, standing=standing)


def _texts(workspace: Workspace, locale: str) -> Texts:
    return Texts(locale, digits=workspace.settings.digits)
