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

PIN = "4826"
SPARE_MS = 400


@dataclass(slots=True)
class Traveller:
    """Who travels, in which language, and what was given so far."""

    driver: Driver
    locale: str
    nickname: str
    place: str
    lesson: str = "m2"
    ledger: Ledger = field(default_factory=Ledger)


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
    driver.click("who")
    driver.click("join")
    driver.write("nickname", who.nickname)
    driver.picture("join", "a learner joins: a nickname and a drawn face")
    driver.click("join-now")
    driver.picture("today", "Today for a learner")


def lesson(who: Traveller) -> None:
    """The lesson of the day with its quiz, to the end."""
    who.driver.click("go-on")
    Play(who.driver, who.ledger).to_the_end()
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
    driver.click("nav-today")
    driver.click("open-daily")
    driver.click("daily-open")
    driver.picture("daily", "the daily click with its reason")
    driver.click("daily-done")
    driver.click("nav-glossary")
    driver.picture("words", "the words of the packs")
    driver.click("open-help")
    driver.click("help-pact")
    driver.picture("help", "the teacher's guide")


def pact(who: Traveller) -> None:
    """Ten promises, two to begin with, a plan for each, the certificate."""
    driver = who.driver
    driver.click("nav-pact")
    driver.picture("pact", "My pact: the ten promises")
    driver.click("choose-two")
    driver.click("choose-p1")
    driver.click("choose-p3")
    driver.picture("pact-choose", "My pact: two promises to begin with")
    driver.click("pact-next")
    driver.click("plan-p1-a")
    driver.click("plan-p3-b")
    driver.picture("pact-plan", "My pact: when this happens, I will do that")
    driver.click("pact-next")
    driver.picture("pact-sign", "My pact: signing with a nickname or an own mark")
    driver.click("pact-next")
    driver.picture("pact-made", "My pact: made")
    driver.click("pact-next")
    driver.keep_pdf(f"certificate-{who.locale}.pdf", "the certificate of the pact")
    driver.picture("certificate", "the certificate before printing")
    driver.click("preview-back")
    driver.click("nav-today")


def space(who: Traveller) -> None:
    """Twelve questions, the form, the poster, and the full-screen display."""
    driver = who.driver
    driver.click("nav-space")
    driver.picture("space", "Space: what a Space promises")
    driver.click("declare")
    for number in range(1, 13):
        driver.click(f"{'no' if number == 5 else 'yes'}-{number}")
    driver.picture("space-check", "Space: the self-check of twelve")
    driver.click("space-next")
    driver.write("space-name", who.place)
    driver.write("space-keeper", "librarian")
    driver.click("kind-library")
    driver.picture("space-form", "Space: the form")
    driver.click("space-next")
    driver.picture("space-declared", "Space: declared")
    driver.click("space-next")
    driver.keep_pdf(f"poster-{who.locale}.pdf", "the poster of the Space")
    driver.picture("poster", "the poster before printing")
    driver.click("nav-space")
    driver.click("start-display")
    driver.picture("display", "Space: the full-screen display", window="display")
    driver.hold("hold-to-leave-0", HOLD_MS + SPARE_MS)
    driver.control("start-display")


def teacher(who: Traveller) -> None:
    """The PIN with its recovery code, then every page behind it, and a lesson for the class."""
    driver = who.driver
    driver.click("nav-teach")
    driver.picture("pin-make", "Teacher: making a PIN on shuffled digits")
    for _ in range(2):
        for digit in PIN:
            driver.click(f"pin-{digit}")
        driver.click("pin-done")
    driver.picture("pin-code", "Teacher: the recovery code, shown once")
    driver.click("pin-copied")
    driver.picture("teach", "Teacher: choosing a lesson to teach")
    _behind_the_pin(who)
    driver.click("nav-teach")
    _present(who)
    driver.click("lock")
    driver.click("nav-teach")
    driver.picture("pin-ask", "Teacher: the PIN is asked again")
    for digit in PIN:
        driver.click(f"pin-{digit}")
    driver.click("pin-done")
    driver.click("lock")


def _behind_the_pin(who: Traveller) -> None:
    driver = who.driver
    driver.click("nav-learners")
    driver.picture("learners", "Teacher: learners and what each has done")
    driver.click("nav-prints")
    driver.picture("prints", "Teacher: everything that can be printed")
    driver.click("print-blank")
    driver.keep_pdf(f"blank-{who.locale}.pdf", "a blank certificate for a name by hand")
    driver.click("nav-prints")
    driver.click("print-children")
    driver.keep_pdf(f"children-{who.locale}.pdf", "the notice for children")
    driver.click("nav-packs")
    driver.picture("packs", "Teacher: the packs")
    driver.click("nav-worrying")
    driver.write("helpline", "116 111")
    driver.click("helpline-save")
    driver.picture("worrying", "Teacher: if a child tells you something worrying")


def _present(who: Traveller) -> None:
    driver = who.driver
    driver.click(f"teach-{who.lesson}")
    driver.click("minutes-20")
    driver.picture("teach-minutes", "Teacher: how much time is there")
    driver.click("start-lesson")
    driver.picture("present", "a lesson for the projector")
    driver.click("next")
    driver.click("leave")


def settings(who: Traveller) -> None:
    """Larger text, high contrast, Undo, a language and back, About."""
    driver = who.driver
    driver.click("open-settings")
    driver.picture("settings", "Settings")
    driver.click("set-text_size-150")
    driver.click("set-high_contrast")
    driver.picture("settings-large", "Settings with larger text and high contrast")
    driver.click("set-high_contrast")
    driver.click("set-text_size-100")
    driver.click("notice-action")
    driver.click("set-text_size-100")
    other = "fr" if who.locale != "fr" else "en"
    driver.click(f"set-locale-{other}")
    driver.click(f"set-locale-{who.locale}")
    driver.click("open-about")
    driver.picture("about", "About, with the credits of each pack")
    driver.click("open-settings")
    driver.press("open-settings", Qt.Key.Key_Tab)


Leg = Callable[[Traveller], None]
LEGS: dict[str, Leg] = {
    "first run": first_run,
    "joining": join,
    "the lesson": lesson,
    "looking around": look_around,
    "the pact": pact,
    "the Space": space,
    "the teacher's page": teacher,
    "the settings": settings,
}
