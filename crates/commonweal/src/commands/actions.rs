use std::collections::HashMap;
use std::path::PathBuf;

use board::delivery::{
    Action, ActionList, AddActions, ListKnows, Milestone, MilestoneError, MoveMilestone, RollUp,
    TakeOffMilestone, actions, add_actions, milestones_in_words, milestones_of, move_milestone,
    parts_of, read_action_list, slipping, take_off_milestone,
};
use board::story::owner_of;
use board::vocabulary::{Origin, RecordId, days_late, long_date};
use board::{House, Who};
use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::board_called;
use crate::configuration::Place;
use crate::failure::{Failure, refused};
use crate::installation;
use crate::list_file::{problems_as_json, problems_in_words, text_of_list};
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Actions {
    /// The board, by its short name; needed where there are several.
    #[arg(long, value_name = "SLUG")]
    board: Option<String>,
    /// Only those that are late.
    #[arg(long, conflicts_with = "add")]
    late: bool,
    /// Add the actions of a list: an .xlsx workbook, or CSV with a heading. All of them, or none.
    #[arg(long, value_name = "FILE")]
    add: Option<PathBuf>,
    /// With --add: say what would be added, and add nothing.
    #[arg(long, requires = "add")]
    dry_run: bool,
    /// Take the milestone with a number off an action, by its short name, and list what is then there.
    #[arg(long, value_names = ["ACTION", "NUMBER"], num_args = 2, requires = "because", conflicts_with = "add")]
    take_off_milestone: Option<Vec<String>>,
    /// Why the milestone is taken off.
    #[arg(long, value_name = "WORDS", requires = "take_off_milestone")]
    because: Option<String>,
    /// Move the milestone with a number up or down among those of its day, and list what is then there.
    #[arg(long, value_names = ["ACTION", "NUMBER", "up|down"], num_args = 3, conflicts_with_all = ["add", "take_off_milestone"])]
    move_milestone: Option<Vec<String>>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Lists the actions of a board, adds those of a list, or moves or takes off a milestone.
pub(crate) async fn run(place: &Place, options: Actions) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let text = options.add.as_deref().map(text_of_list).transpose()?;
    let house = installation::open(place).await?;
    let result = match text {
        Some(text) => add(&house, &options, &text).await,
        None => mend_and_list(&house, &options).await,
    };
    house.database().clone().close().await;
    result
}

async fn who(house: &House) -> Result<Who, Failure> {
    Ok(installation::operator(SystemClocks::of(house).await?))
}

/// Takes off or moves the milestone that the options name, if they name one, and lists what is then there.
async fn mend_and_list(house: &House, options: &Actions) -> Result<(), Failure> {
    if let (Some([slug, number]), Some(because)) =
        (options.take_off_milestone.as_deref(), &options.because)
    {
        let (action, position) = milestone_called(house, options, slug, number).await?;
        let input = TakeOffMilestone {
            action_id: action.record.id,
            seen_revision: action.record.revision,
            position,
            because: because.clone(),
        };
        let who = who(house).await?;
        refused!(take_off_milestone(house, &who, input).await, MilestoneError)?;
    }
    if let Some([slug, number, way]) = options.move_milestone.as_deref() {
        let way = way
            .parse()
            .map_err(|_| Failure::usage(format!("“{way}” is no way to move it: up or down")))?;
        let (action, position) = milestone_called(house, options, slug, number).await?;
        let input = MoveMilestone {
            action_id: action.record.id,
            seen_revision: action.record.revision,
            position,
            way,
        };
        let who = who(house).await?;
        refused!(move_milestone(house, &who, input).await, MilestoneError)?;
    }
    list(house, options).await
}

/// The action of the board with a short name, and the number of one of its milestones.
async fn milestone_called(
    house: &House,
    options: &Actions,
    slug: &str,
    number: &str,
) -> Result<(Action, i64), Failure> {
    let board = board_called(house, options.board.as_deref()).await?;
    let all = actions(house, Some(board.record.id)).await?;
    let action = all
        .into_iter()
        .find(|one| one.record.slug.as_str() == slug)
        .ok_or_else(|| Failure::usage(format!("this board has no action “{slug}”")))?;
    let held = milestones_of(house, &[action.record.id]).await?;
    let position = number.parse().ok().filter(|wanted| {
        let mut of_action = held.get(&action.record.id).into_iter().flatten();
        of_action.any(|one| one.position == *wanted)
    });
    let position =
        position.ok_or_else(|| Failure::usage(format!("“{slug}” has no milestone {number}")))?;
    Ok((action, position))
}

