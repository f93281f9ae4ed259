"""The core of promptcoach. Pure: the same input gives the same output, and nothing here talks to the world."""
