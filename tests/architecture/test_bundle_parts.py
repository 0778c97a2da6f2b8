"""What the bundle leaves out is not missed: the same answers with the small data as with the whole.

ICU's data is tried in a process of its own that loads the small library before Qt brings the whole
one, so the answers come from the file that the bundle holds.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import babel
import pytest
from babel import localedata
from babel.core import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from PySide6.QtCore import QLibraryInfo

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.LibrariesPath))
ICU = next(LIBRARIES.glob("libicudata.so.*"), None)
on_linux = pytest.mark.skipif(ICU is None, reason="Qt has ICU's data on Linux only")
ANSWERS = """
import json, random
from functools import cmp_to_key
from PySide6.QtCore import QCollator, QDate, QDateTime, QLocale, QMimeData, QStringDecoder, QTime
chance = random.Random(7)
letters = ["aàáâäãåbcçčćdđeéèêfgğhiíìîïıjklłmnñoóòôöőøpqrsşšßtuúùûüvwxyýzž", "0123456789 -_.",
    "абвгдђежзијклљмнњопрстћуфхцчџшщъыьэюяёїі", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچگ",
    "अआइईउकखगघचछजझटठडतथदधनपफबभमयरलवशसह", "中文字日本語한국어漢字一二三あいう"]
words = ["".join(chance.choices(some, k=chance.randint(1, 6))) for some in letters * 40]
words += [word.upper() for word in words[::3]]
def order(locale):
    collator = QCollator(QLocale(locale))
    collator.setNumericMode(True)
    return sorted(words, key=cmp_to_key(collator.compare))
def pasted(charset):
    page = QMimeData()
    page.setData("text/html", f'<meta charset="{charset}">'.encode() + bytes(range(32, 256)))
    return QStringDecoder(charset).isValid(), page.html()
every = QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
kinds, day = QLocale.FormatType, QDate(2026, 11, 22)
told = {}
for name in sorted({each.bcp47Name() for each in QLocale.matchingLocales(*every)}):
    locale = QLocale(name)
    told[name] = [order(name) if len(name) < 8 else 0, locale.toUpper("istanbul ı ß"),
        locale.toLower("ISTANBUL İ ΣΑΣ"), locale.toString(day, kinds.LongFormat),
        locale.toString(QDateTime(day, QTime(9, 5)), kinds.ShortFormat)]
for charset in "CHARSETS".split():
    told[charset] = pasted(charset)
print(json.dumps(told))
"""
CHARSETS = """
    ibm866 iso-8859-1 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8
    iso-8859-9 iso-8859-10 iso-8859-13 iso-8859-14 iso-8859-15 koi8-r koi8-u macintosh windows-874
    windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256
    windows-1257 windows-1258 x-mac-cyrillic gbk gb2312 gb18030 big5 big5-hkscs euc-jp iso-2022-jp
    shift_jis euc-kr ks_c_5601-1987 utf-16be utf-7 ibm437 ibm720 ibm850 ibm852 ibm864 us-ascii
