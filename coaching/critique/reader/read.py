"""Read a text: clean it, mask it, find its words, sentences, regions and facts."""

from coaching.critique.privacy.clean import clean
from coaching.critique.privacy.safety import mask
from coaching.critique.reader.facts import facts_of
from coaching.critique.reader.language import language_of
from coaching.critique.reader.regions import regions_of
from coaching.critique.reader.sentences import sentences_of
from coaching.critique.reading import Reading
from coaching.knowledge.load import Knowledge
from coaching.words import tokenise


def read(text: str, knowledge: Knowledge) -> Reading:
    """Read a text as the coach sees it; takes time in proportion to its length."""
    cleaned, breaks = clean(text)
    words = tokenise(cleaned)
    masked, breaks, secrets = mask(cleaned, breaks, words, knowledge.privacy)
    tokens = tokenise(masked) if secrets else words
    regions = regions_of(masked, tokens, knowledge.region_words)
    language = language_of(masked, tokens, regions, knowledge.languages)
    sentences = sentences_of(masked, tokens)
    return Reading(
        source=text,
        text=masked,
        breaks=breaks,
        language=language,
        supported=language in knowledge.languages.supported,
        tokens=tokens,
        sentences=sentences,
        regions=regions,
        secrets=secrets,
        facts=facts_of(masked, tokens, sentences, regions, language, knowledge.lexicon),
        lexicon=knowledge.lexicon,
    )
