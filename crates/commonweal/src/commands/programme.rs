use std::collections::HashMap;

use board::House;
use board::strategy::{
    MoveError, Phase, PhaseState, PlannedDays, Programme, ToldMove, WithdrawMove, date_moves,
    phases_of, programme_of, states_on, withdraw_move,
};
use board::thread::{Record, by_ids};
use board::vocabulary::{RecordId, days_late, long_date};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{board_called, operator_of};
use crate::configuration::Place;
use crate::failure::{Failure, refused};
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct ProgrammeOptions {
    /// The board, by its short name; needed where there are several.
    #[arg(long, value_name = "SLUG")]
    board: Option<String>,
    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Withdraw a move of a shared date that the other boards have not agreed yet.
    Withdraw(Withdraw),
}

#[derive(Debug, Args)]
struct Withdraw {
    /// The number of the phase.
    phase: i64,
    /// Why.
    #[arg(long, value_name = "WORDS")]
    because: String,
}

/// Says where the programme of a board is, and which dates wait for another board, after withdrawing one where that is asked.
pub(crate) async fn run(place: &Place, options: ProgrammeOptions) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = programme(&house, options).await;
    house.database().clone().close().await;
    result
}

/// A programme with what there is to say of it.
struct Told {
    programme: Programme,
    bodies: HashMap<RecordId, Record>,
    phases: Vec<Phase>,
    moves: Vec<ToldMove>,
    today: Date,
}

async fn programme(house: &House, options: ProgrammeOptions) -> Result<(), Failure> {
    let board = board_called(house, options.board.as_deref()).await?;
    let today = installation::operator(SystemClocks::of(house).await?).today;
    let Some(programme) = programme_of(house, board.record.id).await? else {
        if options.json {
            return print_json(&Value::Null);
        }
        eprintln!("This board takes part in no programme.");
        return Ok(());
    };
    let mut told = Told::of(house, programme, today).await?;
    if let Some(Act::Withdraw(options)) = options.act {
        let input = told.withdrawal(board.record.id, options)?;
        let who = operator_of(house).await?;
        refused!(withdraw_move(house, &who, input).await, MoveError)?;
        told = Told::of(house, told.programme, today).await?;
    }
    if options.json {
        print_json(&told.as_json())
    } else {
        print(&told.in_words())
    }
}

impl Told {
    async fn of(house: &House, programme: Programme, today: Date) -> Result<Self, Failure> {
        Ok(Self {
            bodies: by_ids(house, &programme.bodies).await?,
            phases: phases_of(house, programme.record.id).await?,
            moves: date_moves(house, programme.record.id, today).await?,
            programme,
            today,
        })
    }

    /// The move of a phase that waits, to be withdrawn by a board.
    fn withdrawal(&self, board_id: RecordId, options: Withdraw) -> Result<WithdrawMove, Failure> {
        let wanted = options.phase;
        let phase = self.phases.iter().find(|one| one.position == wanted);
        let phase = phase.ok_or_else(|| {
            Failure::usage(format!(
                "there is no phase {wanted}; there are {} of them, from 1",
                self.phases.len()
            ))
        })?;
        let told = self.moves_of(phase).find(|told| told.is_waiting());
        let moved = told.ok_or_else(|| Failure::input(MoveError::NotProposed))?;
        Ok(WithdrawMove {
            board_id,
            move_id: moved.moved.record.id,
            seen_revision: moved.moved.record.revision,
            because: options.because,
        })
    }

    fn moves_of(&self, phase: &Phase) -> impl Iterator<Item = &ToldMove> {
        let id = phase.record.id;
        self.moves
            .iter()
            .filter(move |told| told.moved.phase_id == id)
    }

    fn name(&self, id: Option<RecordId>) -> Option<String> {
        self.bodies.get(&id?).map(|body| body.slug.to_string())
    }

    fn in_words(&self) -> String {
        let mut lines = vec![self.programme.record.title.clone()];
        for (phase, state) in self.phases.iter().zip(states_on(&self.phases, self.today)) {
            let days = phase.planned();
            lines.push(format!(
                "{}. {}: {} to {}, {}{}",
                phase.position,
                phase.record.title,
                long_date(days.start),
                long_date(days.last()),
                state,
                phase
                    .days_late(self.today)
                    .map_or_else(String::new, |late| format!(", {}", days_late(late))),
            ));
            lines.extend(
                self.moves_of(phase)
                    .map(|told| format!("   {}", told.in_words())),
            );
        }
        lines.join("\n")
    }

    fn as_json(&self) -> Value {
        let boards: Vec<String> = self
            .programme
            .bodies
            .iter()
            .filter_map(|&body| self.name(Some(body)))
            .collect();
        let states = states_on(&self.phases, self.today);
        let phases: Vec<Value> = self
            .phases
            .iter()
            .zip(states)
            .map(|(phase, state)| self.phase(phase, state))
            .collect();
        json!({
            "reference": self.programme.record.reference().to_string(),
            "title": self.programme.record.title,
            "boards": boards,
            "phases": phases,
            "origin": self.programme.record.origin.to_string(),
        })
    }

    fn phase(&self, phase: &Phase, state: PhaseState) -> Value {
        json!({
            "number": phase.position,
            "title": phase.record.title,
            "state": state,
            "days_late": phase.days_late(self.today),
            "planned": days(phase.planned()),
            "began": phase.actual_start.map(|day| day.to_string()),
            "ended": phase.actual_end.map(|end| end.yesterday().unwrap_or(end).to_string()),
            "moves": self.moves_of(phase).map(|told| self.moved(told)).collect::<Vec<_>>(),
            "origin": phase.record.origin.to_string(),
        })
    }

    fn moved(&self, told: &ToldMove) -> Value {
        let asked: Vec<Value> = told
            .asked
            .iter()
            .map(|(_, ask)| {
                let reply = ask.reply.as_ref();
                json!({
                    "board": self.name(ask.to_body), "due": ask.due.to_string(),
                    "answer": reply.map(|reply| &reply.word), "reason": reply.and_then(|reply| reply.words.as_ref()),
                })
            })
            .collect();
        json!({
            "by": self.name(told.moved.record.body_id), "state": told.moved.record.state,
            "from": days(told.moved.from), "to": days(told.moved.to), "because": told.moved.because,
            "asked": asked, "origin": told.moved.record.origin.to_string(),
        })
    }
}

fn days(days: PlannedDays) -> Value {
    json!({ "first": days.start.to_string(), "last": days.last().to_string() })
}
