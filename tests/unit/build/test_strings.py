"""Every sentence that the code shows is found, wherever it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

SOURCE = """
TITLE = N_("A title " "in two pieces")
def page(self, n, words):
    yield f"<p>{self.say('Within an f-string')}</p>"
    yield self.texts.say(N_("One in the other"), name="no sentence")
    yield self.say(words if n == "one" else TITLE), self.say(""), unsay("nothing")
"""


@pytest.fixture(autouse=True)
def build_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "build"))


def test_sentences_are_found_within_f_strings_too() -> None:
    import strings

    assert list(strings.said_in(SOURCE)) == [
        "A title in two pieces",
        "Within an f-string",
        "One in the other",
    ]
    counted = 'told = say_n("{n} pack", "{n} packs", n)'
    assert list(strings.said_in(counted)) == [("{n} pack", "{n} packs")]


def test_the_page_of_a_site_has_all_its_sentences_in_the_catalogues() -> None:
    import strings

    page = ROOT / "desktop" / "milclicks" / "packs" / "travel" / "page.py"
    known = {message.id for message in strings.load(strings.TEMPLATE)}
    said = set(strings.said_in(page.read_text(encoding="utf-8")))
    assert "Made by {maker}" in said and len(said) > 20
    assert said <= known
