from pathlib import Path

import pytest

from matcher.comparison.lexicon import read_lexicon, symmetric, write_lexicon
from matcher.errors import ModelError


def test_translations_are_known_from_both_sides() -> None:
    lexicon = symmetric([("plant", "zavod", 0.8)])
    assert lexicon.translations("plant") == {"zavod": 0.8}
    assert lexicon.translations("zavod") == {"plant": 0.8}
    assert lexicon.translations("vega") == {}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    lexicon = symmetric([("plant", "zavod", 0.8), ("technology", "科技", 0.125)])
    write_lexicon(lexicon, tmp_path / "lexicon.tsv")
    assert read_lexicon(tmp_path / "lexicon.tsv") == lexicon


@pytest.mark.parametrize("content", ["", "# words\n", "# translations\na\tb\n"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"lexicon\.tsv"):
        read_lexicon(path)
