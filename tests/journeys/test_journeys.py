"""Every journey by mouse, by keyboard alone and mirrored, within its presses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.walks import JOURNEYS, Journey, do
from tests.support.ways import Way

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.mark.parametrize("journey", JOURNEYS.values(), ids=JOURNEYS)
def test_a_journey_within_its_presses(
    qapp: object, tmp_path: Path, packs: Path, way: Way, journey: Journey
) -> None:
    root = journey.ready(tmp_path, packs)
    with way.window(tmp_path / "d", root, **journey.settings) as shell:
        hand = way.hand()
        for leg in journey.legs:
            for press in leg.presses:
                do(hand, press, tmp_path, way.locale)
            assert leg.stored(shell.workspace)
        assert hand.count <= journey.most
        assert shell.route == journey.ends
        assert shell.context.texts.locale == way.locale
