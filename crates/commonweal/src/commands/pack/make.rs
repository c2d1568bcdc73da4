use std::path::PathBuf;

use board::indicators::{AgainstError, FiguresError, against_named};
use board::packs::{
    Choice, ChooseError, Made, MakeAgain, MakePack, MakePackError, chosen, make_again, make_pack,
};
use board::places::area;
use clap::Args;

use super::{Desk, pack_called, shown};
use crate::commands::{board_called, element_called, text_of_file};
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(super) struct Make {
    /// The board that keeps it, by its short name; needed where there are several.
    #[arg(value_name = "BOARD")]
    board: Option<String>,
    /// What it is called.
    #[arg(long, value_name = "WORDS")]
    title: String,
    /// Code of the place; the board's own by default.
    #[arg(long, value_name = "CODE")]
    area: Option<String>,
    /// What the place is compared with: england, region, neighbours, neighbours:NAME, earlier:YEARS, or the code of a place.
    #[arg(long, value_name = "WORD or CODE", default_value = "england")]
    against: String,
    /// An indicator, by number or short name; may be given several times, and they stand in this order.
    #[arg(long = "indicator", value_name = "ID", required_unless_present_any = ["search", "element", "topic"])]
    indicators: Vec<String>,
    /// Every indicator with these words in its name or definition; commas part topics of which one is enough.
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["indicators", "element"])]
    search: Option<String>,
    /// Every indicator that carries an element of a framework, or that a statement which carries it is about.
    #[arg(long, value_name = "FRAMEWORK/ELEMENT", conflicts_with = "indicators")]
    element: Option<String>,
    /// What it is about, parted by commas: the board’s statements with every word of one topic are in the pack too. The words of
    /// --search, by default; alone, it chooses the indicators as --search does.
    #[arg(long, value_name = "TEXT")]
    topic: Option<String>,
    /// A text file that says what the pack is for; an empty line between paragraphs.
    #[arg(long, value_name = "FILE")]
    introduction: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Again {
    /// The pack, such as hackney/health-and-money.
    #[arg(value_name = "BOARD/PACK")]
    pack: String,
}

pub(super) async fn make(desk: &Desk<'_>, options: Make) -> Result<(), Failure> {
    let house = desk.house;
    let board = board_called(house, options.board.as_deref()).await?;
    let element = match &options.element {
        Some(wanted) => Some(element_called(desk.house, wanted).await?),
        None => None,
    };
    let topic = options.topic.or_else(|| options.search.clone());
    let choice = match (element, options.search) {
        (Some(element), _) => Choice::Element(element),
        (None, Some(words)) => Choice::Search(words),
        (None, None) if options.indicators.is_empty() => {
            Choice::Search(topic.clone().unwrap_or_default())
        }
        (None, None) => Choice::Named(options.indicators),
    };
    let found = chosen(house, &choice).await.map_err(|error| match error {
        ChooseError::Database(error) => error.into(),
        problem => Failure::usage(problem),
    })?;
    let code = match (options.area, board.area_id) {
        (Some(code), _) => code,
        (None, Some(own)) => area(house, own)
            .await?
            .and_then(|area| area.code)
            .unwrap_or_default(),
        (None, None) => String::new(),
    };
    let against = against_named(house, desk.who.today, &code, &options.against)
        .await
        .map_err(|error| match error {
            AgainstError::Database(error) => error.into(),
            problem => Failure::usage(problem),
        })?;
    let input = MakePack {
        body_id: board.record.id,
        title: options.title,
        slug: None,
        area: code,
        against,
        indicators: found.into_iter().map(|it| it.described.id).collect(),
        element,
        topic,
        introduction: options
            .introduction
            .as_deref()
            .map(text_of_file)
            .transpose()?,
    };
    let made = make_pack(house, &desk.figures, &desk.who, input)
        .await
        .map_err(not_made)?;
    eprintln!("Members alone read it until it is published.");
    finished(desk, &made).await
}

pub(super) async fn again(desk: &Desk<'_>, options: Again) -> Result<(), Failure> {
    let (_, document) = pack_called(desk.house, &options.pack).await?;
    let input = MakeAgain {
        document_id: document.text.record.id,
        seen_version: document.newest().map_or(0, |version| version.number),
        recipe: None,
    };
    let made = make_again(desk.house, &desk.figures, &desk.who, input)
        .await
        .map_err(not_made)?;
    if !made.is_new {
        eprintln!("No word and no figure has changed: there is no new version.");
    }
    finished(desk, &made).await
}

async fn finished(desk: &Desk<'_>, made: &Made) -> Result<(), Failure> {
    let board = made.text.record.body_slug.as_ref();
    let board = board.map_or_else(String::new, ToString::to_string);
    let name = format!("{board}/{}", made.text.record.slug);
    let (_, document) = pack_called(desk.house, &name).await?;
    shown::one(desk, &document).await
}

/// What somebody can mend is a wrong use; the rest is a failure.
fn not_made(error: MakePackError) -> Failure {
    match error {
        MakePackError::Runner(error) => error.into(),
        MakePackError::Figures(FiguresError::Database(error)) => error.into(),
        fault @ (MakePackError::Figures(_)
        | MakePackError::Unsound(_)
        | MakePackError::Anchor(_)
        | MakePackError::Kept(_)) => Failure::failed(fault),
        problem => Failure::usage(problem),
    }
}
