A triage with second thoughts: an answer is corrected in passing, another by its name.

> /triage we get 3000 support emails a month and want to sort them into 12 categories. a prompt gets 70% right
< Understood
= triaging
> 2
> we have about 4000 sorted mails from the past
= triaging
> actually only 200 of them are checked
- could not read
= triaging
> change latency
< quickly
> it can wait
= triaging
> back
< quickly
> skip
= triaging
