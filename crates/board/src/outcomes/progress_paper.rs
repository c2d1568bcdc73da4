use jiff::civil::Date;
use papers::{
    Anchor, AnchorProblem, Author, Block, Cell, Column, Decision, Fact, Language, List, ListKind,
    Meeting, Numbering, Origin, PaperDraft, Paragraph, Receipt, Recommendation, Row, Section,
    Table, Tone, Verb as Ask, Words,
};

use super::returns::{HAPPENED, HelpWanted, RoundStanding, help_wanted, standing_of};
use super::{Figures, OutcomeProgress, ProgressError, Verdict, progress_of};
use crate::asks::Round;
use crate::database::DatabaseError;
use crate::indicators::{CoverageState, coverage_of};
use crate::runner::House;
use crate::thread;
use crate::vocabulary::{RecordId, listed, long_date};

/// Why there is no paper.
#[derive(Debug, thiserror::Error)]
pub enum ProgressPaperError {
    /// The figures or the records cannot be read.
    #[error(transparent)]
    Progress(#[from] ProgressError),
    /// The records cannot be read.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A name that cannot be an anchor: a fault of ours.
    #[error(transparent)]
    Anchor(#[from] AnchorProblem),
}

/// Everything that a progress paper says, read once.
struct Facts {
    board: thread::Record,
    standing: RoundStanding,
    progress: Vec<OutcomeProgress>,
    help: Vec<HelpWanted>,
    /// Whom the figures cannot show: the indicator's name, and the groups.
    unseen: Vec<(String, Vec<String>)>,
    meeting: Option<Date>,
}

/// The paper that tells a board how its outcomes are going, what its partners said in a round and who stayed silent. Every
/// verdict comes from figures, every word of a partner is a partner's, and nobody who was asked is left out. `meeting` is the day on which the board is to
/// decide on it.
pub async fn progress_paper(
    house: &House,
    figures: &dyn Figures,
    round: &Round,
    meeting: Option<Date>,
    today: Date,
) -> Result<PaperDraft, ProgressPaperError> {
    let facts = facts(house, figures, round, meeting, today).await?;
    let mut sections = vec![
        section("summary", "Summary", summary(&facts)?)?,
        section(
            "recommendations",
            "Recommendations",
            recommendations(&facts)?,
        )?,
        section("going", "How each outcome is going", going(&facts)?)?,
        section("said", "What partners say", said(&facts)?)?,
        section("silent", "Who did not answer", silent(&facts)?)?,
    ];
    if !facts.help.is_empty() {
        sections.push(section("help", "Help that was asked for", help(&facts)?)?);
    }
    sections.push(section(
        "equalities",
        "Equalities implications",
        equalities(&facts)?,
    )?);
    let counts = facts.standing.counts();
    Ok(PaperDraft {
        title: format!("Progress on each outcome: {}", round.record.title),
        organisation: facts.board.title.clone(),
        meeting: facts.meeting.map(|on| Meeting {
            name: facts.board.title.clone(),
            on,
        }),
        author: Some(Author {
            role: "Board officer".to_owned(),
            contact: None,
        }),
        dated: round.closed_on.unwrap_or(today),
        language: Language::english(),
        status_line: vec![match round.closed_on {
            Some(_) => "The round is closed".to_owned(),
            None => "The round is open: answers may still come".to_owned(),
        }],
        facts: vec![
            Fact::new(
                "Answers",
                format!("{} of {}", counts.answered, counts.asked),
            ),
            Fact::new("Last day", long_date(round.closes)),
        ],
        sections,
        sources: Vec::new(),
        background_papers: Some(Vec::new()),
        appendices: None,
        receipts: receipts(&facts),
        site: None,
    })
}

async fn facts(
    house: &House,
    figures: &dyn Figures,
    round: &Round,
    meeting: Option<Date>,
    today: Date,
) -> Result<Facts, ProgressPaperError> {
    let board_id = round.record.body_id.unwrap_or(round.record.id);
    let board = thread::by_id(house, board_id)
        .await?
        .unwrap_or_else(|| round.record.clone());
    let progress = progress_of(house, figures, board_id).await?;
    let mut unseen = Vec::new();
    for one in &progress {
        if let Some(indicator) = one.outcome.measure.as_ref().and_then(|it| it.indicator_id) {
            let gaps = gaps_of(house, indicator).await?;
            let counted = one.outcome.measure.as_ref().map(|it| it.counted.clone());
            unseen.push((counted.unwrap_or_default(), gaps));
        }
    }
    Ok(Facts {
        standing: standing_of(house, round, today).await?,
        help: help_wanted(house, board_id).await?,
        board,
        progress,
        unseen,
        meeting,
    })
}

/// The groups that an indicator says nothing about, by name; empty when nobody has said.
async fn gaps_of(house: &House, indicator: RecordId) -> Result<Vec<String>, DatabaseError> {
    let gaps: Vec<RecordId> = coverage_of(house, indicator)
        .await?
        .into_iter()
        .filter(|coverage| coverage.state == CoverageState::Gap)
        .map(|coverage| coverage.element_id)
        .collect();
    let known = thread::by_ids(house, &gaps).await?;
    Ok(gaps
        .iter()
        .filter_map(|id| known.get(id))
        .map(|element| element.title.clone())
        .collect())
}

fn section(name: &str, heading: &str, blocks: Vec<Block>) -> Result<Section, AnchorProblem> {
    Ok(Section {
        anchor: Anchor::new(name)?,
        heading: heading.to_owned(),
        blocks,
    })
}

fn paragraph(
    name: String,
    words: impl Into<Words>,
    origin: Origin,
) -> Result<Block, AnchorProblem> {
    Ok(Block::Paragraph(Paragraph {
        numbering: Numbering::Next,
        origin,
        ..Paragraph::new(Anchor::new(name)?, words)
    }))
}

fn mark(is_illustrative: bool) -> Origin {
    if is_illustrative {
        Origin::Illustrative
    } else {
        Origin::Recorded
    }
}

impl Facts {
    fn origin(&self) -> Origin {
        mark(
            self.standing.round.record.origin.is_illustrative()
                || self
                    .progress
                    .iter()
                    .any(|one| one.origin().is_illustrative()),
        )
    }

    fn count(&self, verdict: Option<Verdict>) -> usize {
        self.progress
            .iter()
            .filter(|one| one.judgement.as_ref().map(|it| it.verdict) == verdict)
            .count()
    }

    /// Everybody who was asked, or should have been, and has not answered, as a sentence each.
    fn silences(&self) -> Vec<(String, String)> {
        self.standing
            .places()
            .filter_map(|(about, place)| Some((about.title.clone(), place.silence()?)))
            .collect()
    }
}

fn summary(facts: &Facts) -> Result<Vec<Block>, AnchorProblem> {
    let all = facts.progress.len();
    let counts = facts.standing.counts();
    let parts: Vec<String> = [
        (Some(Verdict::OnCourse), "on course"),
        (Some(Verdict::Behind), "behind"),
        (Some(Verdict::OffCourse), "off course"),
        (Some(Verdict::NoClearChange), "without a clear change"),
        (Some(Verdict::TooEarly), "too early to judge"),
        (None, "without a measure"),
    ]
    .into_iter()
    .filter_map(|(verdict, words)| match facts.count(verdict) {
        0 => None,
        1 => Some(format!("1 is {words}")),
        many => Some(format!("{many} are {words}")),
    })
    .collect();
    let verdicts = if parts.is_empty() {
        "No outcome is followed yet.".to_owned()
    } else {
        format!("Of {all} outcomes, {}.", listed(&parts, "and"))
    };
    let missing = counts.asked - counts.answered;
    let answers = Words::from(format!(
        "{} of {} answers are in. ",
        counts.answered, counts.asked
    ));
    let answers = match missing {
        0 => answers.plain("Everybody who was asked has answered."),
        1 => answers
            .strong("One is missing")
            .plain("; it is named below."),
        many => answers
            .strong(format!("{many} are missing"))
            .plain("; they are named below."),
    };
    Ok(vec![
        paragraph("p-verdicts".to_owned(), verdicts, facts.origin())?,
        paragraph("p-answers".to_owned(), answers, facts.origin())?,
    ])
}

fn recommendations(facts: &Facts) -> Result<Vec<Block>, AnchorProblem> {
    let counts = facts.standing.counts();
    let mut asked = vec![(
        Ask::Note,
        format!(
            "that {} of {} answers are in, and how each outcome is going.",
            counts.answered, counts.asked
        ),
    )];
    if !facts.silences().is_empty() {
        asked.push((
            Ask::Consider,
            "what to do about those who have not answered.".to_owned(),
        ));
    }
    if !facts.help.is_empty() {
        asked.push((Ask::Consider, "the help that partners ask for.".to_owned()));
    }
    let mut list = Vec::new();
    for (number, (verb, words)) in (1..).zip(asked) {
        list.push(Recommendation {
            anchor: Anchor::new(format!("r-{number}"))?,
            verbs: vec![verb],
            words: Words::from(words),
            decision: Decision::ToBeDecided { on: facts.meeting },
            origin: facts.origin(),
        });
    }
    Ok(vec![Block::Recommendations(list)])
}

fn going(facts: &Facts) -> Result<Vec<Block>, AnchorProblem> {
    if facts.progress.is_empty() {
        return Ok(vec![paragraph(
            "p-none".to_owned(),
            "No outcome is followed yet.",
            Origin::Recorded,
        )?]);
    }
    let rows = facts.progress.iter().map(|one| {
        let (tone, word) = verdict(one);
        let measure = one.outcome.measure.as_ref();
        let target = measure.and_then(|it| it.target.map(|target| it.say(target)));
        Row {
            heading: Words::from(one.outcome.record.title.clone()),
            cells: vec![
                one.newest_words()
                    .map_or(Cell::Missing, |words| Cell::Value {
                        figure: words,
                        origin: mark(one.origin().is_illustrative()),
                    }),
                target.map_or(Cell::Missing, Cell::value),
                Cell::status(tone, word),
            ],
        }
    });
    let mut blocks = vec![Block::Table(Table {
        anchor: Anchor::new("t-going")?,
        caption: "Each outcome: its newest figure, what is to be reached, and the verdict that figures give".to_owned(),
        columns: vec![
            Column::words("Outcome"),
            Column::figures("Newest"),
            Column::figures("Target"),
            Column::words("Verdict"),
        ],
        rows: rows.collect(),
        origin: facts.origin(),
    })];
    for one in &facts.progress {
        let words = Words::default()
            .strong(format!("{}. ", one.outcome.record.title))
            .plain(one.sentence());
        let name = format!("p-going-{}", one.outcome.record.slug);
        blocks.push(paragraph(
            name,
            words,
            mark(one.origin().is_illustrative()),
        )?);
    }
    Ok(blocks)
}

fn verdict(progress: &OutcomeProgress) -> (Tone, &'static str) {
    match progress.judgement.as_ref().map(|it| it.verdict) {
        None => (Tone::Silent, "No measure"),
        Some(Verdict::OnCourse) => (Tone::Better, "On course"),
        Some(Verdict::Behind) => (Tone::Waiting, "Behind"),
        Some(Verdict::OffCourse) => (Tone::Worse, "Off course"),
        Some(Verdict::NoClearChange) => (Tone::Similar, "No clear change"),
        Some(Verdict::TooEarly) => (Tone::Waiting, "Too early to say"),
    }
}

fn said(facts: &Facts) -> Result<Vec<Block>, AnchorProblem> {
    let origin = mark(facts.standing.round.record.origin.is_illustrative());
    let mut rows = Vec::new();
    for (about, place) in facts.standing.places() {
        if place.silence().is_some() {
            continue;
        }
        let happened = place
            .answers
            .get(HAPPENED)
            .filter(|words| !words.trim().is_empty());
        let view = if place.does_not_hold() {
            "Does not hold this".to_owned()
        } else {
            place
                .view()
                .map_or_else(|| "Nothing has changed".to_owned(), |view| view.to_string())
        };
        rows.push(Row {
            heading: Words::from(about.title.clone()),
            cells: vec![
                Cell::words(place.partner.title.clone()),
                Cell::words(view),
                happened.map_or_else(
                    || Cell::words("Nothing was added"),
                    |words| Cell::words(words.clone()),
                ),
            ],
        });
    }
    if rows.is_empty() {
        return Ok(vec![paragraph(
            "p-nobody".to_owned(),
            "Nobody has answered yet.",
            origin,
        )?]);
    }
    Ok(vec![
        paragraph(
            "p-said".to_owned(),
            "These are the partners’ own views, in their own words. They never change a verdict.",
            Origin::Recorded,
        )?,
        Block::Table(Table {
            anchor: Anchor::new("t-said")?,
            caption: "What each partner says about each outcome and action".to_owned(),
            columns: vec![
                Column::words("About"),
                Column::words("Partner"),
                Column::words("Their view"),
                Column::words("What happened"),
            ],
            rows,
            origin,
        }),
    ])
}

fn silent(facts: &Facts) -> Result<Vec<Block>, AnchorProblem> {
    let origin = mark(facts.standing.round.record.origin.is_illustrative());
    let silences = facts.silences();
    if silences.is_empty() {
        return Ok(vec![paragraph(
            "p-silent".to_owned(),
            "Everybody who was asked has answered.",
            origin,
        )?]);
    }
    let items = silences
        .into_iter()
        .map(|(about, sentence)| {
            Words::default()
                .strong(sentence)
                .plain(format!(" It is about “{about}”."))
        })
        .collect();
    Ok(vec![Block::List(List {
        kind: ListKind::Points,
        items,
        origin,
    })])
}

fn help(facts: &Facts) -> Result<Vec<Block>, AnchorProblem> {
    let mut blocks = Vec::new();
    for (number, wanted) in (1..).zip(&facts.help) {
        let words = Words::default()
            .strong(format!("{}: ", wanted.partner.title))
            .plain(format!(
                "“{}” It is about “{}” and waits since {}.",
                wanted.words,
                wanted.about.title,
                long_date(wanted.since)
            ));
        blocks.push(paragraph(
            format!("p-help-{number}"),
            words,
            mark(wanted.about.origin.is_illustrative()),
        )?);
    }
    Ok(blocks)
}

fn equalities(facts: &Facts) -> Result<Vec<Block>, AnchorProblem> {
    let mut items = Vec::new();
    for (counted, gaps) in &facts.unseen {
        items.push(if gaps.is_empty() {
            Words::from(format!(
                "{counted}: nobody has said which groups it leaves out."
            ))
        } else {
            Words::from(format!(
                "{counted} says nothing about: {}.",
                gaps.join(", ")
            ))
        });
    }
    let lead = if items.is_empty() {
        "No outcome has a figure, so nothing can be said about groups."
    } else {
        "A figure for everybody can hide a group. This is what the figures of this paper cannot show."
    };
    let mut blocks = vec![paragraph(
        "p-equalities".to_owned(),
        lead,
        Origin::Recorded,
    )?];
    if !items.is_empty() {
        blocks.push(Block::List(List {
            kind: ListKind::Points,
            items,
            origin: facts.origin(),
        }));
    }
    Ok(blocks)
}

fn receipts(facts: &Facts) -> Vec<Receipt> {
    facts
        .progress
        .iter()
        .filter_map(|one| {
            let number = one.series.last()?.receipt.clone()?;
            Some(Receipt {
                how_to_check: Some(Words::from(format!("commonweal explain {number}"))),
                facts: vec![Fact::new("Figure", one.outcome.record.title.clone())],
                number,
            })
        })
        .collect()
}
