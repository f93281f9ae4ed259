"""Installation by OAuth, from the first click to the token, and what is refused on the way."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from structlog.testing import capture_logs

from adapters.slack.app import Response
from adapters.slack.manifest import SCOPES
from adapters.slack.workspaces import Workspace
from tests.adapters.slack.world import World, until, world
from tests.fakes.slack.state import Breakage

# Slack's SDK still builds its authorization with a helper that aiohttp is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

GRANT: dict[str, Any] = {
    "app_id": "A1",
    "authed_user": {"id": "U1"},
    "scope": ",".join(SCOPES),
    "token_type": "bot",
    "access_token": "xoxb-acme",
    "bot_user_id": "UBOT",
    "team": {"id": "T1", "name": "Acme <b>&</b> Sons"},
    "enterprise": None,
    "is_enterprise_install": False,
}
ORG_GRANT = GRANT | {
    "access_token": "xoxb-org",
    "team": None,
    "enterprise": {"id": "E1", "name": "Acme Group"},
    "is_enterprise_install": True,
}


@asynccontextmanager
async def installable() -> AsyncIterator[World]:
    async with world(client_id="1.2", client_secret="sekrit") as here:  # noqa: S106
        here.slack.grant("good-code", GRANT)
        here.slack.grant("org-code", ORG_GRANT)
        yield here


async def begin(here: World) -> tuple[str, str]:
    """The state and the cookie of an installation that begins."""
    status, headers, _ = await here.app.install({})
    assert status == 302
    location = urlsplit(headers["location"][0])
    return parse_qs(location.query)["state"][0], headers["set-cookie"][0].partition(";")[0]


async def come_back(here: World, cookie: str, **query: str) -> Response:
    return await here.app.oauth_redirect(urlencode(query), {"cookie": [f"other=1; {cookie}"]})


async def install(here: World, code: str = "good-code") -> Response:
    state, cookie = await begin(here)
    return await come_back(here, cookie, state=state, code=code)


async def test_install_leads_to_slacks_page_with_exactly_the_scopes_of_the_manifest() -> None:
    async with installable() as here:
        status, headers, _ = await here.app.install({"host": ["coach.example.com"]})
        assert status == 302
        location = urlsplit(headers["location"][0])
        query = parse_qs(location.query, keep_blank_values=True)
        assert f"{location.scheme}://{location.netloc}{location.path}" == f"{here.slack.root}oauth/v2/authorize"
        assert query["client_id"] == ["1.2"]
        assert query["scope"] == [",".join(SCOPES)]
        assert query["user_scope"] == [""]
        cookie = headers["set-cookie"][0]
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert here.vault.ttl == {f"slack:state:{query['state'][0]}": 600}


async def test_a_workspace_that_installs_has_its_token_from_then_on() -> None:
    async with installable() as here:
        assert await here.app.workspaces.find("T1") is None
        status, headers, body = await install(here)
        assert status == 200
        assert "slack-app-oauth-state=deleted" in headers["set-cookie"][0]
        assert "Acme &lt;b&gt;&amp;&lt;/b&gt; Sons" in body
        assert "slack://app?team=T1&amp;id=A1" in body
        assert await here.app.workspaces.find("T1") == Workspace("xoxb-acme", "UBOT")
        assert here.slack.calls("oauth.v2.access")[0]["code"] == "good-code"


async def test_the_token_of_the_workspace_is_used_for_its_payloads() -> None:
    async with installable() as here:
        await install(here)
        before = len(here.slack.state.calls)
        assert (await here.event({"type": "app_home_opened", "tab": "home", "user": "U1", "channel": "D1"}))[0] == 200
        await until(lambda: len(here.slack.state.calls) > before)
        assert [(call.method, call.token) for call in here.slack.state.calls[before:]] == [
            ("views.publish", "xoxb-acme")
        ]


async def test_an_organisation_installs_once_for_all_its_workspaces() -> None:
    async with installable() as here:
        status, _, body = await install(here, "org-code")
        assert status == 200
        assert "Acme Group" in body
        assert await here.app.workspaces.find("T7", "E1") == Workspace("xoxb-org", "UBOT")
        assert await here.app.workspaces.find("E1") == Workspace("xoxb-org", "UBOT")
        assert await here.app.workspaces.find("T7") is None
        assert await here.app.workspaces.find("T7", "E2") is None


async def test_a_workspaces_own_installation_comes_before_its_organisations() -> None:
    async with installable() as here:
        await install(here)
        await install(here, "org-code")
        assert await here.app.workspaces.find("T1", "E1") == Workspace("xoxb-acme", "UBOT")


async def test_a_new_installation_replaces_the_token_at_once() -> None:
    async with installable() as here:
        await install(here)
        await here.app.workspaces.find("T1")
        here.slack.grant("second-code", GRANT | {"access_token": "xoxb-second"})
        await install(here, "second-code")
        assert await here.app.workspaces.find("T1") == Workspace("xoxb-second", "UBOT")


async def test_a_state_is_good_for_one_use() -> None:
    async with installable() as here:
        state, cookie = await begin(here)
        assert (await come_back(here, cookie, state=state, code="good-code"))[0] == 200
        here.slack.grant("good-code", GRANT)
        assert (await come_back(here, cookie, state=state, code="good-code"))[0] == 401
        assert len(here.slack.calls("oauth.v2.access")) == 1


@pytest.mark.parametrize("query", [{}, {"state": "made-up"}, {"state": ""}, {"code": "good-code"}])
async def test_a_missing_or_wrong_state_ends_the_installation(query: dict[str, str]) -> None:
    async with installable() as here:
        _, cookie = await begin(here)
        status, _, body = await come_back(here, cookie, **{"code": "good-code", **query})
        assert status == 400
        assert "made-up" not in body
        assert not here.slack.state.calls


async def test_a_state_of_another_browser_ends_the_installation_and_stays_unused() -> None:
    async with installable() as here:
        state, cookie = await begin(here)
        _, others = await begin(here)
        assert (await come_back(here, others, state=state, code="good-code"))[0] == 400
        assert (await here.app.oauth_redirect(urlencode({"state": state, "code": "good-code"}), {}))[0] == 400
        assert (await come_back(here, cookie, state=state, code="good-code"))[0] == 200


async def test_a_state_that_was_forged_with_its_cookie_is_refused() -> None:
    async with installable() as here:
        answer = await come_back(here, "slack-app-oauth-state=forged", state="forged", code="good-code")
        assert answer[0] == 401
        assert not here.slack.state.calls


@pytest.mark.parametrize("code", ["tampered", ""])
async def test_a_code_that_slack_does_not_know_installs_nothing(code: str) -> None:
    async with installable() as here:
        status, _, body = await install(here, code)
        assert status == 401
        assert "Slack didn't confirm" in body
        assert "invalid_code" not in body
        assert await here.app.workspaces.find("T1") is None


async def test_somebody_who_cancels_at_slack_reads_that_nothing_was_added() -> None:
    async with installable() as here:
        _, cookie = await begin(here)
        status, _, body = await come_back(here, cookie, error="access_denied")
        assert status == 200
        assert "turned down" in body


async def test_nothing_of_the_query_is_shown_or_sent_along() -> None:
    async with installable() as here:
        _, cookie = await begin(here)
        _, headers, body = await come_back(here, cookie, error="<script>alert(1)</script>\r\nX-Evil: 1")
        assert "script" not in body
        assert "Evil" not in str(headers)


@pytest.mark.parametrize("fault", [Breakage(error="invalid_client_id"), Breakage(status=500), Breakage(refuse=True)])
async def test_trouble_with_slack_is_a_page_without_any_text_of_an_error(fault: Breakage) -> None:
    async with installable() as here:
        here.slack.fail("oauth.v2.access", **fault)
        with capture_logs() as logs:
            status, headers, body = await install(here)
        assert status in {401, 503}
        assert headers["content-type"] == ["text/html; charset=utf-8"]
        for private in ("invalid_client_id", "sekrit", "Error", "Traceback", "good-code", "127.0.0.1"):
            assert private not in body
            assert private not in str(logs).replace("ClientConnectorError", "").replace("ServerDisconnectedError", "")


async def test_trouble_with_the_store_is_a_page_too() -> None:
    async with installable() as here:
        state, cookie = await begin(here)
        here.vault.away = True
        with capture_logs() as logs:
            answers = [await here.app.install({}), await come_back(here, cookie, state=state, code="good-code")]
        assert [answer[0] for answer in answers] == [503, 503]
        assert "sekrit" not in str(answers)
        assert [line["event"] for line in logs] == ["slack_install_failed"] * 2
        assert "sekrit" not in str(logs)


async def test_a_deployment_with_one_token_offers_no_installation() -> None:
    async with world() as here:
        assert not here.app.installs
        assert (await here.app.install({}))[0] == 404
        assert (await here.app.oauth_redirect("", {}))[0] == 404
        assert (await here.event({"type": "app_uninstalled"}))[0] == 200
        assert await here.app.workspaces.find("T1") == Workspace("xoxb-test")


def authorized(team: str | None, enterprise: str | None = None, *, org: bool = False) -> dict[str, Any]:
    """Who a lifecycle event is about."""
    granted = {
        "enterprise_id": enterprise,
        "team_id": team,
        "user_id": "U1",
        "is_bot": False,
        "is_enterprise_install": org,
    }
    return {"team_id": team, "enterprise_id": enterprise, "authorizations": [granted]}


@pytest.mark.parametrize(
    "event", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOT"]}}]
)
async def test_a_workspace_that_removes_the_coach_is_forgotten_at_once(event: dict[str, Any]) -> None:
    async with installable() as here:
        await install(here)
        await install(here, "org-code")
        await here.app.workspaces.find("T1")
        before = len(here.slack.state.calls)
        assert (await here.event(event, **authorized("T1")))[0] == 200
        assert await here.app.workspaces.find("T1") is None
        assert await here.app.workspaces.find("T7", "E1")
        assert len(here.slack.state.calls) == before


async def test_an_organisation_that_removes_the_coach_is_forgotten_with_all_its_workspaces() -> None:
    async with installable() as here:
        await install(here, "org-code")
        await here.app.workspaces.find("T7", "E1")
        assert (await here.event({"type": "app_uninstalled"}, **authorized("T7", "E1", org=True)))[0] == 200
        assert await here.app.workspaces.find("T7", "E1") is None


async def test_a_persons_revoked_token_ends_no_installation() -> None:
    async with installable() as here:
        await install(here)
        event = {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}
        assert (await here.event(event, **authorized("T1")))[0] == 200
        assert await here.app.workspaces.find("T1")


async def test_a_removal_that_could_not_be_kept_is_delivered_again() -> None:
    async with installable() as here:
        await install(here)
        here.vault.away = True
        assert (await here.event({"type": "app_uninstalled"}, **authorized("T1")))[0] == 503
        here.vault.away = False
        assert (await here.event({"type": "app_uninstalled"}, **authorized("T1")))[0] == 200
        assert await here.app.workspaces.find("T1") is None


async def test_a_workspace_without_an_installation_is_told_so() -> None:
    async with installable() as here:
        status, _, body = await here.event({"type": "app_home_opened", "tab": "home", "user": "U1", "channel": "D1"})
        assert status == 200
        assert "isn't installed here any more" in body
        assert not here.slack.state.calls
