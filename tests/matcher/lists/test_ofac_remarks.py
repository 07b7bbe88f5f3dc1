import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.lists.ofac_remarks import iso_date, remark_facts


@pytest.mark.parametrize(
    ("clause", "facts"),
    [
        pytest.param(
            "Tax ID No. 7700000017 (Russia)",
            [("innCode", "7700000017"), ("country", "ru")],
            id="russian-tax-number-is-an-inn",
        ),
        pytest.param(
            "Tax ID No. 100000011 (Serbia)",
            [("taxNumber", "100000011"), ("country", "rs")],
            id="other-tax-number",
        ),
        pytest.param(
            "Registration Number 1027700000011 (Russia)",
            [("ogrnCode", "1027700000011"), ("country", "ru")],
            id="russian-registration-is-an-ogrn",
        ),
        pytest.param(
            "Government Gazette Number 00000017 (Russia)",
            [("okpoCode", "00000017"), ("country", "ru")],
            id="gazette-number-is-okpo",
        ),
        pytest.param(
            "Business Registration Number 91440300MA5EXAMP1X (China)",
            [("uscCode", "91440300MA5EXAMP1X"), ("country", "cn")],
            id="chinese-registration-of-18-is-a-uscc",
        ),
        pytest.param(
            "Unified Social Credit Code (USCC) 91440300MA5EXAMP1X (China)",
            [("uscCode", "91440300MA5EXAMP1X"), ("country", "cn")],
            id="uscc",
        ),
        pytest.param("SWIFT/BIC EXAMIRTH", [("swiftBic", "EXAMIRTH")], id="swift-has-no-digit"),
        pytest.param(
            "Vessel Registration Identification IMO 9000001",
            [("imoNumber", "9000001")],
            id="imo-of-a-vessel",
        ),
        pytest.param("Company Number IMO 5000001", [("imoNumber", "5000001")], id="imo-of-owner"),
        pytest.param("MMSI 572000001", [("mmsi", "572000001")], id="mmsi"),
        pytest.param("D-U-N-S Number 55-000-0001", [("dunsCode", "55-000-0001")], id="duns"),
        pytest.param(
            "Legal Entity Number 300300EXAMPLE0000F31",
            [("leiCode", "300300EXAMPLE0000F31")],
            id="legal-entity-number-of-20-is-an-lei",
        ),
        pytest.param(
            "alt. Passport A0000001 (Korea, North) expires 04 Jul 2017",
            [("passportNumber", "A0000001"), ("country", "kp")],
            id="alternative-passport-with-dates",
        ),
        pytest.param(
            "Aircraft Construction Number (also called L/N or S/N or F/N) 8401",
            [("serialNumber", "8401")],
            id="label-with-parentheses",
        ),
        pytest.param("a.k.a. 'RED O'NEIL'", [("weakAlias", "RED O'NEIL")], id="weak-alias"),
        pytest.param("f.k.a. 'OLD NAME'", [("previousName", "OLD NAME")], id="former-name"),
        pytest.param("Website www.example.com", [("website", "www.example.com")], id="website"),
        pytest.param("Email Address a@example.com", [("email", "a@example.com")], id="email"),
        pytest.param("Linked To: EXAMPLE LTD", [("linkedTo", "EXAMPLE LTD")], id="linked-to"),
        pytest.param("nationality Iran", [("nationality", "Iran")], id="nationality"),
        pytest.param("Gender Female", [("gender", "female")], id="gender"),
        pytest.param("DOB 14 Jun 1975", [("birthDate", "1975-06-14")], id="date-of-birth"),
        pytest.param("DOB May 1943", [("birthDate", "1943-05")], id="month-of-birth"),
        pytest.param(
            "DOB 1929 to 1930", [("birthDate", "1929"), ("birthDate", "1930")], id="span-of-birth"
        ),
        pytest.param(
            "Organization Established Date 15 Dec 2006",
            [("incorporationDate", "2006-12-15")],
            id="established",
        ),
        pytest.param(
            "Digital Currency Address - XBT 1ExampLe0000000000000000000000000",
            [("cryptoAddress", "1ExampLe0000000000000000000000000")],
            id="wallet",
        ),
        pytest.param("Passport to be renewed", [], id="label-without-an-identifier"),
        pytest.param("Secondary sanctions risk: section 1(b)", [], id="not-a-label"),
    ],
)
def test_a_clause_gives_its_facts(clause: str, facts: list[tuple[str, str]]) -> None:
    found = list(remark_facts(f"{clause}."))
    assert [fact for fact in found if fact[0] != "notes"] == facts


@pytest.mark.parametrize(
    "clause",
    [
        pytest.param("All offices worldwide", id="not-understood"),
        pytest.param("Passport A0000001 (Iran) issued 1999", id="dates-are-left-over"),
        pytest.param("DOB circa 1951", id="imprecise-date"),
    ],
)
def test_what_is_left_over_stays_a_note(clause: str) -> None:
    assert ("notes", clause) in remark_facts(f"{clause}.")


def test_the_last_full_stop_ends_the_remark_but_not_an_abbreviation() -> None:
    assert list(remark_facts("Linked To: EXAMPLE LTD.")) == [("linkedTo", "EXAMPLE LTD")]
    assert list(remark_facts("Linked To: EXAMPLE S.A.")) == [("linkedTo", "EXAMPLE S.A.")]


def test_half_an_identifier_is_only_a_note() -> None:
    facts = list(remark_facts("MMSI 572000001; Tax ID No. 77000", is_cut=True))
    assert facts == [("mmsi", "572000001"), ("notes", "Tax ID No. 77000")]


def test_the_entry_s_own_country_says_whose_the_number_is() -> None:
    assert list(remark_facts("Tax ID No. 7700000017.", home="ru")) == [("innCode", "7700000017")]
    assert list(remark_facts("Tax ID No. 7700000017.")) == [("taxNumber", "7700000017")]


@given(st.lists(st.text("abc DOB'().0123456789:", min_size=1), min_size=1))
def test_no_clause_vanishes(clauses: list[str]) -> None:
    wanted = [clause.strip() for clause in clauses if clause.strip(" .")]
    facts = list(remark_facts("; ".join([*wanted, "end"])))
    assert len(facts) >= len(wanted) + 1


@pytest.mark.parametrize(
    ("text", "date"),
    [("01 Jan 1960", "1960-01-01"), ("Mar 1985", "1985-03"), ("1992", "1992"), ("soon", None)],
)
def test_iso_date_is_as_precise_as_printed(text: str, date: str | None) -> None:
    assert iso_date(text) == date
