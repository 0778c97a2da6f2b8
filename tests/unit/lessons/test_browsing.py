"""Reading sideways in a run and in a session: the ways to a page, the path, the time, the words."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from milclicks.items.base import Response
from milclicks.lessons.browsing import LONGEST_PAUSE, Place
from milclicks.lessons.run import LessonRun, Moved
from milclicks.lessons.session import LessonSession
from milclicks.lessons.views import MiniwebView, WebPath
from milclicks.records.events import EventDraft, Ref
from milclicks.steps.lesson import Lesson
from milclicks.workspace import Workspace
from tests.support.clock import FrozenClock
from tests.support.lessons import fixture_lesson
from tests.support.packs_of_lessons import FERRY


def alone() -> Lesson:
    """The lesson with its mini-web as the only step."""
    lesson = fixture_lesson()
    web = lesson.step("web")
    assert web is not None
    return replace(lesson, steps=(replace(web, cuts=(20, 40, 60)),))


def start(mode: str = "alone") -> LessonRun:
    return LessonRun.start(alone(), seed="s", cut=40, mode=mode)[0]


def web(run: LessonRun | LessonSession) -> MiniwebView:
    found = run.view().miniweb
    assert found is not None
    return found


def shown(run: LessonRun | LessonSession) -> str:
    now = web(run)
    return now.page.id if now.kind == "page" and now.page else now.kind


def did(moved: Moved) -> LessonRun:
    """The run after a command that must have done something."""
    run, drafts = moved
    assert drafts
    return run


def answered(run: LessonRun) -> LessonRun:
    run = did(run.choose(Response("decide", "reject")))
    return did(run.rate("fairly"))


def path_of(run: LessonRun | LessonSession) -> WebPath:
    found = web(run).path
    assert found is not None
    return found


# --- ways to a page --------------------------------------------------------------------------
def test_it_begins_at_the_start_page() -> None:
    now = web(start())
    assert now.page is not None and now.page.id == "flash-sold"
    assert now.address == "riverflash.talora/hot/boat-sold"
    assert (now.can_back, now.can_forward, now.turn, now.judging) == (False, False, 1, False)
    assert [page.id for page in now.opened] == ["flash-sold"]
    assert now.path is None and now.debrief == ""


def test_every_way_to_a_page() -> None:
    run = did(start().open("flash-shop", "link"))
    assert shown(run) == "flash-shop"
    run = did(run.open("flash-about", "about"))
    run = did(run.query("repaired planks"))
    assert shown(run) == "results" and web(run).results[0].page == "library-notice"
    run = did(run.open("library-notice", "result"))
    run = did(run.go("riverflash.talora/hot/boat-sold"))
    assert shown(run) == "flash-sold"
    run = did(run.open("flash-sold", "picture"))
    assert shown(run) == "matches" and [p.id for p in web(run).matches] == ["post-summer"]
    run = did(run.open("post-summer", "match"))
    run = did(run.go("post.talora/news/book-boat/"))
    run = did(run.open("post-boat", "version", "e1"))
    edition = web(run).edition
    assert edition is not None and edition.headline.text == "Book boat may have found a buyer"
    run = did(run.open("post-boat", "version"))
    assert web(run).version == ""
    run = did(run.open("flash-sold", "home"))
    assert [visit.way for visit in run.state.webs["web"].path] == [
        *("start", "link", "about", "query", "result", "address", "picture", "match"),
        *("address", "version", "version", "home"),
    ]


def test_what_does_not_lead_anywhere_changes_nothing() -> None:
    run = start()
    for moved in (
        run.open("library-notice", "link"),
        run.open("flash-sold", "link"),
        run.open("moon", "address"),
        run.open("post-about", "about"),
        run.open("post-summer", "match"),
        run.open("library-notice", "result"),
        run.open("flash-shop", "home"),
        run.open("flash-sold", "home"),
        run.open("flash-sold", "version", "e1"),
        run.open("post-boat", "picture"),
        run.open("flash-shop", "back"),
        run.turn("back"),
        run.turn("forward"),
        run.query("  !? "),
        run.go(""),
        run.read_on(),
    ):
        assert moved == (run, ())


def test_back_and_forward_walk_the_history_and_a_new_page_forgets_what_lay_ahead() -> None:
    run = did(did(start().open("flash-shop")).open("flash-about", "about"))
    run = did(did(run.turn("back")).turn("back"))
    assert shown(run) == "flash-sold" and web(run).can_forward
    run = did(run.turn("forward"))
    assert shown(run) == "flash-shop"
    run = did(run.query("boat"))
    assert not web(run).can_forward
    run = did(run.open("library-notice", "result"))
    run = did(run.turn("back"))
    assert shown(run) == "results" and web(run).query == "boat"


def test_an_unknown_address_is_searched_for_and_said_to_be_unknown() -> None:
    run = did(start().go("planks.talora"))
    assert shown(run) == "results" and web(run).no_page
    assert "library-notice" in [result.page for result in web(run).results]
    assert not web(did(run.go("planks"))).no_page


def test_events_carry_ids_and_the_query_is_somebodys_own_words() -> None:
    run, drafts = start().open("flash-shop", ms=1_500)
    assert [(d.kind, d.response, dict(d.data)) for d in drafts] == [
        ("opened", "flash-shop", {"by": "link", "ms": 1_500})
    ]
    _, drafts = run.query("where is the boat", 700)
    assert [(d.kind, d.response, dict(d.data)) for d in drafts] == [
        ("queried", "where is the boat", {"typed": True, "ms": 700})
    ]
    _, drafts = run.go("post.talora/news/book-boat")
    assert drafts[0].response == "post-boat" and "typed" not in drafts[0].data


# --- judging and the path --------------------------------------------------------------------
def test_judging_can_be_put_off_and_a_half_given_answer_stays() -> None:
    run = did(did(start().judge(2_000)).choose(Response("decide", "hold")))
    assert web(run).judging and run.open("flash-shop") == (run, ()) and run.judge() == (run, ())
    run = did(run.read_on(60_000))
    assert not web(run).judging and web(run).decide.response == Response("decide", "hold")
    run = did(did(run.open("flash-shop", ms=3_000)).judge(1_000))
    assert run.state.webs["web"].ms == 6_000
    run = did(run.rate("hunch"))
    assert path_of(run).ms == 6_000


def test_nothing_is_opened_once_it_is_decided() -> None:
    run = answered(did(start().judge()))
    for moved in (run.open("flash-shop"), run.query("boat"), run.judge(), run.read_on()):
        assert moved == (run, ())
    assert web(run).locked and web(run).debrief.startswith("Leaving the first page")


def test_the_path_is_shown_back() -> None:
    run = did(start().open("flash-shop", ms=4_000))
    run = did(run.turn("back", 1_000))
    run = did(run.query("library notice", 500))
    run = did(run.open("library-notice", "result", ms=500))
    run = did(run.go("post.talora", 2_000))
    path = path_of(answered(did(run.judge(2_000))))
    assert [(each.page.id, each.way, each.again) for each in path.pages] == [
        ("flash-sold", "start", False),
        ("flash-shop", "link", False),
        ("flash-sold", "back", True),
        ("library-notice", "result", False),
        ("post-about", "address", False),
    ]
    assert [page.id for page in path.key_opened] == ["library-notice"]
    assert [page.id for page in path.key_missed] == ["post-boat", "harbour-list"]
    assert [page.id for page in path.wrong_opened] == ["flash-sold", "flash-shop"]
    assert [site.id for site in path.sites] == ["flash", "library", "post"]
    assert (path.searches, path.ms) == (1, 10_000)


def test_whoever_goes_away_has_not_read_all_the_time() -> None:
    run = did(start().open("flash-shop", ms=9 * 3_600_000))
    assert run.state.webs["web"].ms == LONGEST_PAUSE
    assert did(start().open("flash-shop", ms=-5)).state.webs["web"].ms == 0


def test_a_teacher_opens_pages_and_reveals() -> None:
    run = did(start("present").open("flash-shop"))
    run = did(run.check())
    assert web(run).path is not None and run.view().can_advance


@pytest.mark.parametrize(
    ("kind", "response", "data"),
    [
        ("opened", "moon", {"by": "link"}),
        ("opened", "flash-shop", {"by": "magic"}),
        ("opened", "flash-shop", {}),
        ("opened", "flash-shop", {"by": "version", "version": "e1"}),
        ("opened", "flash-sold", {"by": "home"}),
        ("opened", "", {"by": "back"}),
        ("opened", "flash-shop", {"by": "link", "ms": "soon"}),
        ("judged", "", {"on": False}),
        ("judged", "", {}),
    ],
)
def test_a_damaged_event_is_passed_over(kind: str, response: str, data: dict[str, object]) -> None:
    _, drafts = LessonRun.start(alone(), seed="s", cut=40)
    strange = EventDraft(
        kind=kind, ref=Ref("mil.test", 1, "ferry", "web"), response=response, data=data
    )
    assert LessonRun.replay(alone(), [*drafts, strange]) == start()


# --- sessions --------------------------------------------------------------------------------
def to_web(session: LessonSession) -> None:
    """Go on as a teacher's rehearsal would, until the mini-web is there."""
    from tests.unit.lessons.test_session import to_step

    to_step(session, "web")


