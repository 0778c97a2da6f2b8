"""Plays a lesson from the first step to the end page, by hand, as it comes.

It reads what is on show (the view of the run) only to know which controls to use.
"""

from __future__ import annotations

import json

from milclicks.items.registry import type_of
from milclicks.lessons.views import ItemView, StepView
from milclicks.ui.touring.answers import SURE, answer
from milclicks.ui.touring.driver import Driver, Stuck
from milclicks.ui.touring.ledger import Ledger

MOST_MOMENTS = 200
MORE = {
    "answered": "a question with its reasons",
    "read": "a web of its own, read sideways",
}


class Play:
    """One lesson. `pictured` names what needs no picture any more; it grows."""

    def __init__(self, driver: Driver, ledger: Ledger, pictured: set[str]) -> None:
        self._driver, self._ledger = driver, ledger
        self._pictured = pictured
        self._asked = 0

    def to_the_end(self) -> None:
        """Do what each moment asks for until the lesson is over."""
        for _ in range(MOST_MOMENTS):
            if self._driver.seen("done") is not None:
                self._driver.picture(
                    "lesson-end", "the end of the lesson: what was kept and caught"
                )
                return
            self._moment(self._view())
        raise Stuck(f"In {self._driver.place}, the lesson does not come to an end.")

    def to_a_web(self) -> None:
        """Do what each moment asks for until a web to read sideways was read and is judged."""
        for _ in range(MOST_MOMENTS):
            view = self._view()
            self._moment(view)
            if view.miniweb is not None:
                return
        raise Stuck(f"In {self._driver.place}, no web to read sideways comes.")

    def _view(self) -> StepView:
        screen = self._driver.seen("screen-player")
        player = getattr(screen, "player", None)
        if player is None:
            raise Stuck(f"In {self._driver.place}, no lesson is open.")
        view: StepView = player.desk.view()
        return view

    def _moment(self, view: StepView) -> None:
        self._picture(view)
        if view.investigate is not None:
            self._investigate(view)
        elif view.miniweb is not None:
            self._read_sideways(view)
        elif view.scene is not None and not view.scene.ended:
            self._turn(view)
        elif (
            view.show is not None and view.show.step.vote and view.show.stage in ("look", "revote")
        ):
            self._vote(view)
        elif view.reflect is not None:
            self._plan(view)
        elif view.item is not None and view.item.phase != "feedback":
            self._question(view, view.item)
            self._picture(view, "answered")
        if self._view().can_advance:
            self._driver.click("next")

    def _picture(self, view: StepView, more: str = "") -> None:
        kind = view.item.form if view.item is not None else view.step.kind
        name = f"{kind}-{more}" if more else kind
        if name not in self._pictured:
            self._pictured.add(name)
            line = MORE[more] if more else f"in the lesson: {kind}"
            self._driver.picture(f"lesson-{name}", line)

    # --- what is done --------------------------------------------------------------------
    def _question(self, view: StepView, item: ItemView) -> None:
        self._asked += 1
        given = answer(self._driver, item, other=self._asked % 3 == 0)
        self._ledger.gave("answered", self._step_of(view), item.item.id, given)
        if item.opener == "confidence":
            self._driver.click(f"level-{SURE}")
            self._ledger.gave("rated", self._step_of(view), item.item.id, SURE)
        else:
            self._driver.click("check")
        if item.form == "open":
            self._rate_oneself(item)

    def _step_of(self, view: StepView) -> str:
        return view.step.id

    def _rate_oneself(self, item: ItemView) -> None:
        rubric = getattr(item.item, "rubric", ())
        for line in rubric:
            self._driver.click(f"points-{line.id}-{line.points}")

    def _turn(self, view: StepView) -> None:
        assert view.scene is not None
        turn = view.scene.choices[0]
        self._driver.click(f"turn-{turn.id}")
        self._ledger.gave("branched", view.step.id, "", turn.id)

    def _vote(self, view: StepView) -> None:
        assert view.show is not None
        option = view.show.step.vote[0].id
        already = view.show.second if view.show.stage == "revote" else view.show.first
        if already is None:
            self._driver.click(f"vote-{option}")
            self._ledger.gave("voted", view.step.id, "", option)

    def _plan(self, view: StepView) -> None:
        assert view.reflect is not None
        step = view.reflect.step
        when, will = step.situations[0].id, step.actions[0].id
        if (view.reflect.when, view.reflect.will) == (when, will):
            return
        self._driver.click(f"when-{when}")
        self._driver.click(f"will-{will}")
        plan = json.dumps({"when": when, "will": will}, separators=(",", ":"))
        self._ledger.gave("noted", step.id, "", plan)

    def _read_sideways(self, view: StepView) -> None:
        """Start reading, ask who runs the first site, then judge."""
        web = view.miniweb
        assert web is not None
        if web.decide.phase == "feedback":
            return
        if not web.judging:
            if self._driver.seen("web-begin") is not None:
                self._driver.click("web-begin")
            self._picture(view, "read")
            if web.turn == 1 and self._driver.seen("web-about") is not None:
                site = web.step.site(web.step.page(web.step.start).site)
                self._driver.click("web-about")
                self._ledger.gave("opened", view.step.id, "", site.about)
            self._driver.click("web-judge")
            return
        self._question(view, web.decide)

    def _investigate(self, view: StepView) -> None:
        case = view.investigate
        assert case is not None
        if case.decide.phase == "feedback":
            return
        free = next((look for look in case.looks if look.affordable and not look.seen), None)
        if free is not None:
            self._driver.click(f"look-{free.look.id}")
            self._ledger.gave("looked", view.step.id, "", free.look.id)
            return
        right = type_of(case.decide.item).right_response(case.decide.item)
        if right is not None:
            self._question(view, case.decide)
