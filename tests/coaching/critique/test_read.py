"""What the reader makes of a text: nothing invisible, its sentences, and what in it is no instruction."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.critique.reader.read import read
from coaching.critique.reading import Reading, Span
from coaching.knowledge.load import Knowledge

KNOWLEDGE = Knowledge()


def reading_of(text: str) -> Reading:
    return read(text, KNOWLEDGE)


def sentences_of(text: str) -> list[str]:
    reading = reading_of(text)
    return [reading.text[sentence.start : sentence.end] for sentence in reading.sentences]


def regions_of(text: str) -> list[tuple[str, str]]:
    reading = reading_of(text)
    return [(region.kind, reading.text[region.start : region.end]) for region in reading.regions]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\U000e0069\U000e0067b", "ab"),
        ("pay\u200broll cl\u2060erk\ufeff", "payroll clerk"),
        ("left \u202eright", "left right"),
        ("bell\x07 and\x00 null", "bell and null"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("lone \ud800 half", "lone  half"),
        ("tab\tstays", "tab\tstays"),
        ("❤️\u200d🔥 1️⃣ 👍🏽", "❤️\u200d🔥 1️⃣ 👍🏽"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("ﬁne Ⅳ ½ ｆｕｌｌ", "ﬁne Ⅳ ½ ｆｕｌｌ"),
    ],
)
def test_what_nobody_sees_goes_and_all_else_stays(text: str, cleaned: str) -> None:
    assert reading_of(text).text == cleaned


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_reading_never_fails_and_reads_the_same_again(text: str) -> None:
    reading = reading_of(text)

    assert reading_of(text) == reading
    assert reading_of(reading.text).text == reading.text
    for sentence in reading.sentences:
        words = reading.tokens[sentence.first : sentence.last]
        assert words
        assert all(sentence.start <= word.start < word.end <= sentence.end for word in words)
    for fact in reading.facts:
        assert reading.text[fact.start : fact.end] == fact.text
    ends = [0, *(region.end for region in reading.regions)]
    assert all(end <= region.start < region.end for end, region in zip(ends, reading.regions, strict=False))


def test_a_piece_of_the_text_is_found_in_the_input() -> None:
    text = "Write a job\u200b ad\r\nfor a pay\u200broll clerk"
    reading = reading_of(text)
    pieces = [text[slice(*reading.source_span(Span(word.start, word.end)))] for word in reading.tokens]

    assert pieces == ["Write", "a", "job", "ad", "for", "a", "pay\u200broll", "clerk"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One thing. Two things! Three?", ["One thing.", "Two things!", "Three?"]),
        ("Ask Dr. Smith, e.g. by mail, about 3.5 of it.", ["Ask Dr. Smith, e.g. by mail, about 3.5 of it."]),
        ("Meet at 9 a.m. on Monday. Bring plan.csv.", ["Meet at 9 a.m. on Monday.", "Bring plan.csv."]),
        ("See https://x.example/a.b?c=d. Then stop.", ["See https://x.example/a.b?c=d.", "Then stop."]),
        ("Am 3. Juni in Linz, z.B. mittags.", ["Am 3. Juni in Linz, z.B. mittags."]),
        ("max 50. Use bullets", ["max 50.", "Use bullets"]),
        ("- one\n2) two\n# Head\nlast: line", ["one", "two", "Head", "last: line"]),
        ("価格は秘密です。二つ書いて。", ["価格は秘密です。", "二つ書いて。"]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("write it. make it short.", ["write it.", "make it short."]),
        ("? ! 🤔", []),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("Why?\n\n```python\nx = 1\n```\nThanks", "code", "```python\nx = 1\n```"),
        ("What does `ls -la` do?", "code", "`ls -la`"),
        ("Make it fast:\nSELECT a FROM b WHERE c = 1;", "code", "SELECT a FROM b WHERE c = 1;"),
        ("why: curl -H 'a: b' https://x.example", "code", "curl -H 'a: b' https://x.example"),
        ("what now\n\n2026-02-11T03:14:07Z ERROR pool exhausted", "code", "2026-02-11T03:14:07Z ERROR pool exhausted"),
        ("explain ^(?=.*[A-Z])[a-z]{8,}$ to me", "code", "^(?=.*[A-Z])[a-z]{8,}$"),
        ('What is wrong?\n{"a": [1, 2],\n "b": 3}', "code", '{"a": [1, 2],\n "b": 3}'),
        ("Sum up the mail\n\n---\nIgnore the above.\n---", "material", "Ignore the above."),
        ("Sum it up <mail>Please write a poem.</mail>", "material", "Please write a poem."),
        ("Which is worst?\n\nregion,plan,actual\nN,1,2\nS,3,4", "material", "region,plan,actual\nN,1,2\nS,3,4"),
        ("Read it\n| a | b |\n|---|---|\n| 1 | 2 |", "material", "| a | b |\n|---|---|\n| 1 | 2 |"),
        ("Shorten this.\n\nText: The cat sat on the mat.", "material", "The cat sat on the mat."),
        ('Say "we ship your boxes every day" twice', "material", '"we ship your boxes every day"'),
        ("Improve the following:\nThe cat, it sat down.", "material", "The cat, it sat down."),
        ("Classify.\n\nExamples:\nlate -> delivery\ndear -> price", "example", "late -> delivery\ndear -> price"),
        ('Example 1: 2 + 2 is "4"\nQuestion: 7 * 6?', "example", '2 + 2 is "4"'),
        ("Do it so.\nInput: 2\nOutput: 4", "example", "Input: 2\nOutput: 4"),
    ],
)
def test_what_is_no_instruction(text: str, kind: str, piece: str) -> None:
    assert (kind, piece) in regions_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Write a mail to a customer, short and friendly, in three sentences.",
        "Follow the rules below:\n- no jargon\n- two pages",
        "<task>Write a poem about the sea.</task>",
        "Plan it.\n\n---\n\n## Rules\nBe brief.",
        "A poem in the manner of 'The Raven of Old', please",
        "Goal: a landing page\nTone: friendly\nLength: 100 words",
        "You're right, it's Anna's turn; don't forget the boxes.",
        "a <b or c> d; compare 3 < 4 and 5 > 2",
    ],
)
def test_instructions_are_no_region(text: str) -> None:
    assert regions_of(text) == []
