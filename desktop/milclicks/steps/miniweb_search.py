"""Searches the pages of a mini-web: any typed words, ranked over the real text of the pages.

BM25 over folded words (`core.folding`), so that case, accents and scripts do not matter. A typed
word also meets its inflected kin, by shared beginnings: no dictionary, the same for every language.
The same query over the same pages always gives the same list. Nothing is learned or remembered.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from milclicks.core.folding import fold
from milclicks.core.marks import bare

if TYPE_CHECKING:
    from milclicks.steps.miniweb import Miniweb, Site, WebPage

RESULTS: Final = 10
LONGEST_QUERY: Final = 200  # characters
MOST_WORDS: Final = 12
HEADLINE, SITE, BODY, ADDRESS = 3.0, 1.5, 1.0, 0.5
_K1, _B = 1.2, 0.6
_KIN: Final = 0.5  # from here on a word counts as found
_BEGIN: Final = 3  # letters that kin have in common at least
_AROUND: Final = 12
_WORDS: Final = re.compile(r"\S+")
_CLITICS: Final = "وفبلكس"  # Arabic words that are written as one letter before the next

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A page that was found, with a few of its words; the pieces marked True were asked for."""

    page: str
    pieces: Pieces
    score: float

    @property
    def snippet(self) -> str:
        """The words around the hit."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class _Index:
    """Folded words with the pages where they stand, and the length of each page.

    `alike` has the words under their first letters: only those can be kin of a typed word.
    """

    words: Mapping[str, Mapping[int, float]]
    lengths: tuple[float, ...]
    headlines: tuple[str, ...]
    alike: Mapping[str, Sequence[str]]


_fold = lru_cache(maxsize=32_768)(fold)


def folded(text: str) -> str:
    """`fold(text)` word by word, without the marks: words come again, and folding is dear."""
    return " ".join(filter(None, map(_fold, bare(text).split())))


def search(step: Miniweb, query: str, limit: int = RESULTS) -> tuple[Result, ...]:
    """The pages that a query finds, best first; none for a query without words."""
    tokens = tokens_of(query)
    if not tokens:
        return ()
    index = _index(step.pages, step.sites)
    telling = _telling(index, tokens)
    found = ((step.pages[place], score) for place, score in _best(index, query, tokens)[:limit])
    return tuple(Result(page.id, _snippet(page, telling), score) for page, score in found)


def _best(index: _Index, query: str, tokens: Sequence[str]) -> list[tuple[int, float]]:
    """(place, score) of every page that a query finds, best first."""
    scores = _scores(index, tokens)
    wanted = folded(query[:LONGEST_QUERY])
    for place, headline in enumerate(index.headlines):
        if place in scores and f" {wanted} " in f" {headline} ":
            scores[place] += 100.0 if wanted == headline else 1.0 * len(tokens)
    return sorted(scores.items(), key=lambda pair: (-round(pair[1], 9), pair[0]))


def _telling(index: _Index, tokens: Sequence[str]) -> tuple[str, ...]:
    """The typed words that stand on fewer than half of the pages; all when there are none."""
    most = len(index.lengths) / 2
    return tuple(t for t in tokens if len(_times(index, t)) < most) or tuple(tokens)


def tokens_of(query: str) -> tuple[str, ...]:
    """The folded words of a query, each once; single letters only when there is nothing else."""
    words = tuple(dict.fromkeys(folded(query[:LONGEST_QUERY]).split()))
    longer = tuple(word for word in words if len(word) > 1 or word.isdigit())
    return (longer or words)[:MOST_WORDS]


def kinship(token: str, word: str) -> float:
    """How near a word is to a typed one: 1 the same, below that an inflected form, 0 strange."""
    if token == word:
        return 1.0
    near = _shared(token, word)
    if len(word) > 4 and word[0] in _CLITICS:
        near = max(near, 0.95 if word[1:] == token else 0.9 * _shared(token, word[1:]))
    return near


def _shared(token: str, word: str) -> float:
    """Kinship by a shared beginning; numbers have no kin."""
    if token.isdigit() or word.isdigit():
        return 0.0
    if len(token) > 2 and word.startswith(token):
        return 0.6 + 0.35 * len(token) / len(word)
    same = 0
    for one, other in zip(token, word, strict=False):
        if one != other:
            break
        same += 1
    rest = max(len(token), len(word)) - same
    if same < 3 or rest > (1, 2, 3)[min(same, 5) - 3]:
        return 0.0
    return 0.5 + 0.4 * same / max(len(token), len(word))


@lru_cache(maxsize=8)
def _index(pages: tuple[WebPage, ...], sites: tuple[Site, ...]) -> _Index:
    words: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
    lengths = []
    for place, page in enumerate(pages):
        length = 0.0
        for text, weight in _fields(page, sites):
            for word in folded(text).split():
                words[word][place] += weight
                length += weight
        lengths.append(length)
    headlines = tuple(folded(page.headline.text) for page in pages)
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        starts = {word[:_BEGIN]} | ({word[1 : 1 + _BEGIN]} if word[0] in _CLITICS else set())
        for start in starts:
            alike[start].append(word)
    counted = {word: dict(found) for word, found in words.items()}
    return _Index(counted, tuple(lengths), headlines, dict(alike))


def _fields(page: WebPage, sites: Sequence[Site]) -> list[tuple[str, float]]:
    """The texts of a page as search weighs them."""
    site = next((each for each in sites if each.id == page.site), None)
    source = [] if site is None else [(site.name, SITE), (site.address, ADDRESS)]
    body = [(block.text, BODY) for block in page.body_blocks]
    rest = [(page.sender, BODY), (page.caption, BODY), (page.date.text, BODY)]
    path = page.path.replace("-", " ")
    return [(page.headline.text, HEADLINE), *source, *rest, *body, (path, ADDRESS)]


def _scores(index: _Index, tokens: Sequence[str]) -> dict[int, float]:
    """BM25 over the kin of each typed word; pages with more of the words stand higher."""
    count = len(index.lengths)
    average = sum(index.lengths) / count or 1.0
    scores: defaultdict[int, float] = defaultdict(float)
    met: defaultdict[int, int] = defaultdict(int)
    for token in tokens:
        times = _times(index, token)
        rare = math.log(1 + (count - len(times) + 0.5) / (len(times) + 0.5))
        for place, often in times.items():
            damp = _K1 * (1 - _B + _B * index.lengths[place] / average)
            scores[place] += rare * often * (_K1 + 1) / (often + damp)
            met[place] += 1
    return {
        place: score * (0.4 + 0.6 * met[place] / len(tokens)) for place, score in scores.items()
    }


def _times(index: _Index, token: str) -> dict[int, float]:
    """How often a typed word stands on each page, its kin counted by their nearness."""
    times: defaultdict[int, float] = defaultdict(float)
    for word in index.alike.get(token[:_BEGIN], ()):
        near = kinship(token, word)
        if near >= _KIN:
            for place, often in index.words[word].items():
                times[place] += near * near * often
    return times


def _snippet(page: WebPage, tokens: Sequence[str]) -> Pieces:
    """Words around the first hit of the block that holds the most of the typed words."""
    best: tuple[int, list[str], list[bool]] = (-1, [], [])
    for block in page.body_blocks:
        words = _WORDS.findall(bare(block.text))
        near = [_hit(word, tokens) for word in words]
        kinds = len({found for found in near if found})
        if kinds > best[0]:
            best = (kinds, words, [bool(found) for found in near])
    _, words, hits = best
    first = hits.index(True) if True in hits else 0
    start = max(0, min(first - _AROUND // 2, len(words) - 2 * _AROUND))
    return _pieces(words, hits, start, start + 2 * _AROUND)


def _hit(word: str, tokens: Sequence[str]) -> str:
    """The typed word that a word of the text answers, or "" ."""
    parts = _fold(word).split()
    return next((t for t in tokens if any(kinship(t, part) >= _KIN for part in parts)), "")


def _pieces(words: Sequence[str], hits: Sequence[bool], start: int, end: int) -> Pieces:
    """The words from start to end, joined where they are alike."""
    made: list[tuple[str, bool]] = [("… ", False)] if start else []
    for word, hit in zip(words[start:end], hits[start:end], strict=True):
        made.append((word, hit))
        made.append((" ", False))
    made = made[:-1] + ([(" …", False)] if end < len(words) else [])
    joined: list[tuple[str, bool]] = []
    for text, hit in made:
        if joined and joined[-1][1] == hit:
            joined[-1] = (joined[-1][0] + text, hit)
        else:
            joined.append((text, hit))
    return tuple(joined)


def within_reach(step: Miniweb, page: WebPage) -> bool:
    """Say whether some search finds a page: its headline, or one of its words."""
    index = _index(step.pages, step.sites)
    place = step.pages.index(page)
    if _leads_to(index, page.headline.text, place):
        return True
    own = [word for word, places in index.words.items() if place in places]
    if any(len(_times(index, word)) <= RESULTS for word in own if len(word) > 1):
        return True
    return any(_leads_to(index, word, place) for word in own)


def _leads_to(index: _Index, query: str, place: int) -> bool:
    """Whether a page stands among the results of a query."""
    tokens = tokens_of(query)
    return bool(tokens) and any(
        found == place for found, _ in _best(index, query, tokens)[:RESULTS]
    )
