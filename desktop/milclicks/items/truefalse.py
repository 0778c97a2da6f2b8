"""True or false: two fixed options in a fixed order. The app has the words for them."""

from __future__ import annotations

from typing import Final

from milclicks.core.errors import N_, Message, Problem
from milclicks.items.base import Row
from milclicks.items.choice import ChoiceType
from milclicks.items.options import OptionItem
from milclicks.items.reader import flaw

LABELS: Final = {"true": Message(N_("True")), "false": Message(N_("False"))}


class TrueFalseType(ChoiceType):
    """Like a choice; its options are called `true` and `false` and are never shuffled."""

    kind = "truefalse"

    def problems(self, item: OptionItem) -> list[Problem]:
        found = super().problems(item)
        if {option.id for option in item.options} != set(LABELS):
            found.append(
                flaw(
                    "item.fixed_options",
                    item.id,
                    N_("The options of this question must have these ids: {ids}."),
                    N_("Write each of them once, between quotation marks."),
                    ids="true, false",
                )
            )
        return found

    def rows(self, item: OptionItem) -> tuple[Row, ...]:
        order = {name: place for place, name in enumerate(LABELS)}
        options = sorted(item.options, key=lambda option: order.get(option.id, 2))
        return tuple(Row(o.id, o.body, True, LABELS.get(o.id)) for o in options)
