"""Makes what is shown beside a question fit its room: smaller type, never a cut edge."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import Texts
from milclicks.ui.items.hotspot import HotspotWidget
from milclicks.ui.items.state import ItemState
from milclicks.ui.pictures import Media, PictureView, image_of
from milclicks.ui.present.paging import needs
from milclicks.ui.theme import current, theme_scope

SMALLEST = 0.45

Maker = Callable[[int, int], QWidget]


def fitted(make: Callable[[], QWidget]) -> Maker:
    """Make it in smaller and smaller type until it is not higher than the room."""

    def fit(width: int, height: int) -> QWidget:
        theme = current()
        share = 1.0
        while True:
            with theme_scope(theme.with_(scale_all=theme.scale_all * share)):
                made = make()
            if needs(made, width) <= height or share < SMALLEST:
                made.setFixedHeight(min(needs(made, width), height))
                return made
            made.deleteLater()
            share *= 0.88

    return fit


def picture(media: Media, name: str) -> Maker:
    """A picture as large as the room allows."""

    def fit(width: int, height: int) -> QWidget:
        view = PictureView(image_of(media, name), media.alt(name), most=height)
        view.setFixedHeight(min(view.heightForWidth(width), height))
        return view

    return fit


def pointed(state: ItemState, texts: Texts, media: Media) -> Maker:
    """What is pointed at, with the numbers of its places; the key only when it is open."""

    def make() -> QWidget:
        item = HotspotWidget(state, texts, media)
        ground = item.ground
        ground.setParent(None)
        item.setParent(ground)  # it colours the places and goes when they go
        item.hide()
        return ground

    return fitted(make)
