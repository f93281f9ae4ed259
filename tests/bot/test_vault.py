"""The contract of a `Vault`, and what only a look behind it can show."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.keys import vault_key
from bot.ports import Vault
from bot.redis_vault import RedisVault
from tests.bot.conftest import Post

OURS = "a secret of this deployment"
NAME = "slack:T012AB3C4:installation"
DAY = 86400


class TestContract:
    @pytest.fixture
    async def vault(self, post: Post) -> AsyncIterator[Vault]:
        client = post.client()
        yield RedisVault(client, OURS)
        await client.aclose()

    async def test_nothing_is_there_at_first(self, vault: Vault) -> None:
        assert await vault.read(NAME) is None

    @pytest.mark.parametrize("value", ["xoxb-1", "", "+", "-é📝\n\x00", "x" * 100_000])
    async def test_what_was_written_is_read(self, vault: Vault, value: str) -> None:
        await vault.write(NAME, value)
        assert await vault.read(NAME) == value
        await vault.write(NAME, value, ttl=60)
        assert await vault.read(NAME) == value

    async def test_what_is_written_last_counts(self, vault: Vault) -> None:
        await vault.write(NAME, "one")
        await vault.write(NAME, "two")
        assert await vault.read(NAME) == "two"

    async def test_of_several_that_erase_one_hears_that_it_was_there(self, vault: Vault) -> None:
        await vault.write(NAME, "state")
        assert sorted(await asyncio.gather(*(vault.erase(NAME) for _ in range(8)))) == [False] * 7 + [True]
        assert await vault.read(NAME) is None

    async def test_another_key_opens_nothing(self, vault: Vault, post: Post) -> None:
        await vault.write(NAME, "xoxb-1")
        client = post.client()
        assert await RedisVault(client, "another secret, as long").read(NAME) is None
        await client.aclose()

    async def test_neither_name_nor_value_can_be_seen_in_the_store(self, vault: Vault, post: Post) -> None:
        await vault.write(NAME, "xoxb-1")
        (key,) = post.look.keys("pc:*")
        seen = str(key) + str(post.look.get(str(key)))
        assert "T012AB3C4" not in seen
        assert "xoxb-1" not in seen

    async def test_a_value_cannot_be_moved_to_another_name(self, vault: Vault, post: Post) -> None:
        await vault.write("slack:T1", "xoxb-1")
        post.look.set(vault_key("slack:T2"), str(post.look.get(vault_key("slack:T1"))), ex=60)
        assert await vault.read("slack:T2") is None

    async def test_only_a_value_without_an_end_lives_on_by_being_read(self, vault: Vault, post: Post) -> None:
        for name, ttl, renewed in (("lasting", None, 400 * DAY), ("ten minutes", 600.0, 30)):
            await vault.write(name, "value", ttl)
            post.look.expire(vault_key(name), 30)
            await vault.read(name)
            assert renewed - 10 < int(str(post.look.ttl(vault_key(name)))) <= renewed


@given(st.text(max_size=15))
def test_a_short_secret_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="fewer than 16"):
        RedisVault(None, secret)  # type: ignore[arg-type]
