"""Rows 41 to 47 and 103 of the fault table: packs that teachers made and signed.

Each fixture is a whole pack whose hashes and signature were made right again by a real key, with
one thing wrong; the same without it is accepted. A refusal comes from a check and from an install
alike and leaves every file of the data folder as it was.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from milclicks.core.texts import Texts
from milclicks.packs import strict_json
from milclicks.packs.check import check
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import PackInfo
from milclicks.packs.trust.claims import reserved
from milclicks.packs.trust.envelope import Maker, maker_of, sealed
from milclicks.packs.trust.keys import OwnKey, pack_id
from milclicks.packs.trust.pins import MakerUnknown
from tests.fixtures.packs.forge import Forge
from tests.support import refusing
from tests.support.refusing import accepted_by, row
from tests.support.teachers import (
    carrying,
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
POWERS = (
    "power.font power.logo power.template power.document power.video power.role power.type "
    "power.replaces"
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library that knows Amina and has an older version of her pack."""
    with Library.open(tmp_path / "home") as opened:
        opened.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
        opened.install(teacher_pack(tmp_path / "old.milpack", AMINA, version=2))
        yield opened


def refused(library: Library, data: bytes, code: str) -> PackRefused:
    """Check and install both refuse; a right pack of Amina comes in when the test has ended."""
    error: PackRefused = refusing.refused(
        library, data, code, twin=signed(lesson_pack(AMINA), AMINA)
    )
    assert [one.version for one in library.packs()] == [2]
    return error


def accepted(library: Library, data: bytes | Path) -> PackInfo:
    """The control, as a teacher's pack."""
    info = refusing.accepted(library, data)
    assert info.standing.tier == "teacher"
    return info


def test_control_a_signed_pack_of_a_known_teacher(library: Library) -> None:
    accepted(library, signed(lesson_pack(AMINA), AMINA))
    info = library.packs()[0]
    assert (info.version, info.usable, info.standing.tier) == (3, True, "teacher")
    assert info.standing.words == AMINA.words
    assert info.standing.maker == "Mara Testing"


@row(19, also="blob.extra")
def test_fault_19_metadata_of_a_catalogue_in_a_teachers_pack(library: Library) -> None:
    """No catalogue signs a teacher's pack, so whatever lies there was added by somebody else."""
    refused(library, carrying(lesson_pack(AMINA), AMINA, {"timestamp.json": b"{}"}), "blob.extra")
    accepted(library, carrying(lesson_pack(AMINA), AMINA, {}))


@row(41, "sign.id_taken")
def test_fault_41_the_id_of_an_official_pack(library: Library) -> None:
    made = lesson_pack(AMINA)
    made.manifest["id"] = "mil.core"
    refused(library, signed(made, AMINA), "sign.id_taken")
    made.manifest["id"] = pack_id(AMINA.name, "mil-core")
    accepted(library, signed(made, AMINA))


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
@row(42, POWERS)
def test_fault_42_what_only_the_makers_of_the_app_may_bring(
    library: Library, change: Callable[[Forge], None], code: str
) -> None:
    made = lesson_pack(AMINA)
    change(made)
    refused(library, signed(made, AMINA), code)


@row(42)
def test_fault_42_control_pictures_and_packs_of_ones_own(library: Library) -> None:
    made = lesson_pack(AMINA)
    made.add("media/catalog.png", made.files["media/river.png"], "image/png")
    made.manifest["replaces"] = [pack_id(AMINA.name, "earlier")]
    accepted(library, signed(made, AMINA))


@row(43, "sign.id")
def test_fault_43_an_id_whose_key_is_not_the_signers(library: Library) -> None:
    made = lesson_pack(AMINA)
    refused(library, signed(made, OTHER), "sign.id")
    lied = envelope(payload_of(made), OTHER, name=AMINA.name)
    refused(library, with_signature(made, strict_json.encode(lied)), "sign.id")
    made.manifest["id"] = "t.amina.river"
    refused(library, signed(made, AMINA), "sign.id")


def _bent(made: Forge, **fields: Any) -> bytes:
    right = tree_of(sealed(statement(made), AMINA))
    return with_signature(made, strict_json.encode({**right, **fields}))


@row(44, "sign.missing")
def test_fault_44_no_signature(library: Library) -> None:
    made = lesson_pack(AMINA)
    refused(library, made.bytes(), "sign.missing")
    refused(library, _bent(made, signatures=[]), "sign.missing")
    only_other = envelope(payload_of(made), OTHER, brings=public(AMINA))
    refused(library, with_signature(made, strict_json.encode(only_other)), "sign.missing")


@row(44, "sign.wrong")
def test_fault_44_a_wrong_signature(library: Library) -> None:
    made = lesson_pack(AMINA)
    zeros = [{"keyid": AMINA.name, "sig": base64.b64encode(bytes(64)).decode()}]
    refused(library, _bent(made, signatures=zeros), "sign.wrong")
    short = [{"keyid": AMINA.name, "sig": ""}]
    refused(library, _bent(made, signatures=short), "sign.wrong")
    right = tree_of(sealed(statement(made), AMINA))["signatures"]
    refused(library, _bent(made, signatures=[*right, *right]), "sign.wrong")
    other = envelope(payload_of(made), OTHER, name=AMINA.name, brings=public(AMINA))
    refused(library, with_signature(made, strict_json.encode(other)), "sign.wrong")


