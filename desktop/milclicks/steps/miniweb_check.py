"""Finds what an author of a mini-web would not want a learner to meet.

Words are counted in English only: a translation says the same with more or fewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from milclicks.core import marks
from milclicks.core.errors import N_, Problem
from milclicks.items.options import repeated
from milclicks.items.reader import flaw
from milclicks.steps.base import few
from milclicks.steps.miniweb_search import within_reach

if TYPE_CHECKING:
    from milclicks.steps.miniweb import Edition, Miniweb, WebPage

LEAST_PAGES: Final = 15
LEAST_SITES: Final = 4
LEAST_WORDS: Final = 60
COUNTED: Final = "en"
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def miniweb_problems(step: Miniweb) -> list[Problem]:
    """Return loose links, thin pages, pages out of reach, and what a mini-web must have."""
    pages = [page.id for page in step.pages]
    found = [
        *few(step.id, "pages", len(pages), LEAST_PAGES),
        *few(step.id, "sites", len(step.sites), LEAST_SITES),
        *repeated(step.id, [*pages, *(site.id for site in step.sites)]),
        *_loose_ends(step, set(pages)),
    ]
    if all(problem.code == "step.too_few" for problem in found):
        found += [*_same_address(step), *_out_of_reach(step)]
    if step.locale == COUNTED:
        found += [problem for page in step.pages for problem in _thin(step, page)]
    return [*found, *_missing(step), *_proof(step, set(pages))]


def words_of(page: Edition) -> int:
    """How many words the text of a page has, its headline and caption left aside."""
    return sum(len(_WORD.findall(marks.bare(block.text))) for block in page.body_blocks)


def _loose_ends(step: Miniweb, pages: set[str]) -> Iterator[Problem]:
    if step.start not in pages:
        yield _no_page(step.id, step.start)
    sites = {site.id for site in step.sites}
    for site in step.sites:
        if site.about not in pages:
            yield flaw(
                "miniweb.no_about",
                f"{step.id}/{site.id}",
                N_("This site has no page that says who runs it."),
                N_("Write such a page and name it under “about”."),
            )
    for page in step.pages:
        place = f"{step.id}/{page.id}"
        if page.site not in sites:
            yield flaw(
                "miniweb.no_site",
                place,
                N_("The mini-web has no site “{site}”."),
                N_("Name a site that exists, or add it under “sites”."),
                site=page.site,
            )
        yield from repeated(place, _ids_inside(page))
        yield from _links(place, page, pages)
        for edition in page.earlier:
            yield from repeated(f"{place}/{edition.id}", _ids_inside(edition))
            yield from _links(f"{place}/{edition.id}", edition, pages)


def _ids_inside(page: Edition) -> list[str]:
    """The ids that stand side by side in a page: they tell its texts apart."""
    earlier = [edition.id for edition in getattr(page, "earlier", ())]
    blocks = [block.id for block in page.body_blocks]
    return [page.headline.id, page.date.id, *blocks, *earlier]


def _links(place: str, page: Edition, pages: set[str]) -> Iterator[Problem]:
    for block in page.body_blocks:
        for target in dict.fromkeys(marks.pages(block.text)):
            if target not in pages:
                yield _no_page(f"{place}/{block.id}", target)


def _no_page(place: str, page: str) -> Problem:
    return flaw(
        "miniweb.no_page",
        place,
        N_("The mini-web has no page “{page}”."),
        N_("Lead to a page that exists, or write that page."),
        page=page,
    )


def _same_address(step: Miniweb) -> Iterator[Problem]:
    seen: set[str] = set()
    for page in step.pages:
        address = step.address(page)
        if address in seen:
            yield flaw(
                "miniweb.same_address",
                f"{step.id}/{page.id}",
                N_("Two pages have the address {address}."),
                N_("Give one of the two a path of its own."),
                address=address,
            )
        seen.add(address)


def ways_from(step: Miniweb, page: WebPage) -> set[str]:
    """The pages that can be opened from a page: links, its site's about page, the same picture."""
    editions = (page, *page.earlier)
    linked = {target for edition in editions for target in edition.links()}
    return {*linked, step.site(page.site).about, *(other.id for other in step.matches(page))}


def _out_of_reach(step: Miniweb) -> Iterator[Problem]:
    reached: set[str] = set()
    waiting = [step.start]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += sorted(ways_from(step, step.page(page)))
    for other in step.pages:
        if other.id not in reached and not within_reach(step, other):
            yield flaw(
                "miniweb.unreachable",
                f"{step.id}/{other.id}",
                N_("Neither a link nor a search leads to this page."),
                N_("Link to it from another page, or give it words that no other page has."),
            )


def _thin(step: Miniweb, page: WebPage) -> Iterator[Problem]:
    count = words_of(page)
    if count < LEAST_WORDS:
        yield flaw(
            "miniweb.short_page",
            f"{step.id}/{page.id}",
            N_("The text of this page has {count} words; at least {least} are needed."),
            N_("Write more of what such a page would say."),
            count=count,
            least=LEAST_WORDS,
        )


def _missing(step: Miniweb) -> Iterator[Problem]:
    """What every mini-web must have, so that there is something to find."""
    roles = {page.role for page in step.pages}
    if "key" not in roles:
        yield flaw(
            "miniweb.no_key",
            step.id,
            N_("No page holds the evidence that decides."),
            N_("Give such a page “role: key”."),
        )
    if "wrong" not in roles:
        yield flaw(
            "miniweb.no_wrong",
            step.id,
            N_("No page leads onto a wrong trail, so there is nothing to leave behind."),
            N_("Give a page that misleads “role: wrong”."),
        )
    if not any(page.earlier for page in step.pages):
        yield flaw(
            "miniweb.no_earlier",
            step.id,
            N_("No page has an earlier version."),
            N_("Let one page show under “earlier” what it said before."),
        )
    if not any(step.matches(page) for page in step.pages):
        yield flaw(
            "miniweb.no_match",
            step.id,
            N_("No picture stands on two pages, so none can be found elsewhere."),
            N_("Show the same picture on two pages."),
        )


def _proof(step: Miniweb, pages: set[str]) -> Iterator[Problem]:
    for page in step.decide.proof:
        if page not in pages:
            yield _no_proof(f"{step.id}/{step.decide.id}", page)


def _no_proof(place: str, page: str) -> Problem:
    return flaw(
        "miniweb.no_proof",
        place,
        N_("The proof names “{page}”, and no page of this mini-web has that id."),
        N_("Name the pages that hold the evidence."),
        page=page,
    )
