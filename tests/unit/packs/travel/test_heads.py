"""What the head of an answer says: when to come back, marks, numbers, and that it is no head."""

from __future__ import annotations

import http.client

import pytest
from hypothesis import given
from hypothesis import strategies as st
from urllib3.exceptions import InvalidHeader, NewConnectionError, ProtocolError

from milclicks.packs.travel.heads import after, garbled, number, tag_of

NOON = "Mon, 23 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("said", "date", "seconds"),
    [
        ("5", "", 5),
        (" 120 ", NOON, 120),
        ("0", "", 0),
        ("999999999999", "", 7 * 24 * 3600),
        ("Mon, 23 Nov 2026 12:00:30 GMT", NOON, 30),
        ("Mon, 23 Nov 2026 11:00:00 GMT", NOON, 0),
        ("Mon, 23 Nov 2026 13:00:30 +0100", NOON, 30),
        ("Mon, 23 Nov 2026 12:00:30 GMT", "", 0),  # this PC's own clock may be wrong
        ("Fri, 31 Dec 9999 23:59:59 GMT", NOON, 7 * 24 * 3600),
        ("soon", NOON, 0),
        ("-5", NOON, 0),
        ("1e9", NOON, 0),
        ("", NOON, 0),
    ],
)
def test_when_a_site_wants_to_be_asked_again(said: str, date: str, seconds: float) -> None:
    head = {"Retry-After": said, **({"Date": date} if date else {})}
    assert after(head) == seconds
    assert after({}) == 0


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_a_head_says_is_no_fault_of_ours(one: str, other: str) -> None:
    assert 0 <= after({"Retry-After": one, "Date": other}) <= 7 * 24 * 3600
    assert number(one) is None or number(one) >= 0  # type: ignore[operator]
    assert len(tag_of(one, other)) <= 200


@pytest.mark.parametrize(
    ("error", "nonsense"),
    [
        (ProtocolError("aborted", http.client.BadStatusLine("hello")), True),
        (ProtocolError("aborted", http.client.UnknownProtocol("HTTP/9")), True),
        (ProtocolError("aborted", http.client.LineTooLong("header line")), True),
        (InvalidHeader("two lengths"), True),
        (ProtocolError("aborted", http.client.RemoteDisconnected("closed")), False),
        (ProtocolError("aborted", ConnectionResetError(104, "reset")), False),
        (NewConnectionError(None, "refused"), False),  # type: ignore[arg-type]
        (ProtocolError("aborted"), False),
    ],
    ids=str,
)
def test_nonsense_is_told_from_a_line_that_broke(error: Exception, nonsense: bool) -> None:
    assert garbled(error) is nonsense
