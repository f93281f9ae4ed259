"""What makes it run: commands, configuration, stores, the turn."""
