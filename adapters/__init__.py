"""One folder for each place where people talk. Translation only."""
