from matcher.comparison.specification import COMPARISONS
from matcher.linkage.charts import chart_libraries, model_charts
from models.registry import shipped_model


def test_splinks_charts_show_every_comparison() -> None:
    charts = model_charts(shipped_model().splink_settings)
    for chart in charts.values():
        shown = {row["comparison_name"] for row in chart["data"]["values"]}
        assert shown >= {comparison.name for comparison in COMPARISONS}


def test_the_libraries_stand_in_a_page() -> None:
    for library in chart_libraries():
        assert len(library) > 10_000
        assert "</script" not in library
