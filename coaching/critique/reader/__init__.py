"""Read a text: words, sentences, language, what is code or material, and the facts that a rewrite must keep."""
