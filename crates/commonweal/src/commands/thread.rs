use board::House;
use board::places::board_by_slug;
use board::story::{BrokenJoin, Story, broken_joins};
use board::thread::find;
use board::vocabulary::{Reference, Slug, capital};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Thread {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Tell the story of a record: one step up (why) and one step down (so what), and what is missing.
    Show {
        /// The record, such as hackney/priority/a-smoke-free-borough.
        #[arg(value_name = "REF", allow_hyphen_values = true)]
        reference: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// List every broken join, oldest first.
    Orphans {
        /// Only of one board, by its short name.
        #[arg(long, value_name = "SLUG")]
        board: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Walks the thread.
pub(crate) async fn run(place: &Place, options: Thread) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = match options.what {
        What::Show { reference, json } => show(&house, &reference, json).await,
        What::Orphans { board, json } => orphans(&house, board.as_deref(), json).await,
    };
    house.database().clone().close().await;
    result
}

async fn show(house: &House, wanted: &str, as_json: bool) -> Result<(), Failure> {
    let reference: Reference = wanted.parse().map_err(|error| {
        Failure::usage(format!(
            "“{wanted}” is no reference ({error}); it looks like hackney/priority/a-smoke-free-borough, and stands on \
             the thread page of each record"
        ))
    })?;
    let who = installation::operator(SystemClocks::of(house).await?);
    let record = find(house, &reference)
        .await?
        .ok_or_else(|| Failure::usage(format!("there is no record {reference}")))?;
    let story = Story::of(house, &who.actor, who.today, record.id)
        .await?
        .ok_or_else(|| Failure::usage(format!("there is no record {reference}")))?;
    if as_json {
        print_json(&story_as_json(&story))
    } else {
        print(&story_in_words(&story))
    }
}

fn story_in_words(story: &Story) -> String {
    let record = &story.record;
    let mut lines = vec![
        format!("{}: {}", capital(story.one), record.title),
        format!(
            "{} ({}, {})",
            record.reference(),
            record.state,
            record.origin
        ),
        String::new(),
        format!("{}. {}", story.finding(), story.summary()),
    ];
    let mut part = |heading: &str, steps: Vec<String>| {
        lines.push(String::new());
        lines.push(heading.to_owned());
        if steps.is_empty() {
            lines.push("  Nothing is recorded.".to_owned());
        }
        lines.extend(steps.into_iter().map(|step| format!("  {step}")));
    };
    let joined = |joined: &board::story::Joined| {
        let other = &joined.step.record;
        format!(
            "{} “{}” ({}). {}",
            joined.how(),
            other.title,
            other.reference(),
            joined.sentence()
        )
    };
    let missing = |upward: bool| {
        story
            .missing
            .iter()
            .filter(move |join| join.is_upward() == upward)
            .map(|join| format!("MISSING  {}", join.sentence()))
    };
    part(
        "Why",
        story.up.iter().map(joined).chain(missing(true)).collect(),
    );
    let asked = story.asked.iter().map(|asked| {
        let state = if asked.is_silent() { "SILENT  " } else { "" };
        format!("{state}{}. {}", asked.finding(), asked.sentence())
    });
    part(
        "So what",
        story
            .down
            .iter()
            .map(joined)
            .chain(asked)
            .chain(missing(false))
            .collect(),
    );
    lines.join("\n")
}

fn story_as_json(story: &Story) -> Value {
    let steps = |steps: &[board::story::Joined]| -> Vec<Value> {
        steps
            .iter()
            .map(|joined| {
                let record = &joined.step.record;
                json!({
                    "how": joined.how(), "relation": joined.step.link.relation.0,
                    "reference": record.reference().to_string(), "kind": record.kind.0, "title": record.title,
                    "state": record.state, "sentence": joined.sentence(),
                })
            })
            .collect()
    };
    let record = &story.record;
    json!({
        "reference": record.reference().to_string(),
        "kind": record.kind.0,
        "title": record.title,
        "state": record.state,
        "origin": record.origin.to_string(),
        "finding": story.finding(),
        "up": steps(&story.up),
        "down": steps(&story.down),
        "asked": story.asked.iter().map(|asked| json!({
            "to": asked.to, "silent": asked.is_silent(), "sentence": asked.sentence(),
        })).collect::<Vec<_>>(),
        "missing": story.missing.iter().map(broken_as_json).collect::<Vec<_>>(),
    })
}

async fn orphans(house: &House, board: Option<&str>, as_json: bool) -> Result<(), Failure> {
    let body_id = match board {
        None => None,
        Some(wanted) => {
            let slug: Slug = wanted
                .parse()
                .map_err(|error| Failure::usage(format!("“{wanted}” is no short name: {error}")))?;
            let found = board_by_slug(house, &slug).await?.ok_or_else(|| {
                Failure::usage(format!("there is no board “{wanted}”; a board’s short name is the first word of its address"))
            })?;
            Some(found.record.id)
        }
    };
    let who = installation::operator(SystemClocks::of(house).await?);
    let broken = broken_joins(house, &who.actor, who.today, body_id).await?;
    if as_json {
        return print_json(&broken.iter().map(broken_as_json).collect::<Vec<_>>());
    }
    if broken.is_empty() {
        return print("No join is broken.");
    }
    let lines: Vec<String> = broken
        .iter()
        .map(|join| {
            let record = &join.broken.record;
            let (days, since) = join.how_long();
            format!(
                "{} ({})\n  {}\n  {days}, {since}",
                record.title,
                record.reference(),
                join.sentence()
            )
        })
        .collect();
    print(&format!(
        "{}, oldest first\n\n{}",
        match broken.len() {
            1 => "1 broken join".to_owned(),
            many => format!("{many} broken joins"),
        },
        lines.join("\n")
    ))
}

fn broken_as_json(join: &BrokenJoin) -> Value {
    let record = &join.broken.record;
    json!({
        "reference": record.reference().to_string(),
        "kind": record.kind.0,
        "title": record.title,
        "state": record.state,
        "expects": join.expects,
        "message": join.broken.rule.message,
        "mended_by": join.broken.rule.mended_by,
        "since": join.broken.since.to_string(),
        "days": join.days,
    })
}
