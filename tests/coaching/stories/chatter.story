Small talk is answered as a person would; a fragment asks for what it belongs to.

> hi
- of 100
= idle
> thanks!
- of 100
= idle
> make it shorter
- of 100
= idle
> undo
- of 100
= idle
> who are you
< prompt
- training
= idle
> can you help me with a prompt
- Sources
= idle
> no idea
- of 100
= idle
