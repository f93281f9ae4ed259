"""The words that mean an action when they are all that a person says."""

from functools import cached_property

from pydantic import RootModel, model_validator

from coaching.messages.conversation import Action, ActionName

_GIVES = " -> "


class Commands(RootModel[dict[ActionName, tuple[str, ...]]]):
    """Phrases by action, in every language.

    A trailing " _" takes what follows as the target, " -> " and a word give the action that value.
    """

    @model_validator(mode="after")
    def _no_phrase_twice(self) -> "Commands":
        phrases = [phrase.partition(_GIVES)[0] for said in self.root.values() for phrase in said]
        twice = {phrase for phrase in phrases if phrases.count(phrase) > 1}
        if twice:
            raise ValueError(f"one phrase can't mean two actions: {', '.join(sorted(twice))}")
        return self

    @cached_property
    def exact(self) -> dict[str, Action]:
        """The action of each whole phrase."""
        parted = [(name, phrase.partition(_GIVES)) for name, said in self.root.items() for phrase in said]
        return {phrase: Action(name=name, value=value) for name, (phrase, _, value) in parted if phrase[-2:] != " _"}

    @cached_property
    def opening(self) -> dict[str, ActionName]:
        """The action of each phrase that a target follows, without the blank."""
        return {phrase[:-1]: name for name, said in self.root.items() for phrase in said if phrase.endswith(" _")}
