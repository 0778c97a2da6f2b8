"""The pages without a key: talk about it, do it by hand, plan it, take it home."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_, Texts
from milclicks.lessons.views import ReflectView, StepView
from milclicks.steps.discuss import Discuss
from milclicks.steps.do import Do
from milclicks.steps.takehome import TakeHome
from milclicks.ui.inline import plain
from milclicks.ui.items.rows import OptionRow
from milclicks.ui.player.page import Page
from milclicks.ui.player.read import entries
from milclicks.ui.player.show import told_card
from milclicks.ui.player.split import fill
from milclicks.ui.widgets.cards import Card, HeroCard, SunCard
from milclicks.ui.widgets.text import Eyebrow, title

FORMS = {
    "vote_talk_vote": ("hand", N_("Vote with fingers at your chest, talk in pairs, vote again.")),
    "pairs": ("people", N_("Talk in pairs. After two minutes each pair tells one thought.")),
    "circle": ("talk", N_("Sit in a circle. Each may speak once, or pass.")),
}
ON_YOUR_OWN = N_("Alone? Think about it for a minute, or ask somebody at home.")
YOU_NEED = N_("You need")
HOW = N_("How it goes")
SHEETS = {
    "hand": N_("There is a printed sheet for this: the hand."),
    "grid": N_("There is a printed sheet for this: the grid."),
    "frame": N_("There is a printed sheet for this: the frame."),
    "cards": N_("There is a printed sheet for this: the cards."),
}
BY_HAND = N_("This part is done by hand, away from the screen.")
WHEN = N_("When …")
WILL = N_("… I will …")
PLAN = N_("{when}, {will}")
YOUR_PLAN = N_("Your plan")
SAY_IT = N_("Say this to an adult")
TRY_IT = N_("Try this at home")
HINT_GO = N_("Enter goes on")
HINT_PLAN = N_("Choose one line on each side · saved as you go")


def plan_words(texts: Texts, when: str, will: str) -> str:
    """A situation ("When ...") and an act ("I will ...") as one sentence."""
    return texts.say(PLAN, when=plain(when).rstrip(" .,،…"), will=plain(will))


class DiscussPage(Page):
    """A question to talk about."""

    def build(self) -> None:
        step = self.view.step
        assert isinstance(step, Discuss)
        self.hint = self.say(HINT_GO)
        icon, words = FORMS[step.form]
        questions = entries(self, [each.text for each in step.questions], numbered=True)
        main: list[QWidget] = [self.eyebrow(), self.heading(), self.words(step.prompt, size=20)]
        card = Card()
        card.add(questions)
        main += [card, told_card(self, icon, self.say(words)), self.words(self.say(ON_YOUR_OWN))]
        fill(self.split.main, *main)


class DoPage(Page):
    """An activity on paper."""

    def build(self) -> None:
        step = self.view.step
        assert isinstance(step, Do)
        self.hint = self.say(HINT_GO)
        main: list[QWidget] = [self.eyebrow(), self.heading(), self.words(step.intro, size=18)]
        main.append(told_card(self, "pencil", self.say(BY_HAND)))
        if step.materials:
            main.append(Eyebrow(self.say(YOU_NEED)))
            main.append(entries(self, [each.text for each in step.materials]))
        main.append(Eyebrow(self.say(HOW)))
        card = Card()
        card.add(entries(self, [each.text for each in step.instructions], numbered=True))
        main.append(card)
        if step.sheet:
            main.append(told_card(self, "print", self.say(SHEETS[step.sheet])))
        fill(self.split.main, *main)


class ReflectPage(Page):
    """A plan: a situation, an action, and the sentence they make."""

    def build(self) -> None:
        reflect = self.view.reflect
        assert reflect is not None
        self.hint = self.say(HINT_PLAN)
        self.rows: list[OptionRow] = []
        self.whens = [self._row("when", s.id, s.when) for s in reflect.step.situations]
        self.wills = [self._row("will", a.id, a.will) for a in reflect.step.actions]
        main: list[QWidget] = [self.eyebrow(), self.heading(), self.words(reflect.step.prompt)]
        main += [title(self.say(WHEN), size=18), *self.whens]
        main += [title(self.say(WILL), size=18), *self.wills]
        self.card = SunCard()
        self.card.add(Eyebrow(self.say(YOUR_PLAN), "ink"))
        self.plan = self.words("", strong=True, size=20)
        self.plan.setObjectName("plan")
        self.card.add(self.plan)
        fill(self.split.main, *main, self.card)
        self._show(reflect)

    def _row(self, side: str, key: str, words: str) -> OptionRow:
        row = OptionRow(key, words, self.texts.number(len(self.rows) + 1))
        row.setObjectName(f"{side}-{key}")
        chosen = {side: key}
        row.clicked.connect(lambda: self.do("plan", chosen.get("when", ""), chosen.get("will", "")))
        self.rows.append(row)
        return row

    def _show(self, reflect: ReflectView) -> None:
        for row in self.rows:
            mine = row.option in (reflect.when, reflect.will)
            row.show_as("chosen" if mine else "idle", locked=reflect.locked)
        whens = {s.id: s.when for s in reflect.step.situations}
        wills = {a.id: a.will for a in reflect.step.actions}
        both = reflect.when in whens and reflect.will in wills
        self.card.setVisible(both)
        if both:
            self.plan.set_text(
                plan_words(self.texts, whens[reflect.when or ""], wills[reflect.will or ""])
            )

    def show_view(self, view: StepView) -> bool:
        self.view = view
        if view.reflect is None:
            return False
        self._show(view.reflect)
        return True

    def pick(self, number: int) -> None:
        reflect = self.view.reflect
        if reflect is not None and not reflect.locked and number <= len(self.rows):
            self.rows[number - 1].click()

    def first_control(self) -> QWidget | None:
        return self.rows[0]


class TakeHomePage(Page):
    """One sentence to say, one thing to try."""

    def build(self) -> None:
        step = self.view.step
        assert isinstance(step, TakeHome)
        self.hint = self.say(HINT_GO)
        sentence, task = HeroCard(), SunCard()
        sentence.add(Eyebrow(self.say(SAY_IT)))
        sentence.add(self.words(step.sentence, strong=True, size=22))
        task.add(Eyebrow(self.say(TRY_IT), "ink"))
        task.add(self.words(step.task, size=18))
        fill(self.split.main, self.eyebrow(), self.heading(), sentence, task)
