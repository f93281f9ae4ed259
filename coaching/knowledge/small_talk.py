"""What people say that is no prompt (small_talk.toml), and the answers to it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, RootModel

from coaching.knowledge.phrases import PhraseList
from coaching.messages.base import Frozen
from coaching.words import Phrases


class Exchange(Frozen):
    """What is said to one purpose, and the answer; `number` where it takes a number, and one only, to mean that."""

    said: PhraseList
    reply: str
    kind: Literal["chatter", "follow_up"] = "chatter"
    number: bool = False


class Talk(BaseModel):
    """The small talk of one language: exchanges by purpose, the weightiest first."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Exchange]

    padding: PhraseList = ()

    @property
    def exchanges(self) -> Mapping[str, Exchange]:
        """The exchanges by purpose, in the order of the file."""
        return self.__pydantic_extra__


class SmallTalk(RootModel[Mapping[str, Talk]]):
    """The small talk of every language that the coach speaks."""

    model_config = ConfigDict(frozen=True)

    @cached_property
    def phrases(self) -> Phrases:
        """Every phrase under its language and purpose: `en:thanks`, `de:padding` …."""
        labelled: dict[str, PhraseList] = {}
        for language, talk in self.root.items():
            labelled[f"{language}:padding"] = talk.padding
            labelled |= {f"{language}:{purpose}": exchange.said for purpose, exchange in talk.exchanges.items()}
        return Phrases(labelled)
