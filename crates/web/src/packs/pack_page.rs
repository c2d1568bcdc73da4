//! `/desk/packs` and `/desk/packs/{slug}`: what a pack is about, which figures are in it, and what it is for. The first makes a
//! new one, the second makes one again.

use axum::extract::State;
use board::documents::{Document, document, has_paper, paper_of};
use board::frameworks::{FrameworkUse, elements_of, frameworks};
use board::indicators::{
    AgainstError, DEFAULT_YEARS, FiguresError, Indicator, WITHDRAWN, against_named, indicators,
    neighbour_choices,
};
use board::packs::{
    Choice as Wanted, ChooseError, MakeAgain, MakePack, MakePackError, Recipe, chosen, make_again,
    make_pack, recipe_of,
};
use board::places::{AreaType, area, areas};
use board::vocabulary::{RecordId, capital};
use evidence::analysis::Against;
use serde::{Deserialize, Serialize};

use crate::address::{Path, Query};
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::paper::faulty;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "packs/pack_page.html";

/// Of more indicators than these, those that are wanted have to be looked for.
const MOST_OFFERED: usize = 40;

/// What somebody looks for: words, or an element of a framework.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Asked {
    q: Option<String>,
    element: Option<String>,
}

#[derive(Serialize)]
struct PackPage<'a> {
    form: &'a FormState,
    here: String,
    kicker: &'static str,
    title: String,
    is_new: bool,
    version: i64,
    q: String,
    element: String,
    elements: Vec<Choice>,
    /// Why nothing is offered, or not everything.
    found: Option<String>,
    places: Vec<Choice>,
    against: Vec<Choice>,
    indicators: Vec<Choice>,
}

/// What is offered, and why not everything is.
struct Offer {
    indicators: Vec<Indicator>,
    found: Option<String>,
}

/// The indicators that fit what somebody looks for. Those that are chosen already are always among them.
async fn offer(app: &App, asked: &Asked, kept: &[String]) -> Result<Offer, Refusal> {
    let words = asked.q.as_deref().unwrap_or_default().trim();
    let element = asked.element.as_deref().unwrap_or_default();
    let all = indicators(&app.house).await?;
    let (mut offered, found) = if let Ok(id) = element.parse() {
        found(app, Wanted::Element(RecordId(id))).await?
    } else if words.is_empty() {
        let mut usual = all.clone();
        usual.retain(|indicator| indicator.record.state != WITHDRAWN);
        (usual, None)
    } else {
        found(app, Wanted::Search(words.to_owned())).await?
    };
    let many = offered.len();
    let found = if many > MOST_OFFERED {
        offered.truncate(MOST_OFFERED);
        Some(format!(
            "The first {MOST_OFFERED} of {many} indicators are offered. Look for words to find the others."
        ))
    } else {
        found
    };
    let missing = all.into_iter().filter(|indicator| {
        kept.contains(&indicator.described.id)
            && !offered
                .iter()
                .any(|held| held.described.id == indicator.described.id)
    });
    let missing: Vec<Indicator> = missing.collect();
    offered.extend(missing);
    Ok(Offer {
        indicators: offered,
        found,
    })
}

async fn found(app: &App, wanted: Wanted) -> Result<(Vec<Indicator>, Option<String>), Refusal> {
    match chosen(&app.house, &wanted).await {
        Ok(found) => Ok((found, None)),
        Err(ChooseError::Database(error)) => Err(error.into()),
        Err(problem) => Ok((Vec::new(), Some(capital(&format!("{problem}."))))),
    }
}

/// The elements of every framework that sorts or names groups, as choices.
async fn elements(app: &App) -> Result<Vec<Choice>, Refusal> {
    let mut choices = vec![Choice::new("", "Anything")];
    for framework in frameworks(&app.house).await? {
        if framework.framework_use == FrameworkUse::Template {
            continue;
        }
        for element in elements_of(&app.house, framework.record.id).await? {
            choices.push(Choice::new(
                element.record.id.to_string(),
                format!("{}: {}", framework.record.title, element.record.title),
            ));
        }
    }
    Ok(choices)
}

/// The places that figures can be about, the board's own first.
async fn places(app: &App, visitor: &Visitor) -> Result<Vec<Choice>, Refusal> {
    let own = visitor.board()?.area_id;
    let mut areas = areas(&app.house).await?;
    areas.retain(|area| {
        area.code.is_some() && !matches!(area.area_type, AreaType::Neighbourhood | AreaType::Ward)
    });
    areas.sort_by_key(|area| Some(area.record.id) != own);
    Ok(areas
        .into_iter()
        .filter_map(|area| Some(Choice::new(area.code?, area.record.title)))
        .collect())
}

