"""Slack's text format ⇄ plain text.

Slack writes `&`, `<` and `>` as entities and keeps bare angle brackets for its own marks: `<@U1|name>`, `<#C1|name>`,
`<!here>`, `<!subteam^S1|@group>`, `<!date^…|fallback>`, `<https://x|label>`. Coming in, marks become what the person
saw. Going out, all three characters are escaped, so that no mark, and so no mention, can be made of anybody's text.
Brackets that enclose none of the marks stay as they are.
"""

import re

_MARK = re.compile(r"<(?P<sign>[@#!]?)(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>|&(?P<entity>amp|lt|gt);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_ID = re.compile(r"[A-Z][A-Z0-9]+")
_SPECIAL = re.compile(r"(?:here|channel|everyone|(?:subteam|date)\^.+)", re.DOTALL)
_LINK = re.compile(r"(?:mailto:|tel:|[a-z][a-z0-9+.-]*://)(?P<place>.+)", re.IGNORECASE | re.DOTALL)


def escape(text: str) -> str:
    """Plain text for a place where Slack looks for marks: it is shown as it is, and mentions nobody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> str:
    """What a person who reads a message sees; of a link both the label and the address, where they differ."""
    return _MARK.sub(_seen, text)


def without_mention(text: str, user: str) -> str:
    """A message without the mentions of one user, such as the one that it is addressed to."""
    first, *rest = re.split(rf"<@{re.escape(user)}(?:\|[^<>]*)?>", text)
    if not rest:
        return text
    if not first.strip():
        rest[0] = rest[0].lstrip(" \t,:")
    return " ".join(piece.strip(" \t") for piece in (first, *rest)).strip()


def mentions(text: str, user: str) -> bool:
    """Whether a message mentions a user."""
    return f"<@{user}>" in text or f"<@{user}|" in text


def addressee(text: str) -> str:
    """The id of the user whose mention a message begins with, or an empty text."""
    found = re.match(r"\s*<@([A-Z0-9]+)[|>]", text)
    return found[1] if found else ""


def _seen(mark: re.Match[str]) -> str:
    if mark["entity"]:
        return _ENTITIES[mark["entity"]]
    target, label = mark["target"], plain(mark["label"] or "")
    if mark["sign"] in {"@", "#"} and _ID.fullmatch(target):
        return mark["sign"] + (label.removeprefix(mark["sign"]) or target)
    if mark["sign"] == "!" and _SPECIAL.fullmatch(target):
        return _special(target, label)
    link = None if mark["sign"] else _LINK.fullmatch(target)
    return _link(plain(target), plain(link["place"]), label) if link else mark[0]


def _special(target: str, label: str) -> str:
    """A mention of many (`@here`, or a group by its label), or a date by its fallback."""
    kind, _, rest = target.partition("^")
    if kind == "date":
        return label or rest
    return "@" + (label.removeprefix("@") or rest or kind)


def _link(address: str, place: str, label: str) -> str:
    """`place` is the address without its scheme; a label that says the same adds nothing."""
    if label in {"", address}:
        return place if address.startswith(("mailto:", "tel:")) else address
    return label if label in {place, place.rstrip("/")} else f"{label} ({address})"
