"""What a typed line means to the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.inbound import Leave, Nothing, Save, Say, Typed, Unknown, conversation, to_request, understand
from coaching.messages.conversation import Action


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("write something about travel", Say("write something about travel")),
        ("  1 4 \n", Say("1 4")),
        ("undo", Say("undo")),
        ("/triage we want an HR bot", Say("/triage we want an HR bot")),
        ("/coach two\nlines", Say("/coach two\nlines")),
        ("/TRIAGE", Say("/TRIAGE")),
        ("help", Say("help", wants_help=True)),
        ("/help", Say("/help", wants_help=True)),
        ("help me write a mail", Say("help me write a mail")),
        ("/quit", Leave()),
        ("/EXIT", Leave()),
        ("quit", Say("quit")),
        ("/save", Save("")),
        ("/save ~/my brief.md", Save("~/my brief.md")),
        ('/save "my brief.md"', Save("my brief.md")),
        ("/save\nas a file", Say("/save\nas a file")),
        ("/tirage", Unknown("/tirage")),
        ("/etc/hosts has a wrong line, why?", Say("/etc/hosts has a wrong line, why?")),
        ("/regex/ means what?", Say("/regex/ means what?")),
        ("   ", Nothing()),
        ("", Nothing()),
    ],
)
def test_a_line(line: str, meant: Typed) -> None:
    assert understand(line) == meant


@given(st.text())
def test_no_text_is_lost_on_its_way_to_the_core(line: str) -> None:
    meant = understand(line)
    assert not isinstance(meant, Say) or meant.text == line.strip()


def test_a_request_is_text_or_action() -> None:
    here = conversation("local", "ann")
    assert to_request("hello", "1", here).text == "hello"
    assert to_request(Action(name="help"), "1", here).action == Action(name="help")


def test_a_person_has_one_conversation_in_terminals_and_one_for_each_pipe() -> None:
    assert conversation("local", "ann") == conversation("local", "ann")
    assert (
        len({conversation("local", "ann"), conversation("local", "ann", "a"), conversation("local", "ann", "b")}) == 3
    )
