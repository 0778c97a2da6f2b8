"""Two app processes in one room exchange a pack, by the command line as a person types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from milclicks.commands.pack_outputs import as_file
from milclicks.commands.pack_share import published
from milclicks.core import paths
from tests.support.site import Site, pack

SCHEMAS = paths.resources() / "schemas"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A catalogue with two packs, one of them in two versions."""
    made = [pack(tmp_path / "made", "test.tiny", number) for number in (1, 2)]
    return Site.make(tmp_path / "made", [*made, pack(tmp_path / "made", "test.other")])


class Computers:
    """Runs the app on data folders of its own, all shipped with the site's root."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.folder, root = folder, folder / "app"
        trust = root / "out" / "trust" / "root"
        trust.mkdir(parents=True)
        (root / "out" / "packs").mkdir()
        (root / "resources").symlink_to(paths.resources(), target_is_directory=True)
        for number, raw in site.roots().items():
            (trust / f"{number}.root.json").write_bytes(raw)
        search = os.pathsep.join(sys.path)
        self.env = {**os.environ, "MILCLICKS_ROOT": str(root), "PYTHONPATH": search}

    def line(self, data: str, *words: object) -> list[str]:
        """The words of a process."""
        start = [sys.executable, "-m", "milclicks", "--data", str(self.folder / data)]
        return [*start, "pack", *map(str, words)]

    def run(self, data: str, *words: object) -> tuple[int, str, str]:
        """(exit code, output, errors) of one command."""
        done = subprocess.run(
            self.line(data, *words), env=self.env, capture_output=True, text=True, timeout=60
        )
        assert "Traceback" not in done.stdout + done.stderr
        return done.returncode, done.stdout, done.stderr

    def json(self, data: str, *words: object) -> tuple[int, dict[str, Any]]:
        """(exit code, answer) of a command with --json; the answer keeps to its schema."""
        code, out, _ = self.run(data, *words, "--json")
        return code, answer_of(str(words[0]), out)

    @contextmanager
    def sharing(self, data: str, *words: object) -> Iterator[dict[str, Any]]:
        """A process that shares until the end of the block; its answer."""
        command = self.line(data, "share", "--host", "127.0.0.1", "--port", 0, "--json", *words)
        with subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            lines = []
            for line in process.stdout:
                lines.append(line)
                if line == "}\n":
                    break
            yield answer_of("share", "".join(lines))
            process.terminate()
            assert process.wait(30) == 0


def answer_of(verb: str, out: str) -> dict[str, Any]:
    """The answer of a verb, held against its published schema."""
    answer: dict[str, Any] = json.loads(out)
    schema = json.loads((SCHEMAS / f"pack-{verb}.schema.json").read_text("utf-8"))
    jsonschema.validate(answer, schema, cls=jsonschema.Draft202012Validator)
    return answer


@pytest.fixture
def bare(site: Site, tmp_path: Path) -> Computers:
    """Computers with nothing."""
    return Computers(site, tmp_path)


@pytest.fixture
def room(site: Site, bare: Computers) -> Computers:
    """Two computers: one has test.tiny 2 and test.other, the other test.tiny 1."""
    room = bare
    for data, packs in (
        ("one", [("test.tiny", 2), ("test.other", 1)]),
        ("two", [("test.tiny", 1)]),
    ):
        for name, version in packs:
            assert room.run(data, "install", site.file(name, version))[0] == 0
    return room


def test_two_processes_exchange_packs(room: Computers) -> None:
    with room.sharing("one") as shared:
        assert shared["ok"] and sorted(shared["packs"]) == ["test.other@1", "test.tiny@2"]
        (address,) = shared["addresses"]
        code, answer = room.json("two", "receive", address, "--list")
        assert code == 0 and answer["added"] == []
        states = {f"{one['id']}@{one['version']}": one["state"] for one in answer["offers"]}
        assert states == {"test.tiny@2": "newer", "test.other@1": "new"}
        code, answer = room.json("two", "receive", address, "test.tiny")
        assert code == 0 and answer["added"] == ["test.tiny@2"]
        assert room.json("two", "receive", address)[1]["added"] == ["test.other@1"]
        code, answer = room.json("two", "receive", address)
        assert code == 0 and {one["state"] for one in answer["offers"]} == {"same"}
    listed = room.json("two", "list")[1]["packs"]
    assert {(one["id"], one["version"], one["state"]) for one in listed} == {
        ("test.tiny", 2, "ready"),
        ("test.other", 1, "ready"),
    }
    with room.sharing("two") as shared:  # and on it goes, to a third that has nothing
        (address,) = shared["addresses"]
        code, answer = room.json("three", "receive", address)
        assert code == 0 and len(answer["added"]) == 2
    code, answer = room.json("three", "receive", address)
    assert (code, answer["ok"], answer["error"]["code"]) == (1, False, "peer.away")


def test_one_computer_after_the_other(room: Computers) -> None:
    """What is named takes nothing else; the ordinary fetch does it too; the time ends by itself."""
    with room.sharing("one") as shared:
        (address,) = shared["addresses"]
        code, answer = room.json("two", "receive", address, "test.nobody")
        assert (code, answer["error"]["code"]) == (1, "not-found")
        code, answer = room.json("four", "fetch", "test.tiny", "--from", f"http://{address}")
        assert code == 0 and answer["pack"]["version"] == 2
    words = ("share", "--host", "127.0.0.1", "--port", "0", "--minutes", "0.005")
    code, out, _ = room.run("one", *words)
    assert code == 0
    assert out.startswith("Sharing 2 packs for 0.005 minutes.\nAddress to type on the other")


HEARING = """
import json, sys, threading
from milclicks.lan.announce import Search
from milclicks.lan.neighbours import Neighbours
found, came = Neighbours(), threading.Event()
search = Search(found, ["127.0.0.1"], came.set)
search.start()
print("listening", flush=True)
for want in (True, False):  # one comes, and it says when it goes
    while bool(found.here()) is not want:
        assert came.wait(30), "nobody was heard"
        came.clear()
    print(json.dumps([[one.name, one.address] for one in found.here()]), flush=True)
