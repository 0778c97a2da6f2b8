"""Rows 29 to 36 of the fault table: parts of another kind than they say, and what a reader sees.

What is refused is refused by check and install; what comes in is followed to the glyphs: nothing is
opened, fetched, decoded or nested that a pack's text or picture asks for.
"""

from __future__ import annotations

import io
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImageReader, Qt, QTextDocument
from PySide6.QtWidgets import QApplication

from milclicks.core.marks import bare, marked
from milclicks.packs.check import check
from milclicks.packs.library import Library
from milclicks.packs.markup import plain as plain_words
from milclicks.ui.cover import CoverPicture
from milclicks.ui.pictures import decode
from milclicks.ui.theme import current
from milclicks.ui.widgets.text import TextBlock
from tests.fixtures.packs.forge import forge, jpeg, png, webp
from tests.support.refusing import (
    Parsed,
    accepted,
    accepted_by,
    data_of,
    file_of,
    refused,
    row,
    within,
)
from tests.support.slow_pictures import chunked, gradual, hidden, scans, swollen

TEXTS = "texts/en/rumour.json"
LESSON = "lessons/rumour.json"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with an older version of the river pack in it."""
    old = forge(version=2).write(tmp_path / "old.milpack")
    with Library.open(tmp_path / "home") as opened:
        opened.install(old)
        yield opened


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    """An application with the app's look."""
    current().apply(qapp)
    return qapp


def _refused_as(library: Library, path: str, content: bytes, mediatype: str, code: str) -> None:
    """A part is refused; the same pack with a small picture in its place comes in."""
    twin = forge().add("media/odd.png", png(), "image/png")
    refused(library, forge().add(path, content, mediatype), code, twin=twin)


EXE = b"MZ\x90\0\3\0\0\0" + b"\0" * 200
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("name", "content", "mediatype", "code"),
    [
        ("setup.webp", EXE, "image/webp", "media.mismatch"),
        ("setup.png", EXE, "image/png", "media.mismatch"),
        ("setup.jpg", EXE, "image/jpeg", "media.mismatch"),
        ("setup.ogg", EXE, "audio/ogg", "media.mismatch"),
        ("setup.wav", EXE, "audio/wav", "media.mismatch"),
        ("page.mp4", HTML, "video/mp4", "media.mismatch"),
        ("page.json", HTML, "application/json", "json.syntax"),
        ("picture.json", png(), "application/json", "json.nul"),
        ("picture.jpg", png(), "image/jpeg", "media.mismatch"),
        ("head.png", b"\x89PNG\r\n\x1a\n", "image/png", "media.mismatch"),
    ],
)
@row(29, "media.mismatch json.syntax", also="json.nul")
def test_fault_29_bytes_of_another_kind(
    library: Library, name: str, content: bytes, mediatype: str, code: str
) -> None:
    _refused_as(library, f"media/{name}", content, mediatype, code)


def moving(frames: int) -> bytes:
    """A WebP that moves: a head, the colour behind it, and so many frames."""
    frame = b"\0" * 16 + b"VP8 " + struct.pack("<L", 20) + b"\0" * 20
    chunks = b"ANIM" + struct.pack("<L", 6) + b"\0" * 6
    chunks += (b"ANMF" + struct.pack("<L", len(frame)) + frame) * frames
    head = webp(moving=True)[:30]
    return b"RIFF" + struct.pack("<L", len(head) + len(chunks) - 8) + head[8:] + chunks


