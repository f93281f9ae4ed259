"""Draws the README's picture anew: `python -m bot.picture`. It shows what the offline engine really answers."""

from datetime import UTC, datetime
from pathlib import Path

from adapters.console.picture import draw_svg
from coaching.engine import SendReply, UserSaid, step
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import ConversationKey, Platform, Request
from coaching.messages.reply import Reply
from coaching.session import Session

PICTURE = Path(__file__).parent.parent / ".readme" / "terminal.svg"
TYPED = ("write something about travel", "families in the USA, blog intro, eco-friendly tips", "what changed")

_HERE = ConversationKey(platform=Platform.CONSOLE, tenant="local", channel="terminal", thread="", person="reader")
_THEN = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def picture() -> str:
    """The picture as SVG, of the conversation in `TYPED`."""
    session, turns, knowledge = Session(), list[tuple[str, list[Reply]]](), Knowledge()
    for number, text in enumerate(TYPED):
        request = Request(id=str(number), conversation=_HERE, text=text)
        taken = step(session, UserSaid(request), knowledge, _THEN)
        session = taken.session
        turns.append((text, [effect.reply for effect in taken.effects if isinstance(effect, SendReply)]))
    return draw_svg(turns)


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")
