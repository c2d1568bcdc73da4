//! `/data`: the data sets on this installation, under which licence, in which version, and their indicators to take away.

use axum::extract::State;
use board::indicators::{Freshness, Indicator, Release, indicators, published_releases};
use board::places;
use evidence::open_data::OpenFile;
use jiff::civil::Date;
use serde::Serialize;

use super::shown::long_date;
use super::take_away;
use crate::app::App;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/data_page.html";
const TITLE: &str = "Open data";

#[derive(Serialize)]
struct DataPage {
    sets: Vec<Set>,
}

#[derive(Serialize)]
struct Set {
    title: String,
    origin: &'static str,
    about: String,
    attribution: Option<String>,
    /// The whole data set to take away, where its rows are open.
    files: Vec<Link>,
    /// Why they are not.
    withheld: Option<String>,
    hash: String,
    indicators: Vec<Link>,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let releases = published_releases(&app.house).await?;
    let known = indicators(&app.house).await?;
    // Figures are shown in a board's page; any board serves, the first by name is as good.
    let board = places::boards(&app.house)
        .await?
        .first()
        .map(|board| board.record.slug.to_string());
    let sets = releases
        .iter()
        .map(|release| set(release, &known, board.as_deref(), visitor.today))
        .collect();
    let mut frame = visitor.frame(TITLE, "");
    frame.illustrative = releases
        .iter()
        .any(|release| release.version.record.origin.is_illustrative());
    app.page(TEMPLATE, &frame, DataPage { sets })
}

fn set(release: &Release, known: &[Indicator], board: Option<&str>, today: Date) -> Set {
    let (set, version) = (&release.data_set, &release.version);
    let mut about = vec![format!("Version {}, {} rows", version.number, version.rows)];
    about.extend(
        version
            .published_on
            .map(|on| format!("published here on {}", long_date(on))),
    );
    about.extend(set.source.clone().map(|source| format!("source: {source}")));
    about.push(set.licence.as_ref().map_or_else(
        || "no licence stated".to_owned(),
        |licence| format!("licence: {licence}"),
    ));
    about.extend(
        set.next_due
            .map(|_| Freshness::on(today, set.next_due).in_words()),
    );
    let indicators = version
        .indicator_ids
        .iter()
        .filter_map(|id| {
            let indicator = known.iter().find(|known| known.described.id == *id)?;
            let board = board?;
            let href = format!("/{board}/evidence/{}", indicator.record.slug);
            Some(Link::new(indicator.described.name.clone(), href))
        })
        .collect();
    let (files, withheld) = match OpenFile::of(release.as_asked()) {
        Ok(_) => (
            take_away::links(&format!("/data/{}", set.record.slug)),
            None,
        ),
        Err(closed) => (Vec::new(), Some(closed.policy.words().to_owned())),
    };
    Set {
        files,
        withheld,
        title: set.record.title.clone(),
        origin: version.record.origin.as_str(),
        about: about.join("; "),
        attribution: set.attribution.clone(),
        hash: version.file.to_string(),
        indicators,
    }
}
