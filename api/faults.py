"""What is wrong with a request, in words and with the place. problems.py gives the statuses."""

from dataclasses import dataclass

from matcher.errors import TallymanError


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong in a body.

    Args:
        pointer: JSON pointer (RFC 6901) into the body: `/queries/q1/properties/nmae`.
        detail: What is wrong, as a sentence for the caller's developer.
        suggestion: The known name nearest to the one that was sent; None if none is near.
    """

    pointer: str
    detail: str
    suggestion: str | None = None


class InvalidBody(TallymanError):
    """A body that is JSON, but not a batch of queries; it carries every fault found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        first = faults[0]
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"{first.pointer or 'body'}: {first.detail}{more}")


class InvalidRequest(TallymanError):
    """The body is not JSON, or holds no query, or too many."""


class InvalidParameter(TallymanError):
    """A query-string parameter is unknown, malformed or out of range."""

    def __init__(self, message: str, *, parameter: str, suggestion: str | None = None) -> None:
        self.message = message
        self.parameter = parameter
        self.suggestion = suggestion
        super().__init__(f"{parameter}: {message}")


def pointer(*parts: str | int) -> str:
    """The JSON pointer to a place, with `~` and `/` escaped as RFC 6901 says."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)
