"""Rows 40 to 47, 103, 104 and 105 of the fault table: packs that teachers made and signed.

Each fixture is a whole pack whose hashes and signature were made right again by a real key, with
one thing wrong; the same without it is accepted. A refusal comes from a check and from an install
alike and leaves every file of the data folder as it was.
"""

from __future__ import annotations

import base64
import csv
import io
import shutil
import struct
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from milclicks.community.prepost import group, run
from milclicks.community.prepost.export import counts_csv
from milclicks.community.prepost.group import Group
from milclicks.core.texts import Texts
from milclicks.packs import strict_json
from milclicks.packs.check import check
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust import export
from milclicks.packs.trust.claims import reserved
from milclicks.packs.trust.envelope import Maker, maker_of, sealed
from milclicks.packs.trust.export import Wish
from milclicks.packs.trust.keys import OwnKey, pack_id
from milclicks.packs.trust.pins import MakerUnknown
from milclicks.records.records import Records
from tests.fixtures.packs.forge import RIVER, Forge, state, tiny
from tests.support.clock import FrozenClock
from tests.support.pretests import pretest
from tests.support.teachers import (
    envelope,
    lesson_pack,
    payload_of,
    public,
    signed,
    statement,
    teacher_pack,
    tree_of,
    with_signature,
)

