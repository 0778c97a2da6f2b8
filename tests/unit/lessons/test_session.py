"""A session over real records: saved before it moves, resumed where it stood, words erasable."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from milclicks.core.changes import Changes
from milclicks.core.errors import DiskFull
from milclicks.items.base import Response
from milclicks.lessons.run import LessonRun
from milclicks.lessons.session import LessonSession
from milclicks.records.events import EventDraft
from milclicks.records.records import Records
from milclicks.workspace import Workspace
from tests.support.packs_of_lessons import FERRY


def to_step(session: LessonSession, step: str, item: str = "") -> None:
    """Go on by the shortest way until a step or a question is shown."""
    for _ in range(200):
        view = session.view()
        if view.step.id == step and (not item or (view.item and view.item.item.id == item)):
            return
        _pass(session)
    raise AssertionError(step)


def _pass(session: LessonSession) -> None:
    from random import Random

    from tests.support.play import any_response

    view = session.view()
    question = view.question
    if question and question.phase == "answering":
        session.choose(any_response(question.item, Random(1), whole=True))
        session.rate("hunch")
        session.check()
    while view.scene and not session.view().can_advance:
        now = session.view().scene
        assert now is not None
        session.branch(now.choices[0].id)
    session.advance()


def stored(session: LessonSession, records: Records) -> list[tuple[str, str]]:
    return [(e.kind, e.response) for e in records.events(run=session.run_id)]


def test_a_verb_is_on_the_disk_when_it_returns(workspace: Workspace) -> None:
    yara = workspace.add_learner("Yara", "yara")[0].id
    session = workspace.start_lesson(yara, FERRY, "en", cut=60)
    assert stored(session, workspace.records) == [("run_started", ""), ("step_entered", "")]
    changes = session.choose(Response("truefalse", "false"))
    assert changes == Changes.of("progress")
    other = sqlite3.connect(workspace.folder / "records.db")
    rows = other.execute(
        "select response, subject_kind, subject, run from event where kind='answered'"
    )
    assert rows.fetchall() == [('"false"', "learner", yara, session.run_id)]
    other.close()
    assert session.choose(Response("truefalse", "false")) == Changes()
    assert session.back() == Changes()


def test_a_lesson_goes_on_where_it_stood(workspace: Workspace) -> None:
    yara = workspace.add_learner("Yara", "yara")[0].id
    session = workspace.start_lesson(yara, FERRY, "en", cut=60)
    to_step(session, "quiz", "ca1")
    session.draft(Response("categorise", {"saw": "firsthand"}))
    again = workspace.resume(yara)
    assert again is not None
    assert again.run == session.run and again.view() == session.view()
    assert (again.run_id, again.ref, again.learner) == (session.run_id, FERRY, yara)
    to_step(again, "home")
    again.advance()
    assert again.run.ended
    assert workspace.resume(yara) is None
    progress = workspace.records.progress(yara)["ferry"]
    assert progress.status == "done" and progress.steps == 11


def test_guests_and_learners_do_not_meet(workspace: Workspace) -> None:
    yara = workspace.add_learner("Yara", "yara")[0].id
    guest = workspace.start_lesson(None, FERRY, "en")
    assert workspace.resume(yara) is None
    found = workspace.resume(None)
    assert found is not None and found.run_id == guest.run_id and found.learner is None
    kinds = {(e.subject_kind, e.subject) for e in workspace.records.events(run=guest.run_id)}
    assert kinds == {("visitor", "")}


def test_own_words_lie_beside_the_event_and_go_with_the_person(workspace: Workspace) -> None:
    yara = workspace.add_learner("Yara", "yara")[0].id
    session = workspace.start_lesson(yara, FERRY, "en", cut=60)
    to_step(session, "quiz", "op1")
    session.draft(Response("open", "The fer"))
    session.choose(Response("open", "The ferry runs."))
    session.check()
    to_step(session, "talk")
    session.note("Say: unconfirmed.")
    events = workspace.records.events(run=session.run_id)
    texts = [
        (e.kind, e.response, e.note) for e in events if e.data.get("typed") and e.kind != "answered"
    ]
    assert ("draft", "", '"The fer"') in texts and ("noted", "", "Say: unconfirmed.") in texts
    again = workspace.resume(yara)
    assert again is not None and again.run == session.run
    assert again.run.state.notes == {"talk": "Say: unconfirmed."}
    workspace.forget_learner(yara)
    left = workspace.records.events(run=session.run_id)
    assert all(e.note == "" for e in left)
    assert any(e.kind == "answered" and e.outcome == "ungraded" for e in left)


class FullRecords:
    """Records on a disk without room."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.full = False

    def append(self, drafts: list[EventDraft]) -> object:
        if self.full:
            from milclicks.core.errors import Message

            raise DiskFull(Message("full"))
        return self._records.append(drafts)


