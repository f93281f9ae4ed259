"""Whether a text is a prompt at all, or a fragment of a talk, small talk or nothing; and the answer to what is none."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from coaching.critique.judge.wording import short
from coaching.critique.reading import Reading
from coaching.knowledge.load import Knowledge
from coaching.knowledge.small_talk import Exchange, SmallTalk
from coaching.words import Match, is_number

_SHORT = 9
_SHORT_ORDER = 8


class Aside(NamedTuple):
    """What is said beside any prompt, and the answer."""

    kind: Literal["follow_up", "chatter", "empty"]
    reply: str


def aside(reading: Reading, knowledge: Knowledge) -> Aside | None:
    """The answer to a text that is no prompt: it says nothing, is small talk, or changes a text that isn't there."""
    replies = knowledge.finding_texts(reading.language).replies
    if not reading.tokens and not reading.secrets:
        return Aside("empty", replies["empty"])
    if reading.regions or reading.secrets or len(reading.tokens) > _SHORT:
        return None
    if exchange := _exchange(reading, knowledge.small_talk):
        return Aside(exchange.kind, exchange.reply.format(quote=short(reading.text)))
    return Aside("follow_up", replies["follow_up"]) if _follows_up(reading, knowledge) else None


def _exchange(reading: Reading, small_talk: SmallTalk) -> Exchange | None:
    """The exchange whose phrases make up the whole text, in the reading's language where it can be."""
    found = small_talk.phrases.find(reading.tokens)
    numbered = sum(is_number(token.word) for token in reading.tokens) == 1
    for language in sorted(small_talk.root, key=lambda language: language != reading.language):
        fitting = {
            f"{language}:{purpose}": exchange
            for purpose, exchange in small_talk.root[language].exchanges.items()
            if numbered or not exchange.number
        }
        matches = [match for match in found if match.label in fitting or match.label == f"{language}:padding"]
        if _covered(matches, len(reading.tokens)):
            said = {match.label for match in matches}
            if exchange := next((exchange for label, exchange in fitting.items() if label in said), None):
                return exchange
    return None


def _covered(matches: Iterable[Match], count: int) -> bool:
    """Whether the matches cover all of `count` tokens."""
    return len({at for match in matches for at in range(match.first, match.last)}) == count


def _follows_up(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a text begins like a change to something, and names nothing that it is a change to."""
    cues = knowledge.cues(reading.language)
    opening = [match for match in cues.follow_ups.find(reading.tokens) if match.first <= 1]
    if not opening:
        return False
    rest = reading.tokens[max(match.last for match in opening) :]
    return len(rest) <= _SHORT_ORDER and all(token.word in cues.closed_class for token in rest)
