"""Critique and rewrite, whole in `coach`: reader → judge → rewriter, whose work the guard proves.

`reading` is the vocabulary between the rooms: what is read off a text, and what the rubric says of it.
"""
