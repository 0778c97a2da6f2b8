"""`milclicks print test ...`: a form of the test before and after, or its key, as a PDF."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from milclicks.core.texts import Texts

if TYPE_CHECKING:
    from milclicks.workspace import Workspace

PAPERS = ("a4", "letter")
FORMS = ("a", "b")


def add_verb(
    inner: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Register the verb; what all prints have in common is added by `print`."""
    test = inner.add_parser("test", help="the test before and after: a form, or its key")
    test.add_argument("--form", required=True, choices=FORMS)
    test.add_argument("--key", action="store_true", help="the teacher's key with the reasons")
    test.add_argument("--paper", choices=PAPERS, default="a4")
    return test


def test_bytes(workspace: Workspace, args: argparse.Namespace) -> bytes:
    """A form with its answer grid, or its key; raises NotFound when no pack has a test."""
    from milclicks.community.prepost import asks
    from milclicks.prints.testform import form_pdf, key_pdf

    test = asks.of_packs(workspace.library, args.lang)
    texts = Texts(args.lang, digits=workspace.settings.digits)
    make = key_pdf if args.key else form_pdf
    return make(test, args.form, texts, paper=args.paper, low_ink=args.low_ink)
