"""Triage: reading, deciding, asking, and what there is to keep."""
