"""Explain: find the article → answer."""
