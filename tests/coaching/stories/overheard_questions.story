People talk in the thread while questions are open: the coach answers what goes on with it, and keeps out of the rest.

@ slack

> write something about travel
= clarifying
~ thanks!
.
~ Novak, can you look at this today?
.
~ @Novak families, don't you think
.
~ draft an apology to our customer Novak for the late delivery of order 4711
.
~ what is few-shot?
.
~ 99
.
= clarifying
~ 1
< Noted
= clarifying
~ undo
= clarifying
~ families in the USA, blog intro, eco-friendly tips
< families in the USA
= rewritten
