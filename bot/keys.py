"""Every key in Redis is built here, and nowhere else.

    pc:{platform:tenant:channel:thread:person}:session          one conversation's session
    pc:{platform:tenant:person}:conversations                   where a person has talked, for "forget me"

The part in braces is the hash tag: all keys of one conversation live on one node of a cluster. Every id is escaped,
so that a `:` or a brace in it can't make two conversations share a key.
"""

from urllib.parse import quote

from coaching.messages.conversation import ConversationKey


def conversation_tag(key: ConversationKey) -> str:
    """The name of a conversation: its five parts, escaped, joined by colons."""
    return _join(key.platform, key.tenant, key.channel, key.thread, key.person)


def person_tag(key: ConversationKey) -> str:
    """The name of a person in a tenant: platform, tenant and person, escaped, joined by colons."""
    return _join(key.platform, key.tenant, key.person)


def session_key(conversation: str) -> str:
    """Where the session of a conversation (its tag) is kept."""
    return f"pc:{{{conversation}}}:session"


def index_key(person: str) -> str:
    """Where the tags of a person's conversations are kept."""
    return f"pc:{{{person}}}:conversations"


def _join(*parts: str) -> str:
    return ":".join(quote(part, safe="") for part in parts)
