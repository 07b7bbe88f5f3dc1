"""`python -m matcher.sample DIR [--seed N] [--size N]` writes the sample into DIR."""

import argparse
from pathlib import Path

from matcher.sample.files import write_sample


def main() -> None:
    """Reads the arguments and writes the sample."""
    parser = argparse.ArgumentParser(prog="python -m matcher.sample", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--size", type=int, default=600, help="listed parties (default 600)")
    arguments = parser.parse_args()
    write_sample(arguments.directory, seed=arguments.seed, size=arguments.size)


if __name__ == "__main__":
    main()
