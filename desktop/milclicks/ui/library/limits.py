"""What the settings allow of a fetch: said on its card before it begins, and the way to them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_, Texts
from milclicks.ui.context import Context
from milclicks.ui.page import block
from milclicks.ui.sizes import size_words
from milclicks.ui.widgets.buttons import Button, SecondaryButton
from milclicks.ui.widgets.text import body, small

if TYPE_CHECKING:
    from milclicks.core.errors import MilClicksError
    from milclicks.packs.travel.appfetch import AppPlan
    from milclicks.packs.travel.plan import Plan

LEFT = N_(
    "{left} of this month’s {quota} are left. If the update needs more than that, it is not begun."
)
FIRST = N_(
    "“{place}” is asked first and costs nothing. What it does not have would come over the line: "
    "at most {size}."
)
FOR_THAT = N_(
    "{left} of this month’s {quota} are left for that. If more is needed, it is not begun."
)
LINE_HOURS = N_("Over the line packs come only between {start} and {end}.")
SPARED = N_("It lies on “{place}”, which is asked first and costs nothing.")
_MONTH, _HOURS = ("fetch.quota", "fetch.quota_reached"), "fetch.window"
_MB = 1_000_000


def month(error: MilClicksError | None) -> bool:
    """Whether the MB of the month stand in the way: trying again would end at once."""
    return error is not None and error.code in _MONTH


def hours(error: MilClicksError | None) -> bool:
    """Whether the hours of the settings stand in the way: it can come by itself then."""
    return error is not None and error.code == _HOURS


def sentence(texts: Texts, error: MilClicksError, words: str = "") -> str:
    """What an error says, or other `words` with its values; times of day in the reader's digits."""
    values = error.sentence.values
    if error.code == _HOURS:
        values = {name: texts.with_digits(str(value)) for name, value in values.items()}
    return texts.say(words or error.sentence.text, **values)


def said(context: Context, plan: Plan | AppPlan) -> Iterator[QWidget]:
    """What would stop it over a line, and what needs none; nothing where nothing would."""
    texts, limit, more = context.texts, plan.held or plan.maybe, may_run_out(plan)
    if plan.first and (plan.maybe is not None or more):
        size = size_words(texts, plan.bytes)
        yield body(texts.say(FIRST, place=plan.first, size=size))
    if limit is not None and plan.maybe is not None:
        words = _for_line(context, plan, limit)
    elif limit is not None:
        words = sentence(texts, limit)
    elif more:
        words = _left(context, plan, FOR_THAT if plan.first else LEFT)
    else:
        if plan.first and plan.left is None:
            yield small(texts.say(SPARED, place=plan.first))
        return
    remedy = limit.remedy if limit is not None and month(limit) else None
    strong = body(words, strong=True)
    yield block(strong, *([small(texts.message(remedy))] if remedy else []), gap=4)


def _for_line(context: Context, plan: Plan | AppPlan, limit: MilClicksError) -> str:
    """A limit that counts for the line alone."""
    if hours(limit):
        return sentence(context.texts, limit, LINE_HOURS)
    return _left(context, plan, FOR_THAT) if plan.left else sentence(context.texts, limit)


def _left(context: Context, plan: Plan | AppPlan, words: str) -> str:
    texts = context.texts
    quota = size_words(texts, context.workspace.settings.packs_quota_mb * _MB)
    return texts.say(words, left=size_words(texts, plan.left or 0), quota=quota)


def may_run_out(plan: Plan | AppPlan) -> bool:
    """Whether an update, of which only the most is known, may take more than the month has."""
    return not plan.exact and plan.left is not None and plan.bytes > plan.left


def ways(context: Context, plan: Plan, name: str) -> list[Button]:
    """The button to the settings where a limit counts."""
    limit = plan.held or plan.maybe
    if limit is not None:
        return [to_settings(context, name, limit)]
    return [to_settings(context, name)] if may_run_out(plan) else []


def is_limit(error: MilClicksError) -> bool:
    """Whether it is one of the limits of the settings."""
    return month(error) or hours(error)


def to_settings(context: Context, name: str, error: MilClicksError | None = None) -> Button:
    """A button that leads to the setting that is in the way."""
    button = SecondaryButton(context.say(N_("Settings")), icon="settings")
    button.setObjectName(name)
    see = "packs_night" if hours(error) else "packs_quota_mb"
    button.clicked.connect(partial(_go, context, see))
    return button


def _go(context: Context, see: str, _checked: bool = False) -> None:
    context.go("settings", see=see)
