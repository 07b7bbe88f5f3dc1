from pathlib import Path

import pytest

from matcher.errors import ListError
from matcher.lists.xml_entries import XmlEntries, refuse_unknown, text_of, texts_of

DOCUMENT = '<l:list xmlns:l="urn:x" day="7"><l:group><l:entry a="1"><b> x\n y </b><b/></l:entry></l:group><entry/></l:list>'


def entries(folder: Path, text: str = DOCUMENT, *, has_attributes: bool = True) -> XmlEntries:
    file = folder / "list.xml"
    file.write_text(text)
    return XmlEntries(
        file,
        root="list",
        groups=frozenset({"group"}),
        entries=frozenset({"entry"}),
        has_attributes=has_attributes,
    )


def test_entries_stand_below_the_root_or_a_group(tmp_path: Path) -> None:
    found = entries(tmp_path)
    first, second = found
    assert found.attributes == {"day": "7"}
    assert first.attrib == {"a": "1"}
    assert text_of(first, "b") == "x y"
    assert texts_of(first, "b") == ["x y"]
    assert text_of(second, "b") == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param('<!DOCTYPE l [<!ENTITY b "b">]><list/>', "document type", id="entity"),
        pytest.param('<!DOCTYPE l SYSTEM "file:///x"><list/>', "document type", id="external"),
        pytest.param("<other/>", "<list> expected, <other> found", id="root"),
        pytest.param("<list><moon/></list>", "'moon': the element is not known", id="element"),
        pytest.param("<list><group>", "XML is broken", id="cut"),
        pytest.param(DOCUMENT, "attribute 'a' is not known", id="attribute"),
    ],
)
def test_what_is_not_known_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ListError, match=message):
        list(entries(tmp_path, text, has_attributes=False))


@pytest.mark.parametrize(
    ("known", "field"),
    [
        pytest.param({"@a", "b"}, None, id="all-known"),
        pytest.param({"b"}, "@a", id="attribute"),
        pytest.param({"@a"}, "b", id="element"),
    ],
)
def test_refuse_unknown(tmp_path: Path, known: set[str], field: str | None) -> None:
    first = next(iter(entries(tmp_path)))
    if field is None:
        refuse_unknown(first, frozenset(known), file=tmp_path, row=1)
        return
    with pytest.raises(ListError) as caught:
        refuse_unknown(first, frozenset(known), file=tmp_path, row=1)
    assert (caught.value.row, caught.value.field) == (1, field)