search.close(5)
"""
ECHO = """
import socket, struct
group = socket.inet_aton("224.0.0.251") + socket.inet_aton("127.0.0.1")
one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
one.bind(("", 0))
one.settimeout(3)
one.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
one.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))
one.sendto(b"here", ("224.0.0.251", one.getsockname()[1]))
print(one.recv(9).decode())
"""


def test_two_processes_find_each_other_by_themselves(room: Computers) -> None:
    def python(code: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", code]
        return subprocess.Popen(command, env=room.env, stdout=subprocess.PIPE, text=True)

    with python(ECHO) as echo:
        if echo.communicate()[0] != "here\n":
            pytest.skip("this system lets no multicast through its loopback")
    with python(HEARING) as hearing:
        assert hearing.stdout is not None and hearing.stdout.readline() == "listening\n"
        with room.sharing("one") as shared:
            assert shared["announced"]
            assert json.loads(hearing.stdout.readline()) == [["", shared["addresses"][0]]]
        assert json.loads(hearing.stdout.readline()) == []
        assert hearing.wait(30) == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("share", "--minutes", "0"), "bad-input"),
        (("share", "--host", "192.0.2.77"), "bad-input"),
        (("receive", "not an address"), "bad-input"),
        (("receive", "127.0.0.1:1"), "peer.away"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    room: Computers, words: tuple[str, ...], code: str
) -> None:
    found, answer = room.json("one", *words)
    assert (found, answer["ok"], answer["error"]["code"]) == (1, False, code)
    found, _, told = room.run("one", *words)
    assert found == 1 and told.count("\n") == 1


@pytest.mark.parametrize("name", sorted(published()))
def test_the_published_schemas_are_those_of_the_structs(name: str) -> None:
    assert (SCHEMAS / name).read_text("utf-8") == as_file(published()[name])
