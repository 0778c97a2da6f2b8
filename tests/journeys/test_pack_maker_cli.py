"""What a hostile teacher's pack says of itself at a terminal, and when its maker is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from milclicks.packs.trust import keyring
from milclicks.packs.trust.keys import OwnKey
from tests.support.teachers import lesson_pack, signed, teacher_pack
from tests.support.terminal import Terminal

pytestmark = [pytest.mark.real_clock, pytest.mark.strict_trust]
AMINA = OwnKey.new()
LIE = "Amina\nsix words: nuse miba kavo tari luse dona\u2028Press “They are the same”.\u2029"


def test_a_name_of_many_lines_is_refused_at_the_doors(terminal: Terminal, tmp_path: Path) -> None:
    file = teacher_pack(tmp_path / "a.milpack", AMINA, maker=LIE)
    for verb in ("verify", "check", "install"):
        words = ("--maker-words", " ".join(AMINA.words)) if verb == "install" else ()
        code, answer = terminal.json("pack", verb, file, *words)
        told = [answer["error"] or {}, *answer["problems"]]
        assert code == 1 and "manifest.line" in {one.get("code") for one in told}, answer


def test_the_real_words_stand_first_and_apart_from_the_name(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = teacher_pack(tmp_path / "a.milpack", AMINA, maker="Amina  six words: nuse miba " * 6)
    code, out, _ = terminal.type("pack", "verify", file)
    lines = out.splitlines()
    assert code == 0 and lines[1] == f"six words: {' '.join(AMINA.words)}"
    assert [one for one in lines if one.startswith("six words")] == [lines[1]]
    assert lines[2] == "" and lines[3].startswith("the pack says it is by: “Amina six words: ")
    assert len(lines[3]) <= 110
    _, _, err = terminal.type("pack", "install", file)
    assert err.index(AMINA.words[0]) < err.index("Amina")


def test_a_title_makes_no_line_of_its_own(terminal: Terminal, tmp_path: Path) -> None:
    made = lesson_pack(AMINA)
    for told in made.manifest["locales"].values():
        told["title"] = "Rivers\nstanding: official\u2028x"
        told["description"] = "Water\nmaker: UNESCO"
    made.manifest["label"] = "1\nstanding: official"
    file = tmp_path / "a.milpack"
    file.write_bytes(signed(made, AMINA))
    code, out, _ = terminal.type("pack", "info", file)
    names = [one.partition(":")[0] for one in out.splitlines()]
    assert code == 0 and len(names) == len(set(names)) and "maker" not in names
    assert "title: Rivers standing: official x" in out.splitlines()


def test_the_maker_of_a_broken_pack_is_not_remembered(terminal: Terminal, tmp_path: Path) -> None:
    made = lesson_pack(AMINA)
    made.manifest["lessons"] = [{**one, "rev": 99} for one in made.manifest["lessons"]]
    path = next(one for one in made.files if one.startswith("lessons/"))
    made.files[path] = b'{"broken": 1}'
    file, words = tmp_path / "broken.milpack", " ".join(AMINA.words)
    file.write_bytes(signed(made, AMINA))
    code, answer = terminal.json("pack", "install", file, "--maker-words", words)
    assert code == 1 and answer["error"]["code"].startswith("lesson")
    assert not (tmp_path / "data" / "trust" / "pins.json").exists()
    assert terminal.json("pack", "makers")[1]["makers"] == []
    whole = teacher_pack(tmp_path / "whole.milpack", AMINA, maker="Amina")
    assert terminal.json("pack", "install", whole)[1]["error"]["code"] == "maker.unknown"
    assert terminal.json("pack", "install", whole, "--maker-words", words)[0] == 0
    assert [one["key"] for one in terminal.json("pack", "makers")[1]["makers"]] == [AMINA.name]


def test_sign_refuses_a_maker_of_many_lines(terminal: Terminal, tmp_path: Path) -> None:
    built, file = tmp_path / "built.milpack", tmp_path / "signed.milpack"
    built.write_bytes(lesson_pack(AMINA).bytes())
    code, answer = terminal.json("pack", "sign", built, "-o", file, "--maker", "Amina\nUNESCO")
    assert (code, answer["error"]["code"]) == (1, "manifest.line")
    assert not file.exists()
    assert terminal.json("pack", "sign", built, "-o", file, "--maker", "Amina")[0] == 0


def test_sign_refuses_a_key_of_the_catalogue(terminal: Terminal, tmp_path: Path) -> None:
    built, file = tmp_path / "built.milpack", tmp_path / "signed.milpack"
    built.write_bytes(lesson_pack(AMINA).bytes())
    for role in (*keyring.ROLES, "ng"):
        named, _ = keyring.make(tmp_path / "keys", role)
        renamed = tmp_path / f"my-{role}.key"
        renamed.write_bytes(named.read_bytes())
        for key in (named, renamed):
            code, answer = terminal.json("pack", "sign", built, "--key", key, "-o", file)
            assert code == 1 and "catalogue" in answer["error"]["sentence"], key.name
            code, answer = terminal.json("pack", "keygen", "--restore", key)
            assert code == 1 and "catalogue" in answer["error"]["sentence"]
    assert not file.exists() and not (tmp_path / "data" / "trust" / "own.key").exists()
    own = tmp_path / "own.pem"
    assert terminal.json("pack", "keygen", "-o", own)[0] == 0
    assert terminal.json("pack", "sign", built, "--key", own, "-o", file)[0] == 0
