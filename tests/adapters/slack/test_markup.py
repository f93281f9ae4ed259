import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.markup import addressee, escape, mentions, plain, without_mention

marks = st.sampled_from(
    [
        "<!channel>",
        "<!here>",
        "<!everyone>",
        "<!subteam^S1>",
        "<@U1>",
        "<#C1|c>",
        "&amp;",
        "&lt;",
        "<",
        ">",
        "&",
        "|",
        "`",
    ]
)
texts = st.lists(st.text() | marks).map("".join)


@given(texts)
def test_what_was_escaped_reads_as_it_was(text: str) -> None:
    assert plain(escape(text)) == text


@given(texts)
def test_escaped_text_holds_no_mark(text: str) -> None:
    assert "<" not in escape(text)
    assert ">" not in escape(text)
    assert not re.search(r"&(?!amp;|lt;|gt;)", escape(text))


@given(texts)
def test_any_text_can_be_read(text: str) -> None:
    plain(text)
    without_mention(text, "U1")
    addressee(text)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("a &amp; b &lt;i&gt;", "a & b <i>"),
        ("&amp;lt;", "&lt;"),
        ("see <https://x.de/a?b=1&amp;c=2>", "see https://x.de/a?b=1&c=2"),
        ("see <http://x.de|x.de>", "see x.de"),
        ("see <http://x.de/|x.de>", "see x.de"),
        ("see <https://x.de/p|our policy>", "see our policy (https://x.de/p)"),
        ("<mailto:a@b.de|a@b.de>", "a@b.de"),
        ("<mailto:a@b.de>", "a@b.de"),
        ("<tel:+491|+49 1>", "+49 1 (tel:+491)"),
        ("in <#C012|general> and <#C012> and <#C012|>", "in #general and #C012 and #C012"),
        ("ask <@U012> or <@W012|bob>", "ask @U012 or @bob"),
        ("<!here> <!channel> <!everyone> <!here|here>", "@here @channel @everyone @here"),
        ("<!subteam^S012|@ops> <!subteam^S012>", "@ops @S012"),
        ("<!date^1392734382^{date_num}|2014-02-18>", "2014-02-18"),
        ("```\nif a &lt; b:\n    `c`\n```", "```\nif a < b:\n    `c`\n```"),
        ("<b>bold</b> <!DOCTYPE html> a < b > c <>", "<b>bold</b> <!DOCTYPE html> a < b > c <>"),
    ],
)
def test_marks_become_what_a_person_sees(written: str, seen: str) -> None:
    assert plain(written) == seen


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("<@UBOT> write a poem", "write a poem"),
        ("<@UBOT>: write a poem", "write a poem"),
        ("<@UBOT|coach>, write a poem", "write a poem"),
        ("  <@UBOT> <@UBOT> write", "write"),
        ("hey <@UBOT> write a poem for <@U2>", "hey write a poem for <@U2>"),
        ("write a poem <@UBOT>", "write a poem"),
        ("<@UBOT>\n```\n  code\n```", "```\n  code\n```"),
        ("<@UBOT2> stays", "<@UBOT2> stays"),
        ("  no mention ", "  no mention "),
        ("<@UBOT>", ""),
    ],
)
def test_only_the_coachs_own_mention_goes(written: str, left: str) -> None:
    assert without_mention(written, "UBOT") == left


def test_a_message_begins_by_addressing_somebody() -> None:
    assert addressee("<@U2> what do you think?") == "U2"
    assert addressee("  <@U2|bob>: hi") == "U2"
    assert addressee("ask <@U2>") == ""


def test_a_mention_is_told_from_one_of_a_longer_id() -> None:
    assert mentions("hey <@UBOT|coach>", "UBOT")
    assert mentions("hey <@UBOT>", "UBOT")
    assert not mentions("hey <@UBOT2>", "UBOT")
