"""Secrets in Redis, encrypted with keys that are derived from the deployment's own.

Each name has a key of its own, so that an encrypted value is of no use under another name. Values without a time to
live begin with a mark; reading one gives it its whole time again.
"""

from base64 import urlsafe_b64encode
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.keys import vault_key
from bot.redis_store import Client, mapped_errors
from bot.serve_config import SHORTEST_KEY

_LASTING = timedelta(days=400)
_KEEPS, _EXPIRES = "+", "-"


class RedisVault:
    """A `Vault` on a Redis, a Valkey or a cluster. Every method raises StoreUnavailableError where it's away."""

    def __init__(self, client: Client, secret: str) -> None:
        """Use a client that was made with `decode_responses=True`, and the deployment's secret.

        Raises:
            ValueError: the secret is shorter than 16 characters.
        """
        if len(secret) < SHORTEST_KEY:
            raise ValueError(f"the secret has fewer than {SHORTEST_KEY} characters")
        self._client = client
        self._secret = secret.encode()

    async def read(self, name: str) -> str | None:
        """The value, or None where there is none, or none that the present secret opens."""
        with mapped_errors():
            kept = await self._client.get(vault_key(name))
        value = self._open(name, kept) if kept else None
        if value is None:
            return None
        if value.startswith(_KEEPS):
            with mapped_errors():
                await self._client.expire(vault_key(name), _LASTING)
        return value[1:]

    async def write(self, name: str, value: str, ttl: float | None = None) -> None:
        """Keep a value, for `ttl` seconds or for as long as it's read now and then."""
        mark, lives = (_KEEPS, _LASTING) if ttl is None else (_EXPIRES, timedelta(seconds=ttl))
        token = self._cipher(name).encrypt((mark + value).encode()).decode()
        with mapped_errors():
            await self._client.set(vault_key(name), token, px=lives)

    async def erase(self, name: str) -> bool:
        """Erase a value; whether there was one. Of several that erase at the same time, one hears True."""
        with mapped_errors():
            return bool(await self._client.delete(vault_key(name)))

    def _open(self, name: str, token: str | bytes) -> str | None:
        try:
            return self._cipher(name).decrypt(token).decode()
        except InvalidToken:
            return None

    def _cipher(self, name: str) -> Fernet:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"promptcoach vault " + name.encode())
        return Fernet(urlsafe_b64encode(derived.derive(self._secret)))
