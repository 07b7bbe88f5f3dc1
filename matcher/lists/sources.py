"""The catalogue: the lists that Tallyman knows by name, who publishes them, how they are read."""

from dataclasses import dataclass
from enum import StrEnum

from matcher.errors import UnknownSource


class Format(StrEnum):
    """In what form a list is read."""

    OFAC_CSV = "ofac-csv"
    OFAC_XML = "ofac-xml"
    OFAC_ADVANCED_XML = "ofac-advanced-xml"
    UN_XML = "un-xml"
    SEMA_XML = "sema-xml"
    CSL_CSV = "csl-csv"
    CSL_JSON = "csl-json"
    UK_CSV = "uk-csv"
    UK_XML = "uk-xml"
    UK_ODS = "uk-ods"
    OFSI_CSV = "ofsi-csv"
    EU_FSF_XML = "eu-fsf-xml"
    SECO_XML = "seco-xml"
    DFAT_CSV = "dfat-csv"
    DFAT_XLSX = "dfat-xlsx"
    METI_TEXT = "meti-text"
    DPL_TSV = "dpl-tsv"
    TARGETS_CSV = "targets-csv"
    ECFR_XML = "ecfr-xml"
    SHTC_CSV = "shtc-csv"
    EUL_CSV = "eul-csv"
    NSDC_JSON = "nsdc-json"
    MAPPED_CSV = "mapped-csv"
    FTM_JSON = "ftm-json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One list.

    Args:
        key: How commands, datasets and entity ids name it.
        title: As the publisher calls it.
        publisher: Who decides what stands on it.
        format: The form that `read` expects of it, if the file does not show another.
        url: Where the publisher presents it.
        topics: FollowTheMoney topics of its entries, where the file does not say.
        also: Further forms in which it is read, told apart by what the file begins with.
        downloads: Addresses of the publisher's files, which `fetch` takes; OFAC's several
            make one list. Empty: it has no stable address.
    """

    key: str
    title: str
    publisher: str
    format: Format
    url: str
    topics: tuple[str, ...] = ("sanction",)
    also: tuple[Format, ...] = ()
    downloads: tuple[str, ...] = ()


_OFAC = "US Department of the Treasury, Office of Foreign Assets Control"
_OFAC_FILES = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports"
_BIS = "US Department of Commerce, Bureau of Industry and Security"
_BIS_URL = "https://www.bis.gov/regulations/ear/744"
_EXPORT_CONTROL = ("export.control",)

SOURCES: tuple[Source, ...] = (
    Source(
        key="us_ofac_sdn",
        title="Specially Designated Nationals and Blocked Persons List",
        publisher=_OFAC,
        format=Format.OFAC_CSV,
        also=(Format.OFAC_XML, Format.OFAC_ADVANCED_XML),
        url="https://sanctionslist.ofac.treas.gov/Home/SdnList",
        # One file with its date and count, where the CSV is four with neither.
        downloads=(f"{_OFAC_FILES}/SDN.XML",),
    ),
    Source(
        key="us_ofac_cons",
        title="Consolidated Sanctions List (Non-SDN Lists)",
        publisher=_OFAC,
        format=Format.OFAC_CSV,
        also=(Format.OFAC_XML, Format.OFAC_ADVANCED_XML),
        url="https://sanctionslist.ofac.treas.gov/Home/ConsolidatedList",
        downloads=(f"{_OFAC_FILES}/CONSOLIDATED.XML",),
    ),
    Source(
        key="un_sc",
        title="United Nations Security Council Consolidated List",
        publisher="United Nations Security Council",
        format=Format.UN_XML,
        url="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
        downloads=("https://scsanctions.un.org/resources/xml/en/consolidated.xml",),
    ),
    Source(
        key="us_csl",
        title="Consolidated Screening List",
        publisher="US Departments of Commerce, State and the Treasury",
        format=Format.CSL_CSV,
        also=(Format.CSL_JSON,),
        url="https://www.trade.gov/consolidated-screening-list",
        topics=(),  # those of the list that an entry stands on
        downloads=(
            "https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.json",
        ),
    ),
    Source(
        key="eu_fsf",
        title="Consolidated list of persons, groups and entities subject to EU financial sanctions",
        publisher="European Commission",
        format=Format.EU_FSF_XML,
        url="https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions",
        downloads=(
            "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",
        ),
    ),
    Source(
        key="uk_ofsi",
        title="Consolidated List of Financial Sanctions Targets in the UK",
        publisher="UK HM Treasury, Office of Financial Sanctions Implementation",
        format=Format.OFSI_CSV,
        url="https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets",
        downloads=("https://ofsistorage.blob.core.windows.net/publishlive/2022format/ConList.csv",),
    ),
    Source(
        key="ch_seco",
        title="Sanctions and embargoes",
        publisher="Switzerland, State Secretariat for Economic Affairs",
        format=Format.SECO_XML,
        url="https://www.seco.admin.ch/seco/en/home/Aussenwirtschaftspolitik_Wirtschaftliche_Zusammenarbeit/Wirtschaftsbeziehungen/exportkontrollen-und-sanktionen/sanktionen-embargos.html",
        downloads=(
            "https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml?lang=en&action=downloadXmlGesamtlisteAction",
        ),
    ),
    Source(
        key="au_dfat",
        title="Consolidated List",
        publisher="Australian Department of Foreign Affairs and Trade",
        format=Format.DFAT_XLSX,
        also=(Format.DFAT_CSV,),
        url="https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list",
        downloads=(
            "https://www.dfat.gov.au/sites/default/files/Australian_Sanctions_Consolidated_List.xlsx",
        ),
    ),
    Source(
        key="ftm",
        title="Entities as FollowTheMoney, each keeps its own datasets",
        publisher="Whoever converted the file",
        format=Format.FTM_JSON,
        url="https://followthemoney.tech/",
        topics=(),
    ),
    Source(
        key="csv",
        title="A table with a mapping beside it",
        publisher="Whoever wrote the table",
        format=Format.MAPPED_CSV,
        url="",
        topics=(),
    ),
    Source(
        key="us_ofac_nscmic",
        title="Non-SDN Chinese Military-Industrial Complex Companies List",
        publisher=_OFAC,
        format=Format.FTM_JSON,
        also=(Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://ofac.treasury.gov/consolidated-sanctions-list/ns-cmic-list",
    ),
    Source(
        key="us_bis_el",
        title="Entity List (Supplement No. 4 to Part 744 of the EAR)",
        publisher=_BIS,
        format=Format.FTM_JSON,
        also=(Format.ECFR_XML, Format.MAPPED_CSV),
        url=_BIS_URL,
        topics=_EXPORT_CONTROL,
    ),
    Source(
        key="us_bis_uvl",
        title="Unverified List (Supplement No. 6 to Part 744 of the EAR)",
        publisher=_BIS,
        format=Format.FTM_JSON,
        also=(Format.ECFR_XML, Format.MAPPED_CSV),
        url=_BIS_URL,
        topics=_EXPORT_CONTROL,
    ),
    Source(
        key="us_bis_meu",
        title="Military End-User List (Supplement No. 7 to Part 744 of the EAR)",
        publisher=_BIS,
        format=Format.FTM_JSON,
        also=(Format.ECFR_XML, Format.MAPPED_CSV),
        url=_BIS_URL,
        topics=_EXPORT_CONTROL,
    ),
    Source(
        key="us_bis_dpl",
        title="Denied Persons List",
        publisher=_BIS,
        format=Format.DPL_TSV,
        also=(Format.FTM_JSON, Format.MAPPED_CSV),
        url="https://www.bis.gov/licensing/end-user-guidance/denied-persons-list-dpl",
        topics=_EXPORT_CONTROL,
        downloads=("https://media.bis.gov/sites/default/files/documents/dpl.txt",),
    ),
    Source(
        key="us_1260h",
        title="Section 1260H List of Chinese Military Companies",
        publisher="US Department of Defense",
        format=Format.FTM_JSON,
        also=(Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://www.federalregister.gov/",
        topics=_EXPORT_CONTROL,
    ),
    Source(
        key="us_state_isn",
        title="Nonproliferation Sanctions",
        publisher="US Department of State",
        format=Format.FTM_JSON,
        also=(Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://www.state.gov/bureau-of-international-security-and-nonproliferation/",
    ),
    Source(
        key="us_ddtc_debarred",
        title="Statutorily and administratively debarred parties (ITAR)",
        publisher="US Department of State, Directorate of Defense Trade Controls",
        format=Format.FTM_JSON,
        also=(Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://www.pmddtc.state.gov/",
        topics=("debarment",),
    ),
    Source(
        key="us_uflpa",
        title="Uyghur Forced Labor Prevention Act Entity List",
        publisher="US Department of Homeland Security",
        format=Format.FTM_JSON,
        also=(Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://www.dhs.gov/uflpa-entity-list",
    ),
    Source(
        key="us_1286",
        title="Section 1286 list of institutions",
        publisher="US Department of Defense",
        format=Format.FTM_JSON,
        also=(Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://basicresearch.defense.gov/",
        topics=("debarment",),
    ),
    Source(
        key="us_889",
        title="Section 889 telecommunications and video surveillance",
        publisher="US Congress",
        format=Format.FTM_JSON,
        also=(Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://www.acquisition.gov/Section-889-Policies",
        topics=("debarment",),
    ),
    Source(
        key="us_5949",
        title="Section 5949 semiconductors",
        publisher="US Congress",
        format=Format.FTM_JSON,
        also=(Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://www.congress.gov/",
        topics=("debarment",),
    ),
    Source(
        key="us_154",
        title="Section 154 batteries",
        publisher="US Congress",
        format=Format.FTM_JSON,
        also=(Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://www.congress.gov/",
        topics=("debarment",),
    ),
    Source(
        key="eu_oj",
        title="EU restrictive measures, annexes in the Official Journal",
        publisher="Council of the European Union",
        format=Format.FTM_JSON,
        also=(Format.MAPPED_CSV,),
        url="https://www.sanctionsmap.eu/",
    ),
    Source(
        key="uk_fcdo",
        title="UK Sanctions List",
        publisher="UK Foreign, Commonwealth and Development Office",
        format=Format.FTM_JSON,
        also=(Format.UK_CSV, Format.UK_XML, Format.UK_ODS),
        url="https://www.gov.uk/government/publications/the-uk-sanctions-list",
        downloads=("https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv",),
    ),
    Source(
        key="ca_sema",
        title="Consolidated Canadian Autonomous Sanctions List",
        publisher="Global Affairs Canada",
        format=Format.FTM_JSON,
        also=(Format.SEMA_XML,),
        url="https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/consolidated-consolide.aspx",
        downloads=(
            "https://www.international.gc.ca/world-monde/assets/office_docs/international_relations-relations_internationales/sanctions/sema-lmes.xml",
        ),
    ),
    Source(
        key="jp_meti",
        title="Export-ban end users under the Foreign Exchange and Foreign Trade Act",
        publisher="Japan, Ministry of Economy, Trade and Industry",
        format=Format.METI_TEXT,
        also=(Format.FTM_JSON, Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://www.meti.go.jp/policy/external_economy/trade_control/",
        topics=_EXPORT_CONTROL,
    ),
    Source(
        key="jp_eul",
        title="Foreign End User List",
        publisher="Japan, Ministry of Economy, Trade and Industry",
        format=Format.EUL_CSV,
        also=(Format.FTM_JSON, Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://www.meti.go.jp/policy/anpo/",
        topics=_EXPORT_CONTROL,
    ),
    Source(
        key="cn_sanctions",
        title="Counter-sanctions, Unreliable Entity List and Export Control List",
        publisher="China, Ministry of Commerce and Ministry of Foreign Affairs",
        format=Format.FTM_JSON,
        also=(Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://www.mofcom.gov.cn/",
    ),
    Source(
        key="ua_nsdc",
        title="State Sanctions Register",
        publisher="Ukraine, National Security and Defense Council",
        format=Format.NSDC_JSON,
        also=(Format.FTM_JSON, Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://drs.nsdc.gov.ua/",
    ),
    Source(
        key="ua_ws",
        title="War & Sanctions",
        publisher="Ukraine, Main Directorate of Intelligence",
        format=Format.FTM_JSON,
        also=(Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://war-sanctions.gur.gov.ua/",
    ),
    Source(
        key="tw_shtc",
        title="Strategic High-Tech Commodities Entity List",
        publisher="Taiwan, Ministry of Economic Affairs, International Trade Administration",
        format=Format.SHTC_CSV,
        also=(Format.FTM_JSON, Format.TARGETS_CSV, Format.MAPPED_CSV),
        url="https://www.trade.gov.tw/",
        topics=_EXPORT_CONTROL,
    ),
)

_BY_KEY = {source.key: source for source in SOURCES}


def get_source(key: str) -> Source:
    """The list of this key.

    Raises:
        UnknownSource: No list has it.
    """
    try:
        return _BY_KEY[key]
    except KeyError:
        raise UnknownSource(key, tuple(_BY_KEY)) from None
