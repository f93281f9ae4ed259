A private conversation in which every word goes through /coach: answers, wishes and commands work, prompts stay prompts.

@ slack

> /coach
< Send me the prompt
= idle
> /coach write something about travel
< Vague
= clarifying
> /coach
< write something about travel
< Just rewrite it
= clarifying
> /coach 1
< Noted
= clarifying
> /coach undo
= clarifying
> /coach Families
< Noted
> /coach length: 3 lines
= clarifying
> /coach just rewrite it
< amilies
< 3 lines
= rewritten
> /coach audience is CFOs
< CFOs
= rewritten
> /coach shorter
= rewritten
> /coach undo
= rewritten
> /coach what changed
< undo 1
> /coach undo 1
= rewritten
> /coach draft an apology to our customer Novak for the late delivery of order 4711
< Novak
- CFOs
> /coach our office in Graz
- Novak
> /coach help
< triage
> /coach forget me
< erased
= idle
