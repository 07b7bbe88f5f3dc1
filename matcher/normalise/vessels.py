"""A ship's name without what stands before it: `M/V`, `MT`, `F/V` say what she is, not who."""

import re

from matcher.normalise.names import Name, normalise_name
from matcher.normalise.tokens import Token

# Motor vessel, motor tanker, fishing vessel, steamship, yacht, gas carriers, naval ships.
_PREFIXES = (
    r"m[./ ]?v|m[./ ]?t|m[./ ]?s|m[./ ]?y|s[./ ]?s|s[./ ]?y|f[./ ]?v|f[./ ]?t|r[./ ]?v|d[./ ]?b|"
    r"lpg/?c|lng/?c|ulcc|vlcc|m[./ ]?tug|tug|barge|motor vessel|motor tanker|fishing vessel|steamship|"
    r"vessel|tanker|yacht|т/?х|м/?в"
)
_BEFORE_NAME = re.compile(rf"^\s*[\"'«“]?\s*(?:{_PREFIXES})[.:]?[\s\"'«“:.-]+(?=\w)", re.IGNORECASE)

_NUMBER_TOGETHER = re.compile(r"(?<=[^\W\d_])(?=\d)")  # `QUARLBREE7`


def normalise_vessel(text: str) -> Name:
    """Normalise a ship's name; one that is a legal form elsewhere (`TRUST`) is a name here."""
    text = _BEFORE_NAME.sub("", text, count=1)
    text = _NUMBER_TOGETHER.sub(" ", text)
    name = normalise_name(text)
    if name.tokens or not text.isascii():
        return name
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return Name(tuple(Token(word) for word in words))
