A private triage in which every word goes through /triage: few words answer, a sentence is a new situation.

@ slack

> /triage
= triaging
> /triage we want a model that writes product texts for the website
< of about
= triaging
> /triage
< product texts
= triaging
> /triage no, it has the facts
- could not read
= triaging
> /triage back
= triaging
> /triage volume: high
- could not read
= triaging
> /triage change volume
= triaging
> /coach 1
= triaging
> /triage we get 3000 support emails a month and want to sort them into 12 categories
< of about
- product texts
= triaging
> /triage skip
> /triage skip
> /triage skip
> /triage skip
> /triage skip
> /triage skip
> /triage skip
> /triage skip
= decided
> /triage brief
< decision-brief.md
> /triage How many days off in Spain? => 22 working days, handbook 4.1
< case 1
= decided
> /coach change the tone of this mail to friendly: Dear Ms Novak, your order is late
- volume
> /triage stop
= idle
