What is private in an answer is masked as well, before it is kept.

> Draft an email to a supplier asking for a better price
= clarifying
> the supplier is Novak, her mail is jana.novak@example.com
< masked
- jana.novak@example.com
> rewrite
- jana.novak@example.com
> triage
> We send offers to klaus.berger@example.org and want a bot for it, our prices change weekly
< masked
- klaus.berger
