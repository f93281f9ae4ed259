"""How long a triage step takes: `python -m tests.bench.triage` prints milliseconds, cold and warm."""

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


def milliseconds(situation: str, knowledge: Knowledge) -> float:
    """The time of one step, the best of many."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = perf_counter()
        triage(situation, {}, knowledge)
        best = min(best, perf_counter() - start)
    return best * 1000


def main() -> None:
    """Print one line for the first step and one for each situation."""
    console, knowledge = Console(), Knowledge()
    start = perf_counter()
    triage("", {}, knowledge)
    console.print(f"first step, with loading: {(perf_counter() - start) * 1000:.0f} ms")
    for situation in SITUATIONS:
        console.print(f"{milliseconds(situation, knowledge):.2f} ms  {situation[:60] or '(nothing told)'}")


if __name__ == "__main__":
    main()
