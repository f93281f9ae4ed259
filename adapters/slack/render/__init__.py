"""Replies become blocks: `render` draws a reply, `views` the modal and the Home, `limits` knows what Slack refuses."""
