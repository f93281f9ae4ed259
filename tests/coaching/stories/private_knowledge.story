No prompt can fix this: the coach offers the triage, and does not force it.

> what is our refund policy for EU customers
< Vague
< {{
< triage
> triage
= triaging
> cancel
= idle
