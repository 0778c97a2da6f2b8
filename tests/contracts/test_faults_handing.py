"""Rows 40, 104 and 105 of the fault table: what leaves this computer in a pack or in a table.

Places, authors and notes are taken out of what a teacher signs, a list says what to look at, no
result goes into a pack and no formula into a table; what was signed is accepted elsewhere.
"""

from __future__ import annotations

import csv
import io
import shutil
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from milclicks.community.prepost import group, run
from milclicks.community.prepost.export import counts_csv
from milclicks.community.prepost.group import Group
from milclicks.core.texts import Texts
from milclicks.packs import strict_json
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.trust import export
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.export import Wish
from milclicks.packs.trust.keys import OwnKey
from milclicks.records.records import Records
from tests.fixtures.packs.forge import RIVER, tiny
from tests.support.clock import FrozenClock
from tests.support.pretests import pretest
from tests.support.refusing import accepted, accepted_by, row
from tests.support.teachers import teacher_pack

pytestmark = pytest.mark.strict_trust
AMINA = OwnKey.new()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library that knows Amina and has an older version of her pack."""
    with Library.open(tmp_path / "home") as opened:
        opened.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
        opened.install(teacher_pack(tmp_path / "old.milpack", AMINA, version=2))
        yield opened


SECRETS = (b"Amina Diallo", b"Talora School", b"GPS", b"Nokia", b"Exif", b"xmpmeta")


def _photo(orientation: int) -> bytes:
    """A photo of a telephone: twice as wide as high, red at the left, with notes of all kinds."""
    picture = Image.new("RGB", (64, 32), "blue")
    picture.paste("red", (0, 0, 32, 32))
    notes = Image.Exif()
    notes[0x0112], notes[0x010F], notes[0x013B] = orientation, "Nokia", "Amina Diallo"
    notes.get_ifd(0x8825)[2] = (12.0, 34.0, 56.0)
    out = io.BytesIO()
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS</x:xmpmeta>"
    picture.save(out, "JPEG", quality=95, exif=notes, comment=b"Talora School", xmp=xmp[29:])
    return out.getvalue() + b"Amina Diallo behind the end"


def _drawing() -> bytes:
    out, notes = io.BytesIO(), PngInfo()
    notes.add_text("Author", "Amina Diallo")
    notes.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>GPS</x:xmpmeta>")
    Image.new("RGBA", (8, 8), (1, 2, 3, 4)).save(out, "PNG", pnginfo=notes, exif=_photo_notes())
    return out.getvalue() + b"Talora School"


def _webp() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "WEBP", exif=_photo_notes(), xmp=b"<x:xmpmeta/>")
    return out.getvalue()


def _photo_notes() -> Image.Exif:
    notes = Image.Exif()
    notes[0x010F], notes[0x013B] = "Nokia", "Amina Diallo"
    return notes


def _wav() -> bytes:
    told = b"LIST" + struct.pack("<L", 24) + b"INFOIART" + struct.pack("<L", 12) + b"Amina Diallo"
    form = b"fmt " + struct.pack("<LHHLLHH", 16, 1, 1, 8000, 16000, 2, 16)
    body = b"WAVE" + form + told + b"data" + struct.pack("<L", 8000) + bytes(8000)
    return b"RIFF" + struct.pack("<L", len(body)) + body


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A teacher's folder with photos and a sound that tell who and where."""
    folder = tmp_path / "source"
    shutil.copytree(RIVER, folder)
    for name in ("pact", "space", "history"):
        (folder / f"{name}.yaml").unlink()
    lines = (folder / "media.yaml").read_text("utf-8")
    files = {
        "upright.jpg": _photo(1),
        "turned.jpg": _photo(6),
        "drawn.png": _drawing(),
        "web.webp": _webp(),
        "heard.wav": _wav(),
    }
    for name, content in files.items():
        (folder / "media" / name).write_bytes(content)
        lines += (
            f"- id: {name.partition('.')[0]}\n  file: {name}\n  license: CC-BY-SA-4.0\n"
            f'  credit: "A teacher"\n  source: "own work"\n  alt: "A picture of {name}"\n'
        )
    (folder / "media.yaml").write_text(lines, encoding="utf-8")
    return folder


