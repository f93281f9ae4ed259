Buttons of an earlier prompt stay on screen; they change nothing in what is on the table now.

> write something about travel
= clarifying
> just rewrite it
= rewritten
> draft an email to our landlord about the broken heating in the office
* Just rewrite it
= rewritten
^ Shorter
< earlier prompt
< landlord
- travel
= rewritten
* Shorter
- earlier prompt
= rewritten
> cancel
= idle
* Details
< no longer open
= idle
^ Families
< no longer open
= idle
