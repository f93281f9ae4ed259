import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.signature import verify
from tests.adapters.slack.payloads import NOW, SECRET, signature

BODY = b'{"type": "event_callback"}'
KEY = SECRET.encode()


def at(moment: float) -> bytes:
    return str(int(moment)).encode()


def test_a_body_that_slack_signed_is_taken() -> None:
    assert verify(KEY, at(NOW), signature(BODY, at(NOW)), BODY, NOW)


def test_slacks_published_example_is_taken() -> None:
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    expected = b"v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert verify(KEY, b"1531420618", expected, body, 1531420618.0)


@pytest.mark.parametrize("late", [-299.0, 0.0, 299.0])
def test_clocks_may_differ_by_five_minutes(late: float) -> None:
    assert verify(KEY, at(NOW), signature(BODY, at(NOW)), BODY, int(NOW) + late)


@pytest.mark.parametrize("late", [-301.0, 301.0, 86400.0])
def test_an_old_request_or_one_from_the_future_is_refused(late: float) -> None:
    assert not verify(KEY, at(NOW), signature(BODY, at(NOW)), BODY, int(NOW) + late)


@pytest.mark.parametrize("timestamp", [b"", b"abc", b"9" * 400, b"1e9", b"-1700000100", b"\xb2", b"1700000100.5", b" "])
def test_a_timestamp_that_is_none_is_refused(timestamp: bytes) -> None:
    assert not verify(KEY, timestamp, signature(BODY, timestamp), BODY, NOW)


@pytest.mark.parametrize("forged", [b"", b"v0=", b"v0=00", b"v0=\xe9", b"v1=" + b"0" * 64])
def test_a_signature_that_is_none_is_refused(forged: bytes) -> None:
    assert not verify(KEY, at(NOW), forged, BODY, NOW)


def test_a_changed_body_and_another_secret_are_refused() -> None:
    signed = signature(BODY, at(NOW))
    assert not verify(KEY, at(NOW), signed, BODY + b" ", NOW)
    assert not verify(b"another", at(NOW), signed, BODY, NOW)


@given(st.binary(), st.binary(), st.binary(), st.floats())
def test_nothing_unsigned_gets_in_and_nothing_raises(timestamp: bytes, forged: bytes, body: bytes, now: float) -> None:
    assert not verify(KEY, timestamp, forged, body, now)
