"""Measures what goldline costs against its bounds, in one table. A row that is over fails nothing.

    PYTHONPATH=toolkit:tests python -m benchmarks [--quick] [--folder FOLDER]

Times are of whole processes, by the clock and (in brackets) of all processors together; so are ratios,
and the first of the two is held against the bound. What a ratio compares runs by turns, and counts by
its median. On a busy machine trust the brackets: a cold check that keeps two cores busy and takes 1.5
times as long as its floor uses them for 3 times as long.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from compileall import compile_dir
from itertools import pairwise
from pathlib import Path

from benchmarks.agreement import measure_coefficients, measure_command
from benchmarks.decisions import measure_decisions
from benchmarks.generate import Made, make_repository
from benchmarks.measure import TOOLKIT, Run, default_cores, measure, measure_python
from benchmarks.proofs import measure_verify, proof_rows
from benchmarks.report import Row, at_most, cpu, lay_out, seconds, verdict, wall
from benchmarks.site import Build, Reading, build_bare, build_site, prepare_again, read_site
from benchmarks.spaces import measure_spaces

SMALL, MIDDLE, LARGE = 1_000, 10_000, 100_000
HERE = Path(__file__).parent
ITEM_FILES = "goldsets/*/items/*/*.yaml"
MEGABYTE = 1_000_000
FOUND = (0, 1)
"""Statuses of a command that ran: it may have found something."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="only 1,000 and 10,000 items")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(tempfile.gettempdir()) / "goldline-benchmarks",
        help="where generated repositories are kept (default: %(default)s)",
    )
    chosen = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {default_cores()} cores", flush=True)
    compile_dir(str(TOOLKIT), quiet=1)  # as an installation is
    rows = []
    for row in _rows(chosen.folder, chosen.quick):
        rows.append(row)
        print(f"  {row.what}: {row.measured}", file=sys.stderr, flush=True)
    print(lay_out(rows))


def _rows(folder: Path, quick: bool) -> Iterator[Row]:
    folder.mkdir(parents=True, exist_ok=True)
    yield _help_row()
    yield from _decision_rows(folder, 20_000 if quick else 100_000)
    yield from _space_rows(1 if quick else 3)
    yield from _proof_rows(1 if quick else 3)
    yield from _agreement_rows(folder / "agreement")
    yield from _site_rows(folder, (SMALL,) if quick else (SMALL, MIDDLE))
    sizes = (SMALL, MIDDLE) if quick else (SMALL, MIDDLE, LARGE)
    cold: dict[int, list[Run]] = {}
    for size in sizes:
        bench = Bench(make_repository(folder / str(size), size))
        yield from _size_rows(bench, largest=size == sizes[-1])
        cold[size] = bench.cold
    for less, more in pairwise(sizes):
        growth = cpu(cold[more]) / cpu(cold[less])
        yield Row(
            f"check cold, growth from {less:,}",
            more,
            f"{cpu(cold[more]):.2f} s of processors",
            f"{cpu(cold[less]):.2f} s",
            f"{growth:.1f}",
            f"<= {more // less}",
            verdict(growth <= more / less),
        )


def _agreement_rows(folder: Path) -> Iterator[Row]:
    folder.mkdir(parents=True, exist_ok=True)
    speeds = measure_coefficients()
    name, slowest = speeds.slowest
    yield Row(
        f"agreement, slowest coefficient ({name})",
        speeds.judgments,
        f"{slowest:.3f} s",
        f"count table and alpha: {speeds.bare:.3f} s",
        f"{slowest / speeds.bare:.2g}",
        "<= 3",
        verdict(slowest <= 3 * speeds.bare),
    )
    yield Row(
        "agreement, intervals over raters and items",
        speeds.judgments,
        f"{speeds.intervals:.2f} s",
        bound="<= 30 s",
        verdict=verdict(speeds.intervals <= 30),
    )
    run = measure_command(folder)
    yield Row(
        "agreement from Parquet, memory",
        speeds.judgments,
        f"{run.memory / MEGABYTE:.0f} MB in {run.wall:.1f} s",
        bound="<= 1000 MB",
        verdict=verdict(run.memory <= 1000 * MEGABYTE),
    )


# --- the site ---------------------------------------------------------------------------------


