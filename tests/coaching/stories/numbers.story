Questions are answered by numbers that run on from question to question.

> write something about travel
= clarifying
> 99
= clarifying
> 1
= clarifying
> skip
> skip
= rewritten