@pytest.mark.parametrize(
    ("content", "mediatype", "code"),
    [
        (png(30_000, 30_000), "image/png", "media.pixels"),
        (webp(16_000, 16_000), "image/webp", "media.pixels"),
        (png(20_000, 1), "image/png", "media.pixels"),
        (moving(10_000), "image/webp", "media.frames"),
        (png(moving=True), "image/png", "media.frames"),
        (b"GIF89a" + b"\0" * 40, "image/gif", "media.type"),
        (scans(15_000), "image/jpeg", "media.parts"),
        (chunked(swollen(8 << 20) * 900), "image/png", "media.parts"),
        (hidden(gradual(20_000, 20_000), b"\xff\xff"), "image/jpeg", "media.pixels"),
        (hidden(gradual(20_000, 20_000), b"\xff\x01"), "image/jpeg", "media.pixels"),
    ],
    ids=[
        "png",
        "webp",
        "long",
        "webp of 10,000 frames",
        "moving png",
        "gif",
        "scans",
        "texts",
        "jpeg behind filling",
        "jpeg behind a bare marker",
    ],
)
@row(30, "media.pixels media.frames", also="media.type media.parts")
def test_fault_30_pictures_past_the_limits(
    library: Library, monkeypatch: pytest.MonkeyPatch, content: bytes, mediatype: str, code: str
) -> None:
    """By its head: no picture is decoded, neither by Pillow nor by Qt."""
    monkeypatch.setattr(Image, "open", never)
    monkeypatch.setattr(QImageReader, "read", never)
    _refused_as(library, f"media/odd.{mediatype[6:]}", content, mediatype, code)


def never(*_: object, **__: object) -> Any:
    """Stands for what may not be done."""
    raise AssertionError("this may not be done")


@pytest.mark.parametrize(
    ("content", "mediatype"),
    [(png(5_000, 5_000), "image/png"), (gradual(5_000, 5_000), "image/jpeg")],
)
@row(30, doors="check install show")
def test_fault_30_a_picture_that_an_old_pc_cannot_hold_gives_way_to_its_description(
    library: Library,
    app: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    mediatype: str,
) -> None:
    """It is within the limits and comes in; the check says so, and no screen decodes it."""
    monkeypatch.setattr(QImageReader, "read", never)
    made = forge().add("media/large.bin", content, mediatype, alt={"en": "A wide river"})
    codes = {problem.code for problem in check(file_of(library, made))}
    assert "media.large" in codes
    accepted(library, made)
    found = library.picture("test.river", "large", "en")
    assert decode(found.data or b"").isNull()
    accepted_by("show", CoverPicture(current(), found.data, found.alt))
    assert found.alt == "A wide river"


@row(30)
def test_fault_30_a_moving_picture_that_says_it_stands_still_shows_its_first_frame(
    library: Library, app: QApplication
) -> None:
    """Its head hides the frames; the screen reads one picture and no second."""
    stack = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "green")]
    out = io.BytesIO()
    stack[0].save(out, "WEBP", save_all=True, append_images=stack[1:], lossless=True)
    data = bytearray(out.getvalue())
    data[20] &= ~0x02
    accepted(library, forge().add("media/first.webp", bytes(data), "image/webp"))
    shown = decode(library.picture("test.river", "first", "en").data or b"")
    assert shown.isNull() or shown.pixelColor(4, 4) == QColor("red")


@pytest.mark.parametrize(
    ("content", "mediatype"),
    [
        (png()[:-6], "image/png"),
        (png()[:45] + b"?" + png()[46:], "image/png"),
        (jpeg(whole=False), "image/jpeg"),
        (webp(whole=False), "image/webp"),
    ],
    ids=["cut png", "flipped png", "cut jpeg", "cut webp"],
)
@row(31)
def test_fault_31_a_torn_picture_gives_way_to_its_description(
    library: Library, content: bytes, mediatype: str
) -> None:
    made = forge().add(
        "media/torn.bin", content, mediatype, alt={"en": "A torn one", "ar": "ممزقة"}
    )
    accepted(library, made)
    found = library.picture("test.river", "torn", "ar")
    assert (found.data, found.alt) == (None, "ممزقة")
    assert library.lesson(library.lessons("en")[0].ref, "en").title == "A rumour at school"


@pytest.mark.parametrize(
    ("content", "mediatype"),
    [(png(), "image/png"), (jpeg(), "image/jpeg"), (webp(), "image/webp")],
)
@row(31)
def test_fault_31_control_a_whole_picture_is_shown(
    library: Library, content: bytes, mediatype: str
) -> None:
    accepted(library, forge().add("media/whole.bin", content, mediatype))
    assert library.picture("test.river", "whole", "en").data == content
    assert library.media("test.river", "whole") == content


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><rect width='1' height='1'/></svg>"
XXE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>'
LINKED = b"<svg xmlns:xlink='x'><image xlink:href='http://example.org/x.png'/></svg>"


