A clear prompt needs no rewrite; what is on the table is its verdict, and the prompt itself can be shared.

@ slack

> You are editing for our public changelog. Rewrite the three entries below for non-technical customers: one sentence each, present tense, no internal names, no promises about dates. If an entry has no customer-visible effect, write "internal". Example: "Fixed race in job scheduler" → "Scheduled exports no longer run twice."
|
| Entries:
| - Fixed null pointer in CSV export
| - Bumped libssl
| - Added dark mode to settings
< Strong
> continue
< Strong
= rewritten
> share
# channel
< Bumped libssl
- Strong
