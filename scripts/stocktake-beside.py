#!/usr/bin/env python3
"""Times a stocktake beside DuckDB, which counts the same columns of the same file, by turns.

    scripts/stocktake-beside.py COMMAND [--records NUMBER]

COMMAND is the path of a built `commonweal`, whose whole command is timed: it starts, hashes the file, counts, passes the
counts through disclosure control and writes JSON. DuckDB is installed from PyPI into an environment of its own that is
thrown away, has the file known before the clock starts, and only counts. Figures are medians of five runs; counts are
held against each other, and a disagreement ends the run. Ten million records unless another number is given.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

RUNS = 5
PACKAGE = "duckdb==1.4.1"
COLUMNS = ["ethnic-category", "sex", "age-band", "sexual-orientation", "disability", "deprivation"]

IN_PYTHON = r'''
import json, sys, time
import duckdb
file, records, columns = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
base = duckdb.connect()
# A bar on standard output would be taken for an answer.
base.execute("SET enable_progress_bar = false")
def pick(salt, codes):
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"[{listed}][1 + (hash(number * 7 + {salt}) % {len(codes)})::INTEGER]"
base.execute(f"""
    COPY (SELECT
        {pick(1, ["A"] * 5 + ["B", "C", "C", "D", "G", "H", "J", "K", "L", "M", "N", "R", "S", "Z", "99"])} AS "ethnic-category",
        {pick(2, ["1", "2", "2", "9"])} AS sex,
        (1 + hash(number * 7 + 3) % 99)::UTINYINT AS "age-band",
        {pick(4, ["1", "1", "1", "2", "3", "Z", "9"])} AS "sexual-orientation",
        {pick(5, ["NN", "NN", "01", "ZZ", ""])} AS disability,
        (1 + hash(number * 7 + 6) % 10)::UTINYINT AS deprivation
    FROM range({records}) AS numbers(number)) TO '{file}' (FORMAT parquet)
""")
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    counts = {column: base.execute(f'SELECT "{column}", count(*) FROM \'{file}\' GROUP BY 1').fetchall() for column in columns}
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "tenth": dict(counts["deprivation"])[1], "chinese": dict(counts["ethnic-category"])["R"]}), flush=True)
'''


def main():
    if len(sys.argv) not in (2, 4):
        raise SystemExit(__doc__)
    command, records = sys.argv[1], int(sys.argv[3]) if len(sys.argv) == 4 else 10_000_000
    with tempfile.TemporaryDirectory(prefix="commonweal-stocktake-") as place:
        place = Path(place)
        venv.create(place / "python", with_pip=True)
        python = place / "python" / "bin" / "python"
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE]
        if subprocess.run(install).returncode != 0:
            raise SystemExit(f"{PACKAGE} cannot be installed here, so there is nothing to stand beside")
        file = place / "records.parquet"
        worker = subprocess.Popen([python, "-c", IN_PYTHON, str(file), str(records), json.dumps(COLUMNS)],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if worker.stdout.readline().strip() != "ready":
            raise SystemExit("DuckDB does not start")
        ask = [command, "stocktake", str(file), "--by", ",".join(COLUMNS), "--policy", "already_published",
               "--because", "The records are drawn by chance.", "--json"]
        ours, theirs = [], []
        for _ in range(RUNS):
            before = os.times()
            found = json.loads(subprocess.run(ask, check=True, stdout=subprocess.PIPE).stdout)
            ours.append(os.times().elapsed - before.elapsed)
            worker.stdin.write("again\n")
            worker.stdin.flush()
            other = json.loads(worker.stdout.readline())
            theirs.append(other["seconds"])
            agree(found, other)
        worker.stdin.close()
        worker.wait()
        mine, others = statistics.median(ours), statistics.median(theirs)
        print(f"stocktake of {records:,} records by {len(COLUMNS)} characteristics: the command {mine:.2f} s, "
              f"DuckDB counting alone {others:.2f} s, {mine / others:.2f} times as long; counts agree")


def agree(found, other):
    groups = {
        (one["list"], group["name"]): group["people"]["value"]
        for one in found["services"][0]["characteristics"] for group in one["groups"]
    }
    for key, expected in ((("deprivation", "1 most deprived"), other["tenth"]), (("ethnic-category", "Chinese"), other["chinese"])):
        if groups[key] != expected:
            raise SystemExit(f"DuckDB and the command disagree about {key}: {expected} and {groups[key]}")


main()
