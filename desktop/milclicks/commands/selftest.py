"""`milclicks self-test`: does this copy of the program do its job on this machine?

Opens a fresh data folder, loads every screen, sorts as each language sorts, reads every locale's
catalogue, opens each bundled pack, plays a lesson to its end without a window and prints a
certificate with the name the lesson's language needs.
Used by the bundle's trial and by people who wonder whether a stick copied well.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from functools import cmp_to_key, partial
from importlib import import_module
from pathlib import Path

from milclicks.core import paths
from milclicks.core.errors import MilClicksError
from milclicks.core.texts import Texts, locales
from milclicks.items.registry import type_of
from milclicks.lessons.session import LessonSession
from milclicks.lessons.views import ItemView
from milclicks.workspace import Workspace

MOST_MOMENTS = 500
NAMES = {"ar": "يارا ديالو", "sr_Cyrl": "Јара Дијало"}
SORTED = {  # none of these stands in the order of its code points
    "en": "apple Banana cherry",
    "fr": "abeille Eau école zèbre",
    "es": "nube ñandú Oso",
    "ar": "آدم إيمان أيوب باسم",
    "pt_PT": "abelha água Ontem ovo",
    "pt_BR": "abelha água Ontem ovo",
    "sr_Cyrl": "дан ђак Ева јасен Њива оса ћуп час",
    "sr_Latn": "cena čas ćup dan đak Eva šuma",
}


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = verbs.add_parser("self-test", help="try every part of this copy of the program")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run each trial, print a line for it; 0 when all went well."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix="milclicks-") as folder:
        workspace = Workspace.open(Path(folder) / "data")
        try:
            for name, trial in trials(workspace):
                failed += not passed(name, trial)
        finally:
            workspace.close()
    print("All trials passed." if not failed else f"{failed} trials failed.")
    return 1 if failed else 0


def passed(name: str, trial: Callable[[], str]) -> bool:
    """Run one trial and print how it went, in one line."""
    try:
        found = trial()
    except (MilClicksError, ImportError, OSError, ValueError) as error:
        print(f"FAILED {name}: {error}")
        return False
    print(f"ok     {name}: {found}")
    return True


def trials(workspace: Workspace) -> list[tuple[str, Callable[[], str]]]:
    """The trials in order; each returns what it found or raises."""
    found: list[tuple[str, Callable[[], str]]] = [("screens", screens)]
    found += [(f"sorting {locale}", partial(sorting, locale)) for locale in SORTED]
    for locale in locales():
        found.append((f"language {locale}", partial(language, locale)))
        found.append((f"lesson {locale}", partial(lesson, workspace, locale)))
        found.append((f"certificate {locale}", partial(certificate, workspace, locale)))
    return found


def screens() -> str:
    """Each screen can be loaded; they are imported by name, when they are first shown."""
    from milclicks.ui.routes import ROUTES

    for route in ROUTES.values():
        getattr(import_module(route.module), route.maker)
    return str(len(ROUTES))


def sorting(locale: str) -> str:
    """Words come into the order of their language, as in a dialog that lists files."""
    from PySide6.QtCore import QCollator, QLocale

    collator, right = QCollator(QLocale(Texts(locale).cldr())), SORTED[locale].split()
    found = " ".join(sorted(sorted(right), key=cmp_to_key(collator.compare)))
    if found != SORTED[locale]:
        raise ValueError(f"these words are not sorted: {found}")
    return found


def language(locale: str) -> str:
    """The catalogue answers in its own language."""
    texts = Texts(locale)
    said = texts.say("Go on")
    if locale != "en" and said == "Go on":
        raise ValueError(f"the catalogue of {locale} is missing in {paths.locale_root()}")
    return said


def lesson(workspace: Workspace, locale: str) -> str:
    """The first lesson opens in the locale and can be played to its end, all right."""
    card = workspace.library.lessons(locale)[0]
    session = workspace.start_lesson(None, card.ref, locale, cut=60)
    for _ in range(MOST_MOMENTS):
        if session.run.ended:
            summary = session.summary()
            return f"{card.title}: {summary.right} of {summary.total}"
        play_moment(session)
    raise ValueError(f"the lesson {card.title} does not end")


def play_moment(session: LessonSession) -> None:
    """Do what this moment asks for, rightly, and go on."""
    view = session.view()
    if view.scene is not None and not view.scene.ended:
        session.branch(view.scene.choices[0].id)
        return
    question = view.question
    if question is not None and question.phase != "feedback":
        answer_rightly(session, question)
    session.advance()


def answer_rightly(session: LessonSession, question: ItemView) -> None:
    """Answer a question as its key says; a question without a key gets its first answer."""
    kind = type_of(question.item)
    right = kind.right_response(question.item)
    low = getattr(question.item, "low", None)  # a slider without a key begins at its low end
    session.choose(right or kind.response(question.item, "3" if low is None else str(low)))
    if question.opener == "confidence":
        session.rate("fairly")
    else:
        session.check()


def certificate(workspace: Workspace, locale: str) -> str:
    """A certificate in the locale, with a name in its script, seen by the preview."""
    from milclicks.commands.print import certificate_bytes
    from milclicks.prints.render import page_count

    made = certificate_bytes(workspace, NAMES.get(locale, "Yara Diallo"), locale)
    if not made.startswith(b"%PDF"):
        raise ValueError("the certificate is not a PDF")
    return f"{len(made)} bytes, {page_count(made)} page"
