#!/usr/bin/env python3
"""Times evidence of this repository beside the engines that analysts use, in one run and by turns.

    scripts/evidence-beside.py COMMAND

COMMAND is the path of a built `commonweal`, with a release build where the figures are to mean anything. Others are
pandas, Polars and DuckDB, installed from PyPI into an environment of its own that is thrown away. Three tasks: taking a
release in, comparing a place on 1,000 indicators, and everything about one indicator. Figures are medians of five runs;
answers are held against each other, and a disagreement ends the run. A release is taken in by a fresh process of each, ours onto an
installation that is there already; beside that, what the call alone takes them in a process that stays.

What is compared is not quite the same work. Ours reads the file, checks every cell, names every problem, works out limits
and verdicts and keeps a receipt; theirs read the same text into columns, and do the least that gives the same answer.

Tables are made from a fixed seed in a folder that is thrown away.
"""

import csv
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from pathlib import Path

RUNS = 5
# The newest that were tried.
PACKAGES = ["pandas==3.1.1", "polars==2.1.0", "duckdb==2.0.1", "pyarrow==26.0.1"]
INDICATORS, AREAS, YEARS = 1_000, 100, 5
HEADING = [
    "Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name", "Area Type", "Sex", "Age",
    "Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit",
    "Lower CI 99.8 limit", "Upper CI 99.8 limit", "Count", "Denominator", "Value note", "Recent Trend",
    "Compared to England value or percentiles", "Compared to Region value or percentiles", "Time period Sortable",
    "New data", "Compared to goal",
]

THEIRS = r'''
import json, sys, time
folder, table = sys.argv[1:3]
import duckdb, pandas as pd, polars as pl
NEEDED = ["indicator", "area_code", "period", "value", "lower_95", "upper_95"]

def verdict_sql(source, where):
    return f"""
        with newest as (
            select *, row_number() over (partition by indicator, area_code order by period desc) as turn
            from {source} where area_code in ($area, 'E92000001') {where})
        select sum((here.upper_95 < england.value)::int), sum((here.lower_95 > england.value)::int), count(*)
        from newest here join newest england using (indicator, period)
        where here.turn = 1 and here.area_code = $area and england.area_code = 'E92000001'"""

def in_duckdb(task, of):
    if task == "import":
        connection = duckdb.connect()
        connection.execute("create table rows as select * from read_csv(?, header = true)", [table])
        return connection.execute("select count(*) from rows").fetchone()[0]
    source = f"read_parquet('{folder}/rows.parquet')"
    connection = duckdb.connect()
    if task == "compare":
        return [int(n) for n in connection.execute(verdict_sql(source, ""), {"area": of}).fetchone()]
    return connection.execute(f"select count(*) from (select * from {source} where indicator = ?)", [of]).fetchone()[0]

def in_polars(task, of):
    if task == "import":
        return pl.read_csv(table, infer_schema_length=10_000).height
    rows = pl.scan_parquet(f"{folder}/rows.parquet")
    if task == "compare":
        near = rows.filter(pl.col("area_code").cast(pl.String).is_in([of, "E92000001"])).select(NEEDED).with_columns(
            pl.col("indicator", "area_code", "period").cast(pl.String))
        here = near.filter(pl.col("area_code") == of).sort("period").group_by("indicator").last()
        both = here.join(near.filter(pl.col("area_code") == "E92000001"), on=["indicator", "period"], suffix="_england")
        found = both.select(
            (pl.col("upper_95") < pl.col("value_england")).sum().alias("low"),
            (pl.col("lower_95") > pl.col("value_england")).sum().alias("high"), pl.len().alias("all")).collect()
        return [int(n) for n in found.row(0)]
    return rows.filter(pl.col("indicator").cast(pl.String) == of).collect().height

def in_pandas(task, of):
    if task == "import":
        return len(pd.read_csv(table, low_memory=False))
    if task == "compare":
        near = pd.read_parquet(f"{folder}/rows.parquet", columns=NEEDED, filters=[("area_code", "in", [of, "E92000001"])])
        near = near.astype({"indicator": str, "area_code": str, "period": str})
        here = near[near.area_code == of].sort_values("period").groupby("indicator").last().reset_index()
        both = here.merge(near[near.area_code == "E92000001"], on=["indicator", "period"], suffixes=("", "_england"))
        return [int((both.upper_95 < both.value_england).sum()), int((both.lower_95 > both.value_england).sum()), len(both)]
    return len(pd.read_parquet(f"{folder}/rows.parquet", filters=[("indicator", "==", of)]))

ENGINES = {"DuckDB": in_duckdb, "Polars": in_polars, "pandas": in_pandas}
print("ready", flush=True)
for line in sys.stdin:
    ask = json.loads(line)
    begun = time.perf_counter()
    answer = ENGINES[ask["engine"]](ask["task"], ask["of"])
    print(json.dumps({"seconds": time.perf_counter() - begun, "answer": answer}), flush=True)
'''


