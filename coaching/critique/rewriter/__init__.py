"""Ask what is missing, and rewrite: a list of edits on the person's own text."""