@pytest.mark.parametrize("content", [SVG, XXE, LAUGHS, LINKED])
@pytest.mark.parametrize(
    ("mediatype", "code"), [("image/svg+xml", "media.type"), ("image/png", "media.mismatch")]
)
@row(32, also="media.type media.mismatch")
def test_fault_32_svg_is_not_a_kind_of_picture(
    library: Library, content: bytes, mediatype: str, code: str
) -> None:
    with no_access(library):
        _refused_as(library, "media/x.svg", content, mediatype, code)


@pytest.mark.parametrize("mediatype", ["text/html", "text/javascript", "text/css", "text/plain"])
@row(33, also="media.type")
def test_fault_33_pages_and_programs_are_no_part_of_a_pack(
    library: Library, mediatype: str
) -> None:
    _refused_as(library, "media/x.html", HTML, mediatype, "media.type")


ACTIVE = [
    "<img src=http://example.org/x.png onerror=alert(1)>",
    "<img src=file:///etc/passwd>",
    "<script>alert(1)</script><style>*{color:red}</style>",
    "[go](javascript:alert(1)) [file](file:///etc/passwd)",
    "![x](http://example.org/x.png) <http://example.org>",
    "<a href=http://example.org>here</a> &lt;b&gt;",
]


@contextmanager
def no_access(library: Library) -> Iterator[None]:
    """No socket is opened, and no file but those of the library and its new pack."""
    mine = str(data_of(library).parent)
    opened: list[str] = []

    def hear(event: str, details: tuple[Any, ...]) -> None:
        if not hearing or isinstance(details[0], int):  # an open file again
            return
        if event in ("open", "socket.connect", "socket.getaddrinfo", "os.system"):
            opened.append(f"{event} {details[0]}")

    hearing = True
    sys.addaudithook(hear)  # it cannot be taken away; it only falls silent
    try:
        yield
    finally:
        hearing = False
    code = (str(ROOT), sys.base_prefix, sys.prefix, mine)
    assert [one for one in opened if not one.removeprefix("open ").startswith(code)] == []


@pytest.mark.parametrize("words", ACTIVE)
@row(33, doors="check install show")
def test_fault_33_active_text_stays_text_and_nothing_is_fetched(
    library: Library, app: QApplication, words: str
) -> None:
    """From the file to the glyphs: what a reader sees is what the pack says, letter by letter."""
    made = forge().change(TEXTS, lambda tree: tree.update({"summary": words}))
    asked: list[str] = []

    class Deaf(QTextDocument):
        def loadResource(self, kind: int, name: QUrl) -> object:
            asked.append(name.toString())
            return None

    with no_access(library):
        accepted(library, made)
        card = library.lessons("en")[0]
        assert card.summary == words
        assert library.lesson(card.ref, "en").summary == words
        for block in (TextBlock(words, marked=True), TextBlock(words)):
            block.resize(300, block.heightForWidth(300))
            block.grab()
            assert block.block.text == words and not any(run.linked for run in block.block.runs)
        tip = Deaf()
        said = CoverPicture(current(), None, words).toolTip()
        (tip.setHtml if Qt.mightBeRichText(said) else tip.setPlainText)(said)
        tip.size()
        assert tip.toPlainText() == words and asked == []
        accepted_by("show", words)


def test_control_the_ear_for_files_hears(library: Library) -> None:
    with pytest.raises(AssertionError), no_access(library):
        Path("/etc/hostname").read_bytes()


MADNESS = ["[x" * 100_000, "> " * 50_000, "|a" * 40_000 + "\n" + "|-" * 40_000]


@pytest.mark.parametrize("words", MADNESS, ids=["brackets", "quotes", "table"])
@row(34, "lesson.text_length")
def test_fault_34_a_text_without_end(library: Library, words: str) -> None:
    """One sign more than a text may have is too much; just so many come in."""
    made = forge().change(TEXTS, lambda tree: tree.update({"summary": words}))
    refused(library, made, "lesson.text_length")
    made = forge().change(TEXTS, lambda tree: tree.update({"summary": words[:4001]}))
    twin = forge().change(TEXTS, lambda tree: tree.update({"summary": words[:4000]}))
    refused(library, made, "lesson.text_length", twin=twin)