@row(44, "sign.other")
def test_fault_44_a_signature_over_another_pack(library: Library) -> None:
    made = lesson_pack(AMINA)
    for other in ({"manifest": "0" * 64}, {"version": 9}, {"id": pack_id(AMINA.name, "else")}):
        wrong = sealed(statement(made, **other), AMINA)
        refused(library, with_signature(made, wrong), "sign.other")
    older = sealed(statement(lesson_pack(AMINA, version=2)), AMINA)
    refused(library, with_signature(made, older), "sign.other")


@row(44, "sign.type sign.wrong")
def test_fault_44_another_payload_type(library: Library) -> None:
    made = lesson_pack(AMINA)
    other = envelope(payload_of(made), AMINA, kind="application/vnd.in-toto+json")
    refused(library, with_signature(made, strict_json.encode(other)), "sign.type")
    right = envelope(payload_of(made), AMINA)
    mixed = {**other, "payloadType": right["payloadType"]}
    refused(library, with_signature(made, strict_json.encode(mixed)), "sign.wrong")
    accepted(library, with_signature(made, strict_json.encode(right)))


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
@row(44, "sign.format", also="json.syntax json.duplicate_key json.depth json.utf8 blob.limit")
def test_fault_44_a_signature_that_is_none(library: Library, raw: bytes, code: str) -> None:
    refused(library, with_signature(lesson_pack(AMINA), raw), code)


@row(44, "sign.format")
def test_fault_44_a_signature_of_other_signs_than_base64(library: Library) -> None:
    made = lesson_pack(AMINA)
    refused(library, _bent(made, payload="é!"), "sign.format")
    refused(library, _bent(made, keys={AMINA.name: "@@@"}), "sign.format")


@row(45, also="sign.id")
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
    refused(library, with_signature(made, strict_json.encode(crowd)), "sign.id")
    both = {**right, "signatures": [*stranger["signatures"], *right["signatures"]]}
    accepted(library, with_signature(made, strict_json.encode(both)))


@row(46, "maker.unknown", doors="verify install")
def test_fault_46_a_known_teacher_with_a_new_key(library: Library, tmp_path: Path) -> None:
    path = teacher_pack(tmp_path / "new.milpack", OTHER, version=3, maker="Amina")
    asked = refusing.refused(library, path, "maker.unknown", twin=path, doors="verify install")
    assert isinstance(asked, MakerUnknown)
    assert [one.public for one in asked.namesakes] == [AMINA.public]
    warning = asked.warning()
    assert warning is not None and "other words" in str(warning)
    library.trust.pins.add(asked.maker)
    accepted(library, path)
    assert sorted(one.id for one in library.packs()) == sorted(
        [pack_id(AMINA.name, "river"), pack_id(OTHER.name, "river")]
    )
    assert set(library.trust.pins.all()) == {AMINA.name, OTHER.name}


@pytest.mark.parametrize(
    "name",
    ["UNESCO Official", "UNЕSСО", "U.N.E.S.C.O.", "unesc0", "ΟFFΙCΙΑL", "MIL-CLICKS", "ЮНЕСКО",
     "اليونسكو", "Ministère de l’Éducation", "Nações Unidas", "Oficia1"],
)  # fmt: skip
@row(47)
def test_fault_47_a_name_that_sounds_official(library: Library, tmp_path: Path, name: str) -> None:
    assert reserved(name)
    path = teacher_pack(tmp_path / "new.milpack", AMINA, maker=name)
    info = accepted(library, path)
    assert (info.standing.tier, info.standing.maker) == ("teacher", name)


@pytest.mark.parametrize("name", ["Amina Diallo", "Prof. Jovanović", "أمينة", "Ana", "Мара", ""])
@row(47, doors="show")
def test_fault_47_control_names_of_people(name: str) -> None:
    assert accepted_by("show", reserved(name)) == ()


@pytest.mark.parametrize(
    ("claimed", "words"),
    [("Amina", "other words"), ("AMÍNA", "other words"), ("Аmina", "other words"),
     ("UИESCO", "two alphabets"), ("Mаrija", "two alphabets"), ("Gοogle", "two alphabets")],
)  # fmt: skip
@row(46, "maker.unknown", doors="verify install")
def test_fault_46_a_name_that_looks_like_another_is_warned_about(
    library: Library, tmp_path: Path, claimed: str, words: str
) -> None:
    """The maker who is known here is called Amina."""
    path = teacher_pack(tmp_path / "new.milpack", OTHER, version=3, maker=claimed)
    asked = refusing.refused(library, path, "maker.unknown", twin=path, doors="verify install")
    assert isinstance(asked, MakerUnknown)
    warning = asked.warning()
    assert warning is not None and words in str(warning)
    assert words in Texts("en").message(asked.remedy)
    library.trust.pins.add(asked.maker)
    accepted(library, path)


@row(103)
def test_fault_103_an_import_without_rights_is_warned_about(library: Library) -> None:
    made = lesson_pack(AMINA)
    made.line("media/river.png").update(license="", credit="")
    path = refusing.file_of(library, signed(made, AMINA))
    found = check(path)
    assert [(one.code, one.severity) for one in found] == [("import.rights", "warning")]
    assert accepted(library, path).version == 3
    path.write_bytes(signed(lesson_pack(AMINA), AMINA))
    assert check(path) == []
