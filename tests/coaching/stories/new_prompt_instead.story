Somebody answers a question with a new prompt: it is coached, not taken for an answer.

> write something about travel
= clarifying
> draft an apology to our customer Novak for the late delivery of order 4711
< Novak
- travel
