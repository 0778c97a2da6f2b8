"""What the pictures of packs stand on: silence, no path of this machine, the reader's names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.core.texts import LOCALES
from milclicks.sound import device
from milclicks.ui import gallery_packs, gallery_words
from milclicks.ui.app import make_app
from milclicks.ui.gallery_ground import Ground
from milclicks.ui.gallery_window import FREE
from milclicks.ui.shell import Shell
from milclicks.ui.sizes import size_words
from tests.support.clock import FrozenClock
from tests.support.packs_of_lessons import build_test_pack

ROOM = count()
"""Each window a pixel wider, for that names its data folder."""


@pytest.fixture(scope="module")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ground]:
    folder = tmp_path_factory.mktemp("grounds")
    pack = build_test_pack(folder / "made") / "mil.test-1.milpack"
    (folder / "ground").mkdir()
    return gallery_packs.grounds(folder / "ground", pack, FrozenClock())


@contextmanager
def state(grounds: dict[str, Ground], name: str, locale: str = "en") -> Iterator[Shell]:
    """The window of one picture."""
    ground = grounds[gallery_packs.STATES[name].site]
    size = (1024 + next(ROOM), 600)
    with gallery_packs.opened(make_app(), ground, name, locale, size) as shell:
        yield shell


def words(shell: Shell) -> str:
    """All that is written in a window."""
    seen = [one for one in shell.findChildren(QWidget) if one.isVisible()]
    told = [one.accessibleName() for one in seen]
    told += [one.text() for one in seen if isinstance(one, QLineEdit)]
    return plain("\n".join(told))


def plain(text: str) -> str:
    """Without the marks around what was put into a sentence."""
    return text.translate(dict.fromkeys(range(0x2066, 0x206A)))


@pytest.mark.parametrize("name", ["settings-tried", "settings-not-there", "stick-app"])
def test_no_picture_shows_a_path_of_this_machine(
    qapp: object,
    grounds: dict[str, Ground],
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
) -> None:
    machine = str(tmp_path_factory.getbasetemp())
    assert grounds["same"].folder.is_relative_to(machine)
    with state(grounds, name) as shell:
        assert name == "stick-app" or "/media/" in words(shell)
        assert machine not in words(shell) and "gallery-" not in words(shell)


@pytest.mark.parametrize("name", ["here", "back", "make"])
def test_the_free_room_is_the_same_on_every_machine(
    qapp: object, grounds: dict[str, Ground], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = 7_000_000_000_000
    found = os.statvfs_result((4096, 4096, *[free // 4096] * 6, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _path: found)
    with state(grounds, name) as shell:
        assert plain(size_words(shell.context.texts, FREE)) in words(shell)


def test_the_gallery_opens_no_device(
    qapp: object, grounds: dict[str, Ground], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a device was opened")

    monkeypatch.setattr(device.DevicePlayer, "_open", never)
    for name in ("here", "repairing", "checked", "stick-app", "label-lesson"):
        with state(grounds, name) as shell:
            found = [one for one in shell.findChildren(QWidget, "read-aloud") if one.isVisible()]
            assert len(found) == 1, f"the loudspeaker stands in every picture, also in {name}"


@pytest.mark.parametrize("locale", ["fr", "sr_Cyrl", "pt_BR", "ar"])
def test_made_up_names_are_in_the_readers_language(
    qapp: object, grounds: dict[str, Ground], locale: str
) -> None:
    shown = {
        "stick-banner": gallery_words.STICK,
        "share": gallery_words.PLACE,
        "makers": gallery_words.MAKERS,
        "share-found": gallery_words.TITLES,
        "stick-away": gallery_words.RADIO,
    }
    if locale == "fr":  # of the languages here, the small pack speaks this one alone
        shown["label-packs"] = gallery_words.TITLES
    for name, told in shown.items():
        with state(grounds, name, locale) as shell:
            seen = words(shell)
            if name == "share":
                assert shell.workspace.settings.place == told[locale]
            else:
                assert told[locale] in seen, name
                assert told["en"] not in seen, name


def test_every_made_up_text_is_there_in_every_language() -> None:
    tables = [one for one in vars(gallery_words).values() if isinstance(one, dict) and "en" in one]
    assert len(tables) > 10
    for table in tables:
        assert set(table) == set(LOCALES) and all(table.values())
