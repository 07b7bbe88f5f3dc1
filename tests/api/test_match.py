from typing import Any

import pytest
from flask.testing import FlaskClient

from matcher.records import Cut, Filters, Identifier, Query
from tests.api.fakes import FakeScreener

COMPANY = {"schema": "Company", "properties": {"name": "Kamensk Optics"}}


def one(**properties: Any) -> dict[str, Any]:
    return {"queries": {"q1": {"schema": "Company", "properties": properties}}}


def test_the_answer_is_pinned(client: FlaskClient) -> None:
    answer = client.post("/match/default", json={"queries": {"q1": COMPANY | {"id": "mine"}}})
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    body = answer.get_json()
    assert body == {
        "responses": {
            "q1": {
                "status": 200,
                "results": body["responses"]["q1"]["results"],
                "total": {"value": 1, "relation": "eq"},
                "query": {
                    "id": "mine",
                    "schema": "Company",
                    "properties": {"name": ["Kamensk Optics"]},
                },
                "ignored": [],
                "truncated": [],
            }
        },
        "failed": [],
        "limit": 5,
        "threshold": 0.7,
        "base_rate": 0.05,
        "model": "m1",
        "snapshot": "20260201-1",
    }
    [hit] = body["responses"]["q1"]["results"]
    properties = hit.pop("properties")
    assert properties["name"] == ["Kamensk Optics LLC"]
    assert properties["innCode"] == ["6612000001"]
    assert hit == {
        "id": "zz_list-1",
        "caption": "Kamensk Optics LLC",
        "schema": "Company",
        "datasets": ["zz_list"],
        "referents": ["zz_other-7"],
        "target": True,
        "first_seen": "2024-01-02",
        "last_seen": "2026-10-01",
        "last_change": "2025-03-04",
        "listings": [
            {
                "id": "zz_list-1",
                "caption": "Kamensk Optics LLC",
                "datasets": ["zz_list"],
                "source": "zz_list",
                "entry_id": "1",
                "file_sha256": "ab" * 32,
                "as_of": None,
            }
        ],
        "score": 0.83,
        "match": True,
        "match_weight": 2.25,
        "matched_name": "Kamensk Optics LLC",
        "features": {"prior": -12.0, "name": 14.25, "country": 0.0},
        "explanations": {
            "prior": {
                "score": -12.0,
                "bits": -12.0,
                "level": None,
                "query": None,
                "candidate": None,
                "detail": "one listed party in 4,096",
            },
            "name": {
                "score": 14.25,
                "bits": 14.25,
                "level": 5,
                "query": "kamensk optics",
                "candidate": "kamensk optics",
                "detail": "every word is the same",
            },
            "country": {
                "score": 0.0,
                "bits": 0.0,
                "level": None,
                "query": None,
                "candidate": None,
                "detail": "not known on one side",
            },
        },
    }


def test_bits_sum_to_the_weight(client: FlaskClient) -> None:
    answer = client.post("/match/default", json={"queries": {"q1": COMPANY}}).get_json()
    [hit] = answer["responses"]["q1"]["results"]
    bits = [found["bits"] for found in hit["explanations"].values()]
    assert sum(bits) == pytest.approx(hit["match_weight"], abs=1e-9)


def test_a_query_is_understood_by_its_properties(
    client: FlaskClient, screener: FakeScreener
) -> None:
    body = one(
        name=["Kamensk Optics", "  Kamensk Optics ", ""],
        alias="Каменск Оптика",
        country=["Russian Federation", "ru"],
        jurisdiction="RU",
        address=["1 Zavodskaya", None],
        innCode=6612000001,
        ogrnCode=[1026600000001.0],
        website="https://kamensk.example",
        incorporationDate=None,
    )
    answer = client.post("/match/zz_list", json=body)
    assert answer.status_code == 200, answer.get_json()
    [(query, filters, dataset)] = screener.asked
    assert query == Query(
        schema="Company",
        names=("Kamensk Optics", "Каменск Оптика"),
        countries=("ru",),
        addresses=("1 Zavodskaya",),
        identifiers=(
            Identifier(kind="innCode", value="6612000001"),
            Identifier(kind="ogrnCode", value="1026600000001"),
        ),
    )
    assert filters == Filters()
    assert dataset == "zz_list"
    response = answer.get_json()["responses"]["q1"]
    assert response["ignored"] == ["website"]
    assert response["query"]["properties"]["country"] == ["ru", "ru"]


