"""How long one critique takes, by the length of the prompt: `python -m tests.bench.critique`."""

from functools import partial

from coaching.critique.coach import critique
from coaching.knowledge.load import Knowledge
from tests.bench.timing import report, say, timed

ASK = "Write a short report for the board about the numbers below, no jargon, and say where something is unknown. "
MATERIAL = "In week 32 the team in Porto closed 41 of 56 tickets; 7 waited for a supplier until 2026-08-14.\n"
LENGTHS = (100, 1_000, 10_000, 100_000)
ROUNDS = 20


def prompt(length: int) -> str:
    """A prompt of so many characters: a task, then material."""
    return (ASK + MATERIAL * (length // len(MATERIAL) + 1))[:length]


def main() -> None:
    """Measure, and print how the time grows with the length (10 is linear)."""
    knowledge = Knowledge()
    say(f"first critique, data files included   {timed(partial(critique, ASK, knowledge)):8.2f} ms")
    before = 0.0
    for length in LENGTHS:
        rounds = max(3, ROUNDS * 1_000 // length)
        times = [timed(partial(critique, prompt(length), knowledge)) for _ in range(rounds)]
        ratio = f" ×{min(times) / before:.1f}" if before else ""
        report(f"{length:,} characters{ratio}", times)
        before = min(times)


if __name__ == "__main__":
    main()
