A triage from one sentence to the decision, with a change of mind, the brief and the evaluation starter.

> triage
= triaging
> we want a bot that answers HR policy questions, policies change monthly, legal needs to see the source
< Understood
= triaging
> yes but it mixes up countries
> skip
> skip
> skip
> skip
> skip
> skip
> skip
= decided
< say
> brief
< RAG
< decision-brief.md
= decided
> starter
< no failing cases
> How many days off in Spain? => 22 working days, handbook 4.1
< case 1
> starter
< 22 working days
= decided
> change prompting_tried
= triaging
> yes but it mixes up countries
= decided
> starter
< 22 working days
> change prompting_tried
= triaging
> forget me
< erased
= idle