def test_empty_weights_and_config_are_what_clients_of_yente_send(client: FlaskClient) -> None:
    body = {"queries": {"q1": COMPANY}, "weights": {}, "config": {}}
    assert client.post("/match/default", json=body).status_code == 200


@pytest.mark.parametrize("field", ["weights", "config"])
def test_a_model_is_not_adjusted_by_its_callers(client: FlaskClient, field: str) -> None:
    body = {"queries": {"q1": COMPANY}, field: {"name": 0.5}}
    answer = client.post("/match/default", json=body)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == f"/{field}"


def test_an_address_is_joined_from_its_parts(client: FlaskClient, screener: FakeScreener) -> None:
    parts = {"city": "Kowloon", "street": "8 Hung To Road", "country": "Hong Kong"}
    body = {"queries": {"q1": {"schema": "Address", "properties": parts}}}
    assert client.post("/match/default", json=body).status_code == 200
    [(query, _, _)] = screener.asked
    assert query.addresses == ("8 Hung To Road, Kowloon",)
    assert query.countries == ("hk",)


def test_an_entity_may_be_sent_back_as_an_example(
    client: FlaskClient, screener: FakeScreener
) -> None:
    entity = client.get("/entities/zz_list-1").get_json()
    answer = client.post("/match/default", json={"queries": {"q1": entity}})
    assert answer.status_code == 200, answer.get_json()
    assert screener.asked[0][0].names == ("Kamensk Optics LLC", "ООО «Каменск Оптика»")


def test_parameters_become_filters(client: FlaskClient, screener: FakeScreener) -> None:
    answer = client.post(
        "/match/default?limit=7&threshold=0.9&cutoff=0.25&algorithm=m1"
        "&include_dataset=zz_list&include_dataset=yy_list&exclude_dataset=yy_list"
        "&exclude_schema=Vessel&exclude_entity_ids=a&exclude_entity_ids=b/c"
        "&topics=sanction&topics=export.control&changed_since=2026-01-31T01:30:00%2B02:00",
        json={"queries": {"q1": COMPANY}},
    )
    assert answer.status_code == 200, answer.get_json()
    assert screener.asked[0][1] == Filters(
        limit=7,
        threshold=0.9,
        cutoff=0.25,
        include_datasets=frozenset({"zz_list", "yy_list"}),
        exclude_datasets=frozenset({"yy_list"}),
        exclude_schemata=frozenset({"Vessel"}),
        exclude_entity_ids=frozenset({"a", "b/c"}),
        topics=frozenset({"sanction", "export.control"}),
        changed_since="2026-01-30T23:30:00",
    )
    assert answer.get_json()["limit"] == 7
    assert answer.get_json()["threshold"] == 0.9


@pytest.mark.parametrize(
    ("query_string", "parameter", "suggestion"),
    [
        pytest.param("limt=5", "limt", "limit", id="misspelt"),
        pytest.param("fuzzy=true", "fuzzy", None, id="unknown"),
        pytest.param("limit=0", "limit", None, id="limit-of-nothing"),
        pytest.param("limit=501", "limit", None, id="limit-too-high"),
        pytest.param("limit=five", "limit", None, id="limit-in-words"),
        pytest.param("limit=", "limit", None, id="limit-empty"),
        pytest.param("limit=5&limit=6", "limit", None, id="limit-twice"),
        pytest.param("threshold=1.01", "threshold", None, id="threshold-past-one"),
        pytest.param("threshold=nan", "threshold", None, id="threshold-not-a-number"),
        pytest.param("cutoff=-0.1", "cutoff", None, id="cutoff-below-zero"),
        pytest.param("cutoff=inf", "cutoff", None, id="cutoff-infinite"),
        pytest.param("algorithm=logic-v2", "algorithm", None, id="model-of-another-house"),
        pytest.param("include_dataset=zz_lst", "include_dataset", "zz_list", id="dataset"),
        pytest.param("exclude_dataset=nope", "exclude_dataset", None, id="excluded-dataset"),
        pytest.param("exclude_schema=vessel", "exclude_schema", "Vessel", id="schema-in-lower"),
        pytest.param("topics=Sanction!", "topics", None, id="topic-malformed"),
        pytest.param("changed_since=yesterday", "changed_since", None, id="date-in-words"),
        pytest.param("changed_since=2026-02-30", "changed_since", None, id="date-that-is-not"),
    ],
)
def test_a_bad_parameter_is_refused(
    client: FlaskClient, query_string: str, parameter: str, suggestion: str | None
) -> None:
    answer = client.post(f"/match/default?{query_string}", json={"queries": {"q1": COMPANY}})
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    assert problem["type"] == "urn:problem-type:tallyman:invalid-parameter"
    assert problem["parameter"] == parameter
    assert problem.get("suggestion") == suggestion


