"""Bolt's dispatch in front of payloads that no listener expects."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.slack.world import FORM, JSON, world

KINDS = ["view_submission", "block_actions", "event_callback", "shortcut", "block_suggestion", "view_closed", "other"]
NAMES = st.sampled_from("type view user team actions event tokens tab channel state values private_metadata id".split())
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["answer", "home", "U1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(KINDS), payload=st.dictionaries(NAMES, ANYTHING, max_size=8))
async def test_a_payload_that_is_not_whole_breaks_nothing(kind: str, payload: dict[str, Any]) -> None:
    async with world() as here:
        response = await here.app.dispatch(json.dumps(payload | {"type": kind}), JSON)
        assert response[0] == 200
        assert not here.accepted


async def test_a_body_that_is_none_breaks_nothing() -> None:
    async with world() as here:
        for body in ("", "payload=", "payload=null", "{", "[]", "null", "command=%2Fother"):
            assert (await here.app.dispatch(body, FORM))[0] == 200
