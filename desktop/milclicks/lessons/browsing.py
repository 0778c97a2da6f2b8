"""Where somebody stands in a mini-web: the history of a browser, the path, the time of reading.

Plain values, moved by `moved` alone, from the data of an event. What a move may lead to is asked
of `way_to`, before an event is drafted. Not here: clocks. The milliseconds come with the event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, NamedTuple

from milclicks.steps.miniweb import Miniweb, WebPage
from milclicks.steps.miniweb_search import Result, search

Kind = Literal["page", "results", "matches"]
PUSHING: Final = ("link", "result", "address", "about", "match", "version", "home", "picture")
WAYS: Final = (*PUSHING, "back", "forward")
LONGEST_PAUSE: Final = 10 * 60_000  # ms: whoever went away did not read all the time


class Place(NamedTuple):
    """What the browser shows: a page in a version, what a query found, or a picture's matches."""

    kind: Kind
    page: str = ""
    version: str = ""
    query: str = ""


class Visit(NamedTuple):
    """A place on the path and how it was reached: one of WAYS, "start" or "query"."""

    place: Place
    way: str


@dataclass(frozen=True, slots=True)
class WebState:
    """A browser at one moment. `history[at]` is shown; `ms` counts reading, judging left aside."""

    history: tuple[Place, ...]
    path: tuple[Visit, ...]
    at: int = 0
    judging: bool = False
    ms: int = 0

    @property
    def place(self) -> Place:
        """What is shown."""
        return self.history[self.at]

    @property
    def opened(self) -> tuple[str, ...]:
        """The pages that were opened, each once, in the order of their first opening."""
        pages = (visit.place.page for visit in self.path if visit.place.kind == "page")
        return tuple(dict.fromkeys(pages))


def opening(step: Miniweb) -> WebState:
    """A browser at the page that is open at first."""
    place = Place("page", step.start)
    return WebState((place,), (Visit(place, "start"),))


def page_of(step: Miniweb, place: Place) -> WebPage | None:
    """The page that a place shows or asks about; None for what a query found."""
    return step.find(place.page) if place.kind != "results" else None


def found(step: Miniweb, place: Place) -> tuple[Result, ...]:
    """What the query of a place finds in the words of this language."""
    return search(step, place.query) if place.kind == "results" else ()


def way_to(step: Miniweb, web: WebState, page_id: str, way: str, version: str = "") -> bool:
    """Say whether a page can be opened in this way from what is shown."""
    page, here = step.find(page_id), web.place
    now = page_of(step, here)
    if page is None or target(page_id, way, version) == here:
        return False
    if way == "result":
        return page_id in {result.page for result in found(step, here)}
    if way in ("address", "home"):
        return way == "address" or page_id == step.start
    if now is None:
        return False
    edition = now.edition(here.version)
    if way == "match":
        return here.kind == "matches" and page in step.matches(now)
    if here.kind != "page" or edition is None:
        return False
    if way == "link":
        return page_id in edition.links()
    if way == "about":
        return page_id == step.site(now.site).about
    same = page_id == now.id
    if way == "picture":
        return same and bool(step.matches(now))
    return way == "version" and same and now.edition(version) is not None


def target(page_id: str, way: str, version: str = "") -> Place:
    """The place that a way leads to."""
    if way == "picture":
        return Place("matches", page_id)
    return Place("page", page_id, version if way == "version" else "")


def moved(step: Miniweb, web: WebState, kind: str, text: str, data: Mapping[str, Any]) -> WebState:
    """Return the browser after an event; raises ValueError for one that does not fit."""
    spent = min(max(int(data.get("ms", 0)), 0), LONGEST_PAUSE)
    timed = web if web.judging else replace(web, ms=web.ms + spent)
    if kind == "judged":
        on = bool(data["on"])
        if on == web.judging:
            raise ValueError("judged twice")
        return replace(timed, judging=on)
    if web.judging:
        raise ValueError("reading while judging")
    if kind == "queried":
        return _pushed(timed, Place("results", query=text), "query")
    return _opened(step, timed, text, data)


def _opened(step: Miniweb, web: WebState, page_id: str, data: Mapping[str, Any]) -> WebState:
    way, version = str(data["by"]), str(data.get("version", ""))
    if way in ("back", "forward"):
        at = web.at + (1 if way == "forward" else -1)
        if not 0 <= at < len(web.history):
            raise ValueError("no further")
        return replace(web, at=at, path=(*web.path, Visit(web.history[at], way)))
    page = step.find(page_id)
    if page is None or way not in PUSHING or page.edition(version) is None:
        raise ValueError(page_id)
    place = target(page_id, way, version)
    if place == web.place:
        raise ValueError("already shown")
    return _pushed(web, place, way)


def _pushed(web: WebState, place: Place, way: str) -> WebState:
    """Show a new place; what lay ahead in the history is forgotten, as in any browser.

    Queries are told apart by their order alone: their words may have been erased since.
    """
    history = (*web.history[: web.at + 1], place)
    path = (*web.path, Visit(place, way))
    return replace(web, history=history, at=len(history) - 1, path=path)
