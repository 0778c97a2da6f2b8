"""The pages for people without the app: on a site, a stick and the next PC, by one mechanism."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from milclicks.core.texts import LOCALES, Texts
from milclicks.packs.library import Library
from milclicks.packs.travel import courier
from milclicks.packs.travel.bring import learn
from milclicks.packs.travel.bundles import offers, take
from milclicks.packs.travel.making import make
from milclicks.packs.travel.page import AppFile, Contents, Shown, names, page, pages
from milclicks.packs.travel.shared import tree
from milclicks.packs.travel.stick import look
from milclicks.packs.trust.page import write_pages
from milclicks.packs.trust.publish import Bundle, listing_of
from tests.fixtures.packs.forge import forge, png
from tests.support.room import request, serving
from tests.support.site import Site, days, pack
from tests.support.sticks import library, stick

BUNDLE = b"an app" * 1000


class Links(HTMLParser):
    """The addresses of a page, its pictures with their words, and what could run or load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.pictures: dict[str, str] = {}
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        held = dict(attrs)
        self.tags.add(tag)
        if tag == "a":
            self.hrefs.append(held["href"] or "")
        if tag == "img":
            self.pictures[held["src"] or ""] = held["alt"] or ""
        assert not [name for name in held if name.startswith("on")]


def drawn(folder: Path) -> Path:
    """A pack whose lesson has a picture."""
    made = forge(id="test.drawn")
    made.add("media/quay.png", png(), "image/png", role="media", alt={"en": "A quay & a boat."})
    made.manifest["lessons"][0]["picture"] = "quay"
    return made.write(folder / "drawn.milpack")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Two packs, one with a picture, and a version of the app."""
    (tmp_path / "in").mkdir()
    made = Site.make(tmp_path, [drawn(tmp_path / "in"), pack(tmp_path / "in", "test.tiny")])
    bundle = tmp_path / "in" / "milclicks-9.1-linux.tar.xz"
    bundle.write_bytes(BUNDLE)
    made.publish(bundles=[Bundle("9.1", "linux", bundle)], now=days(1))
    return made


@pytest.fixture
def office(tmp_path: Path, site: Site) -> Iterator[Library]:
    """A computer with both packs and the app's file."""
    data = tmp_path / "office"
    with library(data, site.catalog(data, days(1))) as made:
        learn(look(site.root), made.trust.catalog, "site")
        for path in sorted((site.root / "packs").glob("*.milpack")):
            made.install(path)
        (offer,) = offers(made.trust.catalog.known)
        take(offer, site.source, data)
        yield made


def whole(root: Path) -> None:
    """Every page of a folder leads only to files that lie there, and shows the picture."""
    found = sorted(root.glob("index*.html"))
    assert len(found) == len(LOCALES)
    for one in found:
        links = Links(one.read_text("utf-8"))
        assert not {"script", "link", "iframe", "object", "form"} & links.tags
        for target in [*links.hrefs, *links.pictures]:
            assert re.fullmatch(r"[a-z0-9][a-z0-9._/-]*", target), target
            assert (root / unquote(target)).is_file(), target
        assert list(links.pictures.values()) == ["A quay & a boat."]
        assert {"packs/test.drawn-3.milpack", "packs/test.tiny-1.milpack"} <= set(links.hrefs)
        assert any(one.startswith("targets/app/") for one in links.hrefs)
        assert {one.name for one in found} <= set(links.hrefs)


def test_the_pages_of_a_site_and_of_a_stick_are_whole(
    tmp_path: Path, site: Site, office: Library
) -> None:
    listing = listing_of(site.root)
    assert listing is not None
    write_pages(site.root, listing)
    whole(site.root)
    mount = stick(tmp_path)
    load = courier.load(mount.path, office, tmp_path / "office")
    pieces = courier.pieces(load, load.packs, office, tmp_path / "office", "", locale="ar")
    made = make(mount, pieces)
    whole(made.folder)
    assert 'dir="rtl"' in (made.folder / "index.html").read_text("utf-8")
    assert 'lang="en"' in (made.folder / "index-en.html").read_text("utf-8")[:60]
    assert make(mount, pieces).written == 0
    pictures = [sorted(one.name for one in (root / "pictures").iterdir()) for root in
                (site.root, made.folder)]  # fmt: skip
    assert pictures[0] == pictures[1] and len(pictures[0]) == 1


