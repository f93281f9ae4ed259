"""Installations by OAuth, and where their tokens are kept."""
