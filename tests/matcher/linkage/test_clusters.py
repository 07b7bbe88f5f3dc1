"""Clusters without a guard are Splink's connected components."""

import random

import duckdb
import pyarrow as pa
from splink.internals.clustering import cluster_pairwise_predictions_at_threshold
from splink.internals.duckdb.database_api import DuckDBAPI

from matcher.canonical.clusters import grow
from matcher.resolution.clustering import PartyLink


def test_without_a_guard_clusters_are_those_of_splink() -> None:
    dice = random.Random(5)
    rows = 300
    pairs = [sorted(dice.sample(range(rows), 2)) for _ in range(260)]
    links = [PartyLink(first, second, dice.random()) for first, second in pairs]
    nodes = pa.table({"id": list(range(rows))})
    edges = pa.table(
        {
            "id_l": [link.first for link in links],
            "id_r": [link.second for link in links],
            "match_probability": [link.score for link in links],
        }
    )
    found = cluster_pairwise_predictions_at_threshold(
        nodes,
        edges,
        DuckDBAPI(connection=duckdb.connect()),
        node_id_column_name="id",
        edge_id_column_name_left="id_l",
        edge_id_column_name_right="id_r",
        threshold_match_probability=0.3,
    ).as_record_list()
    clusters: dict[int, set[int]] = {}
    for one in found:
        clusters.setdefault(one["cluster_id"], set()).add(one["id"])
    ours = grow([link for link in links if link.score >= 0.3], lambda *_: None)
    assert {frozenset(rows) for rows in ours.members} == {
        frozenset(rows) for rows in clusters.values() if len(rows) > 1
    }
