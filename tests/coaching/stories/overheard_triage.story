A triage is under way in a thread: answers count, talk between people doesn't.

@ slack

> triage
= triaging
~ hi
.
~ lunch?
.
~ we want a model that writes product texts for the website
< of about
= triaging
~ what is RAG?
.
~ let's grab a coffee
.
~ thanks
.
~ no, it has the facts
= triaging
~ change volume
< How
= triaging
~ what if Jana takes over
.
~ back
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
~ I'd rather see figures first
.
~ brief
< decision-brief.md
~ How many days off in Spain? => 22 working days, handbook 4.1
< case 1
= decided