async fn list(house: &House, options: &Actions) -> Result<(), Failure> {
    let board = board_called(house, options.board.as_deref()).await?;
    let who = who(house).await?;
    let all = actions(house, Some(board.record.id)).await?;
    let ids: Vec<RecordId> = all.iter().map(|action| action.record.id).collect();
    let plan = Plan {
        milestones: milestones_of(house, &ids).await?,
        all: &all,
        today: who.today,
    };
    let mut held = Vec::new();
    for action in &all {
        if !options.late || action.is_late(who.today) {
            let owner = owner_of(house, &who.actor, action).await?;
            held.push((action, owner));
        }
    }
    if options.json {
        let held: Vec<Value> = held
            .iter()
            .map(|(action, owner)| plan.as_json(action, owner.as_deref()))
            .collect();
        return print_json(&held);
    }
    if held.is_empty() {
        eprintln!("No action is on this list.");
        return Ok(());
    }
    let rows: Vec<Vec<String>> = held
        .iter()
        .map(|(action, owner)| {
            vec![
                action.record.title.clone(),
                owner.clone().unwrap_or_else(|| "Nobody".to_owned()),
                action.due.map_or_else(|| "No date".to_owned(), long_date),
                action
                    .days_late(who.today)
                    .map_or_else(|| action.record.state.clone(), days_late),
                plan.more_of(action),
            ]
        })
        .collect();
    print(&columns(&rows))
}

/// The plan of a board, in which an action has its milestones and its parts.
struct Plan<'a> {
    all: &'a [Action],
    milestones: HashMap<RecordId, Vec<Milestone>>,
    today: Date,
}

impl Plan<'_> {
    fn milestones_of(&self, action: &Action) -> &[Milestone] {
        self.milestones
            .get(&action.record.id)
            .map_or(&[], Vec::as_slice)
    }

    fn parts_of(&self, action: &Action) -> RollUp {
        RollUp::of(&parts_of(self.all, action.record.id), self.today)
    }

    /// How its milestones and its parts stand, in words.
    fn more_of(&self, action: &Action) -> String {
        let milestones = milestones_in_words(action, self.milestones_of(action), self.today);
        let parts = self.parts_of(action).in_words();
        let words: Vec<String> = milestones.into_iter().chain(parts).collect();
        if words.is_empty() {
            return String::new();
        }
        format!("({})", words.join("; "))
    }

    fn as_json(&self, action: &Action, owner: Option<&str>) -> Value {
        let milestones = self.milestones_of(action);
        let counted = self.parts_of(action);
        let whole = action
            .parent_id
            .and_then(|id| self.all.iter().find(|one| one.record.id == id));
        json!({
            "reference": action.record.reference().to_string(),
            "title": action.record.title,
            "type": action.action_type,
            "part_of": whole.map(|whole| whole.record.reference().to_string()),
            "state": action.record.state,
            "owner": owner,
            "due": action.due.map(|due| due.to_string()),
            "days_late": action.days_late(self.today),
            "slipping": slipping(action, milestones, self.today).is_some(),
            "milestones": milestones.iter().map(|one| self.milestone(one)).collect::<Vec<_>>(),
            "parts": (counted.all > 0).then(|| json!({
                "all": counted.all, "done": counted.done, "stopped": counted.stopped, "late": counted.late,
                "no_date": counted.no_date, "no_owner": counted.no_owner,
            })),
            "level": action.level,
            "origin": action.record.origin.to_string(),
        })
    }

    fn milestone(&self, milestone: &Milestone) -> Value {
        json!({
            "number": milestone.position, "title": milestone.title, "due": milestone.due.to_string(),
            "reached": milestone.done.map(|day| day.to_string()),
            "days_late": milestone.days_late(self.today), "origin": milestone.origin.to_string(),
        })
    }
}

async fn add(house: &House, options: &Actions, text: &str) -> Result<(), Failure> {
    let board = board_called(house, options.board.as_deref()).await?;
    let knows = ListKnows::load(house, board.record.id).await?;
    let list = read_action_list(text, &knows);
    let sound = list.problems.is_empty();
    if sound && !options.dry_run {
        added(house, board.record.id, &list).await?;
    }
    if options.json {
        print_json(&list_as_json(&list, sound && !options.dry_run))?;
    } else {
        print(&in_words(&list, options.dry_run))?;
    }
    if sound {
        Ok(())
    } else {
        Err(Failure::input(
            "nothing was added; mend the list and bring it again",
        ))
    }
}

async fn added(house: &House, board_id: RecordId, list: &ActionList) -> Result<(), Failure> {
    let input = AddActions {
        body_id: board_id,
        list: list.clone(),
        origin: Origin::Imported,
    };
    add_actions(house, &who(house).await?, input).await?;
    Ok(())
}

fn in_words(list: &ActionList, dry_run: bool) -> String {
    if list.problems.is_empty() {
        let (new, known) = (
            list.new_lines().count(),
            list.lines.iter().filter(|line| line.is_known).count(),
        );
        let would = if dry_run { "would be " } else { "" };
        return format!("{new} {would}added, {known} in the plan already");
    }
    problems_in_words(&list.problems)
}

fn list_as_json(list: &ActionList, was_added: bool) -> Value {
    let lines: Vec<Value> = list
        .lines
        .iter()
        .map(|line| {
            json!({
                "row": line.row, "title": line.title, "owner": line.owner,
                "due": line.due.map(|due| due.to_string()), "known": line.is_known,
            })
        })
        .collect();
    json!({
        "added": if was_added { list.new_lines().count() } else { 0 },
        "lines": lines, "unknown_columns": list.unknown, "problems": problems_as_json(&list.problems),
    })
}
