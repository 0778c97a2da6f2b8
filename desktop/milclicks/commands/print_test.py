"""`milclicks print test ...`: a form of the test, its key, or the report of a group, as a PDF."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from milclicks.core.texts import Texts
from milclicks.packs.trust.whose import of_document

if TYPE_CHECKING:
    from milclicks.community.prepost.asks import Pretest
    from milclicks.workspace import Workspace

PAPERS = ("a4", "letter")
FORMS = ("a", "b")


def add_verb(
    inner: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Register the verb; what all prints have in common is added by `print`."""
    test = inner.add_parser("test", help="the test before and after: a form, its key, a report")
    which = test.add_mutually_exclusive_group(required=True)
    which.add_argument("--form", choices=FORMS)
    which.add_argument("--report", action="store_true", help="what the group of this folder did")
    test.add_argument("--key", action="store_true", help="the teacher's key with the reasons")
    test.add_argument("--paper", choices=PAPERS, default="a4")
    return test


def test_bytes(workspace: Workspace, args: argparse.Namespace) -> bytes:
    """A form with its grid, its key, or the report; raises NotFound when no pack has a test."""
    from milclicks.community.prepost import asks
    from milclicks.prints.testform import form_pdf, key_pdf

    test = asks.of_packs(workspace.library, args.lang)
    texts = Texts(args.lang, digits=workspace.settings.digits)
    if args.report:
        return _report(workspace, test, texts, args)
    make, low = key_pdf if args.key else form_pdf, args.low_ink
    standing = of_document(workspace.library, "test", args.lang)
    return make(test, args.form, texts, paper=args.paper, low_ink=low, standing=standing)


def _report(workspace: Workspace, test: Pretest, texts: Texts, args: argparse.Namespace) -> bytes:
    """The report; raises BadInput while there are too few people."""
    from milclicks.community.prepost import group
    from milclicks.prints.testform import TestReport, report_pdf

    records = workspace.records
    told = group.results(group.of_group(records, group.current(records)))
    day = workspace.clock.now().astimezone().date()
    data = TestReport(told, workspace.settings.place, day)
    standing = of_document(workspace.library, "test", args.lang)
    return report_pdf(data, test, texts, paper=args.paper, low_ink=args.low_ink, standing=standing)
