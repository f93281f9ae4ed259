"""Replies on their way out: `sender` sends them, the other modules know one way, one trap or one courtesy each."""
