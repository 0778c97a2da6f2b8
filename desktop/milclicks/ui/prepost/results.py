"""The results of a group as counts: safe to show on a projector, no names, no ranking, no marks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.community.prepost import group
from milclicks.community.prepost.export import counts_csv
from milclicks.community.prepost.report import (
    FOR_LEARNING,
    choices,
    sections,
    wish_name,
    wishes_of,
)
from milclicks.community.prepost.scores import CASES, FEWEST, GroupScore
from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, Texts
from milclicks.ui.context import Context
from milclicks.ui.page import Page, beside, nothing_here
from milclicks.ui.prepost.bars import section_card
from milclicks.ui.prepost.table import table
from milclicks.ui.pretests import ROUNDS, Pretest, pretest, runs
from milclicks.ui.pretests import told as told_of
from milclicks.ui.printing.testsheets import report_sheet
from milclicks.ui.saving import ask_where, save
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.text import body, small, subtitle, title

TOO_FEW = N_("Numbers are shown from {fewest} people on.")
CASE_WORDS = {
    "all_kept": N_("Somebody keeps everything"),
    "none_kept": N_("Somebody distrusts everything"),
    "all_right": N_("Somebody decides all rightly"),
    "trusting": N_("Somebody is rather trusting"),
    "doubting": N_("Somebody is rather doubting"),
}
MEANING = (
    N_("d′ says how well sound and unsound messages are told apart; 0 is guessing."),
    N_("c says which way one leans: below 0 towards keeping, above 0 towards distrust."),
    N_("Whoever keeps everything and whoever distrusts everything have learned equally little."),
)


class Results(Page):
    """`meaning` shows what the numbers mean."""

    topics = frozenset({group.TOPIC, "packs"})

    def __init__(self, context: Context, meaning: bool = False) -> None:
        super().__init__(context, width=1000, gap=14)
        self._meaning = meaning
        self._first: QWidget | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """Whether the explanation is open."""
        return {"meaning": self._meaning}

    def first_focus(self) -> QWidget | None:
        """The report, or the explanation while there is none."""
        return self._first

    def fill(self) -> None:
        """Before, after and weeks later, then the meaning."""
        test = pretest(self.context)
        if test is None:
            sentence = self.say(N_("No pack on this computer has a test."))
            self.column.addWidget(nothing_here(self.context, "pencil", sentence))
            return
        self.column.addWidget(small(self.say(FOR_LEARNING)))
        self.column.addWidget(beside(self._meaning_button()))
        if self._meaning:
            self._explain()
        told = told_of(self.context)
        for section in sections(told):
            self.column.addWidget(section_card(self.context.texts, section))
        for round_, (people, counts) in told.items():
            self.column.addWidget(title(self.say(ROUNDS[round_])))
            said = self.context.texts.say_n(
                "{n} person has handed in.", "{n} people have handed in.", people
            )
            self.column.addWidget(body(said))
            if counts is None:
                self.column.addWidget(small(self.say(TOO_FEW, fewest=FEWEST)))
            else:
                self._round(round_, counts, test)
        self.column.addStretch(1)
        self._feet(any(counts is not None for _, counts in told.values()))

    # --- one time ------------------------------------------------------------------------
    def _round(self, round_: str, told: GroupScore, test: Pretest) -> None:
        say, texts = self.say, self.context.texts
        number = texts.number
        most = max(len(told.kept), len(told.caught))
        rows = [
            [say(words), *(number(n) for n in counts)]
            for words, counts in (
                (N_("People who kept so many sound messages"), told.kept),
                (N_("People who caught so many unsound messages"), told.caught),
            )
        ]
        head = [say(N_("How many messages")), *(number(n) for n in range(most))]
        self.column.addWidget(table(head, rows, f"counts-{round_}"))
        seen, shown = told.detection, _decimals(texts)
        facts = [
            [say(N_("Told apart (d′)")), shown(seen.d_prime)],
            [say(N_("Leaning (c)")), shown(seen.c)],
        ]
        if told.calibration is not None:
            points = number(abs(told.calibration.points))
            words = N_("Too sure, in percentage points")
            if told.calibration.points < 0:
                words = N_("Too modest, in percentage points")
            facts.append([say(words), points])
        facts += [
            [say(N_("People with 9 or more right answers of 14")), number(told.passed)],
            [say(N_("People with 12 or more right answers of 14")), number(told.mastered)],
        ]
        self.column.addWidget(table(["", ""], facts, f"facts-{round_}"))
        self._wishes(told, test)

    def _wishes(self, told: GroupScore, test: Pretest) -> None:
        """How many chose what, in the statements and the intentions."""
        texts = self.context.texts
        only = {"now": (told.people, told)}
        for part in ("statement", "intent"):
            items = wishes_of(only, part, test)
            if not items:
                continue
            words = choices(items[0], test)
            head = [self.say(N_("How many chose what")), *map(texts.message, words.values())]
            rows = [
                [
                    wish_name(item, test, texts),
                    *(texts.number(told.wishes[item].get(key, 0)) for key in words),
                ]
                for item in items
            ]
            self.column.addWidget(table(head, rows, f"wishes-{part[0]}"))

    # --- the meaning ---------------------------------------------------------------------
    def _explain(self) -> None:
        texts, say = self.context.texts, self.say
        shown = _decimals(texts)
        self.column.addWidget(subtitle(say(N_("What these numbers mean"))))
        for line in MEANING:
            self.column.addWidget(body(say(line)))
        head = [
            say(N_("Of 8 sound and 8 unsound messages")),
            say(N_("Sound kept")),
            say(N_("Unsound kept")),
            "d′",
            "c",
        ]
        rows = [
            [
                say(CASE_WORDS[key]),
                texts.number(one.hits),
                texts.number(one.alarms),
                shown(one.d_prime),
                shown(one.c),
            ]
            for key, one in CASES
        ]
        self.column.addWidget(table(head, rows, "five-cases"))

    def _meaning_button(self) -> QWidget:
        words = N_("Hide the meaning") if self._meaning else N_("What do these numbers mean?")
        meaning = PlainButton(self.say(words), icon="help")
        meaning.setObjectName("test-meaning")
        meaning.clicked.connect(self._turn)
        self._first = meaning
        return meaning

    def _feet(self, something: bool) -> None:
        foot = self.with_foot()
        paper = PrimaryButton(self.say(N_("Report on paper")), icon="print")
        paper.setObjectName("test-report")
        paper.setEnabled(something)
        paper.clicked.connect(lambda: self.context.go("preview", sheet=report_sheet(self.context)))
        foot.addWidget(paper)
        self._first = paper if something else self._first
        save = SecondaryButton(self.say(N_("Save the counts")), icon="save")
        save.setObjectName("test-csv")
        save.setEnabled(something)
        save.clicked.connect(self._save)
        foot.addWidget(save)
        back = SecondaryButton(self.say(N_("Back")))
        back.setObjectName("results-back")
        back.clicked.connect(lambda: self.context.go("teach_test"))
        foot.addWidget(back)

    def _turn(self) -> None:
        self._meaning = not self._meaning
        self.refresh()
        self.area.to_top()

    def _save(self) -> None:
        ask_where(self, self.say(N_("Save the counts")), "test-counts.csv", self._written, None)

    def _written(self, path: Path) -> None:
        try:
            test = pretest(self.context)
            if test is not None:
                counts = counts_csv(runs(self.context), test, self.context.texts)
                save(counts.encode("utf-8-sig"), path)
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
            return
        self.context.notices.tell(self.say(N_("Saved as {name}."), name=path.name))


def _decimals(texts: Texts) -> Callable[[float], str]:
    """Numbers with two decimals that keep their direction."""
    return lambda value: texts.isolate(texts.decimal(value))
