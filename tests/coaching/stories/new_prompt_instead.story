Somebody answers a question with a new prompt: it is coached, not taken for an answer.

> write something about travel
= clarifying
> Translate 'Where is the train station?' into Spanish for a phrase book, one line, no explanation
< train station
- travel
