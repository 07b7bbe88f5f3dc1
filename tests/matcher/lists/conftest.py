from collections.abc import Iterator

import pytest

from tests.matcher.lists.publisher import Publisher, publisher


@pytest.fixture
def publishing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setenv("no_proxy", "*")
    with publisher() as found:
        yield found
