"""How long a triage step takes: `python -m tests.bench.triage` prints milliseconds, cold and warm.

Two figures a situation: told for the first time, and told before (as in the later steps of a dialogue).
"""

from statistics import median
from time import perf_counter

from rich.console import Console

from coaching.knowledge.load import Knowledge
from coaching.triage.recommend import triage

SITUATIONS = (
    "",
    "We want a bot that answers HR policy questions, policies change monthly, legal needs to see the source.",
    "We sort 2 million support tickets a month into 140 categories of our own. A good prompt gets 74% right.",
)
ROUNDS = 200


def milliseconds(situation: str, knowledge: Knowledge, *, anew: bool) -> float:
    """The median time of one step; `anew` varies the text by a space, so that it has to be read again."""
    times = []
    for number in range(ROUNDS):
        told = situation + " " * number if anew else situation
        start = perf_counter()
        triage(told, {}, knowledge)
        times.append(perf_counter() - start)
    return median(times) * 1000


def main() -> None:
    """Print one line for the first step and one for each situation."""
    console, knowledge = Console(), Knowledge()
    start = perf_counter()
    triage("", {}, knowledge)
    console.print(f"first step, with loading: {(perf_counter() - start) * 1000:.0f} ms")
    for situation in SITUATIONS:
        first, again = (milliseconds(situation, knowledge, anew=anew) for anew in (True, False))
        console.print(f"{first:.2f} ms, again {again:.2f} ms  {situation[:60] or '(nothing told)'}")


if __name__ == "__main__":
    main()
