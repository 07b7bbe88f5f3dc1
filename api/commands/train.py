"""`tallyman train`: a model from labelled pairs, ordinary names and the ingested lists."""

from dataclasses import asdict
from pathlib import Path

import click

from api.commands.account import by_option
from api.commands.compare_models import difference_lines
from api.commands.invocation import Invocation, pass_invocation
from api.commands.labels.opening import opened
from api.commands.terminal import print_json
from matcher.lists.store import ListStore
from models.comparing import against_live
from models.deposit import sha256_of, write_model
from models.estimation import Method, MSource, USource
from models.labels.teaching import digest, labelled_pairs, read_store
from models.metrics import GroupMetrics, measure
from models.pairs import LabelledPair, read_labels, read_names
from models.promotion import readable_live_id, record_training
from models.registry import trained_models
from models.training import train

_FILE = click.Path(path_type=Path)
STORE = "store"  # what `--labels` says for the label store


@click.command("train")
@click.option(
    "--labels", required=True, type=_FILE, help=f"labelled pairs, CSV; {STORE}: the label store"
)
@click.option("--names", required=True, type=_FILE, help="ordinary company names, CSV")
@click.option("--dataset", "datasets", multiple=True, help="learn from these lists; default: all")
@click.option("--out", type=_FILE, help="folder of models; default: models in the home folder")
@by_option
@click.option(
    "--m",
    type=click.Choice([source.value for source in MSource]),
    default=MSource.JOINT.value,
    show_default=True,
    help="m: one joint fit of the labels, labels one comparison at a time, or EM without labels",
)
@click.option(
    "--u",
    type=click.Choice([source.value for source in USource]),
    default=USource.LOOK_ALIKES.value,
    show_default=True,
    help="u: labelled look-alikes, or pairs drawn at random",
)
@click.option("--json", "as_json", is_flag=True, help="for programs")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    labels: Path,
    names: Path,
    datasets: tuple[str, ...],
    out: Path | None,
    by: str,
    m: str,
    u: str,
    as_json: bool,
) -> None:
    """Train a model and measure it on pairs that its folds have not seen.

    The same files and lists give the same model, byte for byte. Says what is otherwise than
    in the live model; `tallyman models promote` makes the new one live.
    """
    home = invocation.settings().home
    pairs, labels_sha256 = _labels(invocation, labels)
    store = ListStore(home)
    manifests = store.current()
    wanted = frozenset(datasets)
    listed = [
        entry
        for manifest in manifests
        for entry in store.entries(manifest)
        if not wanted or wanted.issuperset(entry.datasets)
    ]
    trained = train(
        pairs,
        read_names(names),
        listed,
        method=Method(m=MSource(m), u=USource(u)),
        progress=lambda step: click.echo(step, err=True),
    )
    path = write_model(
        trained,
        out or trained_models(home),
        data={
            "labels": labels_sha256,
            "names": sha256_of(names),
            **{f"list {manifest.source}": manifest.sha256 for manifest in manifests},
            "datasets": ",".join(sorted(wanted)) or "all",
        },
        parent=readable_live_id(home),
    )
    if path.parent == trained_models(home):
        record_training(home, path.name, by=by)
    for finding in trained.findings:
        click.echo(f"Warning: {finding}", err=True)
    table = measure((scored.pair.kind, scored.score) for scored in trained.held_out)
    difference = against_live(home, path)
    if as_json:
        print_json(
            {
                "model": path.name,
                "path": str(path),
                "threshold": trained.threshold,
                "held_out": {group: asdict(row) for group, row in table.items()},
                "against_live": asdict(difference),
            }
        )
        return
    click.echo(f"Model {path.name} in {path}; threshold {trained.threshold}.")
    click.echo("Held out, by name alone:")
    for group, row in table.items():
        click.echo(f"  {group:13}{_line(row)}")
    click.echo()
    for line in difference_lines(difference):
        click.echo(line)


def _labels(invocation: Invocation, labels: Path) -> tuple[list[LabelledPair], str]:
    """The labelled pairs of a file, or of the store, and the digest of them."""
    if str(labels) != STORE:
        return list(read_labels(labels)), sha256_of(labels)
    with opened(invocation) as store:
        found = read_store(store)
    return labelled_pairs(found), digest(found)


def _line(row: GroupMetrics) -> str:
    return (
        f"{row.positives:>6,} against {row.negatives:>6,}   AUC {row.auc:.3f}   "
        f"recall at 1% false positives {row.recall_at_1:.3f}, at 5% {row.recall_at_5:.3f}   "
        f"calibration error {row.ece:.3f}"
    )
