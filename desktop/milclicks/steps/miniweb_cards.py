"""The page cards of a mini-web: how a class reads sideways on paper, as data that prints draw.

Every page becomes a card with a number, in the author's order; earlier versions follow as cards of
their own. A link becomes words and the number of a card. Whoever prints passes in how its language
says "see card 7"; nothing here knows the words of the app, and nothing here draws.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from milclicks.core import marks
from milclicks.steps.miniweb import Edition, Miniweb, WebPage

See = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class PageCard:
    """One card. Texts keep their inline marks, links to pages aside.

    `links` are the cards that the text names, `about` the card of the page that says who runs the
    site, `matches` cards with the same picture, `earlier` and `later` other versions of the page.
    """

    number: int
    page: str
    version: str
    site: str
    address: str
    headline: str
    date: str
    sender: str
    picture: str
    caption: str
    blocks: tuple[str, ...]
    links: tuple[int, ...]
    about: int
    matches: tuple[int, ...]
    earlier: tuple[int, ...]
    later: int


def page_cards(step: Miniweb, see: See) -> tuple[PageCard, ...]:
    """Return the cards of a mini-web in the order of their numbers, which begin at 1.

    `see(7)` gives the words that point to card 7; they stand after the words of each link.
    """
    numbers = card_numbers(step)
    return tuple(_card(step, step.page(page), version, numbers, see) for page, version in numbers)


def card_numbers(step: Miniweb) -> dict[tuple[str, str], int]:
    """The number of each page ("" = as it is now) and of each earlier version."""
    now = [(page.id, "") for page in step.pages]
    before = [(page.id, edition.id) for page in step.pages for edition in page.earlier]
    return {key: number for number, key in enumerate([*now, *before], start=1)}


def _card(
    step: Miniweb,
    page: WebPage,
    version: str,
    numbers: Mapping[tuple[str, str], int],
    see: See,
) -> PageCard:
    edition: Edition = page.edition(version) or page
    site = step.site(page.site)
    own = not version
    return PageCard(
        number=numbers[page.id, version],
        page=page.id,
        version=version,
        site=site.name,
        address=step.address(page),
        headline=edition.headline.text,
        date=edition.date.text,
        sender=page.sender,
        picture=page.picture if own else "",
        caption=page.caption if own else "",
        blocks=tuple(_pointing(block.text, numbers, see) for block in edition.body_blocks),
        links=tuple(numbers[target, ""] for target in edition.links()),
        about=numbers[site.about, ""],
        matches=tuple(numbers[other.id, ""] for other in step.matches(page)) if own else (),
        earlier=tuple(numbers[page.id, each.id] for each in page.earlier) if own else (),
        later=0 if own else numbers[page.id, ""],
    )


def _pointing(text: str, numbers: Mapping[tuple[str, str], int], see: See) -> str:
    """The text with each link to a page as its words and the number of its card."""
    return marks.LINK.sub(
        lambda link: f"{link[1]} ({see(numbers[link[3], ''])})" if link[2] == "page" else link[0],
        text,
    )
