"""A small language pack in Turkish over the river pack, as a source that tests can bend."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from milclicks.core.plurals import rule_of
from milclicks.packs.builder import build_pack, pack_bytes
from milclicks.packs.pack import Pack
from milclicks.packs.po import Catalogue, Translation, template
from milclicks.packs.uilocale_source import read_language_source
from tests.fixtures.packs.forge import Forge

RIVER = Path(__file__).resolve().parents[1] / "fixtures" / "packs" / "river"
TURKISH: dict[str, Any] = {
    "code": "tr",
    "name": "Türkçe",
    "script": "Latn",
    "direction": "ltr",
    "fallback": ["fr", "en"],
    "weekdays": ["Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar"],
    "months": [
        "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül",
        "Ekim", "Kasım", "Aralık",
    ],
    "dates": {
        "weekday": "{day} {month} {weekday}",
        "long": "{day} {month} {year}",
        "short": "{day2}.{month2}.{year}",
    },
    "numbers": {"group": ".", "decimal": ",", "percent": "%{n}"},
    "lists": {"two": "{a} ve {b}", "within": "{a}, {b}", "last": "{a} ve {b}"},
}  # fmt: skip
SENTENCES: dict[str, str] = {
    "Settings": "Ayarlar",
    "Language": "Dil",
    "Choose your language": "Dilini seç",
    "You can change it at any time.": "Bunu her zaman değiştirebilirsin.",
    "Go on": "Devam et",
    "Saved.": "Kaydedildi.",
    "Added: {pack}.": "Eklendi: {pack}.",
}
LESSONS = ("{n} lesson", "{n} lessons"), ("{n} ders", "{n} dersler")
WORDS: dict[str, str] = {
    "pack:title": "Türkçe uygulama",
    "pack:description": "Denemeler için.",
    "well:title": "Köy kuyusu",
    "well:summary": "Su güvenli mi?",
    "well:objective": "Bir kaynak adı verebilirim.",
    "well:measure/title": "Onu ölç",
    "well:measure/notes": "Bir bardak göster.",
    "well:measure/paper": "Bir bardak çiz.",
    "well:measure/w1/text": "Bir hidrojeolog suyu ölçer.",
    "well:quiz/title": "Güvenli mi, değil mi",
    "well:quiz/notes": "İki kez sor.",
    "well:quiz/paper": "Sesli oku.",
    "well:quiz/q1/stem": "Berrak su her zaman güvenlidir.",
    "well:quiz/q1/true/feedback": "Berrak su mikrop taşıyabilir.",
    "well:quiz/q1/false/feedback": "Doğru. Bunu yalnızca bir deney gösterir.",
    "glossary:bridge/term": "köprü",
    "glossary:bridge/definition": "Suyun üzerinden geçen bir yol.",
    "media:river/alt": "Akşam göğü altında mavi bir nehir",
}


def language_source(
    folder: Path, *, sentences: Mapping[str, str] = SENTENCES, header: str = "", **language: Any
) -> Path:
    """The source folder of the pack in `folder`, beside a copy of the river pack's."""
    if not (folder / "river").exists():
        shutil.copytree(RIVER, folder / "river")
    spoken = {**TURKISH, **language}
    source = folder / f"ui-{spoken['code']}"
    head = {
        "id": f"test.ui.{spoken['code'].lower()}",
        "slug": source.name,
        "version": 1,
        "label": "1",
        "type": "ui-locale",
        "source_locale": "en",
        "title": "The app in Turkish",
        "description": "For tests.",
        "licenses": ["CC0-1.0"],
        "extends": {"id": "test.river", "version": 3},
        "lessons": ["well"],
        "documents": ["glossary"],
        "media": ["river"],
        "language": spoken,
    }
    for inner in ("locale", "lessons"):
        (source / inner).mkdir(parents=True, exist_ok=True)
    write_head(source, head)
    (source / "locale" / f"{spoken['code']}.po").write_text(
        app_catalogue(sentences, header or rule_of(spoken["code"])), "utf-8"
    )
    write_words(source, spoken["code"], WORDS)
    return source


def write_head(source: Path, head: Mapping[str, Any]) -> None:
    """Write pack.yaml; JSON is YAML enough."""
    (source / "pack.yaml").write_text(json.dumps(head, ensure_ascii=False, indent=1), "utf-8")


def app_catalogue(sentences: Mapping[str, str], header: str) -> str:
    """A gettext catalogue of the app with one sentence that counts."""
    (one, more), forms = LESSONS
    parts = [f'msgid ""\nmsgstr ""\n"Language: tr\\n"\n"Plural-Forms: {header}\\n"\n']
    parts += [
        f"msgid {json.dumps(english)}\nmsgstr {json.dumps(said, ensure_ascii=False)}\n"
        for english, said in sentences.items()
    ]
    counted = "".join(f'msgstr[{n}] "{form}"\n' for n, form in enumerate(forms))
    parts.append(f'msgid "{one}"\nmsgid_plural "{more}"\n{counted}')
    return "\n".join(parts)


def write_words(source: Path, code: str, words: Mapping[str, str]) -> None:
    """Write the units that are translated of the other pack, by unit id."""
    path = source / "lessons" / f"{code}.po"
    path.write_text(template("x", [], Catalogue(code)), "utf-8")
    texts = read_language_source(source).texts()
    english = {text.id: text.text for text in texts}
    made = {name: Translation(english[name], said) for name, said in words.items()}
    path.write_text(template("x", texts, Catalogue(code, made)), "utf-8")


def language_packs(folder: Path, **changes: Any) -> Path:
    """A folder with the built river pack and the built Turkish pack."""
    packs = folder / "packs"
    packs.mkdir(parents=True)
    build_pack(language_source(folder, **changes), packs / "ui-tr.milpack")
    build_pack(folder / "river", packs / "river.milpack")
    return packs


def language_forge(folder: Path) -> Forge:
    """A valid Turkish pack whose parts can be changed before it is written."""
    path = folder / "forged.milpack"
    path.write_bytes(pack_bytes(language_source(folder))[1])
    with Pack(path) as pack:
        files = {one.path: pack.blob(one) for one in pack.resources}
        return Forge(dict(pack.raw), files)
