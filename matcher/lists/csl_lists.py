"""The lists that the Consolidated Screening List is made of: data only."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberList:
    """One of them.

    Args:
        code: As the screening list abbreviates it.
        title: Its name.
        dataset: Key of the list here, as in its own file.
        topics: FollowTheMoney topics of its entries.
        publisher_key: Prefix of the ids that its own reader gives, where one reads it; the
            number of an entry is then another id of the same party.
    """

    code: str
    title: str
    dataset: str
    topics: tuple[str, ...]
    publisher_key: str | None = None


_SANCTION = ("sanction",)
_EXPORT_CONTROL = ("export.control",)
_OFAC_CONS = "us_ofac_cons"

_LISTS = (
    MemberList(
        code="SDN",
        title="Specially Designated Nationals",
        dataset="us_ofac_sdn",
        topics=_SANCTION,
        publisher_key="us_ofac_sdn",
    ),
    *(
        MemberList(
            code=code,
            title=title,
            dataset=_OFAC_CONS,
            topics=_SANCTION,
            publisher_key=_OFAC_CONS,
        )
        for code, title in (
            ("SSI", "Sectoral Sanctions Identifications List"),
            ("FSE", "Foreign Sanctions Evaders"),
            ("PLC", "Palestinian Legislative Council List"),
            ("CAP", "List of Foreign Financial Institutions Subject to CAPTA"),
            ("MBS", "Non-SDN Menu-Based Sanctions List"),
            ("ISA", "Non-SDN Iranian Sanctions Act List"),
        )
    ),
    MemberList(
        code="CMIC",
        title="Non-SDN Chinese Military-Industrial Complex Companies List",
        dataset="us_ofac_nscmic",
        topics=_SANCTION,
        publisher_key=_OFAC_CONS,
    ),
    MemberList(code="EL", title="Entity List", dataset="us_bis_el", topics=_EXPORT_CONTROL),
    MemberList(code="UVL", title="Unverified List", dataset="us_bis_uvl", topics=_EXPORT_CONTROL),
    MemberList(
        code="MEU", title="Military End User List", dataset="us_bis_meu", topics=_EXPORT_CONTROL
    ),
    MemberList(
        code="DPL", title="Denied Persons List", dataset="us_bis_dpl", topics=_EXPORT_CONTROL
    ),
    MemberList(
        code="DTC",
        title="AECA and ITAR Debarred",
        dataset="us_ddtc_debarred",
        topics=("debarment", "export.control"),
    ),
    MemberList(
        code="ISN", title="Nonproliferation Sanctions", dataset="us_state_isn", topics=_SANCTION
    ),
)
_BY_CODE = {member.code: member for member in _LISTS}
# As in: Non-SDN Menu-Based Sanctions List (NS-MBS List), Treasury Department.
_CODE = re.compile(r"\((?:NS-)?([A-Z]+)(?: List)?\)")


def member_list(source: str) -> MemberList | None:
    """The list that an entry's `source` names; None if it is not known."""
    code = _CODE.search(source)
    return _BY_CODE.get(code[1]) if code else None