"""


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / "build"))
    return __import__


def answers(library: Path | None = None) -> dict[str, Any]:
    env = {**os.environ, "LC_ALL": "C.UTF-8"} | ({"LD_PRELOAD": str(library)} if library else {})
    code = ANSWERS.replace("CHARSETS", " ".join(CHARSETS.split()))
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@on_linux
def test_qt_sorts_decodes_and_writes_as_with_the_whole_data(
    build: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    assert ICU is not None
    whole = ICU.read_bytes()
    small = build("icu").thin_library(whole)
    assert len(small) < len(whole) / 5
    library = tmp_path / ICU.name
    library.write_bytes(small)
    assert answers(library) == answers()


@on_linux
def test_the_answers_come_from_the_small_data(
    build: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    assert ICU is not None
    elf, icu = build("elf"), build("icu")
    library, whole = tmp_path / ICU.name, ICU.read_bytes()
    old = elf.table(whole, icu.SYMBOL.format(icu.version(whole)))
    bare = icu.thin(whole[old.start : old.start + old.size], lambda name: name == "cnvalias.icu")
    library.write_bytes(elf.with_shorter(whole, old, bare))
    assert answers(library)["es"] != answers()["es"]


def test_a_file_that_is_no_library_is_refused(build: Callable[[str], ModuleType]) -> None:
    with pytest.raises(ValueError, match="no library"):
        build("elf").needed(b"MZ" + bytes(100))
    with pytest.raises(ValueError, match="no archive"):
        build("icu").read(bytes(200))


def test_babel_answers_from_the_small_tables_as_from_the_whole(
    build: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cldr, parts = build("cldr"), build("parts")
    home = Path(babel.__file__).parent
    kept = [name for name in localedata.locale_identifiers() if parts.has_language(name)]
    assert {"en_GB", "pt_PT", "pt_BR", "sr_Latn", "sw", "hi", "zh_Hant"} <= set(kept)
    monkeypatch.setattr(localedata, "_cache", {})  # Babel's answers hang on what was loaded before
    before = [spoken(name) for name in kept[::3]]
    for name in (*kept, "root"):
        path = f"locale-data/{name}.dat"
        (tmp_path / f"{name}.dat").write_bytes(
            cldr.thin(f"babel/{path}", (home / path).read_bytes())
        )
    tables = cldr.thin("babel/global.dat", (home / "global.dat").read_bytes())
    monkeypatch.setattr(localedata, "_dirname", str(tmp_path))
    monkeypatch.setattr(localedata, "_cache", {})
    monkeypatch.setattr("babel.core._global_data", pickle.loads(tables))
    assert [spoken(name) for name in kept[::3]] == before
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 2_000_000


def spoken(name: str) -> list[str]:
    locale, day = Locale.parse(name), date(2026, 11, 22)
    return [
        *(format_date(day, length, locale=locale) for length in ("short", "medium", "long")),
        format_decimal(1234567.5, locale=locale),
        format_percent(0.76, locale=locale),
        format_list(["a", "b", "c"], locale=locale),
        *(locale.plural_form(n) for n in (0, 1, 2, 3, 5, 11, 100)),
    ]


def test_what_users_need_stays(build: Callable[[str], ModuleType]) -> None:
    parts = build("parts")
    qt = "PySide6/Qt/plugins"
    for name in ("platforms/libqxcb.so", "platforms/libqoffscreen.so", "platforms/libqminimal.so"):
        assert parts.is_wanted(f"{qt}/{name}")
    for name in ("imageformats/libqjpeg.so", "imageformats/libqwebp.so"):
        assert parts.is_wanted(f"{qt}/{name}")
    assert parts.is_wanted(f"{qt}/platforms/libqwayland-generic.so")
    assert parts.is_wanted(f"{qt}/printsupport/libcupsprintersupport.so")
    assert parts.is_wanted("PySide6\\plugins\\platforms\\qwindows.dll")
    assert not parts.is_wanted("PySide6\\plugins\\imageformats\\qtiff.dll")
    assert not parts.is_wanted(f"{qt}/platformthemes/libqgtk3.so")


@on_linux
def test_a_library_goes_when_nothing_names_it(build: Callable[[str], ModuleType]) -> None:
    parts = build("parts")
    place = "PySide6/Qt/lib"
    names = ("libQt6Core.so.6", "libQt6Gui.so.6", "libQt6Svg.so.6")
    found = [(f"{place}/{name}", str(LIBRARIES / name), "BINARY") for name in names]
    found.append(("libQt6Svg.so.6", f"{place}/libQt6Svg.so.6", "SYMLINK"))
    plugin = LIBRARIES.parent / "plugins" / "platforms" / "libqoffscreen.so"
    found.append(("PySide6/Qt/plugins/platforms/libqoffscreen.so", str(plugin), "BINARY"))
    left = [Path(name).name for name, _, _ in parts.reached(found)]
    assert left == ["libQt6Core.so.6", "libQt6Gui.so.6", "libqoffscreen.so"]


@on_linux
def test_nothing_is_left_out_that_something_asks_for(build: Callable[[str], ModuleType]) -> None:
    plugin = LIBRARIES.parent / "plugins" / "platforms" / "libqwayland-egl.so"
    found = [
        ("PySide6/plugins/platforms/other.so", str(plugin), "BINARY"),
        ("PySide6/Qt/lib/libQt6OpenGL.so.6", str(LIBRARIES / "libQt6OpenGL.so.6"), "BINARY"),
    ]
    with pytest.raises(ValueError, match=r"other\.so asks for libQt6OpenGL"):
        build("parts").left(found)
