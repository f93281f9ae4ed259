Somebody comes back after lunch and asks where they were, at every stage.

> continue
< Nothing is going on
= idle
> write something about travel
= clarifying
> where were we
< write something about travel
< Just rewrite it
= clarifying
> just rewrite it
> continue
< write something about travel
< {{audience
= rewritten
> triage
> continue
< where does it go wrong
= triaging
> we want a bot that answers HR policy questions, policies change monthly, legal needs to see the source
> continue
< HR policy questions
< of about
= triaging
> skip
> skip
> skip
> skip
> skip
> skip
> skip
> skip
= decided
> resume
< HR policy questions
< Plan
= decided
> cancel
> resume
< Nothing is going on