LONGEST = [*MADNESS, "*" * 4000, "**a" * 1333, "[a](term:" * 444, "> " * 2000, "- " * 2000]


@pytest.mark.parametrize("words", LONGEST, ids=lambda words: words[:6])
@row(34, doors="check install show")
def test_fault_34_the_worst_text_that_comes_in_is_drawn(
    library: Library, app: QApplication, words: str
) -> None:
    """Its marks are found in one pass: twice the text, about twice the steps of the pattern."""
    accepted(library, forge().change(TEXTS, lambda tree: tree.update({"summary": words[:4000]})))
    shown = library.lessons("en")[0].summary
    with within(20):
        block = TextBlock(shown, marked=True)
        assert block.heightForWidth(300) > 100
        block.resize(300, 400)
        block.grab()
        bare(shown), marked(shown), plain_words(shown)
    assert len(block.block.runs) <= 4000
    accepted_by("show", block)


NESTED = 20_000


@pytest.mark.parametrize(
    "nested",
    [
        b'{"steps":' + b"[" * NESTED + b"]" * NESTED + b"}",
        b'{"a":' * NESTED + b"1" + b"}" * NESTED,
        b'{"steps":' + b'[{"blocks":' * 30 + b"[]" + b"}]" * 30 + b"}",
    ],
    ids=["lists", "mappings", "blocks"],
)
@row(35, "json.depth")
def test_fault_35_blocks_nested_twenty_thousand_deep(
    library: Library, monkeypatch: pytest.MonkeyPatch, nested: bytes
) -> None:
    """Refused by counting brackets: the parser, which would call itself, never sees the blocks."""
    made = forge()
    made.files[LESSON] = nested
    parsed = Parsed()
    monkeypatch.setattr("milclicks.packs.strict_json.json", parsed)
    monkeypatch.setattr("milclicks.packs.strict_json._READER", parsed)
    refused(library, made, "json.depth")
    assert nested.decode() not in parsed.texts


@pytest.mark.parametrize("words", ["> " * 2000, "<div>" * 800, "<ul><li>" * 500, "- " * 2000])
@row(35, doors="check install show")
def test_fault_35_nested_blocks_in_a_text_are_words(
    library: Library, app: QApplication, words: str
) -> None:
    """Qt nests what such a text says for seconds; here it is one paragraph."""
    accepted(library, forge().change(TEXTS, lambda tree: tree.update({"summary": words})))
    block = TextBlock(library.lessons("en")[0].summary, marked=True)
    with within(20):
        block.heightForWidth(300)
    assert block.block.text == words and len(block.block.runs) == 1
    accepted_by("show", block)


OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OTHER_KINDS = [
    (b"\0\1\0\0" + b"\0" * 60, "font/ttf"),
    (b"%PDF-1.7\n" + b"\0" * 60, "application/pdf"),
    (b"OTTO" + b"\0" * 60, "font/otf"),
    (b"wOF2" + b"\0" * 60, "font/woff2"),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 60, "application/vnd.ms-excel"),
    (b"PK\3\4" + b"\0" * 60, OFFICE),
    (b"Rar!" + b"\0" * 60, "application/vnd.rar"),
    (b"MZ" + b"\0" * 60, "application/vnd.microsoft.portable-executable"),
    (b"PK\3\4" + b"\0" * 60, "application/zip"),
    (b"\x7fELF" + b"\0" * 60, "application/octet-stream"),
]


@pytest.mark.parametrize(("content", "mediatype"), OTHER_KINDS)
@row(36, also="media.type")
def test_fault_36_fonts_documents_archives(
    library: Library, content: bytes, mediatype: str
) -> None:
    _refused_as(library, "media/x.bin", content, mediatype, "media.type")


@pytest.mark.parametrize("content", [content for content, _ in OTHER_KINDS])
@row(36, also="media.mismatch")
def test_fault_36_the_same_dressed_as_a_picture(library: Library, content: bytes) -> None:
    _refused_as(library, "media/x.png", content, "image/png", "media.mismatch")
