"""The README's picture."""

import xml.etree.ElementTree as ET

from adapters.console.picture import draw_svg
from bot.picture import PICTURE, picture
from coaching.messages.reply import PromptBlock, Reply, Text
from tests.adapters.console.drawing import EVERYTHING

CONVERSATION = (("write something", (Reply(id="1", parts=EVERYTHING),)),)


def test_the_committed_picture_is_what_the_coach_answers_today() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(), "draw it anew: python -m bot.picture"


def test_the_same_replies_give_the_same_picture() -> None:
    assert draw_svg(CONVERSATION) == draw_svg(CONVERSATION)


def test_it_is_whole_xml_that_fetches_nothing() -> None:
    drawn = draw_svg((("hello", (Reply(id="1", parts=(Text(text="a < b & c"),)),)),))
    texts = [element.text or "" for element in ET.fromstring(drawn).iter() if element.tag.endswith("text")]  # noqa: S314
    assert any("a\xa0<\xa0b\xa0&\xa0c" in text for text in texts)
    assert drawn.replace('xmlns="http://www.w3.org/2000/svg"', "").count("http") == 0
    assert "url(" not in drawn.replace("url(#", "")


def test_a_long_line_goes_on_in_the_next_row() -> None:
    drawn = draw_svg((("hello", (Reply(id="1", parts=(PromptBlock(text="word " * 40 + "end"),)),)),))
    assert "end</text>" in drawn