@row(104, doors="sign")
def test_fault_104_notes_of_who_and_where_are_taken_out(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "signed.milpack"
    made = accepted_by("sign", export.sign(source, target, AMINA))
    assert made.checklist.stripped == (
        "media/drawn.png", "media/heard.wav", "media/turned.jpg", "media/upright.jpg",
        "media/web.webp",
    )  # fmt: skip
    data = target.read_bytes()
    before = b"".join(one.read_bytes() for one in (source / "media").iterdir())
    for secret in SECRETS:
        assert secret in before
    with Pack(target) as pack:
        held = {one.path: pack.blob(one) for one in pack.resources}
    for secret in SECRETS:
        assert secret not in data
        assert not [path for path, blob in held.items() if secret in blob]
    for path in made.checklist.stripped:
        if not path.endswith(".wav"):
            with Image.open(io.BytesIO(held[path])) as picture:
                picture.load()
                assert not picture.getexif()
    with Image.open(io.BytesIO(held["media/upright.jpg"])) as picture:
        assert picture.size == (64, 32)
        with Image.open(io.BytesIO(_photo(1))) as other:
            assert picture.tobytes() == other.tobytes()  # not a pixel was touched
    with Image.open(io.BytesIO(held["media/turned.jpg"])) as picture:
        assert picture.size == (32, 64)  # it stands as it was meant to
        top = picture.getpixel((16, 8))
        assert isinstance(top, tuple) and top[0] > 200


@row(104)
def test_fault_104_the_export_is_accepted_elsewhere(
    library: Library, source: Path, tmp_path: Path
) -> None:
    export.sign(source, tmp_path / "signed.milpack", AMINA, Wish(maker="Ms A."))
    accepted(library, tmp_path / "signed.milpack")
    assert library.packs()[0].standing.maker == "Ms A."
    assert len(library.lessons("en")) == 2


@row(105, doors="sign")
def test_fault_105_what_to_look_at_before_handing_on(source: Path, tmp_path: Path) -> None:
    text = (source / "lessons" / "well.yaml").read_text("utf-8")
    lines = text.splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("title:"))
    lines[place] = 'title: "What Zofia saw at the well"'
    (source / "lessons" / "well.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    wish = Wish(learners=["Zofia", "Ed", "Bartholomew"])
    made = accepted_by("sign", export.sign(source, tmp_path / "signed.milpack", AMINA, wish))
    told = [str(one) for one in made.checklist.questions()]
    assert [one.partition(":")[0] for one in told[:3]] == [
        "Look at each picture", "Listen to each sound", "Read the texts",
    ]  # fmt: skip
    assert {one.path for one in made.checklist.media} == {
        *(f"media/{one}" for one in ("drawn.png", "heard.wav", "river.png")),
        *(f"media/{one}" for one in ("turned.jpg", "upright.jpg", "web.webp")),
    }
    assert {one.name for one in made.checklist.names} == {"Zofia"}
    found = [one for one in made.checklist.problems() if one.code == "export.name"]
    assert found and found[0].severity == "warning" and "texts/en/well" in found[0].place


@row(105, doors="sign")
def test_fault_105_no_result_of_this_computer_goes_into_a_pack(
    source: Path, tmp_path: Path, clock: FrozenClock
) -> None:
    from milclicks.workspace import Workspace

    home = tmp_path / "home"
    with Workspace.open(home, clock=clock, bundled=[]) as workspace:
        learner, _ = workspace.add_learner("Zofia", "a1")
        device = str(learner.id)
    target = tmp_path / "signed.milpack"
    accepted_by("sign", export.sign(source, target, AMINA, Wish(learners=["Zofia"])))
    with Pack(target) as pack:
        held = b"".join(pack.blob(one) for one in pack.resources) + strict_json.encode(pack.raw)
        assert {one.role for one in pack.resources} <= {
            "lesson",
            "document",
            "texts",
            "image",
            "audio",
        }
    assert b"Zofia" not in held and device.encode() not in held


def test_a_signed_pack_is_never_written_over_its_source(tmp_path: Path) -> None:
    path = tmp_path / "tiny.milpack"
    tiny().write(path)
    before = path.read_bytes()
    with pytest.raises(Exception, match="file of its own"):
        export.sign(path, path, AMINA)
    assert path.read_bytes() == before


FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1"]


class Poisoned(Texts):
    """A language in which every sentence begins like a formula."""

    def __init__(self, formula: str) -> None:
        super().__init__("en")
        self._formula = formula

    def say(self, text: str, /, **values: object) -> str:
        """The sentence behind the formula."""
        return self._formula + super().say(text, **values)


@pytest.mark.parametrize("formula", FORMULAS)
@row(40, doors="show")
def test_fault_40_no_cell_of_an_export_is_a_formula(
    formula: str, tmp_path: Path, clock: FrozenClock
) -> None:
    test = pretest("en")
    form = next(iter(test.forms.values()))
    with closing(Records.open(tmp_path / "d", clock, "1.0")) as records:
        for number in range(1, 6):
            done = run.begin(records, form, "", "before", None, number)
            for ask in form.asks:
                level = "very" if ask.part == "decision" else ""
                done = run.answer(records, done, form, ask.id, ask.options[0][0], level)
            run.end(records, done)
        known = group.of_group(records, Group())
        rows = list(csv.reader(io.StringIO(counts_csv(known, test, Poisoned(formula)))))
        plain = list(csv.reader(io.StringIO(counts_csv(known, test, Texts("en")))))
    assert len(rows) == len(plain) > 20
    for line, honest in zip(rows[1:], plain[1:], strict=True):
        assert line[4].startswith("'" + formula)
        assert line[:4] == honest[:4]  # figures stay figures, negative ones too
        for cell in line:
            assert cell[:1] not in "=+@\t\r＝" or not cell
            assert not cell.startswith("-") or float(cell) <= 0
    accepted_by("show", rows)
