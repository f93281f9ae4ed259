"""Slack's signature of a request: an HMAC-SHA256 of its time and its raw body.

Checked before anything is parsed. Five minutes either way are allowed between Slack's clock and ours, so that a
request that was recorded can't be played again later.
"""

import hmac
from hashlib import sha256

WINDOW_SECONDS = 300
_MOST_DIGITS = 12


def verify(secret: bytes, timestamp: bytes, signature: bytes, body: bytes, now: float) -> bool:
    """Whether Slack signed the body at `timestamp`, which is near `now` (seconds since 1970). Never raises."""
    if not timestamp.isdigit() or len(timestamp) > _MOST_DIGITS or abs(now - int(timestamp)) > WINDOW_SECONDS:
        return False
    digest = hmac.digest(secret, b"v0:%b:%b" % (timestamp, body), sha256)
    return hmac.compare_digest(b"v0=" + digest.hex().encode(), signature)
