"""What people said, sealed for as long as it waits: only a turn masks the secrets that it may hold.

A sealed text belongs to its place and opens nowhere else. Sealing takes a few microseconds.
"""

import os
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
"""Bytes, chosen at random for each text."""


class SealError(Exception):
    """A text that doesn't open: sealed with another key or for another place, or not at all."""


class Seal:
    """Seals texts with a key that is derived from a secret of the deployment, the same in all of its processes."""

    def __init__(self, secret: str) -> None:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"promptcoach queue")
        self._cipher = AESGCM(derived.derive(secret.encode()))

    def close(self, text: str, place: str) -> str:
        """The text, sealed for a place."""
        nonce = os.urandom(_NONCE)
        return b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), place.encode())).decode()

    def open(self, sealed: str, place: str) -> str:
        """The text that was sealed.

        Raises:
            SealError: it doesn't open here.
        """
        try:
            raw = b64decode(sealed, validate=True)
            return self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()).decode()
        except (InvalidTag, ValueError):
            raise SealError from None
