In a terminal there is nobody to share with, and the coach says so.

> write something about travel
> just rewrite it
> share
< no channel
# conversation
= rewritten
