"""Prints for the tests, in all locales, with words of the tests' own.

The words are fixed here so that a better translation of a pack changes no golden; the packs' own
words are tried in tests/journeys/test_print_cli.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from milclicks.core.translit import to_latin
from milclicks.prints.certificate import (
    CertificateData,
    FocusPlan,
    PactWords,
    blank_pair_pdf,
    certificate_pdf,
    pact_words,
)
from milclicks.prints.notices import notices_pdf
from milclicks.prints.poster import PosterData, poster_pdf, space_words
from tests.golden.prints.course_samples import course_prints
from tests.golden.sample_texts import SampleTexts

FOLDER = Path(__file__).parent
CODE = "7K3F-91QD-8XHM-2V4T-P0RC"
DAY, RENEWAL = date(2026, 11, 22), date(2027, 11, 22)
LONG = (
    "Maria Aparecida da Conceição Fernandes de Albuquerque e Souza "
    "Vasconcelos-Schwarzenegger dos Santos van der Westhuizen"
)


@cache
def words(locale: str) -> dict[str, Any]:
    """Names, plans, pact, Space and sentences of one locale; Serbian Latin is generated."""
    stored: dict[str, Any] = json.loads((FOLDER / "words.json").read_text("utf-8"))
    return _latin(stored["sr_Cyrl"]) if locale == "sr_Latn" else dict(stored[locale])


def _latin(value: Any) -> Any:
    if isinstance(value, str):
        return to_latin(value)
    if isinstance(value, list):
        return [_latin(each) for each in value]
    return {key: _latin(each) for key, each in value.items()}


@cache
def texts(locale: str) -> SampleTexts:
    """The voice of one locale."""
    return SampleTexts(locale, words(locale)["say"])


def pact(locale: str) -> PactWords:
    """The pact's words, read as from a pack's document."""
    given = words(locale)["pact"]
    return pact_words({**given, "promises": [{"name": name} for name in given["promises"]]})


def certificate(locale: str, **changes: Any) -> CertificateData:
    """A whole certificate in one locale."""
    given = words(locale)
    plans = tuple(FocusPlan(n, *plan) for n, plan in enumerate(given["plans"], 1))
    made = CertificateData(
        words=pact(locale), name=given["name"], plans=plans, place=given["school"], day=DAY,
        renewal=RENEWAL, code=CODE, pack="mil.core",
    )  # fmt: skip
    return replace(made, **changes)


def poster(locale: str, **changes: Any) -> PosterData:
    """A whole poster in one locale."""
    given = words(locale)
    made = PosterData(space_words(given["space"]), given["library"], DAY, RENEWAL, pack="mil.core")
    return replace(made, **changes)


def _both(first: str, second: str, **options: Any) -> bytes:
    data = certificate(first, words2=pact(second))
    return certificate_pdf(data, texts(first), texts(second), **options)


def _blank(locale: str, kind: str = "pact") -> bytes:
    data = CertificateData(pact(locale), kind="took_part" if kind == "took_part" else "pact")
    return certificate_pdf(data, texts(locale))


def _named(locale: str, name: str, **options: Any) -> bytes:
    return certificate_pdf(certificate(locale, name=name), texts(locale), **options)


def prints() -> dict[str, Callable[[], bytes]]:
    """Every golden print by the name of its picture."""
    found: dict[str, Callable[[], bytes]] = {}
    for code in ("en", "fr", "es", "ar", "pt_PT", "pt_BR", "sr_Cyrl", "sr_Latn"):
        found[f"certificate-{code}"] = lambda c=code: certificate_pdf(certificate(c), texts(c))
        found[f"poster-{code}"] = lambda c=code: poster_pdf(poster(c), texts(c))
        found[f"notices-{code}"] = lambda c=code: notices_pdf(
            "parents", "children", texts(c), helpline="116 111"
        )
    for code in ("en", "ar"):
        found[f"certificate-low-ink-{code}"] = lambda c=code: certificate_pdf(
            certificate(c), texts(c), low_ink=True
        )
        found[f"poster-low-ink-{code}"] = lambda c=code: poster_pdf(
            poster(c), texts(c), low_ink=True
        )
        found[f"blank-{code}"] = lambda c=code: _blank(c)
        found[f"blank-pair-{code}"] = lambda c=code: blank_pair_pdf(
            CertificateData(pact(c)), texts(c)
        )
        found[f"took-part-{code}"] = lambda c=code: _blank(c, "took_part")
    found["certificate-ar-fr"] = lambda: _both("ar", "fr")
    found["certificate-fr-ar"] = lambda: _both("fr", "ar", low_ink=True)
    found["certificate-sr-en"] = lambda: _both("sr_Cyrl", "en", paper="letter")
    found["certificate-long-name"] = lambda: _named("pt_BR", LONG, paper="letter")
    found["certificate-short-name"] = lambda: _named("en", "Ó")
    found["certificate-mixed-name"] = lambda: _named("ar", "ليلى (Leïla) Đorđević-Љубичић")
    found.update(course_prints(texts))
    found["poster-map"] = lambda: poster_pdf(poster("en"), texts("en"), size="a1", tile="a4")
    return found
