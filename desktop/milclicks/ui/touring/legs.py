"""The parts of the tour, each as a person would go: through controls by their names.

A leg begins where the window opens and leaves it where the next can begin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt

from milclicks.ui.space.hold import HOLD_MS
from milclicks.ui.touring.driver import Driver
from milclicks.ui.touring.ledger import Ledger
from milclicks.ui.touring.play import Play

KEYS = ("pin-4", "pin-8", "pin-2", "pin-6", "pin-done")
SPARE_MS = 400
NOTED = {"en": "Ask, then wait.", "ar": "نسأل ثمّ ننتظر."}


@dataclass(frozen=True, slots=True)
class Stops:
    """What of the packs is visited: a lesson to teach, a path, a lesson with a web in it."""

    lesson: str = "m2"
    path: str = "four"
    web: str = "l1"


@dataclass(slots=True)
class Traveller:
    """Who travels, in which language, and what was given so far."""

    driver: Driver
    locale: str
    nickname: str
    place: str
    stops: Stops = field(default_factory=Stops)
    ledger: Ledger = field(default_factory=Ledger)
    pictured: set[str] = field(default_factory=set)


def first_run(who: Traveller) -> None:
    """Language, where the computer stands, its name."""
    driver = who.driver
    driver.picture("first-language", "first start: the language, each in its own script")
    driver.click(f"tile-{who.locale}")
    driver.picture("first-use", "first start: where the computer stands; a lesson can be tried")
    driver.click("use-class")
    driver.write("place-name", who.place)
    driver.picture("first-name", "first start: the name of the place, which may stay empty")
    driver.click("start")
    driver.picture("today-first", "Today on the first day")


def join(who: Traveller) -> None:
    """A learner joins with a nickname and a drawn face."""
    driver = who.driver
    driver.click("who", "join")
    driver.write("nickname", who.nickname)
    driver.picture("join", "a learner joins: a nickname and a drawn face")
    driver.click("join-now")
    driver.picture("today", "Today for a learner")


def lesson(who: Traveller) -> None:
    """The lesson of the day with its quiz, to the end."""
    who.driver.click("go-on")
    Play(who.driver, who.ledger, who.pictured).to_the_end()
    who.driver.click("done")
    who.driver.picture("today-done", "Today after a lesson")


def look_around(who: Traveller) -> None:
    """Learn with its search, the daily click, the words, the guide."""
    driver = who.driver
    driver.click("nav-learn")
    driver.picture("learn", "Learn: all lessons by strand")
    driver.write("search", "a")
    driver.control("hit-0")
    driver.picture("search", "Learn: the search")
    driver.click("nav-today", "open-daily", "daily-open")
    driver.picture("daily", "the daily click with its reason")
    driver.click("daily-done", "nav-glossary")
    driver.picture("words", "the words of the packs")
    driver.click("open-help", "help-pact")
    driver.picture("help", "the teacher's guide")


def pact(who: Traveller) -> None:
    """Ten promises, two to begin with, a plan for each, the certificate."""
    driver = who.driver
    driver.click("nav-pact")
    driver.picture("pact", "My pact: the ten promises")
    driver.click("choose-two", "choose-p1", "choose-p3")
    driver.picture("pact-choose", "My pact: two promises to begin with")
    driver.click("pact-next", "plan-p1-a", "plan-p3-b")
    driver.picture("pact-plan", "My pact: when this happens, I will do that")
    driver.click("pact-next")
    driver.picture("pact-sign", "My pact: signing with a nickname or an own mark")
    driver.click("pact-next")
    driver.picture("pact-made", "My pact: made")
    driver.click("pact-next")
    driver.keep_pdf("certificate", "the certificate of the pact")
    driver.picture("certificate", "the certificate before printing")
    driver.click("preview-back", "nav-today")


def space(who: Traveller) -> None:
    """Twelve questions, the form, the poster, and the full-screen display."""
    driver = who.driver
    driver.click("nav-space")
    driver.picture("space", "Space: what a Space promises")
    driver.click(
        "declare", *(f"{'no' if number == 5 else 'yes'}-{number}" for number in range(1, 13))
    )
    driver.picture("space-check", "Space: the self-check of twelve")
    driver.click("space-next")
    driver.write("space-name", who.place)
    driver.write("space-keeper", "librarian")
    driver.click("kind-library")
    driver.picture("space-form", "Space: the form")
    driver.click("space-next")
    driver.picture("space-declared", "Space: declared")
    driver.click("space-next")
    driver.keep_pdf("poster", "the poster of the Space")
    driver.picture("poster", "the poster before printing")
    driver.click("nav-space", "start-display")
    driver.picture("display", "Space: the full-screen display", window="display")
    driver.hold("hold-to-leave-0", HOLD_MS + SPARE_MS)
    driver.control("start-display")


def teacher(who: Traveller) -> None:
    """The PIN with its recovery code, then every page behind it, and a lesson for the class."""
    driver = who.driver
    driver.click("nav-teach")
    driver.picture("pin-make", "Teacher: making a PIN on shuffled digits")
    for _ in range(2):
        driver.click(*KEYS)
    driver.picture("pin-code", "Teacher: the recovery code, shown once")
    driver.click("pin-copied")
    driver.picture("teach", "Teacher: choosing a lesson to teach")
    _behind_the_pin(who)
    driver.click("nav-teach")
    _present(who)
    driver.click("lock")
    _unlock(who)
    driver.click("lock")


def _unlock(who: Traveller) -> None:
    driver = who.driver
    driver.click("nav-teach")
    driver.picture("pin-ask", "Teacher: the PIN is asked again")
    driver.click(*KEYS)


def path(who: Traveller) -> None:
    """A path of lessons on paper, then started."""
    driver = who.driver
    driver.click("nav-learn", "open-paths")
    driver.picture("paths", "Learn: paths of lessons")
    driver.click(f"path-{who.stops.path}")
    driver.picture("path", "a path and its meetings")
    driver.click("path-print")
    driver.keep_pdf("path", "a path on one page")
    driver.click("preview-back", f"path-{who.stops.path}", "path-start")
    driver.picture("path-started", "the first lesson of the path")
    driver.click("leave")


def web(who: Traveller) -> None:
    """A lesson as far as its web to read sideways."""
    driver = who.driver
    driver.click("nav-learn", f"lesson-{who.stops.web}")
    Play(driver, who.ledger, who.pictured).to_a_web()
    driver.picture("web-judged", "a web: judging what was asked")
    driver.click("leave")


def peer_step(who: Traveller) -> None:
    """One step of the peer track, written down and ticked by the pair."""
    driver = who.driver
    driver.click("nav-learn", "open-peer")
    driver.picture("peer", "Peer educators: the six steps")
    driver.click("step-helper")
    for start, words in (("count-", "2"), ("words-", NOTED.get(who.locale, NOTED["en"]))):
        name = driver.first(start)
        if name:
            driver.write(name, words)
    driver.click("tick-t1", "tick-t2")
    driver.picture("peer-step", "Peer educators: what was done, written down")
    driver.click("peer-keep", "peer-back")


def group_pact(who: Traveller) -> None:
    """The pact in the words of a group, on paper."""
    driver = who.driver
    driver.click("nav-pact", "group-class")
    driver.picture("group-pact", "the pact for a class")
    driver.click("version-family", "group-print")
    driver.keep_pdf("group-pact", "the pact for a family")
    driver.click("preview-back", "nav-today")


def before_and_after(who: Traveller) -> None:
    """A form of the test on paper, then begun by a guest with a number, who goes on later."""
    driver = who.driver
    _unlock(who)
    driver.click("open-pretest")
    driver.picture("pretest", "Teacher: the test before and after")
    driver.click("paper-a")
    driver.keep_pdf("test", "a form of the test")
    driver.click("preview-back")
    driver.write("guest-number", "7")
    driver.click("guest-start", "test-next", "answer-sound", "level-fairly")
    driver.picture("pretest-question", "a question of the test")
    driver.click("test-next", "test-leave", "guest")


def _behind_the_pin(who: Traveller) -> None:
    driver = who.driver
    driver.click("nav-learners")
    driver.picture("learners", "Teacher: learners and what each has done")
    driver.click("nav-prints")
    driver.picture("prints", "Teacher: everything that can be printed")
    driver.click("print-blank")
    driver.keep_pdf("blank", "a blank certificate for a name by hand")
    driver.click("nav-prints", "print-children")
    driver.keep_pdf("children", "the notice for children")
    driver.click("nav-packs")
    driver.picture("packs", "Teacher: the packs")
    driver.click("nav-worrying")
    driver.write("helpline", "116 111")
    driver.click("helpline-save")
    driver.picture("worrying", "Teacher: if a child tells you something worrying")


def _present(who: Traveller) -> None:
    driver = who.driver
    driver.click(f"teach-{who.stops.lesson}", "minutes-20")
    driver.picture("teach-minutes", "Teacher: how much time is there")
    driver.click("print-lesson")
    driver.keep_pdf("lesson", "the same lesson on paper")
    driver.picture("lesson-paper", "a lesson on paper before printing")
    driver.click("preview-back", "start-lesson")
    driver.picture("present", "a lesson for the projector")
    driver.click("next", "leave")


def settings(who: Traveller) -> None:
    """Larger text, high contrast, Undo, a language and back, About."""
    driver = who.driver
    driver.click("open-settings")
    driver.picture("settings", "Settings")
    driver.click("set-text_size-150", "set-high_contrast")
    driver.picture("settings-large", "Settings with larger text and high contrast")
    driver.click("set-high_contrast", "set-text_size-100", "notice-action", "set-text_size-100")
    other = "fr" if who.locale != "fr" else "en"
    driver.click(f"set-locale-{other}", f"set-locale-{who.locale}", "open-about")
    driver.picture("about", "About, with the credits of each pack")
    driver.click("open-settings")
    driver.press("open-settings", Qt.Key.Key_Tab)


Leg = Callable[[Traveller], None]
LEGS: dict[str, Leg] = {
    "first run": first_run,
    "joining": join,
    "the lesson": lesson,
    "a path": path,
    "a web to read": web,
    "a peer step": peer_step,
    "looking around": look_around,
    "the pact": pact,
    "the group pact": group_pact,
    "the Space": space,
    "the teacher's page": teacher,
    "the test": before_and_after,
    "the settings": settings,
}
