#!/usr/bin/env python3
"""Times the measures of this repository beside the packages that the field uses, in one run and by turns.

    scripts/measures-beside.py [COMMAND]

Others are PHStatsMethods, installed from PyPI into an environment of its own that is thrown away, and R with
PHEindicatormethods where Rscript finds it. All have the same tables in memory before the clock starts; the figures are
medians of five runs. Answers are held against each other, and a disagreement ends the run. With COMMAND, the path of a
built `commonweal`, the whole command is timed too: it reads the file, measures, and writes JSON.

Tables are made from a fixed seed in a folder that is thrown away. Nothing of the other packages is kept.
"""

import csv
import json
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
# The newest that was tried; a newer one may name its columns in another way.
PACKAGE = "PHStatsMethods==0.1.16"
TASKS = {
    "rates": "directly standardised rates, 999,989 rows, 52,631 areas",
    "slopes": "slope and relative index, 153 areas",
    "lives": "life expectancy, 5,000 areas",
    "funnel": "funnel of 100 places, limits and labels",
}
# How far answers may lie apart, as a share; and which of the numbers of a place are compared. R simulates the limits of
# its slope index, so that only the index itself can be compared.
NEAR = 1e-9
AGES = list(range(0, 95, 5))
LIFE_AGES = [0, 1] + list(range(5, 95, 5))
STANDARD = [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000]

IN_PYTHON = r'''
import json, sys, time, contextlib, io, warnings
import pandas as pd
warnings.filterwarnings("ignore")
import PHStatsMethods as phs
folder = sys.argv[1]
LABELS = {"Low (0.001)": -2, "Low (0.025)": -1, "Not significant": 0, "High (0.025)": 1, "High (0.001)": 2}
rates = pd.read_csv(f"{folder}/rates.csv")
funnel = pd.read_csv(f"{folder}/funnel.csv")

def run(task):
    if task == "rates":
        found = phs.ph_dsr(rates.copy(), "count", "population", "standard_population", "area", metadata=False,
                           confidence=0.95, euro_standard_pops=False)
        found = found.sort_values("area")
        return found[["Value", "lower_95_ci", "upper_95_ci"]].to_numpy()
    if task == "funnel":
        # Its limits are drawn at a hundred sizes of its own choice, so the places' labels are what is compared.
        phs.calculate_funnel_limits(funnel.copy(), "count", "proportion", 100, denom_col="population", metadata=False)
        found = phs.assign_funnel_significance(funnel.copy(), "count", "proportion", denom_col="population")
        return [[LABELS[label]] for label in found["significance"]]
    return "has none"

print("ready", flush=True)
for line in sys.stdin:
    task = line.strip()
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        answers = run(task)
    seconds = time.perf_counter() - start
    if isinstance(answers, str):
        print(json.dumps({"none": answers}), flush=True)
        continue
    told = [float(number) for row in answers[::1 if task == "funnel" else 97] for number in row]
    print(json.dumps({"seconds": seconds, "answers": told}), flush=True)
'''

IN_R = r'''
suppressPackageStartupMessages({library(PHEindicatormethods); library(dplyr)})
folder <- commandArgs(trailingOnly = TRUE)[1]
table <- function(name) read.csv(file.path(folder, paste0(name, ".csv")))
rates <- group_by(table("rates"), area)
slopes <- group_by(table("slopes"), area)
lives <- group_by(table("lives"), area)
funnel <- table("funnel")
run <- function(task) switch(task,
  rates = calculate_dsr(rates, count, population, stdpop = standard_population, type = "standard")[c("value", "lowercl", "uppercl")],
  slopes = phe_sii(slopes, quantile, population, value = value, se = se, repetitions = 1000, rii = TRUE, type = "standard")[c("sii")],
  lives = filter(phe_life_expectancy(lives, deaths, population, startage, type = "standard"), startage == 0)[c("value", "lowercl", "uppercl")],
  funnel = { calculate_funnel_limits(funnel, count, population, statistic = "proportion", multiplier = 100); NULL })
# Its limits are drawn at sizes of its own choice, so nothing of a funnel is compared.
cat("ready\n")
input <- file("stdin", "r")
while (length(task <- readLines(input, n = 1)) > 0) {
  start <- proc.time()[["elapsed"]]
  answers <- suppressWarnings(suppressMessages(as.data.frame(ungroup(run(task)))))
  seconds <- proc.time()[["elapsed"]] - start
  told <- if (length(answers)) as.vector(t(answers[seq(1, nrow(answers), 97), intersect(c("sii", "value", "lowercl", "uppercl"), names(answers)), drop = FALSE])) else c()
  cat(sprintf('{"seconds": %.6f, "answers": [%s]}\n', seconds, paste(sprintf("%.17g", told), collapse = ", ")))
}
'''


