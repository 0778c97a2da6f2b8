"""Searches a person would type over the bundled pack, each with the first hit it must find.

Accents, hamza, ة/ه, ى/ي, the article ال, both Serbian scripts, words in any order, a word inside a
step: the hit names the lesson and the step at which it opens.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks.core import paths
from milclicks.packs.library import Library

TABLE = [
    ("en", "caretaker", "m2", "case"),
    ("en", "goat hat", "i3", "hook"),
    ("en", "hat goat", "i3", "hook"),
    ("en", "FLUTE", "c2-2", "hook"),
    ("en", "snow palm", "l2", "exit"),
    ("fr", "chèvre chapeau", "i3", "hook"),
    ("fr", "chapeau chevre", "i3", "hook"),
    ("fr", "flute", "c2-2", "hook"),
    ("fr", "ECOLE FERMEE", "m2", "case"),
    ("fr", "neige palmier", "l2", "exit"),
    ("es", "cabra sombrero", "i3", "hook"),
    ("es", "sombrero cabra", "i3", "hook"),
    ("es", "flauta", "c2-2", "hook"),
    ("es", "nieve palmera", "l2", "exit"),
    ("es", "codigos secretos", "s3", None),
    ("ar", "قبعة", "i3", "hook"),
    ("ar", "القبعه", "i3", "hook"),
    ("ar", "الماعز", "i3", "hook"),
    ("ar", "شائعه", "i3", None),
    ("ar", "الشائعة", "i3", None),
    ("ar", "نخلة ثلج", "l2", "exit"),
    ("ar", "ثلج النخله", "l2", "exit"),
    ("ar", "اعلان قديم", "m2", "case"),
    ("ar", "إعلان قديم", "m2", "case"),
    ("ar", "البوابه", "m4", "key"),
    ("ar", "البوّابة", "m4", "key"),
    ("en", "octopus", "m1", "exit"),
    ("en", "ladder goat", "k3", "practice"),
    ("pt_PT", "cabra chapéu", "i3", "hook"),
    ("pt_PT", "chapeu cabra", "i3", "hook"),
    ("pt_PT", "neve palmeira", "l2", "exit"),
    ("pt_PT", "flauta", "c2-2", "hook"),
    ("pt_BR", "cabra chapéu", "i3", "hook"),
    ("pt_BR", "chapeu cabra", "i3", "hook"),
    ("pt_BR", "palmeira neve", "l2", "exit"),
    ("pt_BR", "FLAUTA", "c2-2", "hook"),
    ("sr_Cyrl", "коза шешир", "i3", "hook"),
    ("sr_Cyrl", "sesir koza", "i3", "hook"),
    ("sr_Cyrl", "снег палма", "l2", "exit"),
    ("sr_Cyrl", "glasina", "i3", None),
    ("sr_Latn", "koza šešir", "i3", "hook"),
    ("sr_Latn", "шешир коза", "i3", "hook"),
    ("sr_Latn", "palma sneg", "l2", "exit"),
    ("sr_Latn", "флаута", "c2-2", "hook"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The packs that come with the app, used in place."""
    folder: Path = tmp_path_factory.mktemp("home")
    with Library.open(folder, (paths.bundled_packs(),)) as opened:
        yield opened


def test_the_table_has_forty_four_rows_over_eight_locales() -> None:
    assert len(TABLE) == 44
    assert len({row[0] for row in TABLE}) == 8


RADIO = [
    ("en", "salt truck", "radio-2", "hook"),
    ("en", "bulletin", "radio-1", None),
    ("fr", "camion sel", "radio-2", "hook"),
    ("fr", "boulangerie moulin", "radio-1", "exit"),
    ("es", "camion sal", "radio-2", "hook"),
    ("es", "panaderia molino", "radio-1", "exit"),
    ("ar", "Senvara salt", "radio-2", None),
    ("sr_Latn", "Senvara clinic", "radio-3", None),
]


@pytest.mark.parametrize(("locale", "query", "lesson", "step"), RADIO)
def test_the_second_pack_is_found_too(
    library: Library, locale: str, query: str, lesson: str, step: str | None
) -> None:
    hits = library.search(query, locale)
    assert lesson in {hit.ref.lesson for hit in hits}
    found = next(hit for hit in hits if hit.ref.lesson == lesson)
    assert found.ref.pack == "org.radio.rumours"
    assert step is None or found.step_id == step


def test_one_search_finds_both(library: Library) -> None:
    assert {hit.ref.pack for hit in library.search("rumour", "en")} == {
        "mil.core",
        "org.radio.rumours",
    }


@pytest.mark.parametrize(("locale", "query", "lesson", "step"), TABLE)
def test_the_first_hit(
    library: Library, locale: str, query: str, lesson: str, step: str | None
) -> None:
    hits = library.search(query, locale)
    assert hits, query
    assert (hits[0].ref.lesson, hits[0].step_id) == (lesson, step)
