"""Laws of mini-webs: a replay opens the same page, histories hold, anything may be typed."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from milclicks.lessons.browsing import WAYS, WebState, opening
from milclicks.lessons.run import LessonRun
from milclicks.records.events import EventDraft
from milclicks.steps.miniweb import Miniweb
from milclicks.steps.miniweb_search import RESULTS, search
from tests.support.play import one_command
from tests.unit.lessons.test_browsing import alone, web

seeds = st.integers(0, 2**31)
typed = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="post.taloranewsbook-/: ", max_size=40),
    st.text(alphabet="بتكلموالسفينة ه", max_size=30),
    st.text(alphabet="чамацкњигаТалора ", max_size=30),
)


def step() -> Miniweb:
    found = alone().steps[0]
    assert isinstance(found, Miniweb)
    return found


def holds(state: WebState) -> None:
    """The history can be walked from end to end, and the path ends at what is shown."""
    assert state.history and 0 <= state.at < len(state.history)
    assert state.path[-1].place == state.place
    assert state.history[0] == opening(step()).place
    assert state.ms >= 0
    for place in state.history:
        page = step().find(place.page)
        if place.kind != "results":
            assert page is not None and page.edition(place.version) is not None
    assert {visit.way for visit in state.path} <= {*WAYS, "start", "query"}
    assert set(state.opened) <= {page.id for page in step().pages}


@given(seeds)
@settings(max_examples=40)
def test_any_sequence_of_moves_keeps_the_history_and_replays(seed: int) -> None:
    rng = Random(seed)
    run, drafts = LessonRun.start(alone(), seed="s", cut=40)
    log: list[EventDraft] = list(drafts)
    for _ in range(60):
        if run.ended:
            break
        run, drafts = one_command(run, rng)
        log += drafts
        holds(run.state.web(step()))
    again = LessonRun.replay(alone(), log)
    assert again.state == run.state
    assert again.view() == run.view()


@given(st.lists(st.sampled_from(["back", "forward"]), max_size=12), st.integers(0, 6))
@settings(max_examples=30)
def test_back_and_forward_undo_each_other(turns: list[str], depth: int) -> None:
    run = LessonRun.start(alone(), seed="s", cut=40)[0]
    for number in range(depth):
        run, _ = run.open(step().pages[number + 1].id, "address")
    for turn in turns:
        before = run.state.web(step())
        run, drafts = run.turn(turn)
        other = {"back": "forward", "forward": "back"}[turn]
        if drafts:
            assert run.turn(other)[0].state.web(step()).place == before.place


@given(typed)
@settings(max_examples=150)
def test_anything_may_be_typed(words: str) -> None:
    run = LessonRun.start(alone(), seed="s", cut=40)[0]
    for moved in (run.go(words), run.query(words)):
        now = web(moved[0])
        assert len(now.results) <= RESULTS
        assert now.kind == "page" or now.query == words.strip()[:200]
        holds(moved[0].state.web(step()))


@given(typed)
@settings(max_examples=80)
def test_results_are_ranked_and_each_page_comes_once(words: str) -> None:
    found = search(step(), words)
    assert len({result.page for result in found}) == len(found)
    scores = [round(result.score, 9) for result in found]
    assert scores == sorted(scores, reverse=True) and all(score > 0 for score in scores)
    assert found == search(step(), words)


@given(st.sampled_from(range(16)), st.data())
@settings(max_examples=60)
def test_a_page_is_found_by_its_headline_however_it_is_typed(
    place: int, data: st.DataObject
) -> None:
    page = step().pages[place]
    words = page.headline.text
    changed = data.draw(st.sampled_from([words, words.lower(), words.upper(), f"  «{words}» ?"]))
    assert search(step(), changed)[0].page == page.id
