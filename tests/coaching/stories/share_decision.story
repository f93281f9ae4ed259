Sharing a recommendation shows what it is and what it rests on.

@ slack

> /triage we want a bot that answers HR policy questions, policies change monthly, legal needs to see the source
> share it
< nothing to share
# conversation
> skip
> skip
> skip
> skip
> skip
> skip
> skip
> skip
= decided
> share it
# channel
< your answer
- Plan
= decided
