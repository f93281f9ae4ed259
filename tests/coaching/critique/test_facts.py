"""Which pieces of a prompt a rewrite has to keep."""

import pytest

from coaching.critique.reader.quantities import quantities
from coaching.critique.reader.read import read
from coaching.knowledge.load import Knowledge

KNOWLEDGE = Knowledge()


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("it costs €10,000 a year", "number", "€10,000"),
        ("drives 2,400 km a month", "number", "2,400 km"),
        ("dies after 30 s", "number", "30 s"),
        ("facture de 3 450 € échue", "number", "3 450 €"),
        ("höchstens 120 Wörter bitte", "number", "120 Wörter"),
        ("Two sentences for the board", "number", "Two"),
        ("Schreib mir zwei Absätze", "number", "zwei"),
        ("対象は200社です", "number", "200"),
        ("رقم ٨٨٢١٣ من فضلك", "number", "٨٨٢١٣"),
        ("starts on 3 June in Linz", "date", "3 June"),
        ("since 04:30 today", "date", "04:30"),
        ("by March 3rd, 2026 please", "date", "March 3rd, 2026"),
        ("am 3. Juni 2026", "date", "3. Juni 2026"),
        ("le 12 mai à midi", "date", "12 mai"),
        ("due 2026-03-01, sharp", "date", "2026-03-01"),
        ("between Q2 2026 and now", "date", "Q2 2026"),
        ("call them next week", "date", "next week"),
        ("la semaine prochaine", "date", "semaine prochaine"),
        ("see (https://x.example/a?b=c#d).", "url", "https://x.example/a?b=c#d"),
        ("read https://en.example/Foo_(bar), then", "url", "https://en.example/Foo_(bar)"),
        ("dear {{first_name}}", "variable", "{{first_name}}"),
        ("use {product} or ${price}", "variable", "${price}"),
        ("end with [SIGNATURE]", "variable", "[SIGNATURE]"),
        ("between <sys> and so on", "variable", "<sys>"),
        ("never call it a 'revolution' again", "quote", "'revolution'"),
        ('the line "we ship boxes"', "quote", '"we ship boxes"'),
        ("sag „guten Tag“ dazu", "quote", "„guten Tag“"),
        ('greet with "Hi ${name}"', "quote", '"Hi ${name}"'),
        ("open forecast_v2.xlsx now", "file", "forecast_v2.xlsx"),
        ("see /srv/data/plan.csv.", "file", "/srv/data/plan.csv"),
        (r"and C:\Finance\Q3\f.xlsx too", "file", r"C:\Finance\Q3\f.xlsx"),
        ("clean up src/ first", "file", "src/"),
        ("open ../notes/todo now", "file", "../notes/todo"),
        ("see www.example.com/a, then reply", "url", "www.example.com/a"),
        ("from (svn+ssh://host/trunk).", "url", "svn+ssh://host/trunk"),
        ("fill in ${name} here", "variable", "${name}"),
        ("say »guten Tag« to all", "quote", "»guten Tag«"),
        ("keep archive/ as it is", "file", "archive/"),
        ("post it to #standup", "handle", "#standup"),
        ("ping @dana_b", "handle", "@dana_b"),
        ("our B2B offer", "acronym", "B2B"),
        ("for the CTOs", "acronym", "CTOs"),
        ("invoice 2026-0417 is late", "acronym", "2026-0417"),
        ("today's EUR/USD rate", "acronym", "USD"),
        ("introduce Zoë O'Brien-Nuñez", "name", "Zoë O'Brien-Nuñez"),
        ("our office in Graz", "name", "Graz"),
        ("by the Bank of England", "name", "Bank of England"),
        ("an Frau Kovács schreiben, bitte eine Mail", "name", "Frau Kovács"),
        ("don't mention pricing", "negation", "don't mention pricing"),
        ("avoid exclamation marks", "negation", "avoid exclamation marks"),
        ("leave out the roadmap", "negation", "leave out the roadmap"),
        ("keine Floskeln, bitte", "negation", "keine Floskeln"),
        ("Rédige une relance sans menacer le client", "negation", "sans menacer le client"),
        ("não inclua nomes", "negation", "não inclua nomes"),
        ("why `x` fails", "code", "`x`"),
    ],
)
def test_a_piece_that_has_to_stay(text: str, kind: str, piece: str) -> None:
    facts = [(fact.kind, fact.text) for fact in read(text, KNOWLEDGE).facts]

    assert (kind, piece) in facts


@pytest.mark.parametrize(
    "text",
    [
        "write something about travel",
        "Act now. Then rest: Relax a little",
        "I'm not sure about it, no problem",
        "DO IT AT ONCE, PLEASE, ALWAYS",
        "1. first\n2. second",
        "it may rain",
    ],
)
def test_a_text_without_such_pieces(text: str) -> None:
    assert read(text, KNOWLEDGE).facts == ()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("€10,000", "10000", "eur"),
        ("10.000 EUR", "10000", "eur"),
        ("10 000 €", "10000", "eur"),
        ("10k", "10000", ""),
        ("$2 million", "2000000", "usd"),
        ("€1.24m", "1240000", "eur"),
        ("3,5 kg", "3.5", "kg"),
        ("3.50 kg", "3.5", "kg"),
        ("30-day", "30", "day"),
        ("30 Tage", "30", "day"),
        ("1,234.50 dollars", "1234.5", "usd"),
        ("1.234,50 Dollar", "1234.5", "usd"),
        ("10.0.4.17", "10.0.4.17", ""),
        ("5 apples", "5", ""),
    ],
)
def test_a_number_is_the_same_however_it_is_written(text: str, value: str, unit: str) -> None:
    (quantity,) = quantities(text, KNOWLEDGE.lexicon)

    assert (quantity.value, quantity.unit) == (value, unit)