@pytest.mark.parametrize("name", ["best", "default", "m1"])
def test_the_live_model_goes_by_these_names(client: FlaskClient, name: str) -> None:
    answer = client.post(f"/match/default?algorithm={name}", json={"queries": {"q1": COMPANY}})
    assert answer.status_code == 200
    assert answer.get_json()["model"] == "m1"


@pytest.mark.parametrize(
    ("body", "pointer", "suggestion"),
    [
        pytest.param([], "", None, id="not-an-object"),
        pytest.param("x", "", None, id="a-string"),
        pytest.param({}, "/queries", None, id="no-queries"),
        pytest.param({"queries": []}, "/queries", None, id="queries-as-a-list"),
        pytest.param({"querys": {}, "queries": {"q": COMPANY}}, "/querys", "queries", id="field"),
        pytest.param({"queries": {"q1": None}}, "/queries/q1", None, id="null-query"),
        pytest.param({"queries": {"q1": []}}, "/queries/q1", None, id="list-query"),
        pytest.param(
            {"queries": {"q1": {"properties": {}}}}, "/queries/q1/schema", None, id="no-schema"
        ),
        pytest.param(
            {"queries": {"q1": {"schema": "Company"}}},
            "/queries/q1/properties",
            None,
            id="no-properties",
        ),
        pytest.param(
            {"queries": {"q1": {"schema": "Compny", "properties": {"name": "x"}}}},
            "/queries/q1/schema",
            "Company",
            id="schema-misspelt",
        ),
        pytest.param(
            {"queries": {"q1": {"schema": 7, "properties": {"name": "x"}}}},
            "/queries/q1/schema",
            None,
            id="schema-a-number",
        ),
        pytest.param(
            {"queries": {"q1": COMPANY | {"propertys": {}}}},
            "/queries/q1/propertys",
            "properties",
            id="field-misspelt",
        ),
        pytest.param(one(nmae="x"), "/queries/q1/properties/nmae", "name", id="name-misspelt"),
        pytest.param(
            one(name="x", inncode=1), "/queries/q1/properties/inncode", "innCode", id="case"
        ),
        pytest.param(
            one(name="x", birthDate="1970"),
            "/queries/q1/properties/birthDate",
            None,
            id="property-of-another-schema",
        ),
        pytest.param(
            {"queries": {"a/b~c": {"schema": "Company", "properties": {"x/y": 1}}}},
            "/queries/a~1b~0c/properties/x~1y",
            None,
            id="pointer-is-escaped",
        ),
        pytest.param(
            one(name="x", country="Atlantis"),
            "/queries/q1/properties/country",
            None,
            id="country-that-is-not",
        ),
        pytest.param(
            one(name="x", country=["ru", "Atlantis"]),
            "/queries/q1/properties/country/1",
            None,
            id="country-in-a-list",
        ),
        pytest.param(one(name=True), "/queries/q1/properties/name", None, id="boolean"),
        pytest.param(
            one(name={"en": "x"}), "/queries/q1/properties/name", None, id="object-as-value"
        ),
        pytest.param(one(name=[["x"]]), "/queries/q1/properties/name/0", None, id="list-in-a-list"),
        pytest.param(
            one(name="x", idNumber=123456789012345678901234567890.0),
            "/queries/q1/properties/idNumber",
            None,
            id="number-that-lost-digits",
        ),
        pytest.param(
            one(name=["x", "y" * 2001]), "/queries/q1/properties/name/1", None, id="endless-name"
        ),
        pytest.param(
            one(name=[str(number) for number in range(201)]),
            "/queries/q1/properties",
            None,
            id="too-many-names",
        ),
        pytest.param(
            one(innCode=list(range(1001))), "/queries/q1/properties", None, id="too-many-values"
        ),
        pytest.param(one(), "/queries/q1/properties", None, id="nothing-to-match-by"),
        pytest.param(one(name=[" ", None]), "/queries/q1/properties", None, id="blank-name"),
        pytest.param(one(country="ru"), "/queries/q1/properties", None, id="country-alone"),
        pytest.param(
            one(website="x.example"), "/queries/q1/properties", None, id="unused-property-alone"
        ),
    ],
)
def test_a_bad_body_is_refused_with_its_place(
    client: FlaskClient, screener: FakeScreener, body: object, pointer: str, suggestion: str | None
) -> None:
    answer = client.post("/match/default", json=body)
    assert answer.status_code == 422, answer.get_json()
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    assert problem["type"] == "urn:problem-type:tallyman:invalid-body"
    assert [fault["pointer"] for fault in problem["errors"]] == [pointer]
    assert problem["errors"][0].get("suggestion") == suggestion
    assert problem["errors"][0]["detail"]
    assert not screener.asked


