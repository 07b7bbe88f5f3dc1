"""A report of a screening as one page that needs nothing beside it: no server, no script."""

from dataclasses import dataclass

from api.pages import page_environment
from matcher.reports.figures import FIGURES, Figures
from matcher.routing.rules import Rules

_MOST_BARS = 25
_READ_FIRST = 12  # rows that are open at the top of the page
_COLUMN = 18  # pixels a month in the chart over time
_CHART_HEIGHT = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """What the report was made of."""

    answer: str
    model: str
    snapshot: str
    threshold: str
    written: str


def report_page(
    figures: Figures, rules: Rules, unasked: dict[str, str], made_by: MadeBy, *, files: list[str]
) -> str:
    """The page, as HTML.

    Args:
        figures: The counts and the rows behind them.
        rules: Those that were asked, with their sources.
        unasked: Rules that could not be asked, and why.
        made_by: What stands at the head of the page.
        files: Names of the files beside the page.
    """
    environment = page_environment()
    return environment.get_template("report.html").render(
        figures=figures,
        titles={name: title for name, (title, _) in FIGURES.items() if name != "month"},
        months=_months(figures),
        rules=rules.each(),
        unasked=unasked,
        made_by=made_by,
        files=files,
        most_bars=_MOST_BARS,
        read_first=_READ_FIRST,
        chart_height=_CHART_HEIGHT,
    )


def _months(figures: Figures) -> list[dict[str, object]]:
    """The columns of the chart over time: their place, height and label."""
    counts = {
        month: n for month, n in figures.figures["month"].counts.items() if month[:1].isdigit()
    }
    highest = max(counts.values(), default=0)
    return [
        {
            "x": position * _COLUMN,
            "height": count / highest * _CHART_HEIGHT,
            "month": month,
            "count": count,
        }
        for position, (month, count) in enumerate(sorted(counts.items()))
    ]
