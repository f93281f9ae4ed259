A question in the middle of a triage is answered, and the triage goes on where it was.

> /triage we want a bot that answers HR policy questions, policies change monthly, legal needs to see the source
< Understood
= triaging
> what is few-shot?
< example
= triaging
> no idea
= triaging
> back
= triaging
> stop
= idle