# The same reading as above, by a process that knows nothing else.
FRESH = {
    "pandas": "import sys, pandas as pd; print(len(pd.read_csv(sys.argv[1], low_memory=False)))",
    "Polars": "import sys, polars as pl; print(pl.read_csv(sys.argv[1], infer_schema_length=10_000).height)",
    "DuckDB": "import sys, duckdb; c = duckdb.connect();"
    " c.execute('create table rows as select * from read_csv(?, header = true)', [sys.argv[1]]);"
    " print(c.execute('select count(*) from rows').fetchone()[0])",
}


def write_table(path):
    """An export of invented shares, the same in every run."""
    chance = random.Random(2013)
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADING)
        for indicator in range(1, INDICATORS + 1):
            level = chance.uniform(5, 40)
            for area in range(AREAS + 1):
                code = "E92000001" if area == 0 else f"E09{area:06}"
                people = 1_000_000 if area == 0 else chance.randint(2_000, 20_000)
                own = level if area == 0 else level + chance.gauss(0, 1.5)
                for year in range(2016, 2016 + YEARS):
                    count = round(people * max(0.5, min(99.0, own + (year - 2016) * 0.2)) / 100)
                    share = count / people
                    half = 1.96 * (share * (1 - share) / people) ** 0.5
                    writer.writerow([
                        indicator, f"Indicator {indicator}", "", "", code, "England" if area == 0 else f"Place {area}",
                        "England" if area == 0 else "Authority", "Persons", "All ages", "", "", year, share * 100,
                        (share - half) * 100, (share + half) * 100, "", "", count, people, "", "", "", "",
                        f"{year}0000", "", "",
                    ])
    return INDICATORS * (AREAS + 1) * YEARS


def clocked(command):
    begun = time.perf_counter()
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return time.perf_counter() - begun, said.stdout


