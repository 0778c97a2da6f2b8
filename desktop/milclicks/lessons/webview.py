"""Makes the view of a mini-web: the browser at one moment, and the path once it is decided."""

from __future__ import annotations

from milclicks.lessons.browsing import WebState, found, page_of
from milclicks.lessons.views import ItemView, MiniwebView, PathPage, WebPath
from milclicks.steps.miniweb import Miniweb, WebPage, like_address


def miniweb_view(step: Miniweb, web: WebState, decide: ItemView, *, locked: bool) -> MiniwebView:
    """Return what a screen needs; the path and the debrief are there once the feedback opened."""
    place = web.place
    page = page_of(step, place)
    opened = decide.phase == "feedback"
    return MiniwebView(
        step=step,
        kind=place.kind,
        page=page,
        edition=page.edition(place.version) if page is not None else None,
        version=place.version,
        address=step.address(page) if page is not None else "",
        query=place.query,
        no_page=place.kind == "results" and like_address(place.query),
        results=found(step, place),
        matches=step.matches(page) if page is not None else (),
        can_back=web.at > 0,
        can_forward=web.at < len(web.history) - 1,
        turn=len(web.path),
        opened=tuple(step.page(each) for each in web.opened),
        judging=web.judging,
        decide=decide,
        path=path_of(step, web) if opened else None,
        debrief=step.debrief if opened else "",
        locked=locked or opened,
    )


def path_of(step: Miniweb, web: WebState) -> WebPath:
    """Sum a path up: the pages in order, how each was reached, and what they were worth."""
    pages: list[PathPage] = []
    seen: set[str] = set()
    for visit in web.path:
        page = page_of(step, visit.place) if visit.place.kind == "page" else None
        if page is not None:
            again = page.id in seen
            pages.append(PathPage(page, visit.place.version, visit.way, again))
            seen.add(page.id)
    key = [page for page in step.pages if page.role == "key"]
    return WebPath(
        pages=tuple(pages),
        key_opened=tuple(page for page in key if page.id in seen),
        key_missed=tuple(page for page in key if page.id not in seen),
        wrong_opened=tuple(_of(step, seen, "wrong")),
        sites=tuple(step.site(site) for site in _sites(step, web)),
        searches=sum(1 for visit in web.path if visit.way == "query"),
        ms=web.ms,
    )


def _of(step: Miniweb, seen: set[str], role: str) -> list[WebPage]:
    return [page for page in step.pages if page.id in seen and page.role == role]


def _sites(step: Miniweb, web: WebState) -> tuple[str, ...]:
    """The sites whose pages were opened, in the order of their first opening."""
    return tuple(dict.fromkeys(step.page(page).site for page in web.opened))
