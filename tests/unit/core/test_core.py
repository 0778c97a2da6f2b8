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
from milclicks.core.settings import FORMAT, Settings, SettingsStore


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
     ("ÉCOLE", "ecole"), ("Ђак", "đak"), ("coração", "CORACAO"), ("١٢", "12"),
     ("ألعاب", "الألعاب"), ("الوالدة", "والدة"), ("مَدْرَسَة", "المدرسه"), ("ســـلام", "سلام"),
     ("Œuvre", "oeuvre"), ("l’image", "l'image"), ("Љубав", "LJUBAV")],
)  # fmt: skip
def test_folding_brings_spellings_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(
    st.lists(st.sampled_from(("ال", "وال", "لل", "ب", "أ", "عاب", "والدة", " ", "ة")), max_size=6)
)
def test_folding_arabic_twice_changes_nothing(parts: list[str]) -> None:
    once = fold("".join(parts))
    assert fold(once) == once


def test_any_one_wrong_sign_and_any_two_swapped_signs_show() -> None:
    code = ids.short_code().replace("-", "")
    wrong = {code[:n] + sign + code[n + 1 :] for n in range(20) for sign in ids.ALPHABET}
    swaps = {
        code[:a] + code[b] + code[a + 1 : b] + code[a] + code[b + 1 :]
        for a in range(20)
        for b in range(a + 1, 20)
    }
    assert [one for one in (wrong | swaps) - {code} if ids.verify_code(one)] == []


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    body = "0" * 18 + "1"
    code = body + ids.check_character(body)
    assert ids.verify_code(code.replace("0", "o").replace("1", "l")) == ids.grouped(code)


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


def test_settings_of_an_older_app_are_brought_up_to_date(tmp_path: Path) -> None:
    older = {"format": 0, "locale": "sr_Cyrl", "text_size": 120, "first_run_done": True}
    (tmp_path / "settings.json").write_text(json.dumps(older), "utf-8")
    store = SettingsStore(tmp_path)
    read = store.read()
    assert read == Settings(locale="sr_Cyrl", text_size=120, first_run_done=True)
    store.write(read)
    stored = json.loads((tmp_path / "settings.json").read_text("utf-8"))
    assert stored["format"] == FORMAT and stored["paper"] == "a4"
    assert store.set_aside is None


@pytest.mark.parametrize(
    "wrong",
    [{"locale": "xx"}, {"locale": None}, {"text_size": True}, {"text_size": 99}, {"paper": "a3"},
     {"high_contrast": "yes"}, {"place": 7}, {"digits": ["latin"]}],
)  # fmt: skip
def test_a_setting_that_cannot_be_falls_back_to_its_default(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    (tmp_path / "settings.json").write_text(json.dumps(wrong), "utf-8")
    assert SettingsStore(tmp_path).read() == Settings()


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"null", b'{"locale": "fr"'])
def test_any_damaged_settings_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    store = SettingsStore(tmp_path)
    assert store.read() == Settings()
    assert store.set_aside is not None and store.set_aside.read_bytes() == content
    store.write(Settings(locale="es"))
    assert SettingsStore(tmp_path).read().locale == "es"


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
    with pytest.raises(DiskFull) as ours:
        write_atomic(tmp_path / "floor-a.json", b"new")
    with pytest.raises(DiskFull) as theirs:
        write_atomic(tmp_path / "yara.pdf", b"new", named=True)
    assert "floor" not in str(ours.value), "a name that nobody gave says nothing"
    assert "yara.pdf" in str(theirs.value)


def test_changes_join() -> None:
    both = Changes.of("pact") | Changes.of("space")
    assert "pact" in both and "space" in both and not Changes()


def test_a_message_shows_its_values_literally() -> None:
    assert str(Message("Not {name}", {"name": "{0}"})) == "Not {0}"
