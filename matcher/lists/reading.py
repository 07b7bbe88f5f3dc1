"""Reading a list: entries stream out, the report is complete when the last one has."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

from matcher.lists.csl import read_csl_csv, read_csl_json
from matcher.lists.dfat import read_dfat_csv, read_dfat_xlsx
from matcher.lists.dpl import read_dpl
from matcher.lists.ecfr import read_ecfr
from matcher.lists.eu_fsf import read_eu_fsf
from matcher.lists.eul import read_eul
from matcher.lists.ftm_lines import read_ftm
from matcher.lists.mapped import read_mapped
from matcher.lists.meti import read_meti
from matcher.lists.nsdc import read_nsdc
from matcher.lists.ofac import read_ofac
from matcher.lists.ofac_advanced import read_ofac_advanced
from matcher.lists.ofac_xml import read_ofac_xml
from matcher.lists.recognition import format_of
from matcher.lists.report import ReadReport, Tally
from matcher.lists.seco import read_seco
from matcher.lists.sema import read_sema
from matcher.lists.shtc import read_shtc
from matcher.lists.sources import Format, Source, get_source
from matcher.lists.targets import read_targets
from matcher.lists.uk_forms import read_ofsi_csv, read_uk_csv, read_uk_ods
from matcher.lists.uk_xml import read_uk_xml
from matcher.lists.un import read_un
from matcher.records import Listed


class _Reader(Protocol):
    def __call__(
        self, source: Source, path: Path, tally: Tally, *, as_of: date | None
    ) -> Iterator[Listed]: ...


_READERS: dict[Format, _Reader] = {
    Format.OFAC_CSV: read_ofac,
    Format.OFAC_XML: read_ofac_xml,
    Format.OFAC_ADVANCED_XML: read_ofac_advanced,
    Format.UN_XML: read_un,
    Format.SEMA_XML: read_sema,
    Format.CSL_CSV: read_csl_csv,
    Format.CSL_JSON: read_csl_json,
    Format.UK_CSV: read_uk_csv,
    Format.UK_XML: read_uk_xml,
    Format.UK_ODS: read_uk_ods,
    Format.OFSI_CSV: read_ofsi_csv,
    Format.EU_FSF_XML: read_eu_fsf,
    Format.SECO_XML: read_seco,
    Format.DFAT_CSV: read_dfat_csv,
    Format.DFAT_XLSX: read_dfat_xlsx,
    Format.METI_TEXT: read_meti,
    Format.DPL_TSV: read_dpl,
    Format.TARGETS_CSV: read_targets,
    Format.ECFR_XML: read_ecfr,
    Format.SHTC_CSV: read_shtc,
    Format.EUL_CSV: read_eul,
    Format.NSDC_JSON: read_nsdc,
    Format.MAPPED_CSV: read_mapped,
    Format.FTM_JSON: read_ftm,
}


class ListRead(Iterator[Listed]):
    """The entries of one list, one after the other; memory stays flat where the format allows.

    What is refused is refused when its row is reached, so nothing may be published before
    the last entry has come out: `report` is there only then.
    """

    def __init__(self, entries: Iterator[Listed], report: Callable[[], ReadReport]) -> None:
        self._entries = entries
        self._report = report
        self._is_complete = False

    def __next__(self) -> Listed:
        try:
            return next(self._entries)
        except StopIteration:
            self._is_complete = True
            raise

    @property
    def report(self) -> ReadReport:
        """What was read.

        Raises:
            RuntimeError: There are entries left to read.
        """
        if not self._is_complete:
            raise RuntimeError("the report is complete when every entry has been read")
        return self._report()


def read(source: str, path: Path, *, as_of: date | None = None) -> ListRead:
    """Read a published list.

    Args:
        source: Key of the list in the catalogue.
        path: The file; for OFAC's lists also the folder with their files.
        as_of: Date of the list, where the file does not say it.

    Returns:
        Its entries, and their report.

    Raises:
        UnknownSource: No list has this key.
        ListError: While iterating: the list cannot be read whole. Names file, row, field.
    """
    found = get_source(source)
    tally = Tally(source=source)
    reader = _READERS[format_of(found, path)]
    return ListRead(reader(found, path, tally, as_of=as_of), tally.report)