def _site_rows(folder: Path, sizes: tuple[int, ...]) -> Iterator[Row]:
    built: list[Build] = []
    for size in sizes:
        made = make_repository(folder / str(size), size)
        built.append(build_site(made, folder))
        bare = build_bare(made, folder)
        yield at_most("site build", size, built[-1].runs, bare, "MkDocs, lists", 1.5, judged=size == SMALL)
        full, again = prepare_again(made, folder)
        yield at_most("site, pages after an edit of one item", size, [again], [full], "all pages", 0.1)
    last = built[-1]
    megabytes = last.size / MEGABYTE
    yield Row(
        "site, bytes without media",
        sizes[-1],
        f"{megabytes:.0f} MB",
        bound="< 40 MB",
        verdict=verdict(megabytes < 40),
    )
    if len(built) > 1:
        yield at_most("site build, growth", sizes[-1], last.runs, built[0].runs, f"{sizes[0]:,} items", 5)
    reading = read_site(last.folder)
    if reading is None:
        yield Row("site, in a browser", sizes[-1], "not measured: no chromium, or no playwright")
        return
    yield from _reading_rows(reading, sizes[-1])


def _reading_rows(reading: Reading, items: int) -> Iterator[Row]:
    for what, found, bound in (
        ("site, first result of a search", reading.search, 1.5),
        ("site, a filter of the gold", reading.filter, 0.05),
        ("site, an answer of the helper", reading.helper, 0.01),
    ):
        if found is not None:
            yield Row(
                what,
                items,
                f"{1000 * found:.0f} ms",
                bound=f"< {1000 * bound:g} ms",
                verdict=verdict(found < bound),
            )
    kilobytes = reading.weight / 1000
    yield Row(
        "site, a criterion's page, compressed",
        items,
        f"{kilobytes:.0f} KB",
        bound="< 300 KB",
        verdict=verdict(kilobytes < 300),
    )
    yield Row(
        "site, a criterion's page, layout shift",
        items,
        f"{reading.shift:.3f}",
        bound="< 0.001",
        verdict=verdict(reading.shift < 0.001),
    )


# --- whole processes over a repository --------------------------------------------------------


