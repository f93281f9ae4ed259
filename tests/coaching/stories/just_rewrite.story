Somebody has no time for questions and gets a rewrite with open places.

> write something about travel
= clarifying
> just rewrite it
< {{audience
< travel
= rewritten
> audience is CFOs
< CFOs
- {{audience
= rewritten
> undo
< {{audience
= rewritten
> what changed
< undo 1
