"""Makes what is shown beside a question fit its room: smaller type, never a cut edge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from milclicks.core.texts import Texts
from milclicks.ui.items.hotspot import Ground, HotspotWidget
from milclicks.ui.items.state import ItemState
from milclicks.ui.pictures import Media, PictureView, image_of
from milclicks.ui.present.paging import needs
from milclicks.ui.theme import Theme, current, theme_scope

LARGEST, SMALLEST = 1.25, 0.3  # times the type of the page

PIN = 20  # px at 100 %: what a place needs where nobody taps it

Maker = Callable[[int, int], QWidget]


class Untapped(Theme):
    """The look of what is pointed at with fingers in the air: a place is as high as its number."""

    @classmethod
    def of_theme(cls, theme: Theme) -> Untapped:
        """The same theme for a wall."""
        return cls(**{each.name: getattr(theme, each.name) for each in fields(theme)})

    @property
    def target(self) -> int:
        return self.px(PIN)


def fitted(make: Callable[[], QWidget]) -> Maker:
    """Make it in large type, then smaller and smaller until it is not higher than the room."""

    def fit(width: int, height: int) -> QWidget:
        theme = current()
        share = LARGEST
        while True:
            with theme_scope(theme.with_(scale_all=theme.scale_all * share)):
                made = make()
            tall = needs(made, width)
            if (tall <= height and _inside(made, width, tall)) or share < SMALLEST:
                made.setFixedHeight(min(tall, height))
                return made
            made.deleteLater()
            share *= 0.88

    return fit


def _inside(made: QWidget, width: int, height: int) -> bool:
    """Whether nothing of it reaches below its end, laid out as it will be."""
    made.resize(width, height)
    made.grab(QRect(0, 0, 1, 1))  # lays out what is not shown yet
    parts = [part for part in made.findChildren(QWidget) if part.isVisibleTo(made)]
    return all(part.mapTo(made, part.rect().bottomLeft()).y() <= height for part in parts)


def picture(media: Media, name: str) -> Maker:
    """A picture as large as the room allows."""

    def fit(width: int, height: int) -> QWidget:
        view = PictureView(image_of(media, name), media.alt(name), most=height)
        return _sized(view, view, width, height)

    return fit


def pointed(state: ItemState, texts: Texts, media: Media) -> Maker:
    """What is pointed at, with the numbers of its places; the key only when it is open."""

    def make() -> Ground:
        item = HotspotWidget(state, texts, media)
        ground = item.ground
        ground.setParent(None)
        item.setParent(ground)  # it colours the places and goes when they go
        item.hide()
        return ground

    def fit(width: int, height: int) -> QWidget:
        ground = make()
        if isinstance(ground.view, PictureView):
            return _sized(ground, ground.view, width, height)
        ground.deleteLater()
        with theme_scope(Untapped.of_theme(current())):
            return fitted(make)(width, height)

    return fit


def _sized(shown: QWidget, view: PictureView, width: int, height: int) -> QWidget:
    """As large as the room allows in the picture's own proportions."""
    wide = min(width, int(height / view.ratio))
    shown.setFixedSize(wide, min(int(wide * view.ratio), height))
    return shown