def test_a_full_disk_leaves_the_run_where_it_was(workspace: Workspace) -> None:
    session = workspace.start_lesson(None, FERRY, "en", cut=60)
    records = FullRecords(workspace.records)
    full = LessonSession(
        session.run,
        FERRY,
        run_id=session.run_id,
        learner=None,
        records=records,  # type: ignore[arg-type]  # a fake
    )
    records.full = True
    before = full.run
    with pytest.raises(DiskFull):
        full.choose(Response("truefalse", "true"))
    assert full.run == before
    records.full = False
    full.choose(Response("truefalse", "true"))
    item = full.view().item
    assert item is not None and item.response == Response("truefalse", "true")


def test_a_presented_lesson_keeps_nothing(workspace: Workspace) -> None:
    session = workspace.present(FERRY, "en", cut=60)
    assert session.check() == Changes()
    item = session.view().item
    assert item is not None and item.right is not None
    while not session.run.ended:
        session.advance()
    assert workspace.records.events() == ()
    assert workspace.resume(None) is None


def test_the_language_changes_in_the_middle_of_an_answer(workspace: Workspace) -> None:
    session = workspace.start_lesson(None, FERRY, "en", cut=60)
    to_step(session, "quiz", "ma1")
    session.draft(Response("match", {"thumb": "price"}))
    before = session.view()
    workspace.speak(session, "fr")
    view = session.view()
    assert view.step.title == f"{before.step.title} (fr)"
    assert view.item is not None and before.item is not None
    assert view.item.response == before.item.response
    assert [row.id for row in view.item.partners] == [row.id for row in before.item.partners]
    resumed = workspace.resume(None, "fr")
    assert resumed is not None and resumed.run == session.run
    workspace.speak(session, "en")
    assert session.view() == before


def test_all_verbs_go_through(workspace: Workspace) -> None:
    session = workspace.start_lesson(None, FERRY, "en", cut=60)
    to_step(session, "feed")
    session.vote("yes")
    to_step(session, "casefile")
    session.look("first")
    to_step(session, "quiz", "op1")
    session.choose(Response("open", "It runs."))
    session.check()
    session.self_rate({"fact": 1, "source": 1, "kind": 1})
    to_step(session, "plan")
    session.plan("s1", "a2")
    assert session.summary().plan is not None
    session.end()
    kinds = {kind for kind, _ in stored(session, workspace.records)}
    assert kinds == set(
        "run_started step_entered answered rated checked voted branched looked graded noted"
        " run_ended".split()
    )
    assert workspace.resume(None) is None


def test_a_session_without_records_is_a_run(workspace: Workspace) -> None:
    lesson = workspace.lesson(FERRY, "en")
    assert (lesson.pack, lesson.version) == ("mil.test", 1)
    run, _ = LessonRun.start(lesson, seed="x", cut=40)
    session = LessonSession(run, FERRY, run_id="x", learner=None, records=None)
    session.advance()
    assert session.run == replace(run)
