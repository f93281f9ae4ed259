"""What needs an answer inside of Slack's request, and so Bolt: `hooks` says who listens to what."""
