"""`bin/bench`: runs the benchmarks named, or all of them."""

from __future__ import annotations

import sys

from bench import rulebook
from bench.web import measuring

BENCHES = {"rulebook": rulebook.run, "web": measuring.run}


def main(names: list[str]) -> int:
    """Exit status 2 for a name there is no benchmark of."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"bin/bench: no benchmark called {unknown[0]!r}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in names or BENCHES:
        print(f"== {name}")
        for line in BENCHES[name]():
            print(line, flush=True)
    return 0


sys.exit(main(sys.argv[1:]))
