"""Whatever is private is masked; whatever only looks like it stays."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.critique.privacy.checkdigits import brazilian_cpf, french_nir, german_tax_id, iban, luhn, spanish_id
from coaching.critique.privacy.clean import clean
from coaching.critique.reader.read import read
from coaching.critique.reading import Span
from coaching.knowledge.load import Knowledge
from tests.coaching.critique import fakes

KNOWLEDGE = Knowledge()

SECRETS = [
    (f"AWS_ACCESS_KEY_ID={fakes.AWS_KEY}", fakes.AWS_KEY, "{{api_key}}"),
    (f"use {fakes.GITHUB_TOKEN} to push", fakes.GITHUB_TOKEN, "{{token}}"),
    (f"export KEY={fakes.OPENAI_KEY}", fakes.OPENAI_KEY, "{{api_key}}"),
    (f"maps key {fakes.GOOGLE_KEY}", fakes.GOOGLE_KEY, "{{api_key}}"),
    (f"stripe: {fakes.STRIPE_KEY}", fakes.STRIPE_KEY, "{{api_key}}"),
    (f"the bot has {fakes.SLACK_TOKEN}", fakes.SLACK_TOKEN, "{{token}}"),
    (f"Authorization: Bearer {fakes.WEB_TOKEN}", fakes.WEB_TOKEN, "{{token}}"),
    (f"what is this?\n{fakes.PRIVATE_KEY}\n", "MIIEabc", "{{private_key}}"),
    ("Authorization: Basic YWRtaW46aHVudGVyMg==", "YWRtaW46aHVudGVyMg", "{{credentials}}"),
    ("x-api-key: 9f8e7d6c5b4a39281706f5e4d3c2b1a0", "9f8e7d6c5b4a", "{{api_key}}"),
    ("client_secret=abc123XYZ789qwe", "abc123XYZ789qwe", "{{secret}}"),
    ("postgres://reports:Sommer!2024@db.example.com/sales", "Sommer!2024", "{{password}}"),
    ("curl -u admin:S3cret99 https://x.example", "S3cret99", "{{password}}"),
    ("password: hunter2", "hunter2", "{{password}}"),
    ("DB_PASSWORD=sommer", "sommer", "{{password}}"),
    ("dbPassword = 'one two three'", "one two three", "{{password}}"),
    ("the password is Winter#4471, tell her", "Winter#4471", "{{password}}"),
    ("Das Passwort lautet Sommer2024!", "Sommer2024", "{{password}}"),
    ("le mot de passe est Soleil#77", "Soleil#77", "{{password}}"),
    ("la contraseña es Gato-9981", "Gato-9981", "{{password}}"),
    ("a senha é Praia2023", "Praia2023", "{{password}}"),
    ("het wachtwoord is Fiets123!", "Fiets123", "{{password}}"),
    ("login: admin / Geheim!23", "Geheim!23", "{{credentials}}"),
    ("PIN: 4821", "4821", "{{pin}}"),
    ("card 4111 1111 1111 1111 was charged", "4111 1111", "{{card_number}}"),
    ("amex 3782 822463 10005", "822463", "{{card_number}}"),
    ("pay to DE89 3704 0044 0532 0130 00. No threats", "3704 0044", "{{iban}}"),
    ("GB82WEST12345698765432", "WEST1234", "{{iban}}"),
    ("SSN 078-05-1120", "078-05-1120", "{{national_id}}"),
    ("NINO AB 12 34 56 C", "12 34 56", "{{national_id}}"),
    ("DNI 12345678Z", "12345678Z", "{{national_id}}"),
    ("CPF 529.982.247-25", "529.982", "{{national_id}}"),
    ("Steuer-ID 86095742719", "86095742719", "{{national_id}}"),
    ("passport number C01X00T47", "C01X00T47", "{{national_id}}"),
    ("my account number 12345678", "12345678", "{{account_number}}"),
    ("write to anna.huber+x@firma.co.at please", "anna.huber", "{{email}}"),
    ("call +43 664 123 45 67 now", "664 123", "{{phone}}"),
    ("Tel. 0664 1234567", "1234567", "{{phone}}"),
    ("(202) 555-0143", "555-0143", "{{phone}}"),
    ("pass\u200bword: hun\u200bter2", "hunter2", "{{password}}"),
]
HARMLESS = [
    "explain what a password manager is",
    "the password is required",
    "Reset the password in 3 steps",
    "a password of at least 12 characters",
    "password: 12-16 characters",
    "def login(password: str, token: str)",
    "token = get_token()",
    "password = os.environ['DB']",
    "API_KEY=your_api_key_here",
    "The token limit is 4096 tokens, max_tokens=500",
    "password: {{password}}",
    "Authorization: Bearer {{token}}",
    "https://user:{{password}}@host/x",
    "ticket 1234-5678-9012-3456",
    "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
    "id 550e8400-e29b-41d4-a716-446655440000",
    "ISBN 978-3-16-148410-0",
    "order 1234567890123456",
    "IP 192.168.10.254:8080, version 1.2.3.4",
    "2026-11-21T03:48:20Z, 31.12.2025, 1,234,567,890 people",
    "call 3 customers a day, call 2,000 leads",
    "our mobile app has 1000000 users",
    "npm i react@18.2.0 from git@github.com:org/repo.git, @anna please review #launch",
    "Login: email / password fields",
    "sk-learn-contrib-2024 and key-value-store-comparison-2024",
    "la clave es la comunicación",
    "pin 4 photos to the board",
    "budget +20% in 2026",
]


@pytest.mark.parametrize(("text", "secret", "mask"), SECRETS)
def test_a_secret_becomes_a_labelled_variable(text: str, secret: str, mask: str) -> None:
    reading = read(text, KNOWLEDGE)

    assert secret not in reading.text
    assert mask in reading.text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_private_stays(text: str) -> None:
    assert read(text, KNOWLEDGE).text == text


@pytest.mark.parametrize("text", [text for text, _, _ in SECRETS])
def test_a_masked_text_is_masked_no_further(text: str) -> None:
    masked = read(text, KNOWLEDGE).text

    assert read(masked, KNOWLEDGE).text == masked


def test_only_the_password_of_a_link_goes() -> None:
    reading = read("dies at postgres://reports:Sommer!2024@db.example.com:5432/sales now", KNOWLEDGE)

    assert reading.text == "dies at postgres://reports:{{password}}@db.example.com:5432/sales now"


def test_several_things_of_a_kind_are_numbered_and_the_same_thing_keeps_its_mask() -> None:
    reading = read("from a@x.example to b@x.example, copy A@x.example", KNOWLEDGE)

    assert reading.text == "from {{email_1}} to {{email_2}}, copy {{email_1}}"


def test_a_new_mask_takes_no_name_that_the_text_uses() -> None:
    reading = read("{{email}} and {{email_1}} and a@x.example", KNOWLEDGE)

    assert reading.text == "{{email}} and {{email_1}} and {{email_2}}"


def test_offsets_lead_back_to_the_secret_and_to_what_follows_it() -> None:
    text = "Hi\u200b, mail anna@x.example, card 4111 1111 1111 1111 \u2060please"
    reading = read(text, KNOWLEDGE)

    found = [text[secret.source_start : secret.source_end] for secret in reading.secrets]
    last = reading.tokens[-1]

    assert found == ["anna@x.example", "4111 1111 1111 1111"]
    assert text[slice(*reading.source_span(Span(last.start, last.end)))] == "please"


def test_a_piece_of_a_mask_stands_for_the_whole_secret() -> None:
    text = "ask anna@x.example today"
    reading = read(text, KNOWLEDGE)
    inside = reading.secrets[0].start + 2

    assert text[slice(*reading.source_span(Span(inside, inside + 3)))] == "anna@x.example"


@pytest.mark.parametrize(
    ("holds", "right"),
    [
        (luhn, "4111111111111111"),
        (iban, "DE89370400440532013000"),
        (german_tax_id, "86095742719"),
        (spanish_id, "12345678Z"),
        (french_nir, "184127645108946"),
        (brazilian_cpf, "52998224725"),
    ],
)
def test_a_check_digit_holds_for_the_right_number_alone(holds: Callable[[str], bool], right: str) -> None:
    place = len(right) // 2 if right[len(right) // 2].isdigit() else 2
    wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]

    assert holds(right)
    assert not holds(wrong)


PIECES = st.one_of(
    st.sampled_from([text for text, _, _ in SECRETS] + HARMLESS),
    st.text(max_size=30),
    st.from_regex(re.compile(r"[a-z@.:/=+ 0-9-]{0,40}", re.ASCII), fullmatch=True),
)


@given(st.lists(PIECES, max_size=6))
@settings(max_examples=150, deadline=None)
def test_masking_anything_twice_changes_nothing(pieces: list[str]) -> None:
    once = read("\n".join(pieces), KNOWLEDGE)
    twice = read(once.text, KNOWLEDGE)

    assert twice.text == once.text
    assert not twice.secrets


@given(st.lists(PIECES, max_size=6))
@settings(max_examples=150, deadline=None)
def test_every_word_outside_the_masks_is_found_in_the_input(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    reading = read(text, KNOWLEDGE)
    masked = {at for secret in reading.secrets for at in range(secret.start, secret.end)}

    for token in reading.tokens:
        if masked.isdisjoint(range(token.start, token.end)):
            piece = text[slice(*reading.source_span(Span(token.start, token.end)))]
            assert clean(piece)[0] == reading.text[token.start : token.end]
