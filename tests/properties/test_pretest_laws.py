"""The laws of the test before and after: a run is what its events tell; scores stay in bounds."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from milclicks.community.prepost import run
from milclicks.community.prepost.asks import Ask
from milclicks.community.prepost.scores import Detection
from milclicks.records.records import Records
from tests.support.clock import FrozenClock
from tests.support.pretests import pretest

FORM = pretest("en").forms["a"]
LEVELS = ("", "hunch", "fairly", "very")
ACTS = st.tuples(st.integers(0, 1), st.sampled_from(FORM.asks), st.integers(0, 4),
                 st.sampled_from(LEVELS))  # fmt: skip
COUNTS = st.integers(0, 40)


@settings(max_examples=30)
@given(st.lists(ACTS, max_size=25), st.sets(st.integers(0, 1)))
def test_replayed_equals_live_for_runs_that_cross(
    acts: list[tuple[int, Ask, int, str]], ended: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        records = Records.open(Path(folder) / "d", FrozenClock(), "test")
        live = [run.begin(records, FORM, "", "before", None, n) for n in (1, 2)]
        for who, ask, choice, level in acts:
            response = ask.options[choice % len(ask.options)][0]
            live[who] = run.answer(records, live[who], FORM, ask.id, response, level)
        for who in ended:
            live[who] = run.end(records, live[who])
        other = Records.open(Path(folder) / "e", FrozenClock(), "test")
        other.merge(records.folder / "records.db")
        for one in (records, other):
            assert run.runs(one) == {each.id: each for each in live}
            one.close()


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_d_prime_is_finite_and_turns_with_the_answers(a: int, b: int, c: int, d: int) -> None:
    seen = Detection(a, a + b, c, c + d)
    turned = Detection(b, a + b, d, c + d)
    assert math.isfinite(seen.d_prime)
    assert math.isclose(seen.d_prime, -turned.d_prime, abs_tol=1e-9)
    assert math.isclose(seen.c, -turned.c, abs_tol=1e-9)
    assert Detection(a, a + b, a, a + b).d_prime == 0
