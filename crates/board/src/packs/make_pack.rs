use std::collections::HashMap;

use evidence::analysis::Against;
use jiff::civil::Date;
use papers::{AnchorProblem, Fact, Language, Paper, PaperDraft, Problems};

use super::contents::{Contents, data_of, gather};
use super::{Recipe, policy, recipe_of, sections};
use crate::database::DatabaseError;
use crate::documents::{DocumentPaperError, blocks_of_paper, keep_paper, paper_of};
use crate::indicators::{Figures, FiguresError};
use crate::joins::CITES;
use crate::runner::{Act, House, RunnerError, Who};
use crate::texts::{self, NewText, Text, TextType, Version, store};
use crate::thread;
use crate::vocabulary::{Origin, RecordId, Slug, Visibility, long_date};

/// More indicators than this make a book that nobody reads.
pub const MADE_AT_MOST: usize = 30;

/// A pack to make.
#[derive(Debug, Clone)]
pub struct MakePack {
    /// The board that keeps it.
    pub body_id: RecordId,
    /// Its title.
    pub title: String,
    /// The readable part of its address, when not made of the title.
    pub slug: Option<Slug>,
    /// Code of the place.
    pub area: String,
    /// What it is compared with.
    pub against: Against,
    /// The publishers' numbers of the indicators, in the order in which they are to stand.
    pub indicators: Vec<String>,
    /// The element of a framework that it is about, if it is about one.
    pub element: Option<RecordId>,
    /// What it is about, parted by commas: statements are found by every word of one topic.
    pub topic: Option<String>,
    /// What it is for, in somebody's own words.
    pub introduction: Option<String>,
}

/// A pack to make again, from the newest figures.
#[derive(Debug, Clone)]
pub struct MakeAgain {
    /// The pack.
    pub document_id: RecordId,
    /// The number of the version that whoever makes it again has seen.
    pub seen_version: i64,
    /// What to make it from; as before when `None`.
    pub recipe: Option<Recipe>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The document.
    pub text: Text,
    /// The newest version.
    pub version: Version,
    /// Whether the version is new. Where no word and no figure changed, it is the one before.
    pub is_new: bool,
}

