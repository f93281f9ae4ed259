"""Socket Mode: envelopes out, acknowledgements in."""

import asyncio
import uuid
from collections.abc import Callable
from typing import Any

from aiohttp import WSMessage, WSMsgType, web


class SocketMode:
    """The connections of one app. An envelope goes to one of them, as Slack does it."""

    def __init__(self) -> None:
        self.acks: dict[str, object] = {}
        """The payload (None where there was none) of each acknowledged envelope, by its id."""
        self.connections = 0
        """How many connections there have been."""
        self._open: list[web.WebSocketResponse] = []
        self._changed = asyncio.Condition()

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        connection = web.WebSocketResponse(autoping=True)
        await connection.prepare(request)
        await connection.send_json({"type": "hello", "num_connections": 1, "debug_info": {}, "connection_info": {}})
        self._open.append(connection)
        self.connections += 1
        await self._notify()
        try:
            async for message in connection:
                if message.type is WSMsgType.TEXT:
                    await self._hear(message)
        finally:
            self._open.remove(connection)
        return connection

    async def push(self, kind: str, payload: dict[str, Any], envelope_id: str = "", attempt: int = 0) -> str:
        """Send an envelope (`events_api`, `slash_commands`, `interactive`) once there is a connection; its id."""
        await self.until(lambda: bool(self._open))
        envelope_id = envelope_id or str(uuid.uuid4())
        envelope = {
            "type": kind,
            "envelope_id": envelope_id,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        await self._open[-1].send_json(envelope | ({"retry_attempt": attempt} if kind == "events_api" else {}))
        return envelope_id

    async def acked(self, envelope_id: str, within: float = 5) -> object:
        """The payload of an acknowledgement, once it is there."""
        async with asyncio.timeout(within):
            await self.until(lambda: envelope_id in self.acks)
        return self.acks[envelope_id]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something about connections or acknowledgements is true."""
        async with self._changed:
            await self._changed.wait_for(condition)

    async def ask_to_reconnect(self) -> None:
        """What Slack says some seconds before it closes a connection."""
        for connection in list(self._open):
            await connection.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def drop(self) -> None:
        """Break every connection."""
        for connection in list(self._open):
            await connection.close()

    async def _hear(self, message: WSMessage) -> None:
        said = message.json()
        if isinstance(said, dict) and "envelope_id" in said:
            self.acks[said["envelope_id"]] = said.get("payload")
            await self._notify()

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()
