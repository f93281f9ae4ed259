"""Find what is private or invisible in a text, and mask it."""
