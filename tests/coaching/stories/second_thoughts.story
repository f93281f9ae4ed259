A triage with second thoughts: answers are corrected in passing, or by their name.

> /triage we get 3000 support emails a month and want to sort them into 12 categories. a prompt gets 70% right
< Understood
< How many examples
= triaging
> some dozens
= triaging
> we have about 4000 sorted mails from the past
- could not read
> actually only 200 of them are checked
- could not read
> change latency
< quickly
> it can wait
- could not read
> change how fast it changes
< How often
= triaging
> back
= triaging
