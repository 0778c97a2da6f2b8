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

settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("project")


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that stands still until the test moves it."""
    return FrozenClock()
