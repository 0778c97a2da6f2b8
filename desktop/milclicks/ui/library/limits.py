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
_MONTH, _HOURS = ("fetch.quota", "fetch.quota_reached"), "fetch.window"
_MB = 1_000_000


def month(error: MilClicksError | None) -> bool:
    """Whether the MB of the month stand in the way: trying again would end at once."""
    return error is not None and error.code in _MONTH


def sentence(texts: Texts, error: MilClicksError) -> str:
    """What an error says; times of day in the reader's digits."""
    values = error.sentence.values
    if error.code == _HOURS:
        values = {name: texts.with_digits(str(value)) for name, value in values.items()}
    return texts.say(error.sentence.text, **values)


def said(context: Context, plan: Plan | AppPlan) -> Iterator[QWidget]:
    """What would stop it over a line; nothing where nothing would."""
    texts, held = context.texts, plan.held
    if held is not None:
        words = body(sentence(texts, held), strong=True)
        remedy = held.remedy if month(held) else None
        yield block(words, *([small(texts.message(remedy))] if remedy else []), gap=4)
    elif may_run_out(plan):
        left = size_words(texts, plan.left or 0)
        quota = size_words(texts, context.workspace.settings.packs_quota_mb * _MB)
        yield body(texts.say(LEFT, left=left, quota=quota), strong=True)


def may_run_out(plan: Plan | AppPlan) -> bool:
    """Whether an update, of which only the most is known, may take more than the month has."""
    return not plan.exact and plan.left is not None and plan.bytes > plan.left


def ways(context: Context, plan: Plan, name: str) -> list[Button]:
    """The button to the settings where a limit counts."""
    if plan.held is not None:
        return [to_settings(context, name, plan.held)]
    return [to_settings(context, name)] if may_run_out(plan) else []


def is_limit(error: MilClicksError) -> bool:
    """Whether it is one of the limits of the settings."""
    return month(error) or error.code == _HOURS


def to_settings(context: Context, name: str, error: MilClicksError | None = None) -> Button:
    """A button that leads to the setting that is in the way."""
    hours = error is not None and error.code == _HOURS
    button = SecondaryButton(context.say(N_("Settings")), icon="settings")
    button.setObjectName(name)
    see = "packs_night" if hours else "packs_quota_mb"
    button.clicked.connect(partial(_go, context, see))
    return button


def _go(context: Context, see: str, _checked: bool = False) -> None:
    context.go("settings", see=see)