class Bench:
    """A generated repository, and what running over it cost."""

    def __init__(self, made: Made) -> None:
        self.made = made
        self.items = made.items
        self.runs = {SMALL: 5, MIDDLE: 5}.get(made.items, 1)
        self.cold: list[Run] = []
        self.floor: list[Run] = []
        self._edits = 0

    def run(self, *arguments: str, sample_memory: bool = False) -> Run:
        """Return what `goldline ARGUMENTS` costs here."""
        return measure(["-C", self.made.path, *arguments], accept=FOUND, sample_memory=sample_memory)

    def forget(self) -> None:
        """Throw the cache away."""
        shutil.rmtree(self.made.path / ".git" / "goldline", ignore_errors=True)

    def measure_cold(self) -> None:
        """Run a cold check and its floor by turns."""
        floor: list[str | Path] = [HERE / "floor.py", self.made.path, ITEM_FILES]
        measure_python(floor)  # brings the files into the machine's memory for both
        for _ in range(self.runs):
            self.floor.append(measure_python(floor))
            self.forget()
            self.cold.append(self.run("check"))

    def repeat(self, *arguments: str, times: int = 5) -> list[Run]:
        """Return several runs, after one that fills the cache."""
        self.run(*arguments)
        return [self.run(*arguments) for _ in range(times)]

    def after_edits(self, times: int = 5) -> list[Run]:
        """Return runs of check, each after an edit of one item; the item is put back."""
        file = self.made.item_files[self.items // 2]
        before = file.read_bytes()
        runs = []
        try:
            for number in range(times):
                file.write_bytes(before + b"# Looked at once more: %d.\n" % number)
                runs.append(self.run("check"))
        finally:
            file.write_bytes(before)
        return runs

    def parsed(self, *arguments: str) -> int:
        """Return how many files a command parses in one process."""
        with tempfile.TemporaryDirectory() as folder:
            answer = Path(folder) / "count"
            measure_python([HERE / "counting.py", answer, "-C", self.made.path, *arguments], accept=FOUND)
            return int(answer.read_text())


def _size_rows(bench: Bench, *, largest: bool) -> Iterator[Row]:
    made, items = bench.made, bench.items
    bench.measure_cold()
    floor = "C events"
    yield at_most("check, cold", items, bench.cold, bench.floor, floor, 1.5, judged=items == MIDDLE)
    if not largest:
        return
    judged = items == LARGE
    sides = made.commits["first"], made.commits["main"], made.commits["stricter"]
    yield _parsing_row(bench, *sides[:2])
    for what, runs in (
        ("check, warm, nothing edited", bench.repeat("check")),
        ("check, warm, one item edited", bench.after_edits()),
    ):
        yield at_most(what, items, runs, bench.floor, floor, 0.1, judged=judged)
    stricter = bench.repeat("diff", sides[0], sides[2])
    yield at_most(
        "diff, warm, a rule changed", items, stricter, bench.cold, "check, cold", 0.2, judged=judged
    )
    few = bench.repeat("diff", sides[0], sides[1])
    yield at_most(
        "diff, warm, 1 % of items changed", items, few, bench.cold, "check, cold", 0.1, judged=judged
    )
    bench.forget()
    yield _memory_row("check, cold", bench, judged, "check")
    yield _memory_row("diff, warm, a rule changed", bench, judged, "diff", sides[0], sides[2])


def _parsing_row(bench: Bench, base: str, head: str) -> Row:
    """Return how many files a diff parses right after a check of HEAD: those that only BASE has."""
    files = bench.parsed("diff", "--jobs", "1", base, head)
    share = files / bench.made.changed_items
    return Row(
        "diff, 1 % changed, files parsed",
        bench.items,
        f"{files:,} files",
        f"{bench.made.changed_items:,} changed",
        f"{share:.2f}",
        "<= 1.5",
        verdict(share <= 1.5),
    )


def _memory_row(what: str, bench: Bench, judged: bool, *arguments: str) -> Row:
    run = bench.run(*arguments, sample_memory=True)
    peak = run.memory or run.largest
    return Row(
        f"{what}, memory at its peak",
        bench.items,
        f"{peak / MEGABYTE:.0f} MB",
        f"largest process: {run.largest / MEGABYTE:.0f} MB",
        "",
        "< 400 MB",
        verdict(peak < 400 * MEGABYTE, judged),
    )


# --- without a repository ---------------------------------------------------------------------


def _help_row() -> Row:
    bare: list[Run] = []
    helped: list[Run] = []
    for _ in range(15):
        bare.append(measure_python(["-c", "pass"]))
        helped.append(measure(["--help"]))
    more = 1000 * (wall(helped) - wall(bare))
    return Row(
        "goldline --help",
        0,
        seconds(helped),
        f"python -c pass: {seconds(bare)}",
        f"+{more:.0f} ms",
        "<= +100 ms",
        verdict(more <= 100),
    )


def _decision_rows(folder: Path, count: int) -> Iterator[Row]:
    speeds = measure_decisions(folder, count, runs=5)

    def row(what: str, rows: float, *, against: str = "", ratio: float = 0, bound: str = "") -> Row:
        judged = {"": True, ">= 500,000": rows >= 500_000, ">= 10 times": ratio >= 10}[bound]
        shown = f"{ratio:.1f}" if ratio else ""
        return Row(what, count, f"{rows:,.0f} rows/s", against, shown, bound, verdict(judged, bool(bound)))

    yield row("decisions, 50 rules x 8 inputs, a core", speeds.by_call, bound=">= 500,000")
    if speeds.zen is not None and speeds.zen_batch is not None and speeds.zen_loop is not None:
        yield row(
            "decisions, against zen-engine",
            speeds.by_call,
            against=f"batch {speeds.zen_batch:,.0f}, loop {speeds.zen_loop:,.0f}",
            ratio=speeds.by_call / speeds.zen,
            bound=">= 10 times",
        )
    else:
        yield Row("decisions, against zen-engine", count, "not installed: pip install zen-engine")
    yield row("decide, from CSV to JSON lines, in a process", speeds.by_lines)
    yield row("decide, the whole command", speeds.by_command)


def _space_rows(runs: int) -> Iterator[Row]:
    for speed in measure_spaces(runs):
        told = f"{speed.regions:,} regions, {speed.shifts} shifts{'' if speed.complete else ', in part'}"
        yield Row(
            f"whole-space diff, {speed.space.name}",
            0,
            f"{speed.seconds:.2f} s of a processor",
            told,
            "",
            f"<= {speed.space.bound:g} s",
            verdict(speed.seconds <= speed.space.bound),
        )


def _proof_rows(runs: int) -> Iterator[Row]:
    for what, spent, told in proof_rows(runs):
        yield Row(what, 0, f"{spent:.2f} s of a processor", told, "", "<= 2 s", verdict(spent <= 2))
    every, without = measure_verify()
    ratio = cpu(every) / cpu(without)
    yield Row(
        "check of this repository, warm, with all proofs",
        0,
        seconds(every),
        f"without: {seconds(without)}",
        f"{ratio:.3g}",
        "<= 1.2",
        verdict(ratio <= 1.2),
    )


if __name__ == "__main__":
    main()
