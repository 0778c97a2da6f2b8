"""The faulty server of the tests is quiet where a client cut the line, and nowhere else."""

from __future__ import annotations

import socket

import pytest

from tests.support.loopback import Handler, Server

pytestmark = pytest.mark.loopback


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ConnectionResetError(), False),
        (BrokenPipeError(), False),
        (ConnectionAbortedError(), False),
        (TimeoutError(), True),
        (OSError(), True),
        (KeyError("after"), True),
    ],
    ids=repr,
)
def test_what_is_told(error: Exception, told: bool, capsys: pytest.CaptureFixture[str]) -> None:
    with Server(("127.0.0.1", 0), Handler) as server, socket.socket() as line:
        try:
            raise error
        except Exception:
            server.handle_error(line, ("127.0.0.1", 1))
    said = capsys.readouterr().err
    assert ("Traceback" in said and type(error).__name__ in said) is told
    assert told or said == ""
