import pytest

from matcher.trade.guess import guess


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Shipper", "shipper"),
        ("SHIPPER_ADDRESS", "shipper.address"),
        ("Shipper/Exporter", "shipper"),
        ("consigneeCountryCode", "consignee.country"),
        ("Consignee Address 1", "consignee.address"),
        ("Consignee / Получатель", "consignee"),
        ("Intermediate Consignee Name", "intermediate_consignee.name"),
        ("End-User", "end_user"),
        ("Vessel IMO", "vessel.imoNumber"),
        ("IMO", "vessel.imoNumber"),
        ("Адрес получателя", "consignee.address"),
        ("ИНН получателя", "consignee.innCode"),
        ("G021 (Отправитель)", "shipper"),
        ("Страна происхождения", "origin"),
        ("Код ТН ВЭД", "hs_code"),
        ("收货人地址", "consignee.address"),
        ("境内收发货人", "shipper"),
        ("原产国", "origin"),
        ("Dirección del importador", "consignee.address"),
        ("Alıcı Ülkesi", "consignee.country"),
        ("수입자", "consignee"),
        ("Value (USD)", "value"),
        ("Ship Date", "date"),
        ("Gross weight", None),
        ("TEU", None),
    ],
)
def test_header_is_guessed(header: str, target: str | None) -> None:
    found = guess(header)
    assert (None if found.target is None else str(found.target)) == target
    assert not found.is_partial


@pytest.mark.parametrize("header", ["Consignee type", "Carrier rating", "Consignee / Shipper"])
def test_header_that_speaks_of_a_party_in_an_unknown_way_is_not_passed_over(header: str) -> None:
    assert guess(header).target is None
    assert guess(header).is_partial
