A nearly empty prompt is asked about; one sentence answers all three questions; what is left stays open.

> write something about travel
< Vague
< Just rewrite it
- {{
= clarifying
> families in the USA, blog intro, eco-friendly tips
< families in the USA
- {{audience
= rewritten