pytestmark = pytest.mark.strict_trust
AMINA, OTHER = OwnKey.new(), OwnKey.new()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library that knows Amina and has an older version of her pack."""
    with Library.open(tmp_path / "home") as opened:
        opened.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
        opened.install(teacher_pack(tmp_path / "old.milpack", AMINA, version=2))
        yield opened


def refused(library: Library, tmp_path: Path, data: bytes, code: str) -> PackRefused:
    """Check and install both refuse with `code`, a sentence and a remedy; nothing has changed."""
    path, home = tmp_path / "new.milpack", tmp_path / "home"
    path.write_bytes(data)
    before = state(home)
    assert code in [one.code for one in check(path) if one.severity == "error"]
    with pytest.raises(PackRefused) as caught:
        library.install(path)
    assert caught.value.code == code, caught.value.detail
    assert caught.value.sentence.text.endswith(".")
    assert caught.value.remedy is not None
    assert state(home) == before
    assert [one.version for one in library.packs()] == [2]
    return caught.value


def accepted(library: Library, tmp_path: Path, data: bytes) -> None:
    """Check finds no error and the install goes through."""
    path = tmp_path / "new.milpack"
    path.write_bytes(data)
    assert [one for one in check(path) if one.severity == "error"] == []
    assert library.install(path).standing.tier == "teacher"


def test_control_a_signed_pack_of_a_known_teacher(library: Library, tmp_path: Path) -> None:
    accepted(library, tmp_path, signed(lesson_pack(AMINA), AMINA))
    info = library.packs()[0]
    assert (info.version, info.usable, info.standing.tier) == (3, True, "teacher")
    assert info.standing.words == AMINA.words
    assert info.standing.maker == "Mara Testing"


def test_fault_41_the_id_of_an_official_pack(library: Library, tmp_path: Path) -> None:
    made = lesson_pack(AMINA)
    made.manifest["id"] = "mil.core"
    refused(library, tmp_path, signed(made, AMINA), "sign.id_taken")
    made.manifest["id"] = pack_id(AMINA.name, "mil-core")
    accepted(library, tmp_path, signed(made, AMINA))


def _with_font(made: Forge) -> None:
    made.add("fonts/amina.ttf", b"\0\1\0\0", "font/ttf", "font")


def _with_logo(made: Forge) -> None:
    content = made.files["media/river.png"]
    made.add("media/logo.png", content, "image/png", "image")


def _with_template(made: Forge) -> None:
    made.add("templates/pact.json", b"{}", "application/json", "certificate")


def _with_poster(made: Forge) -> None:
    made.add("media/wall.png", made.files["media/river.png"], "image/png", "poster")


def _with_promises(made: Forge) -> None:
    made.add("documents/pact.json", b"{}", "application/json", "document")


def _with_film(made: Forge) -> None:
    made.add("media/film.webm", b"\x1a\x45\xdf\xa3" + b"\0" * 9, "video/webm", "video")


def _with_other(made: Forge) -> None:
    made.add("media/x.json", b"{}", "application/json", "program")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_with_font, "power.font"),
        (_with_logo, "power.logo"),
        (_with_template, "power.template"),
        (_with_poster, "power.template"),
        (_with_promises, "power.document"),
        (_with_film, "power.video"),
        (_with_other, "power.role"),
        (lambda made: made.manifest.update(type="prints"), "power.type"),
        (lambda made: made.manifest.update(type="fonts"), "power.type"),
        (lambda made: made.manifest.update(type="ui-locale"), "power.type"),
        (lambda made: made.manifest.update(replaces=["mil.core"]), "power.replaces"),
    ],
)
def test_fault_42_what_only_the_makers_of_the_app_may_bring(
    library: Library, tmp_path: Path, change: Callable[[Forge], None], code: str
) -> None:
    made = lesson_pack(AMINA)
    change(made)
    refused(library, tmp_path, signed(made, AMINA), code)


def test_fault_42_control_pictures_and_packs_of_ones_own(library: Library, tmp_path: Path) -> None:
    made = lesson_pack(AMINA)
    made.add("media/catalog.png", made.files["media/river.png"], "image/png")
    made.manifest["replaces"] = [pack_id(AMINA.name, "earlier")]
    accepted(library, tmp_path, signed(made, AMINA))


def test_fault_43_an_id_whose_key_is_not_the_signers(library: Library, tmp_path: Path) -> None:
    made = lesson_pack(AMINA)
    refused(library, tmp_path, signed(made, OTHER), "sign.id")
    lied = envelope(payload_of(made), OTHER, name=AMINA.name)
    refused(library, tmp_path, with_signature(made, strict_json.encode(lied)), "sign.id")
    made.manifest["id"] = "t.amina.river"
    refused(library, tmp_path, signed(made, AMINA), "sign.id")


def _bent(made: Forge, **fields: Any) -> bytes:
    right = tree_of(sealed(statement(made), AMINA))
    return with_signature(made, strict_json.encode({**right, **fields}))


def test_fault_44_no_signature(library: Library, tmp_path: Path) -> None:
    made = lesson_pack(AMINA)
    refused(library, tmp_path, made.bytes(), "sign.missing")
    refused(library, tmp_path, _bent(made, signatures=[]), "sign.missing")
    only_other = envelope(payload_of(made), OTHER, brings=public(AMINA))
    refused(library, tmp_path, with_signature(made, strict_json.encode(only_other)), "sign.missing")


def test_fault_44_a_wrong_signature(library: Library, tmp_path: Path) -> None:
    made = lesson_pack(AMINA)
    zeros = [{"keyid": AMINA.name, "sig": base64.b64encode(bytes(64)).decode()}]
    refused(library, tmp_path, _bent(made, signatures=zeros), "sign.wrong")
    short = [{"keyid": AMINA.name, "sig": ""}]
    refused(library, tmp_path, _bent(made, signatures=short), "sign.wrong")
    right = tree_of(sealed(statement(made), AMINA))["signatures"]
    refused(library, tmp_path, _bent(made, signatures=[*right, *right]), "sign.wrong")
    other = envelope(payload_of(made), OTHER, name=AMINA.name, brings=public(AMINA))
    refused(library, tmp_path, with_signature(made, strict_json.encode(other)), "sign.wrong")


def test_fault_44_a_signature_over_another_pack(library: Library, tmp_path: Path) -> None:
    made = lesson_pack(AMINA)
    for other in ({"manifest": "0" * 64}, {"version": 9}, {"id": pack_id(AMINA.name, "else")}):
        wrong = sealed(statement(made, **other), AMINA)
        refused(library, tmp_path, with_signature(made, wrong), "sign.other")
    older = sealed(statement(lesson_pack(AMINA, version=2)), AMINA)
    refused(library, tmp_path, with_signature(made, older), "sign.other")


def test_fault_44_another_payload_type(library: Library, tmp_path: Path) -> None:
    made = lesson_pack(AMINA)
    other = envelope(payload_of(made), AMINA, kind="application/vnd.in-toto+json")
    refused(library, tmp_path, with_signature(made, strict_json.encode(other)), "sign.type")
    right = envelope(payload_of(made), AMINA)
    mixed = {**other, "payloadType": right["payloadType"]}
    refused(library, tmp_path, with_signature(made, strict_json.encode(mixed)), "sign.wrong")
    accepted(library, tmp_path, with_signature(made, strict_json.encode(right)))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "json.syntax"),
        (b"[]", "sign.format"),
        (b'{"payload":"","payloadType":"","signatures":[]}', "sign.format"),
        (b'{"keys":{},"keys":{}}', "json.duplicate_key"),
        (b"[" * 30 + b"]" * 30, "json.depth"),
        (b"\xff\xfe", "json.utf8"),
        (b" " * 70_000, "blob.limit"),
    ],
)
def test_fault_44_a_signature_that_is_none(
    library: Library, tmp_path: Path, raw: bytes, code: str
) -> None:
    refused(library, tmp_path, with_signature(lesson_pack(AMINA), raw), code)


def test_fault_44_a_signature_of_other_signs_than_base64(library: Library, tmp_path: Path) -> None:
    made = lesson_pack(AMINA)
    refused(library, tmp_path, _bent(made, payload="é!"), "sign.format")
    refused(library, tmp_path, _bent(made, keys={AMINA.name: "@@@"}), "sign.format")


def test_fault_45_a_second_signature_by_an_unknown_key(library: Library, tmp_path: Path) -> None:
    made = lesson_pack(AMINA)
    right = tree_of(sealed(statement(made), AMINA))
    stranger = tree_of(sealed(statement(made), OTHER))
    for more in (stranger["signatures"], [{"keyid": "x", "sig": "not base64 at all"}]):
        both = {**right, "signatures": [*more, *right["signatures"]]}
        path = tmp_path / "both.milpack"
        path.write_bytes(with_signature(made, strict_json.encode(both)))
        with Pack(path) as pack:
            found = maker_of(pack)
        assert found is not None and found.key == AMINA.name
    crowd = {**right, "signatures": stranger["signatures"], "keys": {**public(OTHER)}}
    refused(library, tmp_path, with_signature(made, strict_json.encode(crowd)), "sign.id")
    both = {**right, "signatures": [*stranger["signatures"], *right["signatures"]]}
    accepted(library, tmp_path, with_signature(made, strict_json.encode(both)))


def test_fault_46_a_known_teacher_with_a_new_key(library: Library, tmp_path: Path) -> None:
    path = teacher_pack(tmp_path / "new.milpack", OTHER, version=3, maker="Amina")
    before = state(tmp_path / "home")
    with pytest.raises(MakerUnknown) as asked:
        library.install(path)
    assert asked.value.code == "maker.unknown"
    assert [one.public for one in asked.value.namesakes] == [AMINA.public]
    warning = asked.value.warning()
    assert warning is not None and "other words" in str(warning)
    assert state(tmp_path / "home") == before
    library.trust.pins.add(asked.value.maker)
    library.install(path)
    assert sorted(one.id for one in library.packs()) == sorted(
        [pack_id(AMINA.name, "river"), pack_id(OTHER.name, "river")]
    )
    assert set(library.trust.pins.all()) == {AMINA.name, OTHER.name}


@pytest.mark.parametrize(
    "name",
    ["UNESCO Official", "UNЕSСО", "U.N.E.S.C.O.", "unesc0", "ΟFFΙCΙΑL", "MIL-CLICKS", "ЮНЕСКО",
     "اليونسكو", "Ministère de l’Éducation", "Nações Unidas", "Oficia1"],
)  # fmt: skip
def test_fault_47_a_name_that_sounds_official(library: Library, tmp_path: Path, name: str) -> None:
    assert reserved(name)
    path = teacher_pack(tmp_path / "new.milpack", AMINA, maker=name)
    info = library.install(path)
    assert (info.standing.tier, info.standing.maker) == ("teacher", name)


@pytest.mark.parametrize("name", ["Amina Diallo", "Prof. Jovanović", "أمينة", "Ana", "Мара", ""])
def test_fault_47_control_names_of_people(name: str) -> None:
    assert reserved(name) == ()


def test_fault_103_an_import_without_rights_is_warned_about(
    library: Library, tmp_path: Path
) -> None:
    made = lesson_pack(AMINA)
    made.line("media/river.png").update(license="", credit="")
    path = tmp_path / "new.milpack"
    path.write_bytes(signed(made, AMINA))
    found = check(path)
    assert [(one.code, one.severity) for one in found] == [("import.rights", "warning")]
    assert library.install(path).version == 3
    path.write_bytes(signed(lesson_pack(AMINA), AMINA))
    assert check(path) == []


# -- what is taken out before a pack is handed on ---------------------------------------------

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


def test_fault_104_notes_of_who_and_where_are_taken_out(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "signed.milpack"
    made = export.sign(source, target, AMINA)
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


def test_fault_104_the_export_is_accepted_elsewhere(
    library: Library, source: Path, tmp_path: Path
) -> None:
    export.sign(source, tmp_path / "signed.milpack", AMINA, Wish(maker="Ms A."))
    accepted(library, tmp_path, (tmp_path / "signed.milpack").read_bytes())
    assert library.packs()[0].standing.maker == "Ms A."
    assert len(library.lessons("en")) == 2


def test_fault_105_what_to_look_at_before_handing_on(source: Path, tmp_path: Path) -> None:
    text = (source / "lessons" / "well.yaml").read_text("utf-8")
    lines = text.splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("title:"))
    lines[place] = 'title: "What Zofia saw at the well"'
    (source / "lessons" / "well.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = export.sign(
        source, tmp_path / "signed.milpack", AMINA, Wish(learners=["Zofia", "Ed", "Bartholomew"])
    )
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


def test_fault_105_no_result_of_this_computer_goes_into_a_pack(
    source: Path, tmp_path: Path, clock: FrozenClock
) -> None:
    from milclicks.workspace import Workspace

    home = tmp_path / "home"
    with Workspace.open(home, clock=clock, bundled=[]) as workspace:
        learner, _ = workspace.add_learner("Zofia", "a1")
        device = str(learner.id)
    target = tmp_path / "signed.milpack"
    export.sign(source, target, AMINA, Wish(learners=["Zofia"]))
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
    for row, honest in zip(rows[1:], plain[1:], strict=True):
        assert row[4].startswith("'" + formula)
        assert row[:4] == honest[:4]  # figures stay figures, negative ones too
        for cell in row:
            assert cell[:1] not in "=+@\t\r＝" or not cell
            assert not cell.startswith("-") or float(cell) <= 0
