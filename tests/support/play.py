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


DRAFTS = st.one_of(
    st.builds(started, st.sampled_from(RUNS), st.sampled_from(LEARNERS),
              st.sampled_from(("m2", "l2"))),
    st.builds(entered, st.sampled_from(RUNS), st.sampled_from(LEARNERS), st.integers(0, 5)),
    st.builds(answered, st.sampled_from(RUNS), st.sampled_from(LEARNERS),
              st.sampled_from(("i1", "i2")), st.sampled_from(("right", "wrong"))),
    st.builds(ended, st.sampled_from(RUNS), st.sampled_from(LEARNERS)),
    st.builds(forgotten, st.sampled_from(LEARNERS)),
)  # fmt: skip
