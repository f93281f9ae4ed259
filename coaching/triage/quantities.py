"""What the amounts of a sentence count: examples, requests, the share that is right, the seconds one may wait."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from coaching.triage.amounts import Amount
from coaching.words import Match, Token

_PER_MONTH = {
    word: times
    for times, words in {
        2_600_000: "second sekunde seconde segundo",
        43_200: "minute minuto",
        720: "hour stunde heure hora uur hourly",
        30: "day daily tag täglich jour día dia dag",
        4.3: "week weekly woche wöchentlich semaine semana",
        1: "month monthly monat monatlich mois mes mês maand",
        1 / 12: "year yearly annually jahr jährlich an année año ano jaar",
    }.items()
    for word in words.split()
}
_ADVERBS = frozenset("hourly daily weekly monthly yearly annually täglich wöchentlich monatlich jährlich".split())
_PER = frozenset("a an per each every pro par al por per je im am die the la à o".split())
_TIMES = frozenset("times mal fois veces vezes keer".split())
_PEOPLE = {
    word: times
    for times, words in {
        10: (
            "employees users people colleagues agents staff mitarbeiter mitarbeitende nutzer employés utilisateurs "
            "empleados usuarios funcionários usuários medewerkers gebruikers"
        ),
        0.05: "customers clients merchants members patients students subscribers kunden clientes klanten",
    }.items()
    for word in words.split()
}
"""Requests a month that one of them makes."""
_UNITS = frozenset(
    "ms millisecond milliseconds "
    "second seconds minute minutes hour hours year years month months week weeks day days percent points pages "
    "words characters tokens dollars euros levels fields languages times categories classes kinds codes topics queues "
    "actions criteria people engineers experts employees users customers".split()
)
_NOT_REQUESTS = frozenset(
    "second seconds minute minutes hour hours ms millisecond milliseconds year years month months week weeks day days "
    "percent points token tokens page pages words characters document documents docs article articles dollar dollars "
    "euro euros usd eur parameters tables levels fields languages times categories classes labels".split()
)
_NOT_EXAMPLES = (
    _NOT_REQUESTS
    | _PEOPLE.keys()
    | frozenset(
        "products companies firms sites stores shops teams departments countries tables features machines servers "
        "cities workers doctors teachers lawyers members patients sources projects".split()
    )
)
"""What may be at hand in numbers without being an input that was once dealt with."""
_HAVING = frozenset("have hold own keep kept stored collected recorded haben tenemos avons temos hebben".split())
_WORTH_MENTIONING = 50
_NEXT = 3
"""How many words behind a number may name what it counts."""
_CLOSE = 4
"""How many words may stand between "we have" and the number."""
_EXAMPLE_BUCKETS = ((100, "tens"), (1_000, "hundreds"), (100_000, "thousands"))
_REQUEST_BUCKETS = ((10_000, "low"), (200_000, "medium"), (3_000_000, "high"))
_REACH = 5
"""How many words may stand between an amount and what it counts."""
_BEHIND = 3
"""By how many words an amount behind what it counts is reckoned to be further away."""
_MANY_ITEMS = 100_000
"""From this number on, things that are merely counted ("millions of product pairs") have to be worked through."""
_MOST_CASES = 1_000
_OUT_OF = frozenset({("of",), ("out", "of"), ("von",), ("sur",), ("de",), ("van",), ("van", "de")})
_SCORES = frozenset(
    "f1 accuracy precision recall score genauigkeit précision precisión precisão nauwkeurigheid".split()
)
_SECONDS = {
    word: seconds
    for seconds, words in {
        0.001: "ms millisecond milliseconds millisekunden millisecondes milisegundos milissegundos milliseconden",
        1: "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos seconden",
        60: "minute minutes minuten minuto minutos minuut",
        3600: "hour hours stunde stunden heure heures hora horas uur uren",
    }.items()
    for word in words.split()
}
_LIMITS = frozenset(
    "within under below in less than most max maximum unter innerhalb höchstens moins en menos onder binnen".split()
)
_PAGES = frozenset("page pages seite seiten página páginas pagina pagina's".split())
_PAGES_IN_PROMPT = 500
"""Some 200,000 tokens (Anthropic, contextual retrieval)."""
_PATIENCE = 60
"""Seconds for which somebody waits in front of the screen."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value of `labelled_examples` or `volume`, read from the tokens [first, last)."""

    value: str
    first: int
    last: int


def examples_value(count: float) -> str:
    """The value of `labelled_examples` for a number of examples."""
    if count < 1:
        return "none"
    return next((value for limit, value in _EXAMPLE_BUCKETS if count < limit), "100k+")


def requests_value(per_month: float) -> str:
    """The value of `volume` for a number of requests a month."""
    return next((value for limit, value in _REQUEST_BUCKETS if per_month < limit), "very_high")


def examples(sentence: Sequence[Token], found: Iterable[Amount], labelled: Iterable[Match]) -> Quantity | None:
    """How many examples there are: the amount that stands closest to a word for examples, before it if possible."""
    spans = [(match.first, match.last) for match in labelled]
    starts, ends = {first for first, _ in spans}, {last for _, last in spans}
    best: tuple[int, Amount] | None = None
    for amount in found:
        gap = _gap(amount, starts, ends)
        if gap is None or (best and best[0] <= gap) or not _may_count_examples(sentence, amount):
            continue
        best = (gap, amount)
    return best and Quantity(examples_value(best[1].value), best[1].first, best[1].last)


