"""Find secrets by the words that announce them: "the password is …", `API_KEY=…`, "PIN: …", "tel. …"."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from coaching.critique.privacy.credentials import Candidate, is_placeholder
from coaching.knowledge.privacy import Announcement, Look, Privacy
from coaching.words import Token, places_of

_CLOSING = re.compile(r"[\"'`)\]*_]{0,4}")
_STEP = re.compile(r"[ \t]{0,4}(?:([:=]{1,2}>?|->|→)|([^\W\d_][^\W\d_:]{0,10}\.?)(?![\w-]))")
_OPENING = re.compile(r"[ \t]{0,4}([\"'`“„«]?)")
_CLOSERS = {'"': '"', "'": "'", "`": "`", "“": "”", "„": "“", "«": "»"}
_BARE = re.compile(r"[^\s\"'`<>“”„«»]{1,512}")
_NUMBER = re.compile(r"[A-Z]{0,3}[0-9][0-9A-Z]{0,24}(?:[ ./-][0-9][0-9A-Z]{0,12}){0,8}(?![\w])")
_PHONE = re.compile(r"(\+?\(?[0-9])([0-9 ()./-]{5,22})(?<=[0-9])(?![\w])")
_PIN = re.compile(r"[0-9]{3,8}(?![\w-])(?!\.[0-9])")
_PAIR = re.compile(r"([^\s/:,;]{2,64})[ \t]{0,2}[/:][ \t]{0,2}([^\s\"',;/]{4,128})")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_FILE = re.compile(r"\.(?:pem|key|json|ya?ml|txt|env|toml|ini|py|js|ts|md|crt|cer|docx?|xlsx?|pdf|csv)\Z")
_CODE = re.compile(r"[(\[]|environ|getenv|process\.env|config\.")
_COMPOUND = ("password", "passwd", "passwort", "kennwort", "secret", "apikey", "api-key", "token")
_ABBREVIATED: tuple[Look, ...] = ("phone", "number")
"""What words announce that may be cut short with a full stop: "tel.", "no."."""
_MOST_STEPS = 4
_SHORTEST_PASSWORD, _SHORTEST_KEY, _SURE_KEY, _LONGEST_QUOTED = 4, 8, 20, 128
_ID_DIGITS, _PHONE_DIGITS = 5, range(7, 16)


class Place(NamedTuple):
    """Where the announced value starts, and how it is announced."""

    start: int
    strong: bool
    """With a colon, an equals sign or "is" before it."""
    quote: str
    """The quotation mark that closes it, if one opens it."""


def announced(text: str, tokens: Sequence[Token], privacy: Privacy) -> Iterator[Candidate]:
    """Everything that a cue announces and that looks like it."""
    cues = privacy.announcements
    different = {token.word for token in tokens}
    said = {word for word in different if word in cues or word.endswith(_COMPOUND)}
    for at in places_of(tokens, said) if said else ():
        word = tokens[at].word
        some = cues.get(word) or cues[next(cue for cue in _COMPOUND if word.endswith(cue))]
        if cue := _first_said(some, tokens, at):
            end = tokens[at + len(cue.words) - 1].end
            place = _place(text, end + (cue.look in _ABBREVIATED and text[end : end + 1] == "."), privacy)
            if span := _LOOKS[cue.look](text, place, privacy):
                yield Candidate(cue.mask, *span)


def _first_said(cues: Sequence[Announcement], tokens: Sequence[Token], at: int) -> Announcement | None:
    """The longest cue whose other words follow; the first one is known to be there."""
    for cue in cues:
        rest = cue.words[1:]
        if tuple(token.word for token in tokens[at + 1 : at + 1 + len(rest)]) == rest:
            return cue
    return None


def _place(text: str, end: int, privacy: Privacy) -> Place:
    """Skip what may stand between a cue and its value."""
    closing = _CLOSING.match(text, end)
    at = closing.end() if closing else end
    strong = False
    for _ in range(_MOST_STEPS):
        step = _STEP.match(text, at)
        if not step or (step[2] and step[2].casefold().rstrip(".") not in privacy.between):
            break
        strong = strong or bool(step[1]) or step[2].casefold() in _COPULAS
        at = step.end()
    opening = _OPENING.match(text, at)
    mark = opening[1] if opening else ""
    return Place(opening.end() if opening else at, strong, _CLOSERS.get(mark, ""))


_COPULAS = frozenset("is was lautet ist heisst war est était es era é o".split())


def _password(text: str, place: Place, privacy: Privacy) -> tuple[int, int] | None:
    """A word that nobody would write in prose; in quotation marks or after a colon, any word."""
    value, end = _value(text, place)
    if len(value) < _SHORTEST_PASSWORD or is_placeholder(value) or value.casefold() in privacy.never:
        return None
    if _FILE.search(value) or "(" in value:
        return None
    if place.strong and (place.quote or _is_secretive(value)):
        return place.start, end
    lone = text[place.start - 1 : place.start] in ("=", ":") or text[end : end + 1] in ("", "\n", ",", ";")
    if place.strong and text[place.start - 2 : place.start].strip()[-1:] in (":", "=") and lone and value.isalnum():
        return place.start, end
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return (place.start, end) if mixed and not _ISO_DATE.match(value) and "/" not in value else None


def _is_secretive(value: str) -> bool:
    """Digits or signs among the letters, or capitals inside; a bare range like 12-16 is none."""
    if value.replace("-", "").isdigit():
        return "-" not in value
    inner = value[1:]
    return any(map(str.isdigit, value)) or not inner.islower() or any(sign in "#!@$%^&*+=~?_" for sign in inner)


def _key(text: str, place: Place, privacy: Privacy) -> tuple[int, int] | None:
    """A long run of letters and digits after a colon, an equals sign or "is"."""
    value, end = _value(text, place)
    refused = is_placeholder(value) or value.casefold() in privacy.never or " " in value
    if not place.strong or refused or _FILE.search(value) or _CODE.search(value) or _ISO_DATE.match(value):
        return None
    digits = any(map(str.isdigit, value))
    long = digits and any(map(str.isalpha, value)) and len(value) >= _SHORTEST_KEY
    sure = len(value) >= _SURE_KEY and (digits or not value.islower()) and "_" not in value[1:-1]
    return (place.start, end) if long or sure else None


def _value(text: str, place: Place) -> tuple[str, int]:
    """The value and its end: up to the closing quotation mark, or to the white space, without closing punctuation."""
    if place.quote:
        line_end = text.find("\n", place.start, place.start + _LONGEST_QUOTED)
        stop = line_end if line_end >= 0 else place.start + _LONGEST_QUOTED
        close = text.find(place.quote, place.start, stop)
        if close > place.start:
            return text[place.start : close], close
    bare = _BARE.match(text, place.start)
    value = bare[0] if bare else ""
    for separator in (",", ";", "&"):
        value = value.partition(separator)[0]
    value = value.rstrip(".,;:)]}" if "(" not in value else ".,;:")
    return value, place.start + len(value)


def _pin(text: str, place: Place, _privacy: Privacy) -> tuple[int, int] | None:
    found = _PIN.match(text, place.start)
    return found.span() if found and place.strong else None


def _number(text: str, place: Place, _privacy: Privacy) -> tuple[int, int] | None:
    found = _NUMBER.match(text, place.start)
    if not found or sum(map(str.isdigit, found[0])) < _ID_DIGITS or _ISO_DATE.match(found[0]):
        return None
    return found.span()


def _phone(text: str, place: Place, _privacy: Privacy) -> tuple[int, int] | None:
    found = _PHONE.match(text, place.start)
    if not found or sum(map(str.isdigit, found[0])) not in _PHONE_DIGITS or _ISO_DATE.match(found[0]):
        return None
    return found.span() if place.strong or found[1][0] in "+0(" or not found[0].isdigit() else None


def _pair(text: str, place: Place, _privacy: Privacy) -> tuple[int, int] | None:
    """The second half of `name / password`."""
    found = _PAIR.match(text, place.start)
    if not found or not place.strong or is_placeholder(found[2]) or not _is_secretive(found[2]):
        return None
    return found.span(2)


_LOOKS: dict[Look, Callable[[str, Place, Privacy], tuple[int, int] | None]] = {
    "password": _password,
    "key": _key,
    "pin": _pin,
    "number": _number,
    "phone": _phone,
    "pair": _pair,
}
