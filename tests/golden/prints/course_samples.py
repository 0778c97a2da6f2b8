"""The sheets of a course for the tests, in English and Arabic, with words of the tests' own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from milclicks.community import paths, peer
from milclicks.core.texts import Texts
from milclicks.prints.pactsheet import PactSheet, pact_sheet_pdf, sheet_words
from milclicks.prints.path import PathData, of_way, path_pdf
from milclicks.prints.peer import DoneStep, PeerDone, kit_pdf, peer_done_pdf
from milclicks.prints.peer.kit import PARTS

FOLDER = Path(__file__).parent
CODE = "7K3F-91QD-8XHM-2V4T-P0RC"
DAY = date(2026, 11, 22)


@cache
def documents(locale: str) -> dict[str, Any]:
    """Paths, titles of lessons, pact and peer track in "en" or "ar"."""
    stored: dict[str, Any] = json.loads((FOLDER / "course.json").read_text("utf-8"))
    return dict(stored[locale])


def path(locale: str, name: str = "four") -> PathData:
    """A path: "four" in one column, "full" in two."""
    given = documents(locale)
    titles = {key: (strand, title) for key, (strand, title) in given["titles"].items()}
    ways = {way.id: way for way in paths.read({"entries": given["paths"]})}
    return of_way(ways[name], titles)


def group(locale: str, version: str, **changes: Any) -> PactSheet:
    """A version of the pact."""
    return replace(sheet_words(documents(locale)["pact"], version), **changes)


def track(locale: str) -> peer.Peer:
    """The peer track."""
    return peer.read(documents(locale)["peer"])


def done(locale: str, **changes: Any) -> PeerDone:
    """A sheet of a peer educator who has gone four steps."""
    text, names = track(locale), {"en": "Yara Diallo", "ar": "يارا ديالو"}
    places = {"en": "Riverside School", "ar": "مدرسة ضفة النهر"}
    steps = tuple(DoneStep(one.title, one.summary, DAY) for one in text.steps[:4])
    said = text.certificate
    made = PeerDone(
        said.title,
        said.body,
        said.text,
        names[locale],
        steps,
        places[locale],
        DAY,
        CODE,
        "mil.core",
    )
    return replace(made, **changes)


def course_prints(texts: Callable[[str], Texts]) -> dict[str, Callable[[], bytes]]:
    """Every golden print of a course by the name of its picture."""
    found: dict[str, Callable[[], bytes]] = {}
    for code in ("en", "ar"):
        voice = texts(code)
        found[f"path-{code}"] = lambda c=code, v=voice: path_pdf(path(c), v)
        found[f"path-full-low-ink-{code}"] = lambda c=code, v=voice: path_pdf(
            path(c, "full"), v, paper="letter", low_ink=True
        )
        found[f"pact-class-{code}"] = lambda c=code, v=voice: pact_sheet_pdf(group(c, "class"), v)
        found[f"pact-teacher-low-ink-{code}"] = lambda c=code, v=voice: pact_sheet_pdf(
            group(c, "teacher", place="Riverside"), v, paper="letter", low_ink=True
        )
        found[f"peer-done-{code}"] = lambda c=code, v=voice: peer_done_pdf(done(c), v)
        for part in PARTS:
            found[f"peer-kit-{part}-{code}"] = lambda c=code, v=voice, p=part: kit_pdf(
                track(c), v, parts=[p], low_ink=p in ("cards", "hot") and c == "ar"
            )
    found["pact-family-en"] = lambda: pact_sheet_pdf(group("en", "family"), texts("en"))
    found["pact-class-a3-ar"] = lambda: pact_sheet_pdf(
        group("ar", "class"), texts("ar"), paper="a3"
    )
    found["peer-done-blank-en"] = lambda: peer_done_pdf(
        done("en", name="", place="", day=None, code=""), texts("en")
    )
    return found