def held(
    sentence: Sequence[Token], found: Iterable[Amount], possession: Iterable[Match], docs: Iterable[Match]
) -> Quantity | None:
    """A good number of things at hand ("we keep 12,000 replies") that aren't people, a stock of documents or a rate."""
    owners, papers = {match.last for match in possession}, {match.first for match in docs}
    for amount in found:
        owned = not owners.isdisjoint(range(amount.first - _CLOSE, amount.first + 1))
        stock = not papers.isdisjoint(range(amount.last, amount.last + _NEXT))
        if owned and not stock and _counts_things(sentence, amount):
            return Quantity(examples_value(amount.value), amount.first, amount.last)
    return None


def _counts_things(sentence: Sequence[Token], amount: Amount) -> bool:
    """Enough of something to learn from, which was worked through one by one."""
    next_words = (token.word for token in sentence[amount.last : amount.last + _NEXT])
    enough = amount.value >= _WORTH_MENTIONING
    return enough and _NOT_EXAMPLES.isdisjoint(next_words) and _may_count_examples(sentence, amount)


def _gap(amount: Amount, starts: Collection[int], ends: Collection[int]) -> int | None:
    """How many words stand between the amount and the next word for examples; behind it counts as further away.

    A phrase may begin with the amount's last word ("# _ with").
    """
    ahead = next((gap for gap in range(-1, _REACH + 1) if amount.last + gap in starts), None)
    if ahead is not None:
        return ahead
    return next((gap + _BEHIND for gap in range(_REACH + 1 - _BEHIND) if amount.first - gap in ends), None)


def _may_count_examples(sentence: Sequence[Token], amount: Amount) -> bool:
    """Not a share, not so many a day, and no unit right behind it ("three years", "60 pages")."""
    if amount.percent or _period(sentence, amount) is not None:
        return False
    return amount.last >= len(sentence) or sentence[amount.last].word not in _UNITS


def requests(sentence: Sequence[Token], found: Iterable[Amount]) -> Quantity | None:
    """How much is asked a month: an amount with a period, or else with people, or else of many items."""
    loose: Quantity | None = None
    for amount in found:
        if amount.percent:
            continue
        period = _period(sentence, amount)
        if period is not None:
            return Quantity(requests_value(amount.value * period[0]), amount.first, period[1])
        after = [token.word for token in sentence[amount.last : amount.last + 3]]
        people = next((_PEOPLE[word] for word in after if word in _PEOPLE), None)
        if people is not None:
            loose = loose or Quantity(requests_value(amount.value * people), amount.first, amount.last)
        elif amount.value >= _MANY_ITEMS and not _at_hand(sentence, amount) and _NOT_REQUESTS.isdisjoint(after):
            loose = loose or Quantity(requests_value(amount.value), amount.first, amount.last)
    return loose


def _at_hand(sentence: Sequence[Token], amount: Amount) -> bool:
    """Whether the person has these ("we have 200,000 queries"): then they don't come in."""
    return not _HAVING.isdisjoint(token.word for token in sentence[max(amount.first - 3, 0) : amount.first])


def _period(sentence: Sequence[Token], amount: Amount) -> tuple[float, int] | None:
    """How often a month, if a period follows the amount, and the token after it ("times a year" counts no requests)."""
    if amount.last < len(sentence) and sentence[amount.last].word in _TIMES:
        return None
    for at in range(amount.last, min(amount.last + 6, len(sentence))):
        word = sentence[at].word
        if word in _PER_MONTH and (word in _ADVERBS or (at > amount.last and sentence[at - 1].word in _PER)):
            return _PER_MONTH[word], at + 1
    return None


def share_right(sentence: Sequence[Token], found: Sequence[Amount]) -> tuple[float, Amount] | None:
    """The highest share of right answers: "68 %", "7 of 10", "an F1 of 0.76"."""
    shares = [(share, amount) for at, amount in enumerate(found) if (share := _share(sentence, found, at)) is not None]
    return max(shares, key=lambda pair: pair[0], default=None)


def _share(sentence: Sequence[Token], found: Sequence[Amount], at: int) -> float | None:
    amount = found[at]
    if amount.percent:
        return amount.value / 100
    following = found[at + 1] if at + 1 < len(found) else None
    if following and 0 < following.value <= _MOST_CASES and amount.value <= following.value:
        between = tuple(token.word for token in sentence[amount.last : following.first])
        return amount.value / following.value if between in _OUT_OF else None
    before = {token.word for token in sentence[max(amount.first - 4, 0) : amount.first]}
    return amount.value if before & _SCORES and amount.value <= 1 else None


def wait(sentence: Sequence[Token], found: Iterable[Amount], *, limit_only: bool) -> Quantity | None:
    """The value of `latency` for a number of seconds; `limit_only` wants a word such as "within" before it."""
    for amount in found:
        unit = _SECONDS.get(sentence[amount.last].word) if amount.last < len(sentence) else None
        before = {token.word for token in sentence[max(amount.first - 3, 0) : amount.first]}
        if unit and (before & _LIMITS or not limit_only):
            seconds = amount.value * unit
            value = "sub_second" if seconds <= 1 else "interactive" if seconds <= _PATIENCE else "batch"
            return Quantity(value, amount.first, amount.last + 1)
    return None


def fits_in_prompt(sentence: Sequence[Token], found: Iterable[Amount]) -> Quantity | None:
    """Whether a number of pages fits into one prompt ("yes" or "no")."""
    for amount in found:
        if amount.last < len(sentence) and sentence[amount.last].word in _PAGES:
            return Quantity("yes" if amount.value <= _PAGES_IN_PROMPT else "no", amount.first, amount.last + 1)
    return None
