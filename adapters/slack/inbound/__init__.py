"""Payloads become requests: `translate` says what a payload comes to, the other modules know their kind of it."""
