"""The list of screens. Screens register here and never import one another.

Each screen's module has a `ROUTE`. Modules are imported when they are first shown, so that the
first window comes up quickly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from milclicks.core.texts import N_

if TYPE_CHECKING:
    from milclicks.ui.context import Context
    from milclicks.ui.screen import Screen


class Frame(Enum):
    """What stands around a screen; SAME keeps what is there."""

    LEARNER = "learner"
    TEACHER = "teacher"
    BARE = "bare"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Route:
    """One screen: how it is called, what stands around it, who makes it."""

    name: str
    frame: Frame
    module: str
    maker: str
    title: str
    locked: bool = False

    def build(self, context: Context, params: dict[str, Any]) -> Screen:
        """Import the screen's module and make the screen."""
        make: Callable[..., Screen] = getattr(import_module(self.module), self.maker)
        return make(context, **params)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the side navigation."""

    route: str
    icon: str
    label: str


def _route(name: str, frame: Frame, where: str, title: str, *, locked: bool = False) -> Route:
    module, maker = where.split(":")
    return Route(name, frame, f"milclicks.ui.{module}", maker, title, locked)


_L, _T, _B, _S = Frame.LEARNER, Frame.TEACHER, Frame.BARE, Frame.SAME
_ALL = (
    _route("first_run", _B, "first_run.screen:FirstRun", N_("First start")),
    _route("chooser", _B, "chooser.screen:Chooser", N_("Who is here?")),
    _route("today", _L, "today.screen:Today", N_("Today")),
    _route("learn", _L, "learn.screen:Learn", N_("Learn")),
    _route("learn_paths", _L, "paths.screen:Paths", N_("Paths")),
    _route("learn_peer", _L, "peer.screen:PeerTrack", N_("Peer educators")),
    _route("learn_peer_step", _L, "peer.step:Step", N_("Peer educators")),
    _route("learn_peer_log", _L, "peer.log:Log", N_("My log")),
    _route("daily", _L, "daily.screen:Daily", N_("Daily click")),
    _route("glossary", _L, "glossary.screen:Glossary", N_("Words")),
    _route("pact", _L, "pact.screen:Pact", N_("My pact")),
    _route("pact_make", _L, "pact.make:MakePact", N_("Make my pact")),
    _route("pact_group", _L, "pact.group:GroupPact", N_("The pact for groups")),
    _route("pact_check", _L, "pact.check:CheckIn", N_("How did it go?")),
    _route("mine", _L, "chooser.mine:Mine", N_("What is stored about me")),
    _route("space", _L, "space.screen:Space", N_("Space")),
    _route("space_declare", _L, "space.declare:Declare", N_("Declare a Space")),
    _route("settings", _S, "settings.screen:SettingsScreen", N_("Settings")),
    _route("about", _S, "about.screen:About", N_("About")),
    _route("help", _S, "help.screen:Help", N_("Help")),
    _route("stick", _S, "stick.screen:StickScreen", N_("Sticks")),
    _route("stick_ask", _T, "stick.ask:AskMakers", N_("From a teacher"), locked=True),
    _route("stick_make", _T, "stick.make:MakeStick", N_("Make a stick"), locked=True),
    _route("preview", _S, "printing.screen:Preview", N_("Print")),
    _route("pin", _L, "teacher.pin:PinGate", N_("Teacher")),
    _route("teach", _T, "teacher.teach:Teach", N_("Teach"), locked=True),
    _route("teach_paths", _T, "paths.teach:TeachPaths", N_("Paths"), locked=True),
    _route("teach_pact", _T, "pact.group:GroupPact", N_("The pact for groups"), locked=True),
    _route("teach_peer", _T, "peer.teach:TeachPeer", N_("Peer educators"), locked=True),
    _route("teach_tick", _T, "peer.tick:TickStep", N_("What was seen"), locked=True),
    _route("teach_test", _T, "prepost.teach:TeachTest", N_("Before and after"), locked=True),
    _route("teach_results", _T, "prepost.results:Results", N_("Results"), locked=True),
    _route("teach_key_in", _T, "prepost.keyin:KeyIn", N_("Key in a sheet"), locked=True),
    _route("learners", _T, "teacher.learners:Learners", N_("Learners"), locked=True),
    _route("learner", _T, "teacher.learner:OneLearner", N_("Learner"), locked=True),
    _route("prints", _T, "teacher.prints:Prints", N_("Print"), locked=True),
    _route("recordings", _T, "teacher.recordings:Recordings", N_("Recordings"), locked=True),
    _route("packs", _T, "library.screen:Packs", N_("Packs"), locked=True),
    _route("closing", _B, "library.closing:Closing", N_("Before you close")),
    _route("packs_find", _T, "library.find:FindPacks", N_("Find packs"), locked=True),
    _route("packs_sign", _T, "signing.screen:SignPack", N_("Sign a pack"), locked=True),
    _route("packs_makers", _T, "signing.known:KnownMakers", N_("Makers known here"), locked=True),
    _route("packs_share", _T, "sharing.screen:SharePacks", N_("Share in this room"), locked=True),
    _route("worrying", _T, "teacher.worrying:Worrying", N_("If a child tells you"), locked=True),
    _route("player", _B, "player.screen:PlayerScreen", N_("Lesson")),
    _route("test", _B, "prepost.screen:TakeTest", N_("Before and after")),
    _route("present", _B, "present.screen:PresentScreen", N_("Lesson on the projector")),
)
ROUTES: dict[str, Route] = {route.name: route for route in _ALL}

LEARNER_NAV = (
    Entry("today", "home", N_("Today")),
    Entry("learn", "learn", N_("Learn")),
    Entry("pact", "pact", N_("My pact")),
    Entry("space", "space", N_("Space")),
    Entry("glossary", "glossary", N_("Words")),
    Entry("teach", "teacher", N_("Teacher")),
)
TEACHER_NAV = (
    Entry("teach", "teacher", N_("Teach")),
    Entry("learners", "people", N_("Learners")),
    Entry("prints", "print", N_("Print")),
    Entry("packs", "list", N_("Packs")),
    Entry("worrying", "shield", N_("If a child tells you")),
)
