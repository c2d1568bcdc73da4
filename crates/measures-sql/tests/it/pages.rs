//! `docs/measures/`: one page a measure, made from the documentation of its function and from its example as it is run.
//!
//! `COMMONWEAL_WRITE_PAGES=1 cargo nextest run -p measures-sql pages` writes them again.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use measures::Polarity;
use measures_sql::named::{ALL, NamedMeasure};
use measures_sql::read::read_csv;
use measures_sql::sql::in_sql;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap()
        .to_owned()
}

#[test]
fn every_measure_has_its_page_as_it_is() {
    let folder = repository().join("docs/measures");
    let mut pages: Vec<(String, String)> = ALL
        .iter()
        .map(|measure| (format!("{}.md", measure.name), page(measure)))
        .collect();
    pages.push(("README.md".to_owned(), contents()));
    #[expect(
        clippy::disallowed_methods,
        reason = "a person says so who writes the pages again"
    )]
    let is_written = std::env::var_os("COMMONWEAL_WRITE_PAGES").is_some();
    if is_written {
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &pages {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    for (name, text) in &pages {
        let written = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(
            &written == text,
            "docs/measures/{name} is not what the measure does; write it again with COMMONWEAL_WRITE_PAGES=1"
        );
    }
    let there: BTreeSet<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    // How often limits hold is written by an example of the crate `measures`.
    let expected: BTreeSet<String> = pages
        .into_iter()
        .map(|(name, _)| name)
        .chain(["coverage.md".to_owned()])
        .collect();
    assert_eq!(there, expected, "pages without a measure");
}

/// The list of measures.
fn contents() -> String {
    let mut text = "# Measures\n\nWhat `commonweal measure NAME FILE` and SQL know. Each page is made from the code; its example is run by a test.\n\
                    [How often the limits hold the truth](coverage.md) was counted for every interval.\n\n\
                    | Measure | Columns | What it says |\n|---|---|---|\n"
        .to_owned();
    for measure in ALL {
        let name = measure.name;
        writeln!(
            text,
            "| [{name}]({name}.md) | {} | {} |",
            measure.columns(),
            measure.about
        )
        .unwrap();
    }
    text.push_str(CHOICES);
    text.push_str(IN_SQL);
    text
}

/// What a person may choose.
const CHOICES: &str = "
## Choices

A file is CSV in UTF-8, plain or packed with gzip (at most 1 GB of text), or Parquet; `-` is CSV from standard input. In SQL a session
is given the same choices by `measures_sql::sql::register_with`, and a column `step` or `reference` chooses row by row.

| Choice | Command | Without it | Measures |
|---|---|---|---|
| confidence of limits, in per cent | `--confidence 95,99.8` | 95 and 99.8 | all with limits; what is judged by chance alone is judged at the first |
| what a rate is multiplied by | `--multiplier 1000` | each its own | rates, shares, gradients, indexes, funnels, charts of shares and rates |
| which way is good | `--good high`, `--good low` | nobody says | comparisons, targets, charts, the best of several groups, parts and fifths |
| method of counts | `--byar-throughout` | exact below 10, Byar from 10 | rate, isr, smr |
| standard population | `--standard esp2013` | the column `standard_population` | dsr, dsr-repeated, years-of-life-lost-rate |
| what values are, and where a line is straight | `--scale rates`, `shares`, `log`, `logit` | `linear` | sii, rii and their simulated forms; `log` also for overdispersion |
| least and most of a scale | `--bounds 0,100` | none; 0,1 for wagstaff-index and erreygers-index | these two, and spreads whose limits are drawn |
| draws and their seed | `--draws 10000`, `--seed 1` | as written | limits that are drawn |
| how many parts | `--parts 5` | 10 | quantile |
| target | `--target 95` | none; the column `target` for target | charts, target |
| where a phase begins | `--step DATE`, or 1 in a column `step` | one phase | xmr, p-chart, u-chart, c-chart |
| points that lines are drawn from | `--baseline 12` | all of a phase | xmr |
| far too large moving ranges | `--keep-outliers` | left out, once | xmr |
| a missing year | `--every-year` | bridged | trend |
| places far out | `--extremes draw-in`, `leave-out`, `keep` | `draw-in` | overdispersion-ratio, overdispersion-proportion |
| share of findings that may be false | `--false-share 0.1` | 0.05 | stands-among-many |
| age from which years are counted | `--age 65` | the youngest | life-expectancy, healthy-life-expectancy, life-expectancy-gap |
| age before which a death is early | `--before 75` | 75 | years-of-life-lost, years-of-life-lost-rate |
| the group that others are held against | 1 in a column `reference` | the best; the least deprived where rows have a `quantile`; mean-difference-from-reference needs it | impacts, mean-difference-from-reference |
";

/// What holds for every measure in SQL.
const IN_SQL: &str = "
## In SQL

Each measure is an aggregate function with underlines for dashes: `select area, sii(quantile, population, value, se) from t group by area`.
The number of arguments says which set of columns they are, in the order above; of two sets with as many columns it is the first. The
answer is a structure: `value`, `lower95`, `upper95`, `lower99_8`, `upper99_8`, `method`, `undefined` (the reason where there is no value
or no limits) and `more`, JSON text of what else the measure says: `dsr(count, population, standard_population)['value']`.

The order of rows changes nothing but, in sums, the last digit. Where a measure says something of each row, give it the column `place`, by
which its points are told apart.

NULL is an empty cell. Where a number or a word is needed the query ends, and the message has the column and what else stands in the row;
`filter (where count is not null)` leaves such rows out. Only `se`, `healthy_se`, `benchmark`, `reference`, `step` and the `value` of
`quantile` and `fifths-of-places` may be NULL: then there are no limits, no comparison, no mark, no part.
";

/// One page.
fn page(measure: &NamedMeasure) -> String {
    let name = measure.name;
    let mut text = format!("# {name}\n\n{}\n\n", documentation(measure));
    let table = read_csv(measure.example.as_bytes()).unwrap();
    let found: Vec<_> = table
        .groups(&[])
        .unwrap()
        .iter()
        .map(|group| {
            (measure.measure)(group, &measure.example_options())
                .unwrap()
                .as_json(name, &[], &[])
        })
        .collect();
    write!(
        text,
        "## On a file\n\nColumns: {}.\n\n```csv\n{}```\n\n`commonweal measure {name} FILE{} --json` prints\n\n```json\n{}\n```\n",
        measure.columns(),
        measure.example,
        match measure.good_in_example {
            Polarity::HighIsGood => " --good high",
            Polarity::LowIsGood => " --good low",
            Polarity::NoJudgement => "",
        },
        serde_json::to_string_pretty(&found).unwrap()
    )
    .unwrap();
    write!(
        text,
        "\n## In SQL\n\n```sql\nselect {}({}) from t\n```\n",
        in_sql(name),
        measure.signatures.first().unwrap().join(", ")
    )
    .unwrap();
    text
}

/// The documentation of the function behind a measure, without its example in Rust, its headings one level down.
fn documentation(measure: &NamedMeasure) -> String {
    let (file, function) = measure.documented_in;
    let path = repository().join("crates/measures/src").join(file);
    let source =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines: Vec<&str> = source.lines().collect();
    let declared = lines
        .iter()
        .position(|line| {
            [
                format!("pub fn {function}"),
                format!("pub struct {function}"),
            ]
            .iter()
            .any(|declared| line.starts_with(declared))
        })
        .unwrap_or_else(|| panic!("{file} has no public function {function}"));
    let above: Vec<&str> = lines
        .get(..declared)
        .unwrap()
        .iter()
        .rev()
        .take_while(|line| line.starts_with("///") || line.starts_with("#["))
        .filter(|line| line.starts_with("///"))
        .map(|line| line.trim_start_matches("///"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let mut text = String::new();
    let (mut in_example, mut in_code) = (false, false);
    for line in above.into_iter().rev() {
        if line.starts_with("```") {
            in_code = !in_code;
        }
        if !in_code && let Some(heading) = line.strip_prefix("# ") {
            in_example = heading == "Example";
            if !in_example {
                writeln!(text, "## {heading}\n").unwrap();
            }
        } else if !in_example {
            writeln!(text, "{}", without_links(line)).unwrap();
        }
    }
    text.trim_end().to_owned()
}

/// Links to other parts of the code are words on a page.
fn without_links(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[`") {
        text.push_str(before);
        let Some((name, after)) = after.split_once("`]") else {
            text.push_str("[`");
            rest = after;
            continue;
        };
        let last = name.rsplit("::").next().unwrap_or(name);
        write!(text, "`{}`", last.trim_end_matches("()")).unwrap();
        rest = after;
        if let Some(link) = rest.strip_prefix('(')
            && let Some((target, after)) = link.split_once(')')
            && target.contains("::")
        {
            rest = after.strip_prefix(')').unwrap_or(after);
        }
    }
    text.push_str(rest);
    text
}
