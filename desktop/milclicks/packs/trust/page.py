"""The pages of a site: what a person in an internet café sees, and carries home on a stick.

One plain page per language, without scripts, fonts or anything from elsewhere; every link is
relative, so the pages work from a folder as well. They are not signed and nothing trusts them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from milclicks.core import paths
from milclicks.core.files import write_atomic
from milclicks.core.texts import LOCALES, N_, OWN_NAMES, Texts, own_name
from milclicks.packs import markup, media, uilocale
from milclicks.packs.locales import nearest
from milclicks.packs.manifest import Resource
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust.listed import AppBundle, Entry, Listing, Withdrawn

_STEPS: Final = (
    N_("Save the packs that you want, or copy this whole folder to a stick."),
    N_("Take the stick to the computer that has MIL CLICKS."),
    N_("Plug it in. The app finds the packs and checks who made them."),
)
_SYSTEMS: Final = {"linux": "Linux", "windows": "Windows", "macos": "macOS"}
_STYLE: Final = """
*{box-sizing:border-box}
body{margin:0;background:#FBF8F3;color:#1B2233;line-height:1.55;font-size:17px;
font-family:"Noto Sans","Noto Sans Arabic",system-ui,sans-serif}
header,main,footer{max-width:1040px;margin:0 auto;padding:20px}
header{display:flex;gap:16px;align-items:center;flex-wrap:wrap}
header svg{width:56px;height:56px}
h1{font-size:32px;line-height:1.2;margin:0}
h2{font-size:22px;margin:40px 0 12px}
h3{font-size:20px;margin:0 0 4px;line-height:1.3}
p{margin:0 0 8px}
nav{display:flex;flex-wrap:wrap;gap:8px;max-width:1040px;margin:0 auto;padding:0 20px}
nav a{padding:11px 16px;border:2px solid #4A5367;border-radius:12px;background:#fff;
color:#1B2233;text-decoration:none}
nav a[aria-current]{background:#FFF3D1;border-width:3px;font-weight:700}
ol{margin:0;padding-inline-start:28px}
ol li{margin-bottom:4px}
.packs{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:20px}
.pack{background:#fff;border:1.5px solid #DED7CB;border-radius:16px;overflow:hidden;
display:flex;flex-direction:column}
.pack img,.pack .none{display:block;width:100%;aspect-ratio:16/9;object-fit:cover;
background:#F1ECE3}
.pack .none{display:flex;align-items:center;justify-content:center;font-size:32px;font-weight:700;
color:#4A5367}
.pack .none svg{width:72px;opacity:.35}
.pack div.words{padding:16px;display:flex;flex-direction:column;flex:1}
.soft{color:#4A5367;font-size:15px}
.button{display:block;margin-top:auto;padding:12px 16px;border-radius:12px;background:#FFC83D;
color:#1B2233;font-weight:700;text-align:center;text-decoration:none;border:2px solid #1B2233}
a:focus-visible{outline:3px solid #2B59FF;outline-offset:2px}
.plain{background:#fff;border:1.5px solid #DED7CB;border-radius:16px;padding:16px;margin:0 0 12px}
footer{padding-bottom:56px}
"""


@dataclass(frozen=True, slots=True)
class _Face:
    """What is seen of a pack: a picture that lies in the site, or the language that it brings."""

    file: str = ""
    picture: Resource | None = None
    language: str = ""


def write_pages(site: Path, listing: Listing) -> tuple[str, ...]:
    """Write the page of each language; returns their names."""
    newest = {one.id: one for one in listing.packs}
    faces = {one.id: _face(site, one) for one in newest.values()}
    named = {locale: _page_name(locale) for locale in LOCALES}
    for locale, name in named.items():
        page = _Page(locale, listing, tuple(newest.values()), faces)
        write_atomic(site / name, "\n".join(page.lines(named)).encode())
    return tuple(named.values())


def _page_name(locale: str) -> str:
    return "index.html" if locale == "en" else f"index-{_tag(locale).lower()}.html"


def _tag(locale: str) -> str:
    return locale.replace("_", "-")


def _face(site: Path, entry: Entry) -> _Face:
    """The picture of the first lesson that has one, put into the site under a name of our own."""
    try:
        with Pack(site / entry.file) as pack:
            if entry.type == uilocale.TYPE:
                return _Face(language=uilocale.language_of(pack).name)
            for name in [one.picture for one in pack.manifest.lessons]:
                picture = pack.medium(name) if name else None
                if picture is not None and picture.mediatype in media.PICTURES:
                    data = pack.blob(picture)
                    suffix = picture.path.rpartition(".")[2]
                    file = f"pictures/{hashlib.sha256(data).hexdigest()[:16]}.{suffix}"
                    if not (site / file).exists():
                        write_atomic(site / file, data)
                    return _Face(file, picture)
    except PackRefused:
        return _Face()
    return _Face()


class _Page:
    """The page in one language."""

    def __init__(
        self, locale: str, listing: Listing, packs: Sequence[Entry], faces: dict[str, _Face]
    ) -> None:
        self._texts = Texts(locale)
        self._locale = locale
        self._listing = listing
        self._packs = packs
        self._faces = faces

    def lines(self, pages: dict[str, str]) -> Iterator[str]:
        """The whole page; `pages` are the names of all languages' pages."""
        texts = self._texts
        title = self._near(self._listing.name) or texts.say("Lesson packs for MIL CLICKS")
        yield "<!doctype html>"
        yield f'<html lang="{_tag(self._locale)}" dir="{texts.direction}">'
        yield '<head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{_safe(title)}</title><style>{_STYLE}</style></head><body>"
        yield f"<header>{_mark()}<div><h1>{_safe(title)}</h1>"
        yield f"<p>{self._issued()}</p></div></header><nav>"
        for locale, name in pages.items():
            here = ' aria-current="page"' if locale == self._locale else ""
            own = _safe(OWN_NAMES[locale])
            yield f'<a href="{name}" lang="{_tag(locale)}"{here}>{own}</a>'
        yield "</nav><main>"
        yield from self._carry()
        yield f"<h2>{self._say('Packs')}</h2>"
        if not self._packs:
            yield f"<p>{self._say('There is no pack here yet.')}</p>"
        yield '<div class="packs">'
        for entry in self._packs:
            yield from self._pack(entry)
        yield "</div>"
        yield from self._app(self._listing.app)
        yield from self._withdrawn(self._listing.withdrawn)
        yield f'</main><footer class="soft">{self._say(_TRUST)}</footer></body></html>'

    def _say(self, sentence: str, **values: object) -> str:
        return _safe(self._texts.say(sentence, **values))

    def _near(self, texts: dict[str, str]) -> str:
        shown = nearest(self._locale, tuple(texts), {}, "en")
        return markup.without_controls(texts[shown]) if shown else ""

    def _issued(self) -> str:
        from datetime import date

        return self._say("Catalogue of {day}", day=date.fromisoformat(self._listing.issued))

    def _carry(self) -> Iterator[str]:
        yield f"<h2>{self._say('Carry packs home')}</h2><ol>"
        for step in _STEPS:
            yield f"<li>{self._say(step)}</li>"
        yield "</ol>"

    def _pack(self, entry: Entry) -> Iterator[str]:
        face = self._faces[entry.id]
        yield '<section class="pack">'
        if face.picture is None:
            yield f'<div class="none">{_safe(face.language) or _mark()}</div>'
        else:
            alt = _safe(self._near(face.picture.alt))
            yield f'<img src="{face.file}" alt="{alt}" loading="lazy">'
        yield f'<div class="words"><h3>{_safe(self._near(entry.title) or entry.id)}</h3>'
        yield f"<p>{_safe(self._near(entry.description))}</p>"
        facts = [self._say("Version {version}", version=entry.label or str(entry.version))]
        if entry.lessons:
            facts.append(_safe(self._texts.say_n("{n} lesson", "{n} lessons", entry.lessons)))
        facts.append(self._size(entry.bytes))
        yield f'<p class="soft">{" · ".join(facts)}</p>'
        spoken = [_spoken(code, face) for code in _shown(entry.locales)]
        names = self._texts.list(spoken)
        yield f'<p class="soft">{_safe(names)}</p>'
        if entry.maker:
            yield f'<p class="soft">{self._say("Made by {maker}", maker=entry.maker)}</p>'
        file, label = _safe(entry.file), self._say("Save this pack")
        yield f'<a class="button" href="{file}" download>{label}</a></div></section>'

    def _app(self, bundles: Iterable[AppBundle]) -> Iterator[str]:
        newest = {one.system: one for one in sorted(bundles, key=lambda one: _number(one.version))}
        if not newest:
            return
        yield f"<h2>{self._say('The app itself')}</h2>"
        for one in newest.values():
            system = _SYSTEMS.get(one.system, one.system)
            told = self._say(
                "MIL CLICKS {version} for {system}", version=one.version, system=system
            )
            yield f'<p class="plain">{told} · {self._size(one.bytes)}</p>'
        yield f"<p>{self._say(_APP)}</p>"

    def _withdrawn(self, gone: Sequence[Withdrawn]) -> Iterator[str]:
        if not gone:
            return
        yield f"<h2>{self._say('Taken back by their makers')}</h2>"
        for one in gone:
            told = self._say("{pack}, version {version}", pack=one.id, version=str(one.version))
            reason = _safe(self._near(one.reason))
            yield f'<p class="plain"><strong>{told}</strong><br>{reason}</p>'

    def _size(self, size: int) -> str:
        if size < 1_000_000:
            return self._say("{number} KB", number=-(-size // 1000))
        if size < 10_000_000:
            return self._say("{number} MB", number=self._texts.decimal(size / 1_000_000))
        return self._say("{number} MB", number=-(-size // 1_000_000))


_TRUST: Final = N_(
    "The app checks who signed a pack. A pack that somebody changed on the way is refused."
)
_APP: Final = N_("The app offers its own new version when it finds this folder on a stick.")


def _shown(locales: Sequence[str]) -> tuple[str, ...]:
    """The locales in the app's order, then the others."""
    known = [code for code in LOCALES if code in locales]
    return (*known, *(code for code in locales if code not in LOCALES))


def _spoken(code: str, face: _Face) -> str:
    """A language by its own name; one that is new here is named by its pack."""
    name = own_name(code)
    return face.language or name if name == code else name


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _safe(text: str) -> str:
    return escape(text, quote=True)


def _mark() -> str:
    """The app's own mark, drawn into the page."""
    drawn = (paths.resources() / "icons" / "mark.svg").read_text("utf-8")
    return drawn[drawn.index("<svg") :].strip()