/// What a place can be compared with; groups of neighbours are those of the board's own place.
async fn against_choices(app: &App, visitor: &Visitor) -> Result<Vec<Choice>, Refusal> {
    let mut choices = vec![
        Choice::new("england", "England"),
        Choice::new("region", "Its region"),
    ];
    let own = match visitor.board()?.area_id {
        Some(own) => area(&app.house, own).await?.and_then(|area| area.code),
        None => None,
    };
    if let Some(code) = own {
        for alike in neighbour_choices(&app.house, visitor.today, &code).await? {
            choices.push(Choice::new(
                format!("neighbours:{}", alike.word),
                alike.name,
            ));
        }
    }
    choices.push(Choice::new(
        format!("earlier:{DEFAULT_YEARS}"),
        format!("Itself {DEFAULT_YEARS} years before"),
    ));
    Ok(choices)
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
    asked: &Asked,
    again: Option<&Document>,
) -> Result<PackPage<'a>, Refusal> {
    let offer = offer(app, asked, form.chosen("indicators")).await?;
    let slug = again.map(|document| document.text.record.slug.to_string());
    Ok(PackPage {
        form,
        here: slug.map_or_else(
            || "/desk/packs".to_owned(),
            |slug| format!("/desk/packs/{slug}"),
        ),
        kicker: "Pack of evidence",
        title: again.map_or_else(
            || "Make a pack of evidence".to_owned(),
            |document| format!("Make again: {}", document.text.record.title),
        ),
        is_new: again.is_none(),
        version: again
            .and_then(Document::newest)
            .map_or(0, |version| version.number),
        q: asked.q.clone().unwrap_or_default(),
        element: asked.element.clone().unwrap_or_default(),
        elements: elements(app).await?,
        found: offer.found,
        places: places(app, visitor).await?,
        against: against_choices(app, visitor).await?,
        indicators: offer
            .indicators
            .into_iter()
            .map(|it| Choice::new(it.described.id, it.record.title))
            .collect(),
    })
}

async fn answer(
    app: &App,
    visitor: &Visitor,
    form: &FormState,
    asked: &Asked,
    again: Option<&Document>,
) -> Answer {
    let page = page(app, visitor, form, asked, again).await?;
    let mut frame = visitor.frame(page.title.clone(), "Evidence");
    frame.trail = vec![Link::new("Documents", "/desk/documents")];
    if form.is_sound() {
        app.page(TEMPLATE, &frame, page)
    } else {
        app.refused(TEMPLATE, &frame, page)
    }
}

pub(super) async fn show_new(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    let mut form = FormState::empty().with("against", "england");
    let looked_for =
        |words: &Option<String>| words.as_deref().is_some_and(|it| !it.trim().is_empty());
    if looked_for(&asked.q) || looked_for(&asked.element) {
        // What was looked for is wanted; whoever wants less takes it out.
        let offer = offer(&app, &asked, &[]).await?;
        form = offered_as_chosen(form, &offer.indicators);
    }
    answer(&app, &visitor, &form, &asked, None).await
}

fn offered_as_chosen(form: FormState, indicators: &[Indicator]) -> FormState {
    let pairs = indicators
        .iter()
        .map(|it| ("indicators".to_owned(), it.described.id.clone()));
    FormState::from_pairs(pairs).filled_from(form)
}

/// The pack of this board at an address.
async fn pack_at(app: &App, visitor: &Visitor, slug: &str) -> Result<(Document, Recipe), Refusal> {
    let slug = slug.parse().map_err(|_| Refusal::NotFound)?;
    let document = document(&app.house, visitor.board()?.record.id, &slug)
        .await?
        .ok_or(Refusal::NotFound)?;
    let newest = document.newest().ok_or(Refusal::NotFound)?;
    if !has_paper(&app.house, newest).await? {
        return Err(Refusal::NotFound);
    }
    let kept = paper_of(&app.house, newest)
        .await
        .map_err(|error| faulty(&error))?;
    let recipe = kept.as_ref().and_then(recipe_of).ok_or(Refusal::NotFound)?;
    Ok((document, recipe))
}

pub(super) async fn show_again(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (document, recipe) = pack_at(&app, &visitor, &slug).await?;
    let pairs = recipe
        .indicators
        .iter()
        .map(|number| ("indicators".to_owned(), number.clone()));
    let form = FormState::from_pairs(pairs)
        .with("area", recipe.area.clone())
        .with("against", recipe.against.word())
        .with(
            "introduction",
            recipe.introduction.clone().unwrap_or_default(),
        );
    answer(&app, &visitor, &form, &asked, Some(&document)).await
}

