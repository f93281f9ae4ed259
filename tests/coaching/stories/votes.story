Somebody says whether an answer helped; only they see the thanks, and a bad vote comes with a way to mend it.

@ slack

> helpful
< no answer here to vote on
# person
= idle
> write something about travel
> good answer
< Thanks
# person
= clarifying
> just rewrite it
> not helpful
< keep my wording
# person
= rewritten
> /triage we want a bot that answers HR policy questions, policies change monthly, legal needs to see the source
> bad answer
< change volume
- keep my wording
= triaging
