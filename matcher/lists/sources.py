"""The catalogue: the lists that Tallyman knows by name, who publishes them, how they are read."""

from dataclasses import dataclass
from enum import StrEnum

from matcher.errors import UnknownSource


class Format(StrEnum):
    """In what form a list is read."""

    OFAC_CSV = "ofac-csv"
    UN_XML = "un-xml"
    FTM_JSON = "ftm-json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One list.

    Args:
        key: How commands, datasets and entity ids name it.
        title: As the publisher calls it.
        publisher: Who decides what stands on it.
        format: The form that `read` expects of it.
        topics: FollowTheMoney topics of its entries, where the file does not say.
        url: Where the publisher presents it.
    """

    key: str
    title: str
    publisher: str
    format: Format
    url: str
    topics: tuple[str, ...] = ("sanction",)


_OFAC = "US Department of the Treasury, Office of Foreign Assets Control"
_BIS = "US Department of Commerce, Bureau of Industry and Security"
_BIS_URL = "https://www.bis.gov/regulations/ear/744"
_EXPORT_CONTROL = ("export.control",)

SOURCES: tuple[Source, ...] = (
    Source(
        key="us_ofac_sdn",
        title="Specially Designated Nationals and Blocked Persons List",
        publisher=_OFAC,
        format=Format.OFAC_CSV,
        url="https://sanctionslist.ofac.treas.gov/Home/SdnList",
    ),
    Source(
        key="us_ofac_cons",
        title="Consolidated Sanctions List (Non-SDN Lists)",
        publisher=_OFAC,
        format=Format.OFAC_CSV,
        url="https://sanctionslist.ofac.treas.gov/Home/ConsolidatedList",
    ),
    Source(
        key="un_sc",
        title="United Nations Security Council Consolidated List",
        publisher="United Nations Security Council",
        format=Format.UN_XML,
        url="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
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
        key="us_ofac_nscmic",
        title="Non-SDN Chinese Military-Industrial Complex Companies List",
        publisher=_OFAC,
        format=Format.FTM_JSON,
        url="https://ofac.treasury.gov/consolidated-sanctions-list/ns-cmic-list",
    ),
    Source(
        key="us_bis_el",
        title="Entity List (Supplement No. 4 to Part 744 of the EAR)",
        publisher=_BIS,
        format=Format.FTM_JSON,
        url=_BIS_URL,
        topics=_EXPORT_CONTROL,
    ),
    Source(
        key="us_bis_uvl",
        title="Unverified List (Supplement No. 6 to Part 744 of the EAR)",
        publisher=_BIS,
        format=Format.FTM_JSON,
        url=_BIS_URL,
        topics=_EXPORT_CONTROL,
    ),
    Source(
        key="us_bis_meu",
        title="Military End-User List (Supplement No. 7 to Part 744 of the EAR)",
        publisher=_BIS,
        format=Format.FTM_JSON,
        url=_BIS_URL,
        topics=_EXPORT_CONTROL,
    ),
    Source(
        key="us_1260h",
        title="Section 1260H List of Chinese Military Companies",
        publisher="US Department of Defense",
        format=Format.FTM_JSON,
        url="https://www.federalregister.gov/",
        topics=_EXPORT_CONTROL,
    ),
    Source(
        key="eu_oj",
        title="EU restrictive measures, annexes in the Official Journal",
        publisher="Council of the European Union",
        format=Format.FTM_JSON,
        url="https://www.sanctionsmap.eu/",
    ),
    Source(
        key="uk_fcdo",
        title="UK Sanctions List",
        publisher="UK Foreign, Commonwealth and Development Office",
        format=Format.FTM_JSON,
        url="https://www.gov.uk/government/publications/the-uk-sanctions-list",
    ),
    Source(
        key="ca_sema",
        title="Consolidated Canadian Autonomous Sanctions List",
        publisher="Global Affairs Canada",
        format=Format.FTM_JSON,
        url="https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/consolidated-consolide.aspx",
    ),
    Source(
        key="jp_meti",
        title="Export-ban end users under the Foreign Exchange and Foreign Trade Act",
        publisher="Japan, Ministry of Economy, Trade and Industry",
        format=Format.FTM_JSON,
        url="https://www.meti.go.jp/policy/external_economy/trade_control/",
        topics=_EXPORT_CONTROL,
    ),
    Source(
        key="cn_sanctions",
        title="Counter-sanctions, Unreliable Entity List and Export Control List",
        publisher="China, Ministry of Commerce and Ministry of Foreign Affairs",
        format=Format.FTM_JSON,
        url="https://www.mofcom.gov.cn/",
    ),
    Source(
        key="ua_ws",
        title="War & Sanctions",
        publisher="Ukraine, Main Directorate of Intelligence",
        format=Format.FTM_JSON,
        url="https://war-sanctions.gur.gov.ua/",
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