/// What is to be made, as far as the form says it.
async fn recipe(app: &App, visitor: &Visitor, form: &mut FormState) -> Result<Recipe, Refusal> {
    let (area, word) = (form.text("area"), form.text("against"));
    let against = match against_named(&app.house, visitor.today, area, word).await {
        Ok(against) => against,
        Err(AgainstError::Database(error)) => return Err(error.into()),
        Err(problem) => {
            form.problem("against", capital(&problem.to_string()));
            Against::England
        }
    };
    let introduction = form.raw("introduction").trim();
    Ok(Recipe {
        area: form.text("area").to_owned(),
        against,
        indicators: form.chosen("indicators").to_vec(),
        element: form.text("element").parse().ok().map(RecordId),
        topic: Some(form.text("q").to_owned()).filter(|words| !words.is_empty()),
        introduction: (!introduction.is_empty()).then(|| introduction.to_owned()),
        data: Vec::new(),
    })
}

pub(super) async fn submit_new(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let recipe = recipe(&app, &visitor, &mut form).await?;
    if !form.is_sound() {
        let asked = asked_before(&form);
        return answer(&app, &visitor, &form, &asked, None).await;
    }
    let input = MakePack {
        body_id: visitor.board()?.record.id,
        title: form.text("title").to_owned(),
        slug: None,
        area: recipe.area,
        against: recipe.against,
        indicators: recipe.indicators,
        element: recipe.element,
        topic: recipe.topic,
        introduction: recipe.introduction,
    };
    match make_pack(&app.house, &app.evidence, &visitor.who(), input).await {
        Ok(made) => Ok(app.see_other(&format!("/desk/documents/{}", made.text.record.slug))),
        Err(error) => {
            not_made(&mut form, error)?;
            let asked = asked_before(&form);
            answer(&app, &visitor, &form, &asked, None).await
        }
    }
}

pub(super) async fn submit_again(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let (document, before) = pack_at(&app, &visitor, &slug).await?;
    let wanted = recipe(&app, &visitor, &mut form).await?;
    if !form.is_sound() {
        let asked = asked_before(&form);
        return answer(&app, &visitor, &form, &asked, Some(&document)).await;
    }
    let recipe = Recipe {
        element: wanted.element.or(before.element),
        topic: wanted.topic.clone().or(before.topic),
        indicators: in_their_order(&before.indicators, wanted.indicators.clone()),
        ..wanted
    };
    let input = MakeAgain {
        document_id: document.text.record.id,
        seen_version: form.text("version").parse().unwrap_or(0),
        recipe: Some(recipe),
    };
    match make_again(&app.house, &app.evidence, &visitor.who(), input).await {
        Ok(made) if made.is_new => Ok(app.see_other(&format!("/desk/documents/{slug}"))),
        Ok(_) => {
            form.problem_with_form(
                "No word and no figure has changed, so there is no new version. Choose other figures, or wait for newer ones.",
            );
            let asked = asked_before(&form);
            answer(&app, &visitor, &form, &asked, Some(&document)).await
        }
        Err(error) => {
            not_made(&mut form, error)?;
            let asked = asked_before(&form);
            answer(&app, &visitor, &form, &asked, Some(&document)).await
        }
    }
}

/// What is chosen in the order in which it stood before, then what is new.
fn in_their_order(before: &[String], mut chosen: Vec<String>) -> Vec<String> {
    let place = |number: &String| before.iter().position(|held| held == number);
    chosen.sort_by_key(|number| place(number).unwrap_or(usize::MAX));
    chosen
}

/// What was looked for when the form was filled in, which it carries along.
fn asked_before(form: &FormState) -> Asked {
    Asked {
        q: Some(form.text("q").to_owned()),
        element: Some(form.text("element").to_owned()),
    }
}

/// Says beside its field why no pack was made; faults that no field can mend go on.
fn not_made(form: &mut FormState, error: MakePackError) -> Result<(), Refusal> {
    let words = capital(&error.to_string());
    match error {
        MakePackError::NoTitle => form.problem("title", words),
        MakePackError::NoPlace | MakePackError::NoFigures => form.problem("area", words),
        MakePackError::NoIndicators
        | MakePackError::TooMany(_)
        | MakePackError::Twice(_)
        | MakePackError::UnknownIndicator(_) => form.problem("indicators", words),
        MakePackError::Runner(board::RunnerError::Conflict { .. }) => form.problem_with_form(
            "Somebody else has made this pack again since you opened this page. Look at the newest version, then make it again if \
             it is still needed. What you chose stands below.",
        ),
        MakePackError::Runner(error) => return Err(error.into()),
        MakePackError::Figures(FiguresError::Database(error)) => return Err(error.into()),
        MakePackError::NotMade => form.problem_with_form(words),
        MakePackError::Figures(FiguresError::Ask(error)) => {
            tracing::error!(cause = ?error, "evidence could not be read");
            form.problem_with_form("The data cannot be read just now. Try again in a moment.");
        }
        fault => return Err(faulty(&fault)),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::in_their_order;

    #[test]
    fn what_was_there_keeps_its_order_and_what_is_new_follows() {
        let words = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let chosen = in_their_order(&words(&["c", "a"]), words(&["a", "b", "c", "d"]));
        assert_eq!(chosen, ["c", "a", "b", "d"]);
    }
}
