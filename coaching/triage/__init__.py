"""Triage: read the situation → next question → decide → brief."""
