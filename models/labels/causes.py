"""Why a pair is proposed for review, in a word for the store and in words for people."""

from enum import StrEnum


class Cause(StrEnum):
    """What a pair would teach by."""

    NEAR_THRESHOLD = "near_threshold"
    MODELS_DISAGREE = "models_disagree"
    RARE_PATTERN = "rare_pattern"
    ASKED = "asked"


WORDS = {
    Cause.NEAR_THRESHOLD: "near the alert threshold",
    Cause.MODELS_DISAGREE: "two models disagree",
    Cause.RARE_PATTERN: "a kind of resemblance that hardly any label shows",
    Cause.ASKED: "from a file",
}