def tables(folder):
    """The tables of all tasks, the same in every run."""
    chance = random.Random(2013)

    def write(name, headings, rows):
        with open(folder / f"{name}.csv", "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(headings)
            writer.writerows(rows)

    def deaths(people, age):
        expected = people * (0.0004 + 0.00003 * math.exp(age / 11.5))
        return min(people, max(0, round(chance.gauss(expected, math.sqrt(expected)))))

    def ages(areas, of, least):
        for area in range(areas):
            for band, age in enumerate(of):
                people = chance.randint(least, least * 3)
                # A rate needs ten events, and the last band of a life table one.
                dead = max(deaths(people, age), 12 if age == of[-1] else 0)
                yield [area, age, dead, people, STANDARD[min(band, 18)]]

    write("rates", ["area", "age_start", "count", "population", "standard_population"], ages(52_631, AGES, 900))
    write("lives", ["area", "startage", "deaths", "population"], (row[:4] for row in ages(5_000, LIFE_AGES, 2_000)))
    write("slopes", ["area", "quantile", "population", "value", "se"], (
        [area, tenth, chance.randint(20_000, 29_000), round(74 + tenth * 0.8 + chance.gauss(0, 0.5), 2), 0.4]
        for area in range(153) for tenth in range(1, 11)))
    sizes = [chance.randint(50, 5_000) for _ in range(100)]
    write("funnel", ["area", "count", "population"], (
        [place, sum(chance.random() < 0.15 for _ in range(size)), size] for place, size in enumerate(sizes)))


class Worker:
    """A package in a process of its own that has the tables in memory and answers one task at a time."""

    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        line = self.process.stdout.readline()
        if line.strip() != "ready":
            raise SystemExit(f"{name} does not start: {line.strip() or 'it ended'}")

    def ask(self, task):
        self.process.stdin.write(task + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended during “{TASKS[task]}”")
        return json.loads(line)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def ours(folder):
    # Built before the clock starts, and asked without cargo between.
    build = ["cargo", "bench", "--locked", "--package", "measures", "--bench", "beside", "--no-run", "--message-format", "json"]
    lines = subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    built = [json.loads(line) for line in lines if line.startswith("{")]
    program = next(line["executable"] for line in built if line.get("executable") and line["target"]["name"] == "beside")
    return Worker("measures", [program, str(folder)])


def in_python(folder, place):
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    try:
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE], check=True)
    except subprocess.CalledProcessError:
        print(f"{PACKAGE} cannot be installed here, so it is left out")
        return None
    return Worker("PHStatsMethods", [str(python), "-c", IN_PYTHON, str(folder)])


def in_r(folder, place):
    if not shutil.which("Rscript"):
        print("Rscript is not here, so PHEindicatormethods is left out")
        return None
    if subprocess.run(["Rscript", "-e", "library(PHEindicatormethods)"], capture_output=True).returncode != 0:
        print("R is here without PHEindicatormethods, so it is left out")
        return None
    script = place / "beside.R"
    script.write_text(IN_R)
    return Worker("PHEindicatormethods", ["Rscript", str(script), str(folder)])


def agree(task, expected, found, name):
    """Holds the answers of a package against ours."""
    if task == "slopes":
        # Ours are index and limits of each place, then the relative index; theirs is the index.
        expected = expected[0::3][: len(found)]
    if len(found) not in (0, len(expected)):
        raise SystemExit(f"{name} gives {len(found)} numbers for “{TASKS[task]}”, and measures {len(expected)}")
    for one, other in zip(expected, found):
        if abs(one - other) > NEAR * max(1.0, abs(one)):
            raise SystemExit(f"{name} and measures disagree about “{TASKS[task]}”: {other} and {one}")
    return len(found)


def command_beside(command, folder):
    """The whole command: reading the file, measuring, writing JSON."""
    ask = [command, "measure", "dsr", str(folder / "rates.csv"), "--by", "area", "--confidence", "95", "--json"]
    took = []
    for _ in range(RUNS):
        before = os.times()
        answers = json.loads(subprocess.run(ask, check=True, stdout=subprocess.PIPE).stdout)
        took.append(os.times().elapsed - before.elapsed)
    print(f"the command on the file of rates, with reading, writing and parsing JSON: {statistics.median(took):.2f} s, {len(answers)} areas")


def main():
    with tempfile.TemporaryDirectory(prefix="commonweal-beside-") as place:
        place = Path(place)
        tables(place)
        us = ours(place)
        others = [other for other in (in_python(place, place / "python"), in_r(place, place)) if other]
        for task, about in TASKS.items():
            times = {}
            for turn in range(RUNS):
                mine = us.ask(task)
                times.setdefault(us.name, []).append(mine["seconds"])
                for other in others:
                    theirs = other.ask(task)
                    if "none" in theirs:
                        continue
                    times.setdefault(other.name, []).append(theirs["seconds"])
                    compared = agree(task, mine["answers"], theirs["answers"], other.name)
                    if turn == 0:
                        print(f"{about}: {compared} answers of {other.name} agree" if compared else
                              f"{about}: {other.name} draws limits at other sizes; only times are compared")
            median = statistics.median(times[us.name])
            print(f"{about}: measures {median * 1e3:.3f} ms")
            for other in others:
                if other.name in times:
                    theirs = statistics.median(times[other.name])
                    print(f"{about}: {other.name} {theirs * 1e3:.1f} ms, {theirs / median:,.0f} times as long")
                else:
                    print(f"{about}: {other.name} has no such measure")
        for worker in [us, *others]:
            worker.stop()
        if len(sys.argv) > 1:
            command_beside(sys.argv[1], place)


main()
