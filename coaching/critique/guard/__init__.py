"""Prove that a rewrite lost nothing, invented nothing and is still a prompt."""
