"""What the journeys share: the way each is walked, and the small pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.screens import quay_packs
from tests.support.ways import WAYS, Way


@pytest.fixture(params=WAYS, ids=lambda way: way.name)
def way(request: pytest.FixtureRequest) -> Way:
    """Each way in turn."""
    found: Way = request.param
    return found


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the small pack, built once."""
    return quay_packs(tmp_path_factory.mktemp("journeys"))
