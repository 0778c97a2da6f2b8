"""The worker of test_resume_kill: plays a fixed way through a lesson and says how far it is saved.

Run as a program with a folder, it resumes the run in it or begins one, goes on from where the run
stands: one verb for each line it reads, and a line printed after each verb. Imported, it tells the
states of that way.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from milclicks.items.registry import type_of
from milclicks.lessons.run import LessonRun, Moved
from milclicks.lessons.state import RunState
from milclicks.lessons.views import ItemView, MiniwebView
from milclicks.workspace import Workspace
from tests.support.lessons import fixture_lesson
from tests.support.packs_of_lessons import FERRY
from tests.support.play import any_response


class _Folders(NamedTuple):
    data: str = "data"
    packs: str = "packs"


FOLDERS: Final = _Folders()


def next_move(run: LessonRun) -> tuple[str, tuple[object, ...]]:
    """The next verb of the fixed way and its arguments; it follows from the run alone."""
    view = run.view()
    question = view.question
    if view.investigate and view.investigate.left == view.investigate.budget:
        return "look", (view.investigate.looks[1].look.id,)
    if view.miniweb and not view.miniweb.judging and not view.miniweb.locked:
        return _browsing(view.miniweb)
    if question is not None and question.phase == "answering":
        return _answering(run, question)
    if question is not None and question.item.kind == "open" and not question.points:
        return "self_rate", ({"fact": 2, "source": 1, "kind": 0},)
    if view.scene and not view.scene.ended:
        return "branch", (view.scene.choices[-1].id,)
    if view.show and view.show.stage == "look" and view.show.first is None:
        return "vote", ("yes",)
    if view.show and view.show.stage == "revote" and view.show.second is None:
        return "vote", ("no",)
    if view.reflect and view.reflect.when is None:
        return "plan", ("s1", "a2")
    if view.step.kind == "discuss" and not run.state.notes:
        return "note", ("We say that it is unconfirmed.",)
    return "advance", ()


def _browsing(web: MiniwebView) -> tuple[str, tuple[object, ...]]:
    """Search, open what was found, follow a link, go back twice, read an earlier version, judge."""
    moves: tuple[tuple[str, tuple[object, ...]], ...] = (
        ("go", ("book boat sold",)),
        ("open", ("post-boat", "result")),
        ("open", ("library-notice", "link")),
        ("turn", ("back",)),
        ("open", ("post-boat", "version", "e1")),
        ("turn", ("back",)),
        ("judge", ()),
    )
    return moves[web.turn - 1]


def _answering(run: LessonRun, question: ItemView) -> tuple[str, tuple[object, ...]]:
    item = question.item
    half = _half(question)
    if question.response is None and half is not None:
        return "draft", (half,)
    if question.response is None or question.response == half:
        return "choose", (any_response(item, Random(item.id), whole=True),)
    return ("rate", ("fairly",)) if question.opener == "confidence" else ("check", ())


def _half(question: ItemView) -> object:
    """A half-placed answer of a composite question."""
    kind = type_of(question.item)
    right = kind.right_response(question.item)
    if not question.composite or right is None:
        return None
    part = dict(list(right.placed.items())[:1]) if right.placed else right.ids[:1]
    return kind.response(question.item, part)


@cache
def states() -> tuple[RunState, ...]:
    """The state of the run before its first verb, after it, after the second, and so on."""
    run, _ = LessonRun.start(fixture_lesson(), seed="worker", cut=60)
    found = [run.state]
    while not run.ended:
        verb, arguments = next_move(run)
        do: Callable[..., Moved] = getattr(run, verb)
        run, _ = do(*arguments)
        found.append(run.state)
    return tuple(found)


def main(folder: Path) -> int:
    """Play on to the end."""
    workspace = Workspace.open(folder / FOLDERS.data, bundled=[folder / FOLDERS.packs])
    session = workspace.resume(None) or workspace.start_lesson(None, FERRY, "en", cut=60)
    verbs = 0
    while not session.run.ended and sys.stdin.readline():
        verb, arguments = next_move(session.run)
        getattr(session, verb)(*arguments)
        verbs += 1
        sys.stdout.write(f"{verbs} {session.view().step.id}\n")
        sys.stdout.flush()
    workspace.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
