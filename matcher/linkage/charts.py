"""Splink's own charts of a model, and the runtime that draws them, both from its package.

Splink ships Vega, Vega-Lite and Vega-Embed (BSD 3-clause) for charts that work offline; a page
that holds them needs no network and no package of its own.
"""

from collections.abc import Mapping
from typing import Any

from splink.internals.html_utils import load_chart_libraries
from splink.internals.settings_creator import SettingsCreator

_LABEL_WIDTH = 420  # pixels: our levels are sentences, which Splink would cut off


def model_charts(settings: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Splink's charts of trained settings, as Vega-Lite specifications.

    Args:
        settings: A trained model's (`Model.splink_settings`).
    """
    trained = SettingsCreator.from_path_or_dict(dict(settings)).get_settings("duckdb")
    weights = trained.match_weights_chart()  # type: ignore[no-untyped-call]  # Splink leaves it untyped
    probabilities = trained.m_u_parameters_chart()  # type: ignore[no-untyped-call]  # as above
    charts = {"match_weights": weights.chart_dict, "m_u_parameters": probabilities.chart_dict}
    for chart in charts.values():
        chart.setdefault("config", {})["axis"] = {"labelLimit": _LABEL_WIDTH}
    return charts


def chart_libraries() -> tuple[str, ...]:
    """The scripts that define `vegaEmbed`, in the order in which a page must load them."""
    libraries = load_chart_libraries()  # type: ignore[no-untyped-call]  # Splink leaves it untyped
    return tuple(libraries[name] for name in ("vega", "vega-lite", "vega-embed"))