def test_a_property_of_another_schema_is_said_to_be_so(client: FlaskClient) -> None:
    answer = client.post("/match/default", json=one(name="x", birthDate="1970"))
    detail = answer.get_json()["errors"][0]["detail"]
    assert detail == "'birthDate' is not a property of Company, but of Person"


def test_every_fault_of_a_batch_is_named_up_to_fifty(client: FlaskClient) -> None:
    bad = {"schema": "Company", "properties": {"nmae": "x"}}
    batch = {f"q{number}": bad for number in range(60)}
    problem = client.post("/match/default", json={"queries": batch}).get_json()
    assert len(problem["errors"]) == 50
    assert problem["errors"][1]["pointer"] == "/queries/q1/properties/nmae"
    assert "59 more" in problem["detail"]


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        pytest.param(b"", 400, "invalid-request", id="empty"),
        pytest.param(b"{", 400, "invalid-request", id="cut-short"),
        pytest.param(b"\xff\xfe{}", 400, "invalid-request", id="not-utf-8"),
        pytest.param(b'{"queries": {"q": "\\ud800"}}', 400, "invalid-request", id="surrogate"),
        pytest.param(b'{"queries": NaN}', 400, "invalid-request", id="nan"),
        pytest.param(b"[" * 5000, 400, "invalid-request", id="deep"),
        pytest.param(
            b'{"queries": {"q": {"schema": "Company", "properties": {"name": "x"}}, "q": {}}}',
            400,
            "invalid-request",
            id="query-key-twice",
        ),
        pytest.param(
            b'{"queries": {"q": {"schema": "Company", "properties": {"name": 1, "name": 2}}}}',
            400,
            "invalid-request",
            id="property-twice",
        ),
        pytest.param(b'{"queries": {}}', 400, "invalid-request", id="no-query"),
        pytest.param(b" " * 100_001, 413, "request-entity-too-large", id="too-large"),
    ],
)
def test_bytes_that_are_no_batch(client: FlaskClient, body: bytes, status: int, kind: str) -> None:
    answer = client.post("/match/default", data=body, content_type="application/json")
    assert answer.status_code == status
    assert answer.get_json()["type"] == f"urn:problem-type:tallyman:{kind}"


@pytest.mark.parametrize(("queries", "status"), [(500, 200), (501, 400)])
def test_a_batch_holds_500_queries(client: FlaskClient, queries: int, status: int) -> None:
    batch = {str(number): COMPANY for number in range(queries)}
    answer = client.post("/match/default", json={"queries": batch})
    assert answer.status_code == status


