Coming back in German: the line that says what it is about is German too.

> Schreib eine Mail an den Kunden wegen der Verspätung
> wo waren wir
< Es geht um
= clarifying
