"""Items on screen: one widget per kind and form, answered wholly by keys and wholly by taps.

`item_widget` chooses the widget. A widget shows a state and emits responses; it stores nothing
and grades nothing.
"""

from milclicks.ui.items.base import ItemWidget
from milclicks.ui.items.kinds import item_widget
from milclicks.ui.items.state import ItemState, fresh_state

__all__ = ["ItemState", "ItemWidget", "fresh_state", "item_widget"]