def test_a_stick_without_the_app_does_not_offer_it(tmp_path: Path, office: Library) -> None:
    mount = stick(tmp_path)
    load = courier.load(mount.path, office, tmp_path / "office")
    names = ["test.tiny"]
    made = make(mount, courier.pieces(load, names, office, tmp_path / "office", "", apps=False))
    text = (made.folder / "index.html").read_text("utf-8")
    assert "targets/app" not in text and "test.drawn" not in text and "<img" not in text


@pytest.mark.loopback
def test_a_browser_that_asks_a_sharing_computer_sees_the_same_page(
    tmp_path: Path, office: Library
) -> None:
    given = tree(office, "Riverside <school>", "ar", tmp_path / "office")
    with serving(given) as server:
        status, head, body = request(server, "/")
        assert (status, head["content-type"]) == (200, "text/html; charset=utf-8")
        assert "default-src 'none'" in head["content-security-policy"]
        assert "script" not in head["content-security-policy"]
        assert request(server, "/", "HEAD")[1]["content-length"] == str(len(body))
        text = body.decode()
        assert 'lang="ar"' in text and "Riverside &lt;school&gt;" in text
        assert "content-disposition" not in head
        links = Links(text)
        assert list(links.pictures.values()) == ["A quay & a boat."]
        for target in [*links.hrefs, *links.pictures]:
            status, head, data = request(server, f"/{target}")
            assert status == 200 and data, target
            if target.startswith("pictures/"):
                assert head["content-type"] == "image/png" and data == png()
            if target.startswith("targets/app/"):
                assert data == BUNDLE
                assert head["content-disposition"].endswith('"milclicks-9.1-linux.tar.xz"')
        assert request(server, "/index.html")[2] == body
        for nothing in ("/pictures/", "/index", "/?x", "/pictures/../packs.json"):
            assert request(server, nothing)[0] == 404
        assert request(server, "/", "GET", host="evil.example")[0] == 421
        taken = {name for one in server.takers() for name in one.names}
        assert "MIL CLICKS 9.1" in taken


def test_pages_that_were_made_from_nothing_say_so() -> None:
    text = page(Contents("computer", ()), "en").decode()
    assert "There is no pack here yet." in text and "The app itself" not in text


def test_words_of_strangers_stay_words() -> None:
    bad = '<script>alert("x")</script>\u202e'
    shown = Shown(
        file='packs/x-1.milpack"onclick="',
        bytes=1,
        title={"xx": bad},
        description={"en": bad},
        version=bad,
        maker=bad,
        picture='pictures/"x.png',
        alt={"en": bad},
        locales=("en", "xx"),
        teacher=True,
    )
    apps = (AppFile("<b>", "1.0", 5, 'targets/app/0.a"b'), AppFile("linux", "2", 5))
    for kind in ("site", "stick", "computer"):
        told = Contents(kind, (shown,), apps, name={"en": bad})  # type: ignore[arg-type]
        for data in pages(told).values():
            text = data.decode()
            assert "script" not in Links(text).tags
            assert "<b>" not in text and "\u202e" not in text


def test_the_first_page_is_in_the_language_of_whoever_made_it() -> None:
    assert names()["en"] == names("en")["en"] == names("sw")["en"] == "index.html"
    assert names("ar")["ar"] == "index.html" and names("ar")["en"] == "index-en.html"
    assert len(set(names("pt_BR").values())) == len(LOCALES)


def test_a_teacher_is_told_as_a_claim_and_a_language_by_its_name() -> None:
    one = Shown("packs/a.milpack", 5, {"en": "A"}, {}, "1", maker="Ada", teacher=True)
    two = Shown(
        "packs/b.milpack",
        12_345_678,
        {"en": "B"},
        {},
        "1",
        locales=("en", "sw"),
        language="Kiswahili",
    )
    text = page(Contents("stick", (one, two)), "en").decode()
    assert "A teacher’s pack" in text and "The pack says that it is by" in text
    assert "Made by" not in text and text.count("Kiswahili") == 2 and "13" in text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_steps_are_counted_in_the_digits_of_the_page(locale: str) -> None:
    shown = Shown("packs/a.milpack", 1_000_000, {"en": "A"}, {"en": "A"}, "12")
    html = page(Contents("site", [shown], issued="2026-11-23"), locale).decode()
    own = Texts(locale).arabic_digits()
    assert ('<ol class="arabic">' in html) is own and ("٢٠٢٦" in html) is own
    assert "ol.arabic{list-style-type:arabic-indic}" in html
