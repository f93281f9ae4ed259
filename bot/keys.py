"""Every key in Redis is built here, and nowhere else.

    pc:{platform:tenant:channel:thread:person}:session          one conversation's session
    pc:{platform:tenant:channel:thread:person}:in …             its mailbox, see `mailbox_keys`
    pc:{platform:tenant:person}:conversations                   where a person has talked, for "forget me"
    pc:{platform:tenant:person}:votes                           what helped a person and what did not
    pc:{mailboxes}:active  :wake  :workers  :sweep              which mailboxes are in use, and who empties them
    pc:{dead}:letters                                           what was given up
    pc:{lane:…}:pace                                            when something may go out to one place
    pc:{vault}:…                                                secrets, by the hash of their name

The part in braces is the hash tag: all keys of one conversation live on one node of a cluster. Every id is escaped,
so that a `:` or a brace in it can't make two conversations share a key.
"""

from hashlib import sha256
from urllib.parse import quote, unquote

from coaching.messages.conversation import ConversationKey, Platform

ACTIVE = "pc:{mailboxes}:active"
"""The tags of conversations in whose mailbox something may be, by the time of the latest message."""
WAKE = "pc:{mailboxes}:wake"
"""The tags of conversations that got a message which no worker has seen."""
WORKERS = "pc:{mailboxes}:workers"
"""Who works, by the time of the last sign of life."""
SWEEP = "pc:{mailboxes}:sweep"
"""Is there while the mailboxes have been looked through not long ago."""
LETTERS = "pc:{dead}:letters"


def conversation_tag(key: ConversationKey) -> str:
    """The name of a conversation: its five parts, escaped, joined by colons."""
    return _join(key.platform, key.tenant, key.channel, key.thread, key.person)


def conversation_named(tag: str) -> ConversationKey:
    """The conversation that has this tag."""
    platform, tenant, channel, thread, person = (unquote(part) for part in tag.split(":"))
    return ConversationKey(platform=Platform(platform), tenant=tenant, channel=channel, thread=thread, person=person)


def person_tag(key: ConversationKey) -> str:
    """The name of a person in a tenant: platform, tenant and person, escaped, joined by colons."""
    return _join(key.platform, key.tenant, key.person)


def session_key(conversation: str) -> str:
    """Where the session of a conversation (its tag) is kept."""
    return f"pc:{{{conversation}}}:session"


def mailbox_keys(conversation: str) -> tuple[str, str, str, str, str, str]:
    """A conversation's (its tag's) mailbox.

    Requests that wait, replies that wait, who empties it, how often its first entry was tried, the session, and the
    ids of messages that came before.
    """
    box = f"pc:{{{conversation}}}:"
    return f"{box}in", f"{box}out", f"{box}owner", f"{box}tries", f"{box}session", f"{box}seen"


def index_key(person: str) -> str:
    """Where the tags of a person's conversations are kept."""
    return f"pc:{{{person}}}:conversations"


def votes_key(person: str) -> str:
    """Where the votes of a person (its tag) are kept."""
    return f"pc:{{{person}}}:votes"


def pace_key(lane: str) -> str:
    """Where the places on a lane are kept."""
    return f"pc:{{lane:{quote(lane, safe='')}}}:pace"


def vault_key(name: str) -> str:
    """Where a secret is kept; the name itself is no key, since it may say whose secret it is."""
    return f"pc:{{vault}}:{sha256(name.encode()).hexdigest()}"


def _join(*parts: str) -> str:
    return ":".join(quote(part, safe="") for part in parts)
