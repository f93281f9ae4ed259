Where a slash belongs to the platform, a word and a colon begin the same.

> triage: we want a bot that answers HR policy questions, policies change monthly
< Understood
= triaging
> coach: write something about travel
= clarifying
