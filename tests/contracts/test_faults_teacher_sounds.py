"""Row 104 of the fault table for sounds: they leave a teacher's computer as bare as photographs."""

from __future__ import annotations

from pathlib import Path

import pytest

from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.trust import export
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import OwnKey
from tests.support import tagged_sounds as made
from tests.support.refusing import accepted, row
from tests.support.teachers import lesson_pack

pytestmark = pytest.mark.strict_trust
AMINA = OwnKey.new()
OWN = Path(__file__).resolve().parents[2] / "content_packs" / "mil-core" / "media"


@row(104)
def test_fault_104_sounds_lose_their_tags_too(tmp_path: Path) -> None:
    spoken = next(iter(sorted(OWN.glob("*.mp3")))).read_bytes()
    pack = lesson_pack(AMINA)
    sounds = {
        "media/said.mp3": (made.id3(made.SECRET) + spoken, "audio/mpeg"),
        "media/heard.wav": (made.wav(), "audio/wav"),
        "media/sung.ogg": (made.vorbis(picture=9000), "audio/ogg"),
        "media/told.ogg": (made.opus(), "audio/ogg"),
    }
    for path, (data, kind) in sounds.items():
        pack.add(path, data, kind, "audio")
    source, target = tmp_path / "source.milpack", tmp_path / "signed.milpack"
    pack.manifest["id"] = "test.river"
    pack.write(source)
    done = export.sign(source, target, AMINA)
    assert set(sounds) <= set(done.checklist.stripped)
    with Pack(source) as pack_before, Pack(target) as pack_after:
        before = {one.path: pack_before.blob(one) for one in pack_before.resources}
        after = {one.path: pack_after.blob(one) for one in pack_after.resources}
    for path in sounds:
        assert made.SECRET in before[path] and made.SECRET not in after[path]
    assert after["media/said.mp3"] == spoken
    heard = [one for one, _ in made.packets_of(after["media/sung.ogg"])]
    assert heard[3:] == list(made.AUDIO)
    with Library.open(tmp_path / "home") as library:
        library.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
        assert accepted(library, target).standing.tier == "teacher"