class Others:
    """The other engines, in one process that stays."""

    def __init__(self, place, table):
        environment = place / "python"
        venv.create(environment, with_pip=True)
        python = environment / "bin" / "python"
        quiet = ["--quiet", "--disable-pip-version-check"]
        subprocess.run([python, "-m", "pip", "install", *quiet, *PACKAGES], check=True)
        self.python = python
        self.process = subprocess.Popen(
            [str(python), "-c", THEIRS, str(place), str(table)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline().strip() != "ready":
            raise SystemExit("the other engines do not start")

    def ask(self, engine, task, of=None):
        self.process.stdin.write(json.dumps({"engine": engine, "task": task, "of": of}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{engine} ended during {task}")
        told = json.loads(line)
        return told["seconds"], told["answer"]

    def read_afresh(self, engine, table):
        return clocked([self.python, "-c", FRESH[engine], str(table)])

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


class Ours:
    """A server on the imported data."""

    def __init__(self, command, place):
        self.command, self.place = command, place

    def run(self, data, *words):
        return clocked([self.command, "--data", str(data), *words])

    def serve(self, data):
        self.server = subprocess.Popen(
            [self.command, "--data", str(data), "serve", "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
        self.address = re.search(r"Commonweal is at (\S+)", self.server.stderr.readline()).group(1)

    def get(self, path):
        begun = time.perf_counter()
        with urllib.request.urlopen(self.address + path) as answer:
            body = json.load(answer)
        return time.perf_counter() - begun, body

    def stop(self):
        self.server.terminate()
        self.server.wait()


def agreed(task, of, ours, theirs, engine):
    if ours != theirs:
        raise SystemExit(f"{engine} and evidence disagree about {task} {of or ''}: {theirs} and {ours}")


def report(about, times):
    mine = statistics.median(times.pop("evidence"))
    print(f"{about}: evidence {mine * 1e3:,.1f} ms")
    for engine, took in times.items():
        theirs = statistics.median(took)
        print(f"{about}: {engine} {theirs * 1e3:,.1f} ms, {theirs / mine:.2f} times as long")


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory(prefix="commonweal-beside-") as place:
        place = Path(place)
        table = place / "rows.csv"
        rows = write_table(table)
        # What makes the installation: its figures are those of another indicator.
        first = place / "first.csv"
        heading, row = table.read_text().splitlines()[:2]
        first.write_text(f"{heading}\n0{row.removeprefix('1')}\n")
        others, ours = Others(place, table), Ours(sys.argv[1], place)

        times, calls = {}, {}
        for turn in range(RUNS):
            data = place / f"data-{turn}"
            ours.run(data, "import", str(first), "--data-set", "First")
            took, said = ours.run(data, "import", str(table), "--data-set", "Rows", "--json")
            for of_all in (times, calls):
                of_all.setdefault("evidence", []).append(took)
            for engine in FRESH:
                took, printed = others.read_afresh(engine, table)
                times.setdefault(engine, []).append(took)
                took, found = others.ask(engine, "import")
                calls.setdefault(engine, []).append(took)
                for counted in (int(printed), found):
                    agreed("the rows of the release", None, json.loads(said)["rows"], counted, engine)
        report(f"taking in {rows:,} rows, every cell checked (theirs: read only), fresh processes", times)
        report("the same, theirs the call alone in a process that stays", calls)

        data = place / "data-0"
        ours.run(data, "datasets", "export", "rows", "--format", "parquet", "--output", str(place / "rows.parquet"))
        ours.serve(data)
        try:
            ours.get("/api/v1/compare?area=E09000100")
            times = {}
            for turn in range(1, RUNS + 1):
                # Each time another place: an answer at hand would be no measure.
                area = f"E09{turn:06}"
                took, body = ours.get(f"/api/v1/compare?area={area}")
                times.setdefault("evidence", []).append(took)
                verdicts = [row["verdict"] for row in body["rows"]]
                mine = [verdicts.count("Lower"), verdicts.count("Higher"), len(verdicts)]
                for engine in ("pandas", "Polars", "DuckDB"):
                    took, found = others.ask(engine, "compare", area)
                    times.setdefault(engine, []).append(took)
                    agreed("the verdicts of", area, mine, found, engine)
            report(f"a place on {INDICATORS:,} indicators, with verdict, trend and receipt over HTTP (theirs: verdict)", times)
            times = {}
            for turn in range(1, RUNS + 1):
                took, body = ours.get(f"/api/v1/indicators/{turn}/figures?per_page=1000")
                times.setdefault("evidence", []).append(took)
                for engine in ("pandas", "Polars", "DuckDB"):
                    took, found = others.ask(engine, "indicator", str(turn))
                    times.setdefault(engine, []).append(took)
                    agreed("the rows of indicator", turn, body["total"], found, engine)
            report("every row of one indicator as JSON over HTTP (theirs: in memory)", times)
        finally:
            ours.stop()
        others.stop()


main()
