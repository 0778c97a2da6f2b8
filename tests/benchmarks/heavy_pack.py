"""A pack of 200 MB and 2,300 entries for measuring: a course in seven locales, pictures, sounds.

Its lessons are those of the bundled course, so that every check has its real work; its media are
noise behind honest heads (without markers, in pictures), so that nothing gets smaller by packing.
The same course gives the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from milclicks.core import paths
from milclicks.packs import media, strict_json
from milclicks.packs.builder import Parts
from milclicks.packs.contents import head_of
from milclicks.packs.format import MIMETYPE
from milclicks.packs.manifest import LessonInfo, LocaleInfo, Manifest, Spoken, encode
from milclicks.packs.pack import Pack
from milclicks.packs.writer import container
from tests.fixtures.packs.forge import jpeg

ID: Final = "test.heavy"
LOCALES: Final = ("en", "fr", "es", "ar", "pt_PT", "pt_BR", "sr_Cyrl")
PICTURES: Final = 700
SOUNDS: Final = 1_374
PICTURE_BYTES: Final = 60_000
SOUND_BYTES: Final = 114_600
_RIGHTS: Final = {"license": "CC0-1.0", "credit": "The test suite", "source": "own work"}


@dataclass(frozen=True, slots=True)
class Edit:
    """What a later version changes: so many sounds, pictures and lessons."""

    sounds: int = 0
    pictures: int = 0
    lessons: int = 0

    @property
    def bytes(self) -> int:
        """About how many bytes of media are new."""
        return self.sounds * SOUND_BYTES + self.pictures * PICTURE_BYTES


ONE_PERCENT: Final = Edit(sounds=14, pictures=6, lessons=1)


def write(target: Path, version: int = 1, edit: Edit | None = None) -> Path:
    """Write the pack; `edit` says how it differs from version 1."""
    made = edit or Edit()
    parts = Parts()
    lessons = _lessons(parts, made.lessons)
    for name, number, changed in _numbered("picture", PICTURES, made.pictures):
        content = _noise(name, PICTURE_BYTES + 400 * (number % 21 - 10), changed)
        data = jpeg(whole=False) + content.replace(b"\xff", b"\xfe") + b"\xff\xd9"  # no marker
        parts.add(f"media/{name}.jpg", data, "image/jpeg", "image", alt={"en": name}, **_RIGHTS)
    for name, number, changed in _numbered("sound", SOUNDS, made.sounds):
        data = b"ID3" + _noise(name, SOUND_BYTES + 900 * (number % 21 - 10), changed)
        said = Spoken(length_ms=len(data) // 8)
        parts.add(
            f"media/{name}.mp3",
            data,
            "audio/mpeg",
            "audio",
            alt={"en": name},
            sound=said,
            **_RIGHTS,
        )
    manifest = _manifest(version, parts, lessons)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(container(encode(manifest), parts.blobs, MIMETYPE))
    return target


def _numbered(kind: str, count: int, changed: int) -> Iterator[tuple[str, int, bool]]:
    """(name, number, whether it is a changed one); the changed ones lie all over the pack."""
    every = count // changed if changed else count + 1
    for number in range(count):
        nth, rest = divmod(number, every)
        yield f"{kind}-{number:04}", number, rest == every // 2 and nth < changed


def _noise(name: str, size: int, changed: bool) -> bytes:
    return random.Random(f"{name} {changed}").randbytes(size)


def _lessons(parts: Parts, changed: int) -> tuple[LessonInfo, ...]:
    """The lessons of the course in these locales; the first `changed` have another summary."""
    with Pack(paths.bundled_packs() / "mil-core.milpack") as course:
        lessons = course.manifest.lessons
        for number, lesson in enumerate(lessons):
            path = f"lessons/{lesson.id}.json"
            structure = course.blob(course.resource(path))
            parts.add(path, structure, media.JSON, "lesson")
            for locale in LOCALES:
                words = dict(course.words(lesson.id, locale))
                if number < changed:
                    words["summary"] += " (2)"
                path = f"texts/{locale}/{lesson.id}.json"
                parts.add(path, strict_json.encode(words), media.JSON, "texts", locale=locale)
    return tuple(replace(one, locales_complete=LOCALES, picture="") for one in lessons)


def _manifest(version: int, parts: Parts, lessons: tuple[LessonInfo, ...]) -> Manifest:
    scripts: Callable[[str], str] = {"ar": "Arab", "sr_Cyrl": "Cyrl"}.get
    infos = {
        locale: LocaleInfo(title="A heavy pack", coverage=1000, script=scripts(locale) or "Latn")
        for locale in LOCALES
    }
    head = {
        "id": ID,
        "version": version,
        "label": str(version),
        "type": "lessons",
        "source_locale": "en",
        "licenses": ["CC0-1.0"],
        "contributors": ["The test suite"],
    }
    return head_of(head, infos, parts.resources, lessons)
