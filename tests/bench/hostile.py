"""How long reading, guarding and the whole critique take on hostile texts, and how that grows when the text doubles.

Run it by hand: `python tests/bench/hostile.py [milliseconds a text may take]`. Anything that grows by much more than
2 per doubling is not linear. It is no test, because its figures depend on the machine.
"""

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from coaching.critique.coach import critique
from coaching.critique.guard.guard import guard
from coaching.critique.reader.read import read
from coaching.knowledge.load import Knowledge

SIZES = (12_500, 25_000, 50_000, 100_000)
UNITS = {
    "letters": "a",
    "capitals": "A",
    "digits": "7",
    "spaced digits": "4 ",
    "grouped digits": "123,",
    "spaces": " ",
    "new lines": "\n",
    "brackets": "(",
    "nested brackets": "([{<",
    "double braces": "{{",
    "braces and letters": "{{a",
    "double quotes": '"',
    "opening quotes": ' "a',
    "single quotes": " 'a",
    "backticks": "`",
    "fences": "```\n",
    "opening tags": "<a>",
    "tag starts": "<a ",
    "links": "http://",
    "links with users": "a://b:c",
    "at signs": "@",
    "addresses": "a@b.",
    "hyphens": "-",
    "hyphened words": "a-",
    "dots": ".",
    "dotted words": "a.",
    "slashes": "/a",
    "base64": "QUJDREVG0",
    "token starts": "sk-",
    "web tokens": "eyJabcdef.",
    "key blocks": "-----BEGIN PRIVATE KEY-----\n",
    "passwords": "password: ",
    "authorisations": "Authorization: Bearer ",
    "card groups": "4111 1111 ",
    "pluses": "+1 ",
    "negations": "no aaa ",
    "different negations": "not {n}aa bbb ",
    "names": "see Ana{n} now ",
    "numbers": "{n} days ",
    "months": "may 3 ",
    "table rows": "a|b|c\n",
    "csv rows": "a,b,c\n",
    "labels": "text:\n",
    "arrows": "a -> b\n",
    "queries": "SELECT a FROM b\n",
    "query words": "SELECT ",
    "zero width": "a\u200b",
    "tags of nothing": "\U000e0041",
    "emoji": "❤️\u200d🔥",
    "han": "价格",
    "combining marks": "e\u0301",
}


def text_of(unit: str, size: int) -> str:
    """A unit repeated up to about `size` characters; `{n}` counts the repetitions.

    Never cut, and an even number of times, so that the texts of all sizes end alike: else a last quotation mark that
    closes nothing would make every second size another case.
    """
    times = size // len(unit) // 2 * 2
    if "{n}" not in unit:
        return unit * times
    return "".join(unit.replace("{n}", str(n)) for n in range(times))


def milliseconds(work: Callable[[], object]) -> float:
    """The best of two runs."""
    best = float("inf")
    for _ in range(2):
        start = perf_counter()
        work()
        best = min(best, (perf_counter() - start) * 1000)
    return best


def measure(knowledge: Knowledge) -> dict[str, Callable[[str], float]]:
    """What is measured, by name: each takes a text and gives milliseconds."""

    def guarding(text: str) -> float:
        reading = read(text, knowledge)
        return milliseconds(lambda: guard(reading, f"{text[::-1]} and more"))

    return {
        "read": lambda text: milliseconds(lambda: read(text, knowledge)),
        "guard": guarding,
        "critique": lambda text: milliseconds(lambda: critique(text, knowledge)),
    }


def main() -> None:
    """Print the times and the growth for each unit; what grows too fast or takes too long is marked."""
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 2000.0
    works = measure(Knowledge())
    for name, unit in UNITS.items():
        for what, work in works.items():
            times = [work(text_of(unit, size)) for size in SIZES]
            growth = [later / max(earlier, 0.5) for earlier, later in pairwise(times)]
            bad = times[-1] > limit or (growth[-1] > 3 and growth[-2] > 3)
            figures = " ".join(f"{time:8.1f}" for time in times)
            ratios = " ".join(f"{ratio:4.1f}" for ratio in growth)
            print(f"{name:20} {what:9} {figures} ms   x {ratios} {'  <<<' if bad else ''}")  # noqa: T201


if __name__ == "__main__":
    main()
