"""Settings shared by all tests: the guards, a frozen clock, Hypothesis without deadlines."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.support.clock import FrozenClock

pytest_plugins = [
    "pytester",
    "tests.support.guards",
    "tests.support.sources",
    "tests.support.terminal",
]

LONG_FIRST = tuple(
    f"tests/{name}.py"
    for name in (
        "journeys/test_tour", "contracts/test_prints_lesson", "journeys/test_whole_course_widgets",
        "ui/test_gallery", "crash/test_deeds", "journeys/test_journeys_kill", "crash/test_kills",
        "crash/test_replay", "crash/test_really_full", "contracts/test_faults_library",
        "fuzz/test_coverage", "fuzz/test_fuzz", "journeys/test_ctrl_c", "journeys/test_next_pc",
        "journeys/test_nothing_unasked", "ui/test_lesson_on_paper",
    )
)  # fmt: skip
"""Where the whole suite runs on all cores these begin, so that none of them runs on at the end."""

settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("project")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the long files first where a worker of several asks for its part."""
    if hasattr(config, "workerinput"):
        rank = {name: place for place, name in enumerate(LONG_FIRST)}
        items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(rank)))


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that stands still until the test moves it."""
    return FrozenClock()
