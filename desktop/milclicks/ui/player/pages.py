"""Which page shows which step: one explicit dictionary."""

from __future__ import annotations

from milclicks.ui.player.ask import AskPage
from milclicks.ui.player.investigate import InvestigatePage
from milclicks.ui.player.miniweb import MiniwebPage
from milclicks.ui.player.page import Page
from milclicks.ui.player.plain import DiscussPage, DoPage, ReflectPage, TakeHomePage
from milclicks.ui.player.read import ReadPage
from milclicks.ui.player.scene import ScenePage
from milclicks.ui.player.show import ShowPage

PAGES: dict[str, type[Page]] = {
    "recall": AskPage,
    "read": ReadPage,
    "show": ShowPage,
    "ask": AskPage,
    "scene": ScenePage,
    "investigate": InvestigatePage,
    "miniweb": MiniwebPage,
    "discuss": DiscussPage,
    "do": DoPage,
    "reflect": ReflectPage,
    "takehome": TakeHomePage,
}