def test_it_goes_on_with_the_same_page_and_history(
    workspace: Workspace, clock: FrozenClock
) -> None:
    yara = workspace.add_learner("Yara", "yara")[0].id
    session = workspace.start_lesson(yara, FERRY, "en", cut=60)
    to_web(session)
    clock.move(seconds=20)
    session.open("flash-shop")
    clock.move(seconds=30)
    session.query("who mends boats")
    session.open(web(session).results[0].page, "result")
    session.turn("back")
    again = workspace.resume(yara)
    assert again is not None and again.run == session.run
    assert web(again) == web(session) and web(again).query == "who mends boats"
    assert again.run.state.webs["web"].ms // 1_000 == 50
    clock.move(hours=3)  # the PC was off: nobody read
    later = workspace.resume(yara)
    assert later is not None
    clock.move(seconds=5)
    later.judge()
    assert later.run.state.webs["web"].ms // 1_000 == 55


def test_typed_words_lie_beside_the_events_and_go_with_the_person(workspace: Workspace) -> None:
    yara = workspace.add_learner("Yara", "yara")[0].id
    session = workspace.start_lesson(yara, FERRY, "en", cut=60)
    to_web(session)
    session.go("my street.talora")
    session.query("my secret")
    session.go("post.talora/news/book-boat")
    events = [e for e in workspace.records.events(run=session.run_id) if e.kind != "step_entered"]
    last = [(e.kind, e.response, e.note) for e in events][-3:]
    assert last == [
        ("queried", "", "my street.talora"),
        ("queried", "", "my secret"),
        ("opened", "post-boat", ""),
    ]
    workspace.forget_learner(yara)
    raw = sqlite3.connect(workspace.folder / "records.db")
    assert "secret" not in "\n".join(raw.iterdump())
    raw.close()


def test_erased_queries_keep_their_place_in_the_history() -> None:
    run = did(did(did(start().query("boat")).query("planks")).turn("back"))
    _, begun = LessonRun.start(alone(), seed="s", cut=40)
    ref = Ref("mil.test", 1, "ferry", "web")
    erased = [EventDraft(kind="queried", ref=ref, data={"typed": True})] * 2
    back = EventDraft(kind="opened", ref=ref, data={"by": "back"})
    told = LessonRun.replay(alone(), [*begun, *erased, back])
    assert told.state.webs["web"].at == run.state.webs["web"].at == 1
    assert told.state.webs["web"].place == Place("results")
    assert web(told).results == ()


def test_another_language_searches_its_own_words(workspace: Workspace) -> None:
    session = workspace.start_lesson(None, FERRY, "en", cut=60)
    to_web(session)
    session.query("planks fr")
    before = [result.page for result in web(session).results]
    workspace.speak(session, "fr")
    assert web(session).query == "planks fr" and shown(session) == "results"
    assert [result.page for result in web(session).results] != before
