A German prompt is coached in German.

> Schreib eine Mail an den Kunden wegen der Verspätung
< Vag
< von 100
= clarifying
> einfach umschreiben
< Verspätung
< {{
= rewritten
