Small talk between the questions is no answer; "no idea" skips a question.

> write something about travel
= clarifying
> thanks
- of 100
< Just rewrite it
= clarifying
> no idea
> no idea
> no idea
< {{
- no idea
= rewritten
> no idea
- of 100
= rewritten
