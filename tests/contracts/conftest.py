"""What the rows of faults share; and at the end of each module: every declared code was met."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks.packs.library import Library
from tests.fixtures.packs.forge import forge
from tests.support.refusing import rows_of, unmet
from tests.support.site import Site, pack


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with mil.core 1 and 2."""
    packs = [pack(tmp_path / "in", "mil.core", number) for number in (1, 2)]
    return Site.make(tmp_path / "made", packs)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with an older version of the river pack in it."""
    old = forge(version=2).write(tmp_path / "old.milpack")
    with Library.open(tmp_path / "home") as opened:
        opened.install(old)
        yield opened


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
