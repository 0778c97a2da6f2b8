"""The run of a lesson: what each command does, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as F

import pytest

from milclicks.core.errors import BadInput
from milclicks.items.base import Response
from milclicks.lessons.run import LessonRun, Moved
from milclicks.lessons.state import Slot
from milclicks.lessons.views import InvestigateView, ItemView, SceneView
from milclicks.steps.lesson import parse_lesson
from tests.support.lessons import fixture_lesson, lesson_tree
from tests.support.play import straight_play

Way = Callable[[LessonRun], bool]


def start(cut: int = 60, mode: str = "alone") -> LessonRun:
    return LessonRun.start(fixture_lesson(), seed="s", cut=cut, mode=mode, locale="en")[0]


def at(step: str, item: str = "", *, stage: str = "") -> LessonRun:
    """The run where a straight player first stands at a step, a question or a stage."""
    for moment in straight_play(fixture_lesson()):
        view = moment.run.view()
        shown = view.item.item.id if view.item else ""
        staged = view.show.stage if view.show else ""
        if (view.step.id, shown or item, staged or stage) == (step, item or shown, stage or staged):
            return moment.run
    raise AssertionError(step)


def item(run: LessonRun) -> ItemView:
    found = run.view().item
    assert found is not None
    return found


def kinds(moved: Moved) -> list[str]:
    return [draft.kind for draft in moved[1]]


def test_a_start_says_all_that_a_replay_needs() -> None:
    run, drafts = LessonRun.start(fixture_lesson(), seed="s", cut=20, mode="three", locale="fr")
    assert [d.kind for d in drafts] == ["run_started", "step_entered"]
    assert drafts[0].data == {
        "seed": "s", "cut": 20, "mode": "three", "locale": "fr", "steps": 4, "recall": [],
    }  # fmt: skip
    assert drafts[0].ref is not None and drafts[0].ref.lesson == "ferry"
    assert (drafts[0].ref.pack, drafts[0].ref.version) == ("mil.test", 1)
    view = run.view()
    assert (view.step.id, view.index, view.count, view.share) == ("hook", 0, 4, 0)
    assert view.can_advance and not view.can_back and not view.last and not view.ended
    assert (run.state.cut, run.state.mode, run.state.locale) == (20, "three", "fr")


def test_every_choice_is_kept_and_the_last_counts() -> None:
    run = start()
    first, said = run.choose(Response("truefalse", "true"))
    assert [(d.kind, d.attempt, d.response, d.num, d.den, d.outcome) for d in said] == [
        ("answered", 1, '"true"', 0, 1, "wrong")
    ]
    assert item(first).response == Response("truefalse", "true")
    assert (item(first).phase, item(first).grade, item(first).explain) == ("answering", None, ())
    second, said = first.choose(Response("truefalse", "false"))
    assert [(d.attempt, d.outcome) for d in said] == [(2, "right")]
    assert second.choose(Response("truefalse", "false")) == (second, ())
    rated, said = second.rate("fairly")
    assert [(d.kind, d.response, d.attempt, d.data) for d in said] == [
        ("rated", "fairly", 2, {"level": "fairly"})
    ]
    shown = item(rated)
    assert (shown.phase, shown.level, shown.locked) == ("feedback", "fairly", True)
    assert shown.grade is not None and shown.grade.outcome == "right"
    assert {told.option for told in shown.explain} == {"true", "false"}
    assert shown.right == Response("truefalse", "false")
    assert rated.choose(Response("truefalse", "true")) == (rated, ())
    assert rated.rate("very") == (rated, ())
    assert rated.check() == (rated, ())


def test_feedback_opens_by_confidence_or_by_check_never_by_the_other() -> None:
    run = start()
    answered = run.choose(Response("truefalse", "true"))[0]
    assert item(run).opener == "confidence"
    assert run.rate("very") == (run, ())  # nothing answered yet
    assert answered.check() == (answered, ())
    plain = at("recall", "r3")
    assert item(plain).opener == "check"
    assert plain.check() == (plain, ())
    chosen = plain.choose(Response("choice", "pass"))[0]
    assert chosen.rate("very") == (chosen, ())
    assert kinds(chosen.check()) == ["checked"]
    with pytest.raises(BadInput):
        answered.rate("certain")


def test_a_half_placed_answer_is_kept_and_does_not_count() -> None:
    run = at("quiz", "o1")
    half, said = run.draft(Response("order", ("first",)))
    assert kinds((half, said)) == ["draft"]
    assert item(half).response == Response("order", ("first",)) and not item(half).complete
    assert half.draft(Response("order", ("first",))) == (half, ())
    assert half.check() == (half, ())
    assert half.summary().total == run.summary().total
    via_choose, said = half.choose(Response("order", ("first", "pause")))
    assert kinds((via_choose, said)) == ["draft"]
    whole = via_choose.draft(Response("order", ("first", "pause", "others", "decide")))[0]
    closed, said = whole.check()
    assert [(d.kind, d.num, d.den, d.attempt) for d in said] == [
        ("answered", 2, 3, 1),
        ("checked", None, None, 1),
    ]
    assert item(closed).phase == "feedback"
    assert closed.summary().total == run.summary().total + 1


def test_an_answer_after_a_draft_counts_again() -> None:
    run = at("quiz", "m1")
    first = run.choose(Response("multiple", ("noname",)))[0]
    emptied = first.draft(Response("multiple", ()))[0]
    assert not item(emptied).complete
    assert emptied.check() == (emptied, ())
    again, said = emptied.choose(Response("multiple", ("noname",)))
    assert [(d.kind, d.attempt) for d in said] == [("answered", 2)]
    assert kinds(again.check()) == ["checked"]


def test_going_on_needs_the_feedback() -> None:
    run = start()
    assert run.advance() == (run, ())
    chosen = run.choose(Response("truefalse", "true"))[0]
    assert chosen.advance() == (chosen, ()) and not chosen.view().can_advance
    rated = chosen.rate("hunch")[0]
    assert rated.view().can_advance
    onward, said = rated.advance()
    assert [(d.kind, d.data) for d in said] == [("step_entered", {"index": 0, "item": 1})]
    view = onward.view()
    assert (view.item_index, view.item_count, item(onward).item.id) == (1, 3, "r2")
    assert (item(onward).number, item(onward).total) == (2, 3)


def test_back_only_shows() -> None:
    run = at("hook")
    earlier, said = run.back()
    assert said == () and earlier.looking_back
    view = earlier.view()
    assert view.looking_back and view.can_advance and view.item is not None
    assert view.item.item.id == "r3" and view.item.locked and view.item.phase == "feedback"
    assert earlier.choose(Response("choice", "pass")) == (earlier, ())
    assert earlier.self_rate({}) == (earlier, ())
    assert earlier.check() == (earlier, ())
    assert earlier.advance() == (run, ())
    first = earlier.back()[0].back()[0].back()[0].back()[0]
    assert not first.view().can_back and first.shown == 0
    assert first.advance()[0].shown == 1


def test_back_in_a_case_a_scene_a_vote_and_a_plan_only_shows() -> None:
    end = at("home")
    seen = set()
    while end.shown:
        end = end.back()[0]
        view = end.view()
        for part in (view.scene, view.investigate, view.show, view.reflect, view.item):
            if part is not None:
                assert part.locked
                seen.add(type(part).__name__)
        for stray in (
            end.look("first"), end.branch("tell"), end.vote("no"), end.plan("s2", "a2"),
            end.note("x"), end.rate("very"), end.draft(Response("order", ())),
        ):  # fmt: skip
            assert stray == (end, ())
    assert seen == {"SceneView", "InvestigateView", "ShowView", "ReflectView", "ItemView"}


def scene(run: LessonRun) -> SceneView:
    found = run.view().scene
    assert found is not None
    return found


def test_a_scene_moves_its_meters_and_answers_each_choice() -> None:
    run = at("quay")
    assert [m.value for m in scene(run).meters] == [5, 4] and scene(run).reply == ""
    assert run.branch("nowhere") == (run, ()) and not run.view().can_advance
    told, said = run.branch("tell")
    assert [(d.kind, d.response, d.data) for d in said] == [
        ("branched", "tell", {"node": "n1", "to": "n2"})
    ]
    view = scene(told)
    assert [(m.value, m.change) for m in view.meters] == [(5, 0), (7, 3)]
    assert view.reply.startswith("Luka runs") and view.node.id == "n2"
    waited = told.branch("wait")[0]
    view = scene(waited)
    assert view.ended and view.choices == () and view.node.ending == "bad"
    assert [m.value for m in view.meters] == [5, 9]
    assert [(p.node.id, p.turn.id) for p in view.path] == [("n1", "tell"), ("n2", "wait")]
    assert waited.view().can_advance
    assert waited.branch("tell") == (waited, ())


def test_a_meter_stays_on_its_scale() -> None:
    tree = lesson_tree()
    quay = next(s for s in tree["steps"] if s["id"] == "quay")
    quay["meters"][1]["start"] = 9
    tree["steps"] = [quay]
    run = LessonRun.start(parse_lesson(tree), seed="s", cut=60)[0].branch("tell")[0]
    assert [(m.value, m.change) for m in scene(run).meters] == [(5, 0), (10, 1)]


def case(run: LessonRun) -> InvestigateView:
    found = run.view().investigate
    assert found is not None
    return found


def test_looks_cost_and_the_budget_does_not_reach_for_all() -> None:
    run = at("casefile")
    assert (case(run).budget, case(run).left) == (10, 10)
    assert run.view().item is None
    assert all(look.affordable and not look.seen for look in case(run).looks)
    first, said = run.look("office")
    assert [(d.kind, d.response, d.data) for d in said] == [
        ("looked", "office", {"cost": 4, "finger": "others"})
    ]
    assert first.look("office") == (first, ()) and first.look("moon") == (first, ())
    second = first.look("pier")[0]
    assert case(second).left == 2
    assert second.look("radio") == (second, ())
    assert [look.affordable for look in case(second).looks] == [
        True,
        True,
        False,
        False,
        False,
        True,
    ]
    third = second.look("breathe")[0]
    assert [look.id for look in case(third).path] == ["office", "pier", "breathe"]
    assert case(third).debrief == "" and not third.view().can_advance
    decided = third.choose(Response("decide", "hold"))[0].rate("hunch")[0]
    assert case(decided).debrief.startswith("Short paths") and case(decided).locked
    assert decided.look("sure") == (decided, ()) and decided.view().can_advance
    grade = case(decided).decide.grade
    assert grade is not None and (grade.outcome, grade.verdict, grade.truth) == (
        "held", "hold", "unsound",
    )  # fmt: skip


def test_one_can_decide_before_any_look() -> None:
    run = at("casefile")
    decided, said = run.choose(Response("decide", "accept"))
    assert [(d.verdict, d.truth, d.outcome) for d in said] == [("accept", "unsound", "wrong")]
    assert kinds(decided.rate("very")) == ["rated"]


def test_a_vote_is_cast_talked_over_and_cast_again() -> None:
    run = at("feed", stage="look")
    assert run.vote("nobody") == (run, ())
    voted, said = run.vote("yes")
    assert [(d.kind, d.response, d.round, d.outcome) for d in said] == [
        ("voted", "yes", 1, "thanks")
    ]
    assert voted.vote("yes") == (voted, ())
    changed = voted.vote("no")[0]
    stages = []
    for _ in range(4):
        show = changed.view().show
        assert show is not None
        stages.append((show.stage, show.first, show.second, bool(show.reveal)))
        if show.stage == "talk":
            assert changed.vote("yes") == (changed, ())
        if show.stage == "revote":
            changed, said = changed.vote("cannot")
            assert said[0].round == 2
        changed = changed.advance()[0]
    assert stages == [
        ("look", "no", None, False),
        ("talk", "no", None, False),
        ("revote", "no", None, False),
        ("reveal", "no", "cannot", True),
    ]
    assert changed.view().step.id == "quay"


def test_who_does_not_vote_sees_the_reveal_at_once() -> None:
    onward = at("feed", stage="look").advance()[0].view()
    assert onward.show is not None and onward.show.stage == "reveal"


def test_a_show_without_a_vote_has_one_stage() -> None:
    tree = lesson_tree()
    feed = next(s for s in tree["steps"] if s["id"] == "feed")
    for key in ("vote", "reveal", "prompt"):
        del feed[key]
    tree["steps"] = [feed]
    run = LessonRun.start(parse_lesson(tree), seed="s", cut=60)[0]
    assert run.vote("yes") == (run, ()) and run.advance()[0].ended


def test_a_plan_is_put_together() -> None:
    run = at("plan")
    run = LessonRun(run.state, run.shown)
    half, said = run.plan(when="s2")
    assert [(d.kind, d.response) for d in said] == [("noted", '{"when":"s2","will":""}')]
    assert half.summary().plan is None
    assert half.plan(when="s2") == (half, ()) and half.plan(will="a9") == (half, ())
    whole = half.plan(will="a1")[0]
    view = whole.view().reflect
    assert view is not None and (view.when, view.will) == ("s2", "a1")
    assert whole.summary().plan == (
        "a friend sends me an alarm", "breathe once and ask who saw it first",
    )  # fmt: skip
    assert run.view().can_advance


def test_a_free_text_is_kept_for_steps_of_talking_and_doing() -> None:
    run = at("talk")
    noted, said = run.note("  We say: unconfirmed.  ")
    assert [(d.kind, d.response, d.data) for d in said] == [
        ("noted", "We say: unconfirmed.", {"typed": True})
    ]
    assert noted.state.notes == {"talk": "We say: unconfirmed."}
    assert noted.note("We say: unconfirmed.") == (noted, ())
    assert at("hook").note("x")[1] == ()


def test_an_own_text_is_rated_once_the_model_is_shown() -> None:
    run = at("quiz", "op1")
    points = {"fact": 2, "source": 0, "kind": 1}
    assert run.self_rate(points) == (run, ())
    text = run.choose(Response("open", "The ferry runs."))[0]
    assert text.view().item is not None and item(text).explain == ()
    shown = text.check()[0]
    assert item(shown).explain[0].text.startswith("The ferry runs from")
    rated, said = shown.self_rate(points)
    assert [(d.kind, d.by, d.num, d.den, d.outcome) for d in said] == [
        ("graded", "self", 3, 4, "partial")
    ]
    assert dict(item(rated).points) == points
    graded = item(rated).grade
    assert graded is not None and graded.share == F(3, 4)
    assert rated.self_rate(points) == (rated, ())
    with pytest.raises(BadInput):
        rated.self_rate({"fact": 9, "source": 0, "kind": 0})


def test_own_words_are_marked_so_that_they_can_be_erased() -> None:
    for name, response in (
        ("op1", Response("open", "mine")),
        ("sh1", Response("short", "mine")),
        ("ct1", Response("cloze", {"g1": "mine", "g2": "yours"})),
    ):
        assert [d.data.get("typed") for d in at("quiz", name).choose(response)[1]] == [True]
    assert at("quiz", "cb1").draft(Response("cloze", {"g1": "hold"}))[1][0].data == {}


def test_the_end() -> None:
    run = at("home")
    assert run.view().last and run.view().can_advance and run.view().share == 909
    over, said = run.advance()
    assert [d.kind for d in said] == ["run_ended"]
    assert said[0].data == {
        "finished": True, "kept": 1, "kept_of": 1, "caught": 2, "caught_of": 2,
        "held": 0, "right": 22, "total": 22,
    }  # fmt: skip
    view = over.view()
    assert over.ended and over.state.finished and view.ended and view.share == 1000
    assert not view.can_advance and over.advance() == (over, ()) and over.end() == (over, ())
    assert over.plan("s1") == (over, ())
    left, said = at("quay").end()
    assert left.ended and not left.state.finished and said[0].data["finished"] is False


def test_a_teacher_presents_without_answers() -> None:
    run = start(mode="present")
    assert item(run).grade is None and item(run).right is None
    revealed, said = run.check()
    assert kinds((revealed, said)) == ["checked"]
    assert item(revealed).right == Response("truefalse", "false")
    assert item(revealed).grade is None and len(item(revealed).explain) == 2
    assert run.view().can_advance
    steps = 0
    while not run.ended:
        run = run.advance()[0]
        steps += 1
    assert steps < 60 and run.summary().total == 0


def test_due_questions_take_the_place_of_the_lessons_own() -> None:
    lesson = fixture_lesson()
    chosen = [i for _, i in lesson.items() if i.id in ("c1", "t1", "m1")]
    recall = tuple(Slot(i, "older", "quiz", "mil.old", 3) for i in chosen)
    run, drafts = LessonRun.start(
        lesson, seed="s", cut=60, mode="alone", locale="en", recall=recall
    )
    assert drafts[0].data["recall"] == [
        ["mil.old", 3, "older", "quiz", n] for n in ("c1", "t1", "m1")
    ]
    assert item(run).item.id == "c1"
    answered, said = run.choose(Response("choice", "hurry"))
    ref = said[0].ref
    assert ref is not None and (ref.pack, ref.version, ref.lesson, ref.item) == (
        "mil.old", 3, "older", "c1",
    )  # fmt: skip
    assert LessonRun.replay(lesson, [*drafts, *said], recall) == answered
    lost = LessonRun.replay(lesson, [*drafts, *said], recall[1:])
    assert item(lost).item.id == "t1" and item(lost).response is None


def test_another_language_keeps_every_answer() -> None:
    tree = lesson_tree()
    tree["steps"][0]["items"][0]["stem"] = "Dix personnes"
    other = parse_lesson(tree, pack="mil.test", version=1)
    half = at("quiz", "ma1").draft(Response("match", {"thumb": "price"}))[0]
    spoken = half.in_lesson(other)
    assert item(spoken) == item(half) and spoken.spot == half.spot
    back = spoken
    while back.shown:
        back = back.back()[0]
    assert item(back).item.stem == "Dix personnes"
    assert spoken.in_lesson(fixture_lesson()) == half


def test_options_keep_their_order_and_are_mixed_by_the_seed() -> None:
    orders = set()
    for seed in "abcdefgh":
        run = LessonRun.start(fixture_lesson(), seed=seed, cut=60)[0]
        run = run.choose(Response("truefalse", "true"))[0].rate("very")[0].advance()[0]
        assert item(run).rows == item(run).rows
        orders.add(tuple(row.id for row in item(run).rows))
    assert len(orders) > 2


def test_pieces_of_composites_are_mixed() -> None:
    match = item(at("quiz", "ma1"))
    assert [row.id for row in match.rows] == ["thumb", "pointer", "middle"]
    assert [row.id for row in match.partners] != ["thumb", "pointer", "middle", "price"]
    order = item(at("quiz", "o1"))
    assert [row.id for row in order.rows] != ["pause", "first", "others", "decide"]
    select = item(at("quiz", "cs1"))
    assert [(gap, {row.id for row in rows}) for gap, rows in select.choices] == [
        ("g1", {"claims", "proves"}),
        ("g2", {"nobody", "office"}),
    ]
    bins = item(at("quiz", "ca1")).partners
    assert [row.id for row in bins] == ["firsthand", "secondhand"]
    assert item(at("quiz", "cb1")).form == "cloze-bank"
    assert item(at("quiz", "sv1")).form == "survey"


def test_a_replay_begins_with_the_start() -> None:
    _, drafts = LessonRun.start(fixture_lesson(), seed="s", cut=60)
    with pytest.raises(ValueError, match="run_started"):
        LessonRun.replay(fixture_lesson(), drafts[1:])
    run = LessonRun.replay(fixture_lesson(), drafts[:1])
    assert run.view().step.id == "recall"


def test_foreign_and_damaged_events_are_passed_over() -> None:
    from dataclasses import replace

    run, drafts = LessonRun.start(fixture_lesson(), seed="s", cut=60)
    answered, said = run.choose(Response("truefalse", "true"))
    ref = said[0].ref
    assert ref is not None
    noise = [
        replace(said[0], attempt=2, response='"maybe"'),
        replace(said[0], attempt=2, response="{"),
        replace(said[0], attempt=2, ref=replace(ref, item="moon")),
        replace(said[0], attempt=1, response='"false"'),
        replace(said[0], kind="draft", response="[1]"),
        replace(said[0], kind="rated", response="certain"),
        replace(said[0], kind="graded", data={"points": {"fact": 1}}),
        replace(said[0], kind="looked", response="pier"),
        replace(said[0], kind="branched", response="tell"),
        replace(said[0], kind="branched", ref=replace(ref, step="quay"), response="moon"),
        replace(said[0], kind="voted", ref=replace(ref, step="feed"), response="yes", round=3),
        replace(said[0], kind="voted", ref=replace(ref, step="feed"), response="moon"),
        replace(said[0], kind="looked", ref=replace(ref, step="casefile"), response="moon"),
        replace(said[0], kind="noted", ref=replace(ref, step="plan"), response="no json"),
        replace(said[0], kind="noted", ref=replace(ref, step="plan"), response='{"when":"s9"}'),
        replace(said[0], kind="noted", ref=replace(ref, step="plan"), response='{"will":"a9"}'),
        replace(said[0], kind="step_entered", ref=replace(ref, step="moon")),
        replace(said[0], kind="person_added", ref=None),
        replace(said[0], kind="answered", ref=None),
        replace(said[0], kind="unheard_of"),
    ]
    assert LessonRun.replay(fixture_lesson(), [*drafts, *said, *noise]) == answered


def test_a_step_entered_beyond_its_questions_stands_at_the_last() -> None:
    from dataclasses import replace

    _, drafts = LessonRun.start(fixture_lesson(), seed="s", cut=60)
    far = replace(drafts[1], data={"index": 0, "item": 99})
    assert item(LessonRun.replay(fixture_lesson(), [*drafts, far])).item.id == "r3"
