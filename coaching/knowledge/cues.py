"""The words by which prompts in one language say things (cues/<language>.toml)."""

from collections.abc import Mapping
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from coaching.knowledge.phrases import PhraseList, PhraseSet
from coaching.messages.base import Frozen
from coaching.messages.critique import Dimension
from coaching.words import Phrases


class Grammar(Frozen):
    """The little words that show how a request is built."""

    ends: PhraseList = ()
    about: PhraseList = ()
    skips: PhraseList = ()
    definite: PhraseList = ()
    indefinite: PhraseList = ()
    owners: PhraseList = ()
    negators: PhraseList = ()
    joints: PhraseList = ()
    readers: PhraseList = ()
    filler: PhraseList = ()
    questions: PhraseList = ()
    wishes: PhraseList = ()
    courtesy: PhraseList = ()
    experts: PhraseList = ()
    persons: PhraseList = ()
    infinitives: PhraseList = ()
    """What a verb in the infinitive may stand after: "to"."""
    compounds: bool = False
    """Whether nouns are written together, so that the last one names the thing."""
    lists: PhraseList = ()
    """How a list of things begins."""
    starts: PhraseList = ()
    """How a remark begins, even where no full stop parts it from the request."""


class Kinds(Frozen):
    """What is said that changes an earlier text."""

    follow_up: PhraseList = ()
    closed_class: PhraseList = ()
    """The words that a follow-up may be made of."""


class Evidence(Frozen):
    """The phrases that earn a level: 1 hinted at, 2 usable, 3 exact."""

    hint: PhraseList = ()
    usable: PhraseList = ()
    exact: PhraseList = ()


class People(Frozen):
    """Words for readers and users."""

    nouns: PhraseList = ()


class Common(Frozen):
    """Words too general to say what a prompt is about."""

    words: PhraseList = ()


class Material(Frozen):
    """Words that point at material: pointers before things, owners before what only they know."""

    pointers: PhraseSet = frozenset()
    things: PhraseSet = frozenset()
    after: PhraseSet = frozenset()
    """Words that point at material from behind: "the text below"."""
    inside: PhraseSet = frozenset()
    """Words before what is to be looked through: "from the contract"."""
    passing: PhraseSet = frozenset()
    """What a pointer makes no material of: "this week"."""
    owners: PhraseList = ()
    private: PhraseList = ()


class Pair(Frozen):
    """Two wishes that can't both be met; `anywhere`, or only side by side."""

    one: PhraseList
    other: PhraseList
    anywhere: bool = False


class Contradiction(Frozen):
    """Pairs of wishes that pull apart, and the words that may stand between two that are side by side."""

    links: PhraseList = ()
    pairs: tuple[Pair, ...] = ()


class Cues(BaseModel):
    """The cues of one language, and the index that finds them all in one pass."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    grammar: Grammar = Grammar()
    kinds: Kinds = Kinds()
    verbs: Mapping[str, PhraseList] = {}
    nouns: Mapping[str, PhraseList] = {}
    evidence: Mapping[Dimension, Evidence] = {}
    techniques: Mapping[str, PhraseList] = {}
    signals: Mapping[str, PhraseList] = {}
    material: Material = Material()
    contradiction: Contradiction = Contradiction()
    people: People = People()
    common: Common = Common()
    placeholders: Mapping[Dimension, PhraseList] = {}

    @cached_property
    def phrases(self) -> Phrases:
        """Every cue under its label: `verb:coding`, `noun:email`, `audience:2`, `technique:role`, `signal:live` …."""
        labelled: dict[str, tuple[str, ...]] = {
            "people:": self.people.nouns,
            "filler:": self.grammar.filler,
            "wish:": self.grammar.wishes,
            "courtesy:": self.grammar.courtesy,
            "start:": self.grammar.starts,
            "list:": self.grammar.lists,
            "private:": _before(self.material.owners, self.material.private),
        }
        named = {"verb": self.verbs, "noun": self.nouns, "technique": self.techniques, "signal": self.signals}
        for prefix, group in named.items():
            labelled |= {f"{prefix}:{name}": phrases for name, phrases in group.items()}
        for dimension, evidence in self.evidence.items():
            for level, phrases in enumerate((evidence.hint, evidence.usable, evidence.exact), 1):
                labelled[f"{dimension}:{level}"] = phrases
        for number, pair in enumerate(self.contradiction.pairs):
            labelled |= {f"one:{number}": pair.one, f"other:{number}": pair.other}
        return Phrases(labelled)

    @cached_property
    def heads(self) -> Mapping[str, str]:
        """Nouns of one word, each with its task; the first task that has one wins."""
        named = [(noun, task) for task, nouns in self.nouns.items() for noun in nouns if " " not in noun]
        return dict(reversed(named))

    @cached_property
    def follow_ups(self) -> Phrases:
        """How a change to something earlier begins."""
        return Phrases({"follow_up": self.kinds.follow_up})

    @cached_property
    def closed_class(self) -> frozenset[str]:
        """The words that such a change may otherwise hold."""
        return frozenset(self.kinds.closed_class)

    @cached_property
    def vague_words(self) -> frozenset[str]:
        """Words that can stand for anything."""
        return frozenset(self.signals.get("vague_words", ()))

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words that never say what a prompt is about."""
        grammar = self.grammar
        little = (grammar.ends, grammar.about, grammar.skips, grammar.negators, grammar.joints, grammar.readers)
        return frozenset(word for words in (self.common.words, grammar.questions, *little) for word in words)

    @cached_property
    def placeholder_names(self) -> Mapping[str, tuple[Dimension, ...]]:
        """The dimensions that a variable of a name stands for."""
        names = sorted({name for named in self.placeholders.values() for name in named})
        return {name: tuple(d for d, named in self.placeholders.items() if name in named) for name in names}


def _before(pointers: tuple[str, ...], things: tuple[str, ...]) -> tuple[str, ...]:
    """Every pointer before every thing, with at most one word between them."""
    return tuple(f"{pointer} {between}{thing}" for pointer in pointers for thing in things for between in ("", "_ "))
