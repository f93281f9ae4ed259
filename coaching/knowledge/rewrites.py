"""The words with which rewrites are made and wishes are read, per language."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field

from coaching.messages.base import Frozen
from coaching.messages.critique import Concern, Dimension
from coaching.words import Phrases


def _balanced(line: str) -> str:
    """A line of a rewrite, if its braces come in pairs.

    Raises:
        ValueError: braces that don't.
    """
    if line.count("{{") != line.count("}}"):
        raise ValueError(f"unbalanced braces in {line!r}")
    return line


Line: TypeAlias = Annotated[str, AfterValidator(_balanced)]


class Grounding(Frozen):
    """How a question about private knowledge is tied to the text that the person pastes; `{noun}` is what it is in."""

    before: str
    """Goes before the question: "Using only the policy below, answer: "."""
    line: Line
    """What to do where the text has no answer."""


class Bare(Frozen):
    """A prompt that is nothing but what should come out ("email"): the words around it."""

    nouns: tuple[str, ...]
    before: str
    after: Line


class WishWords(Frozen):
    """How people say what they want of a rewrite; phrases as in `coaching.words`."""

    undo: tuple[str, ...]
    shorter: tuple[str, ...]
    keep: tuple[str, ...]
    fillers: tuple[str, ...]
    """Words around a wish that say nothing: "and", "please", "the"."""
    joints: tuple[str, ...]
    """Words that join two wishes: "and", "but"."""
    orders: tuple[str, ...]
    """Verbs that open a new prompt rather than a wish: "write", "explain"."""
    keys: Mapping[str, tuple[str, ...]]
    """Placeholder or dimension by the words that name it: audience = ["audience", "readers"]."""
    links: tuple[str, ...]
    """Words between the name and the value: "is", "are", "should be"."""
    units: tuple[str, ...]
    """Words that make a number a length: "words", "bullets"."""
    limits: tuple[str, ...]
    """Words before a length: "max", "at most"."""
    tones: tuple[str, ...]
    readers: tuple[str, ...]
    """Words that start the naming of a reader: "for"."""
    people: tuple[str, ...]
    """Words for readers: "families", "customers"."""
    shapes: tuple[str, ...]
    """Words for what should come out: "blog", "table"."""
    languages: tuple[str, ...]
    language_lead: tuple[str, ...]
    """Words before the name of a language: "in"."""
    focus: tuple[str, ...]
    """Words before what to dwell on: "about", "focus on"."""
    exclusions: tuple[str, ...]
    """Words before what to leave out: "without", "no"."""
    mentions: tuple[str, ...] = ()
    """Words before what must be in it: "mention"."""
    ours: tuple[str, ...] = ()
    """Words for what the coach has made, of which no fact is told: "rewrite"."""


class RewriteTexts(Frozen):
    """Everything that a rewrite says in a language, apart from the gaps' own lines."""

    question_words: tuple[str, ...]
    openers: tuple[str, ...]
    """Hedges before a request that may go: "pls can you maybe"."""
    hedges: tuple[str, ...]
    """Words that go along with them: "maybe"."""
    vague_things: tuple[str, ...]
    """What people write when they haven't said what should come out: "something"."""
    about: tuple[str, ...]
    no_weave: tuple[str, ...]
    """Words in a request after which nothing can be woven in."""
    pointers: tuple[str, ...]
    """Words that point at material: "this", "our"."""
    weak_pointers: tuple[str, ...]
    """Words that point at material only where nothing says which: "the"."""
    nearby: tuple[str, ...]
    """Words that say that material is at hand: "below", "attached"."""
    rule_lists: tuple[str, ...]
    """Words over a list that takes one more demand: "rules"."""
    own: tuple[str, ...]
    """Words that say whose it is: "my", "our"."""
    nouns: Mapping[str, str]
    """What people point at, with the name of the placeholder for it."""
    material: Mapping[str, str]
    """What pasted material is called: `table`, `code`, `text`."""
    grounding: Grounding
    bare: tuple[Bare, ...] = ()
    several: Line
    """What to add where several jobs are in one prompt."""
    gaps_in_material: Line
    """What to do where `{material}` doesn't say."""
    calculation: Line
    live: Line
    settings: Mapping[str, Line]
    """How an answer is written where no placeholder waits for it; `{}` is the answer."""
    labels: Mapping[Dimension, str]
    """Names for tags, where a prompt is written in them."""
    reasons: Mapping[Concern, str]
    more_reasons: Mapping[str, str] = Field(default_factory=dict)
    """Reasons for particular edits, by id."""
    articles: tuple[str, ...] = ()
    """Words that already open a noun phrase: "a", "the"."""
    uncounted: tuple[str, ...] = ()
    """Nouns without an article, apart from plurals: "work"."""
    compounds: bool = False
    """Whether what people point at may be the end of a longer word: "Reiserichtlinie"."""
    colon: str = ": "
    """What stands between a label and what it labels."""
    lower_options: bool = True
    """Whether an option loses its capital inside a sentence."""
    lower_words: tuple[str, ...] = ()
    """The first words with which it does all the same, where nouns keep theirs: "eine"."""
    wishes: WishWords

    @cached_property
    def clause_words(self) -> frozenset[str]:
        """Words that open another clause, so that what holds them names no single thing."""
        return frozenset(self.no_weave) - frozenset(self.own)

    @cached_property
    def opener_phrases(self) -> Phrases:
        """The hedges, to be found in a text."""
        return Phrases({"opener": self.openers})

    @cached_property
    def cues(self) -> Phrases:
        """Everything that a wish can say, labelled with what it says."""
        wishes = self.wishes
        named = {f"key:{key}": words for key, words in wishes.keys.items()}
        plain = {
            "undo": wishes.undo, "shorter": wishes.shorter, "keep": wishes.keep, "link": wishes.links,
            "filler": wishes.fillers, "unit": wishes.units, "limit": wishes.limits, "tone": wishes.tones,
            "reader": wishes.readers, "people": wishes.people, "shape": wishes.shapes, "language": wishes.languages,
            "language_lead": wishes.language_lead, "focus": wishes.focus, "exclusion": wishes.exclusions,
            "order": wishes.orders, "joint": wishes.joints, "mention": wishes.mentions,
        }  # fmt: skip
        return Phrases(named | plain)
