"""Strategies and shortcuts for event tests: drafts as a class at one PC would make them."""

from __future__ import annotations

from hypothesis import strategies as st

from milclicks.records.events import EventDraft, Ref

LEARNERS = ("ada", "bo", "chen")
RUNS = ("r1", "r2", "r3")


def started(run: str, learner: str, lesson: str = "m2", steps: int = 5) -> EventDraft:
    """A run that begins."""
    return EventDraft(
        kind="run_started", run=run, subject_kind="learner", subject=learner,
        ref=Ref("mil.core", 1, lesson), data={"steps": steps, "seed": 7, "mode": "solo"},
    )  # fmt: skip


def entered(run: str, learner: str, index: int) -> EventDraft:
    """A step that is entered."""
    return EventDraft(
        kind="step_entered", run=run, subject_kind="learner", subject=learner,
        ref=Ref("mil.core", 1, "m2", f"s{index}"), data={"index": index},
    )  # fmt: skip


def answered(run: str, learner: str, item: str = "i1", outcome: str = "right") -> EventDraft:
    """An answer."""
    return EventDraft(
        kind="answered", run=run, subject_kind="learner", subject=learner,
        ref=Ref("mil.core", 1, "m2", "quiz", item, 1, "choice"), response='"a"',
        num=int(outcome == "right"), den=1, outcome=outcome,
    )  # fmt: skip


def ended(run: str, learner: str) -> EventDraft:
    """A run that is finished."""
    data = {"kept": 1, "kept_of": 2, "caught": 2, "caught_of": 2}
    return EventDraft(
        kind="run_ended", run=run, subject_kind="learner", subject=learner,
        ref=Ref("mil.core", 1, "m2"), data=data,
    )  # fmt: skip


def forgotten(learner: str) -> EventDraft:
    """A person who is forgotten."""
    return EventDraft(kind="forgotten", subject_kind="learner", subject=learner)


def promised(learner: str) -> EventDraft:
    """A pact, with its plans as words."""
    return EventDraft(
        kind="pact_made", subject_kind="learner", subject=learner,
        data={"promises": ["p1", "p2"]}, note=f"the plans of {learner}",
    )  # fmt: skip


def looked_back(learner: str, day: int) -> EventDraft:
    """A check-in of whatever pact stands."""
    return EventDraft(
        kind="pact_checked", subject_kind="learner", subject=learner, data={"day": day}
    )


def declared(place: str) -> EventDraft:
    """A declaration of the place."""
    return EventDraft(kind="space_declared", data={"name": place, "answers": {"q1": True}})


def printed(learner: str, code: str) -> EventDraft:
    """A certificate that was printed."""
    return EventDraft(
        kind="certificate_issued", subject_kind="learner", subject=learner, data={"code": code}
    )


def clicked(click: str) -> EventDraft:
    """A daily click that was shown."""
    return EventDraft(kind="click_seen", data={"click": click})


def wrote(run: str, words: str) -> EventDraft:
    """Words that a guest typed in a lesson."""
    return EventDraft(
        kind="noted", run=run, subject_kind="visitor", ref=Ref("mil.core", 1, "m2", "reflect"),
        note=words,
    )  # fmt: skip


def visited(run: str, kind: str, lesson: str = "m2") -> EventDraft:
    """A guest's run that begins (run_started) or ends (run_ended)."""
    return EventDraft(
        kind=kind, run=run, subject_kind="visitor", ref=Ref("mil.core", 1, lesson),
        data={"steps": 3},
    )  # fmt: skip


def followed(learner: str, path: str) -> EventDraft:
    """A path that a learner chose, or that was chosen for the place ("")."""
    kind = "learner" if learner else "none"
    return EventDraft(kind="path_chosen", subject_kind=kind, subject=learner, data={"path": path})


def held(session: str, on: bool) -> EventDraft:
    """A meeting of a path that a teacher ticked, or took back."""
    return EventDraft(
        kind="path_taught", data={"path": "four", "session": session, "on": on}, by="teacher"
    )


def led(learner: str) -> EventDraft:
    """A step of the peer track with own words."""
    return EventDraft(
        kind="peer_noted", subject_kind="learner", subject=learner,
        data={"step": "leader", "counts": {"e2": 4}}, note=f'{{"e3": "words of {learner}"}}',
    )  # fmt: skip


WHO = st.sampled_from(LEARNERS)
VISITS = st.sampled_from(("v1", "v2"))  # shared over folders: one that was copied has them too
DRAFTS = st.one_of(
    st.builds(started, st.sampled_from(RUNS), WHO, st.sampled_from(("m2", "l2"))),
    st.builds(entered, st.sampled_from(RUNS), WHO, st.integers(0, 5)),
    st.builds(answered, st.sampled_from(RUNS), WHO,
              st.sampled_from(("i1", "i2")), st.sampled_from(("right", "wrong"))),
    st.builds(ended, st.sampled_from(RUNS), WHO),
    st.builds(promised, WHO),
    st.builds(looked_back, WHO, st.sampled_from((7, 30))),
    st.builds(declared, st.sampled_from(("Library", "School"))),
    st.builds(printed, WHO, st.sampled_from(("AAAA", "BBBB"))),
    st.builds(clicked, st.sampled_from(("d1", "d2"))),
    st.builds(visited, VISITS, st.sampled_from(("run_started", "run_ended")),
              st.sampled_from(("m2", "l2"))),
    st.builds(wrote, VISITS, st.sampled_from(("a thought", "another"))),
    st.builds(followed, st.sampled_from((*LEARNERS, "")), st.sampled_from(("four", "full", ""))),
    st.builds(held, st.sampled_from(("s1", "s2")), st.booleans()),
    st.builds(led, WHO),
    st.builds(forgotten, WHO),
)  # fmt: skip
