"""One step of a conversation: a pure function from what was said to what is answered."""
