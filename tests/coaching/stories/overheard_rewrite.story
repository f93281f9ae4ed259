A rewrite is on the table: a wish or a command said in passing counts, anything else is between people.

@ slack

> write something about travel
> just rewrite it
= rewritten
~ I think we should ask Marketing what they had in mind with this one
.
~ write something about cooking
.
~ undo the damage from last week please
.
~ next
.
~ nice
.
~ audience is CFOs
< CFOs
= rewritten
~ shorter
= rewritten
~ changes
< undo 1
~ undo
= rewritten
~ stop
= idle
~ stop
.
~ undo
.
~ write something about travel
.
= idle