@pytest.mark.parametrize("depth", [900, 1000, 1020, 100_000 // 6])
def test_a_deep_body_is_refused_and_not_a_failure(client: FlaskClient, depth: int) -> None:
    answer = client.post("/match/default", data=b'{"a":' * depth + b"1" + b"}" * depth)
    assert answer.status_code in {400, 422}


def test_json_is_read_under_any_content_type(client: FlaskClient) -> None:
    body = b'{"queries": {"q1": {"schema": "Company", "properties": {"name": "x"}}}}'
    assert client.post("/match/default", data=body, content_type="text/plain").status_code == 200
    assert client.post("/match/default", data=body).status_code == 200


def test_an_unknown_dataset_is_404(client: FlaskClient) -> None:
    answer = client.post("/match/nowhere", json={"queries": {"q1": COMPANY}})
    assert answer.status_code == 404
    assert answer.get_json()["known"] == ["default", "zz_list", "yy_list"]


def test_no_snapshot_is_503(empty_client: FlaskClient) -> None:
    answer = empty_client.post("/match/default", json={"queries": {"q1": COMPANY}})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"
    assert answer.get_json()["type"] == "urn:problem-type:tallyman:no-snapshot"


def test_a_bad_query_does_not_lose_the_others(client: FlaskClient, screener: FakeScreener) -> None:
    bad = {"schema": "Company", "properties": {"nmae": "Kamensk Optics"}}
    answer = client.post("/match/default", json={"queries": {"good": COMPANY, "a/b": bad}})
    assert answer.status_code == 200
    body = answer.get_json()
    assert body["failed"] == ["a/b"]
    assert body["responses"]["good"]["status"] == 200
    assert len(screener.asked) == 1
    # No `results`: a client that looks for none must not read them as nothing found.
    assert body["responses"]["a/b"] == {
        "status": 422,
        "type": "urn:problem-type:tallyman:invalid-body",
        "title": "Invalid body",
        "detail": "/queries/a~1b/properties/nmae: 'nmae' is not a property of Company",
        "errors": [
            {
                "pointer": "/queries/a~1b/properties/nmae",
                "detail": "'nmae' is not a property of Company",
                "suggestion": "name",
            }
        ],
    }


def test_where_no_query_is_understood_the_batch_is_refused(client: FlaskClient) -> None:
    bad = {"schema": "Company", "properties": {"nmae": "Kamensk Optics"}}
    answer = client.post("/match/default", json={"queries": {"q1": bad, "q2": bad}})
    assert answer.status_code == 422
    pointers = [fault["pointer"] for fault in answer.get_json()["errors"]]
    assert pointers == ["/queries/q1/properties/nmae", "/queries/q2/properties/nmae"]


def test_a_batch_that_asks_too_much_is_refused(client: FlaskClient, screener: FakeScreener) -> None:
    greedy = {"schema": "Company", "properties": {"innCode": [str(n) for n in range(999)]}}
    answer = client.post("/match/default", json={"queries": {str(n): greedy for n in range(11)}})
    assert answer.status_code == 400
    assert "10000 at most" in answer.get_json()["detail"]
    assert not screener.asked


def test_the_base_rate_reaches_the_matcher(client: FlaskClient, screener: FakeScreener) -> None:
    answer = client.post("/match/default?base_rate=0.001", json={"queries": {"q1": COMPANY}})
    assert answer.get_json()["base_rate"] == 0.001
    [(_, filters, _)] = screener.asked
    assert filters == Filters(base_rate=0.001)


@pytest.mark.parametrize("value", ["0", "1", "-0.5", "nan", "often"])
def test_a_base_rate_is_between_nothing_and_everything(client: FlaskClient, value: str) -> None:
    answer = client.post(f"/match/default?base_rate={value}", json={"queries": {"q1": COMPANY}})
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == "base_rate"


def test_a_waterfall_ends_at_the_weight(client: FlaskClient) -> None:
    answer = client.post("/match/default?explain=waterfall", json={"queries": {"q1": COMPANY}})
    [hit] = answer.get_json()["responses"]["q1"]["results"]
    steps = hit["waterfall"]
    assert [step["comparison"] for step in steps] == ["prior", "name", "country"]
    assert [(step["start"], step["end"]) for step in steps] == [
        (0.0, -12.0),
        (-12.0, 2.25),
        (2.25, 2.25),
    ]
    assert steps[-1]["end"] == hit["match_weight"]


def test_what_was_left_out_is_said(client: FlaskClient, screener: FakeScreener) -> None:
    screener.cuts = (Cut.LONG_NAME, Cut.MANY_PAIRS)
    body = client.post("/match/default", json={"queries": {"q1": COMPANY}}).get_json()
    response = body["responses"]["q1"]
    assert [cut["bound"] for cut in response["truncated"]] == ["long-name", "many-pairs"]
    assert response["total"] == {"value": 1, "relation": "gte"}
    metrics = client.get("/metrics").get_data(as_text=True)
    assert 'tallyman_queries_cut_total{bound="long-name"} 1.0' in metrics


def test_every_bound_has_a_sentence(client: FlaskClient, screener: FakeScreener) -> None:
    screener.cuts = tuple(Cut)
    body = client.post("/match/default", json={"queries": {"q1": COMPANY}}).get_json()
    assert all(cut["detail"] for cut in body["responses"]["q1"]["truncated"])
