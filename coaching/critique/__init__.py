"""Critique and rewrite: read the text → assess it → ask → rewrite → guard (nothing lost, nothing invented)."""
