"""At the end of each module of faults: every code that its tests declare was really met."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.refusing import rows_of, unmet


@pytest.fixture(autouse=True, scope="module")
def every_declared_code_was_met(request: pytest.FixtureRequest) -> Iterator[None]:
    """Not when only some tests or cases were asked for."""
    yield
    chosen = request.config.option
    if chosen.keyword or chosen.markexpr or any("::" in one for one in request.config.args):
        return
    mine = [one for one in request.session.items if one.path == request.path]
    for test in {one.function for one in mine if rows_of(getattr(one, "function", None))}:
        cases = sum(getattr(one, "function", None) is test for one in mine)
        lacking = unmet(test, cases)
        assert not lacking, f"{test.__name__} declares what no case of it meets: {lacking}"
