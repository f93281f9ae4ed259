Sharing shows the prompt to the channel, without what the person alone needs.

@ slack

> share
< nothing to share
- ready to use
= idle
> write something about travel
> share
< nothing to share
= clarifying
> just rewrite it
> share to channel
# channel
< travel
- Keep my wording
= rewritten
