"""Files that come with a message. All of them are named, so that the coach can say which it couldn't read."""

from adapters.slack.payload import Payload, parts, text
from coaching.messages.conversation import Attachment

_TEXT = "text/"
_TEXT_MEDIA = ("application/json", "application/xml", "application/yaml", "application/x-yaml", "application/toml")
_TEXT_FILES = frozenset(
    """
    c clojure cpp csharp css csv dart diff dockerfile elixir erlang fsharp go graphql groovy haskell html ini java
    javascript json jsx julia kotlin latex lisp lua markdown matlab md objc ocaml perl php plain_text post powershell
    puppet python r rst ruby rust sass scala scheme shell sql swift text toml tsv tsx txt typescript vb verilog xml yaml
    """.split()
)


def attachments(message: Payload) -> tuple[Attachment, ...]:
    """The files of a message. A media type that begins with `text/` is given to exactly those that hold text."""
    return tuple(_attachment(file) for file in parts(message, "files"))


def _attachment(file: Payload) -> Attachment:
    size = file.get("size")
    return Attachment(
        name=text(file, "name") or text(file, "title") or text(file, "id"),
        url=text(file, "url_private_download") or text(file, "url_private"),
        media_type=_media_type(file),
        size=size if isinstance(size, int) and size > 0 else 0,
    )


def _media_type(file: Payload) -> str:
    media_type, kind = text(file, "mimetype"), text(file, "filetype")
    if media_type.startswith(_TEXT):
        return media_type
    if text(file, "mode") == "snippet" or kind in _TEXT_FILES or media_type in _TEXT_MEDIA:
        return f"{_TEXT}{kind or 'plain'}"
    return media_type
