"""Which widget shows which item: one explicit dictionary. A new kind is one module and one line."""

from __future__ import annotations

from milclicks.core.texts import Texts
from milclicks.items.registry import SURVEYS
from milclicks.ui.items.base import ItemWidget
from milclicks.ui.items.choices import ChoiceWidget, DecideWidget, MultipleWidget, SurveyWidget
from milclicks.ui.items.cloze import ClozeWidget
from milclicks.ui.items.hotspot import HotspotWidget
from milclicks.ui.items.number import NumberWidget
from milclicks.ui.items.order import OrderWidget
from milclicks.ui.items.sorting import CategoriseWidget, MatchWidget
from milclicks.ui.items.state import ItemState
from milclicks.ui.items.writing import OpenWidget, ShortWidget
from milclicks.ui.pictures import Media

WIDGETS: dict[str, type[ItemWidget]] = {
    "choice": ChoiceWidget,
    "truefalse": ChoiceWidget,
    "multiple": MultipleWidget,
    "order": OrderWidget,
    "match": MatchWidget,
    "categorise": CategoriseWidget,
    "cloze": ClozeWidget,
    "short": ShortWidget,
    "number": NumberWidget,
    "hotspot": HotspotWidget,
    "decide": DecideWidget,
    "open": OpenWidget,
}


def item_widget(state: ItemState, texts: Texts, media: Media) -> ItemWidget:
    """The widget for an item; a survey question takes the scale."""
    item = state.item
    if item.survey is not None and item.kind in SURVEYS:
        return SurveyWidget(state, texts, media)
    return WIDGETS[item.kind](state, texts, media)
