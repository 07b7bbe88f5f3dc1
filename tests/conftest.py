import os
from pathlib import Path

import pytest

# Before numpy is imported: on a busy machine its threads wait for one another, and a fit of small
# matrices takes tens of seconds instead of one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real lists and labelled pairs beside the project; skips the test without them."""
    repository = Path(__file__).parent.parent
    folder = Path(os.environ.get("TALLYMAN_DATA", repository / "../shared/data")).resolve()
    if not folder.is_dir():
        pytest.skip(f"the real lists are not in {folder}; TALLYMAN_DATA says where they are")
    return folder
