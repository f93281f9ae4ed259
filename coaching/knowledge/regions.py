"""The schema of regions.toml: by what words code, pasted material and examples are told from instructions."""

from coaching.knowledge.lexicon import WordSet
from coaching.knowledge.phrases import PhraseSet
from coaching.messages.base import Frozen


class RegionWords(Frozen):
    """All of regions.toml, casefolded."""

    material_labels: PhraseSet
    example_labels: PhraseSet
    input_labels: PhraseSet
    output_labels: PhraseSet
    pointers: WordSet
    instructions: WordSet
    orders: WordSet
    instruction_tags: WordSet
    example_tags: WordSet
    html_tags: WordSet
    mail_headers: PhraseSet