/// Why a pack was not made.
#[derive(Debug, thiserror::Error)]
pub enum MakePackError {
    /// Without a title.
    #[error("give the pack a title")]
    NoTitle,
    /// Without a place.
    #[error("say which place it is about")]
    NoPlace,
    /// Without an indicator.
    #[error("choose at least one indicator")]
    NoIndicators,
    /// Too many to read.
    #[error("a pack takes at most {MADE_AT_MOST} indicators, and {0} are chosen: leave some out")]
    TooMany(usize),
    /// Twice the same.
    #[error("indicator {0} is chosen twice")]
    Twice(String),
    /// An indicator that is not known.
    #[error("there is no indicator {0}")]
    UnknownIndicator(String),
    /// No indicator says anything about the place.
    #[error("none of the indicators has a figure for this place")]
    NoFigures,
    /// The document was typed.
    #[error("this document was written by hand and is made from no figures")]
    NotMade,
    /// No answer.
    #[error(transparent)]
    Figures(#[from] FiguresError),
    /// The paper is not sound: a fault of ours.
    #[error(transparent)]
    Unsound(#[from] Problems),
    /// A name that cannot be an anchor: a fault of ours.
    #[error(transparent)]
    Anchor(#[from] AnchorProblem),
    /// What is kept is not what was made.
    #[error(transparent)]
    Kept(#[from] DocumentPaperError),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

impl From<DatabaseError> for MakePackError {
    fn from(error: DatabaseError) -> Self {
        Self::Runner(error.into())
    }
}

/// Makes a pack with a first version, which members alone read until it is published.
pub async fn make_pack(
    house: &House,
    figures: &Figures,
    who: &Who,
    input: MakePack,
) -> Result<Made, MakePackError> {
    let title = input.title.trim();
    if title.is_empty() {
        return Err(MakePackError::NoTitle);
    }
    let recipe = Recipe {
        area: input.area.trim().to_owned(),
        against: input.against,
        indicators: input.indicators,
        element: input.element,
        topic: input.topic.filter(|words| !words.trim().is_empty()),
        introduction: input.introduction.filter(|words| !words.trim().is_empty()),
        data: Vec::new(),
    };
    check(&recipe)?;
    let ready = ready(house, figures, who, input.body_id, title, 1, &recipe).await?;
    let mut act = house
        .begin(who, &policy::MAKE_PACK, Some(input.body_id))
        .await?;
    let new = NewText {
        body_id: Some(input.body_id),
        text_type: TextType::Pack,
        title: title.to_owned(),
        slug: input.slug,
        visibility: Visibility::Members,
        origin: if ready.paper.is_illustrative() {
            Origin::Illustrative
        } else {
            Origin::Entered
        },
    };
    let text = texts::create(&mut act, new).await?;
    let version = save(&mut act, text.record.id, who.today, &ready).await?;
    act.about(text.record.id);
    act.commit().await?;
    Ok(Made {
        text,
        version,
        is_new: true,
    })
}

/// Makes a pack again, from the newest figures. Where no word and no figure has changed, nothing is written.
pub async fn make_again(
    house: &House,
    figures: &Figures,
    who: &Who,
    input: MakeAgain,
) -> Result<Made, MakePackError> {
    let not_found = || RunnerError::NotFound {
        id: input.document_id,
    };
    let text = texts::text(house, input.document_id)
        .await?
        .ok_or_else(not_found)?;
    let newest = texts::newest_version(house, input.document_id)
        .await?
        .ok_or_else(not_found)?;
    let kept = paper_of(house, &newest)
        .await?
        .ok_or(MakePackError::NotMade)?;
    let recipe = match input.recipe {
        Some(recipe) => recipe,
        None => recipe_of(&kept).ok_or(MakePackError::NotMade)?,
    };
    check(&recipe)?;
    let body_id = text.record.body_id.ok_or_else(not_found)?;
    let number = newest.number + 1;
    let ready = ready(
        house,
        figures,
        who,
        body_id,
        &text.record.title,
        number,
        &recipe,
    )
    .await?;
    let mut act = house
        .begin(who, &policy::MAKE_PACK, text.record.body_id)
        .await?;
    let newest = store::newest_version(act.connection(), input.document_id)
        .await?
        .ok_or_else(not_found)?;
    if newest.number != input.seen_version {
        let current = Box::new(act.load(input.document_id).await?);
        return Err(RunnerError::Conflict { current }.into());
    }
    if texts::hash_of(&blocks_of_paper(&ready.paper)) == newest.hash {
        return Ok(Made {
            text,
            version: newest,
            is_new: false,
        });
    }
    let version = save(&mut act, input.document_id, who.today, &ready).await?;
    act.about(input.document_id);
    act.commit().await?;
    Ok(Made {
        text,
        version,
        is_new: true,
    })
}

fn check(recipe: &Recipe) -> Result<(), MakePackError> {
    if recipe.area.is_empty() {
        return Err(MakePackError::NoPlace);
    }
    match recipe.indicators.len() {
        0 => return Err(MakePackError::NoIndicators),
        many if many > MADE_AT_MOST => return Err(MakePackError::TooMany(many)),
        _ => {}
    }
    let mut seen = std::collections::BTreeSet::new();
    match recipe.indicators.iter().find(|it| !seen.insert(*it)) {
        Some(twice) => Err(MakePackError::Twice(twice.clone())),
        None => Ok(()),
    }
}

/// A pack that only waits to be saved.
struct Ready {
    paper: Paper,
    /// What it was made from, with the data files that it was made of.
    recipe: Recipe,
    /// What paragraphs rest on: their words, and the statement.
    cites: Vec<(String, RecordId)>,
}

async fn ready(
    house: &House,
    figures: &Figures,
    who: &Who,
    body_id: RecordId,
    title: &str,
    number: i64,
    recipe: &Recipe,
) -> Result<Ready, MakePackError> {
    let contents = gather(house, figures, who, body_id, recipe).await?;
    let board = thread::by_id(house, body_id).await?;
    let organisation = board.map_or_else(String::new, |board| board.title);
    let paper = draft(&contents, organisation, title, number, who.today)?.check()?;
    Ok(Ready {
        paper,
        recipe: Recipe {
            data: data_of(&contents.figures).into_iter().collect(),
            ..recipe.clone()
        },
        cites: sections::citations(&contents),
    })
}

fn draft(
    contents: &Contents<'_>,
    organisation: String,
    title: &str,
    number: i64,
    today: Date,
) -> Result<PaperDraft, AnchorProblem> {
    let against = match &contents.recipe.against {
        Against::England => "England".to_owned(),
        Against::Region => "the region".to_owned(),
        Against::Area(_) | Against::Neighbours(_) | Against::Earlier(_) => contents
            .figures
            .first()
            .map_or_else(String::new, |figure| figure.against.clone()),
    };
    let indicators = match contents.figures.len() {
        1 => "1 indicator".to_owned(),
        many => format!("{many} indicators"),
    };
    Ok(PaperDraft {
        title: title.to_owned(),
        organisation,
        meeting: None,
        author: None,
        dated: today,
        language: Language::english(),
        status_line: vec![
            "Evidence pack".to_owned(),
            format!("Version {number}"),
            format!("As at {}", long_date(today)),
        ],
        facts: vec![
            Fact::new("Place", contents.place.clone()),
            Fact::new("Compared with", against),
            Fact::new("Figures", indicators),
        ],
        sections: sections::all(contents)?,
        sources: sections::sources(contents),
        background_papers: None,
        appendices: None,
        receipts: sections::receipts(contents),
        site: None,
    })
}

/// Saves a version with its paper, and joins its paragraphs to the statements that they rest on.
async fn save(
    act: &mut Act,
    text_id: RecordId,
    today: Date,
    ready: &Ready,
) -> Result<Version, MakePackError> {
    let blocks = blocks_of_paper(&ready.paper);
    let version = texts::add_version(act, text_id, blocks).await?;
    let made_from = serde_json::to_value(&ready.recipe).unwrap_or_default();
    keep_paper(act, &version, today, &made_from, &ready.paper).await?;
    let paragraphs: HashMap<String, RecordId> = store::blocks_of(act.connection(), version.id)
        .await?
        .into_iter()
        .map(|block| (block.words, block.paragraph_id))
        .collect();
    let ids: Vec<RecordId> = paragraphs.values().copied().collect();
    let registry = act.house().registry();
    let standing: Vec<_> = thread::store::links_of_many(act.connection(), registry, &ids)
        .await?
        .into_iter()
        .filter(|link| link.to_date.is_none() && link.relation == CITES)
        .map(|link| (link.from_id, link.to_id))
        .collect();
    for (words, item) in &ready.cites {
        if let Some(&paragraph) = paragraphs.get(words)
            && !standing.contains(&(paragraph, *item))
        {
            act.link(paragraph, CITES, *item, None).await?;
        }
    }
    Ok(version)
}
