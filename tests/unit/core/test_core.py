"""Transliteration, folding, codes, settings and atomic files."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core import ids, translit
from milclicks.core.changes import Changes
from milclicks.core.errors import DiskFull, Message
from milclicks.core.files import write_atomic
from milclicks.core.folding import fold
from milclicks.core.settings import Settings, SettingsStore


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [("Љубав", "Ljubav"), ("ЉУБАВ", "LJUBAV"), ("Његош", "Njegoš"), ("џеп Џ", "džep Dž"),
     ("Ђак {name} и https://ћ.rs", "Đak {name} i https://ћ.rs"), ("SMS порука", "SMS poruka"),
     ("[извор](term:izvor) {{g1}} {{s1|реч}}", "[izvor](term:izvor) {{g1}} {{s1|reč}}")],
)  # fmt: skip
def test_serbian_latin(cyrillic: str, latin: str) -> None:
    assert translit.to_latin(cyrillic) == latin


@given(st.text(alphabet="абвгдђежзијклљмнњопрстћуфхцчџш ", max_size=40))
def test_no_cyrillic_letter_is_left(text: str) -> None:
    assert not any("\u0400" <= c <= "\u04ff" for c in translit.to_latin(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [("شائعة", "الشائعه"), ("إلى", "الي"), ("أمينة", "امينه"), ("Гласина", "glasina"),
     ("ÉCOLE", "ecole"), ("Ђак", "đak"), ("coração", "CORACAO"), ("١٢", "12")],
)  # fmt: skip
def test_folding_brings_spellings_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_codes_verify_and_show_a_wrong_sign() -> None:
    code = ids.short_code()
    assert len(code.replace("-", "")) == 20
    assert ids.verify_code(code.lower().replace("-", " ")) == code
    wrong = ("1" if code[0] != "1" else "2") + code[1:]
    assert ids.verify_code(wrong) is None
    assert ids.verify_code("hello") is None


def test_settings_come_back(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path)
    wanted = Settings(locale="ar", text_size=150, place="Riverside School")
    store.write(wanted)
    assert SettingsStore(tmp_path).read() == wanted


def test_a_damaged_settings_file_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{half", "utf-8")
    store = SettingsStore(tmp_path)
    assert store.read() == Settings()
    assert store.set_aside is not None and store.set_aside.read_text("utf-8") == "{half"


def test_settings_of_a_newer_app_are_kept_and_nonsense_is_not_used(tmp_path: Path) -> None:
    stored = {"locale": "fr", "text_size": 5000, "digits": "roman", "aurora": {"on": True}}
    (tmp_path / "settings.json").write_text(json.dumps(stored), "utf-8")
    store = SettingsStore(tmp_path)
    read = store.read()
    assert (read.locale, read.text_size, read.digits) == ("fr", 100, "auto")
    store.write(read)
    assert json.loads((tmp_path / "settings.json").read_text("utf-8"))["aurora"] == {"on": True}


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.json"
    write_atomic(path, b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DiskFull):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["x.json"]


def test_changes_join() -> None:
    both = Changes.of("pact") | Changes.of("space")
    assert "pact" in both and "space" in both and not Changes()


def test_a_message_shows_its_values_literally() -> None:
    assert str(Message("Not {name}", {"name": "{0}"})) == "Not {0}"
