//! Equity checks of actions: most found nothing to change, seven did, and some are still to come.

use board::equity::{Form, RecordCheck, SetDue, assessments, prompts, record_check, set_check_due};
use board::vocabulary::{Origin, Slug};
use jiff::civil::{Date, date};

use super::stage::Stage;

/// What the check changed in an action, or nothing.
type Checked = (&'static str, &'static str, Option<&'static str>);

const CHECKS: &[Checked] = &[
    ("hackney", "Smoke-free estates", None),
    (
        "hackney",
        "Every patient who smokes is offered help before an operation",
        Some("The offer is made in four languages."),
    ),
    (
        "hackney",
        "Texts to patients who tried to stop before",
        Some("Whoever does not read texts is telephoned."),
    ),
    ("hackney", "A midwife who helps mothers to stop", None),
    (
        "hackney",
        "Smoke-free entrances of hospital buildings",
        None,
    ),
    ("hackney", "Measles: ask, listen, come to them", None),
    (
        "hackney",
        "Vaccination at the family centre on Saturdays",
        Some("Sundays as well, for families who keep the Sabbath."),
    ),
    ("hackney", "Talk with parents in Yiddish and Turkish", None),
    (
        "hackney",
        "Breakfast in every school that asks for it",
        None,
    ),
    ("hackney", "Advice on money at health visits", None),
    (
        "hackney",
        "A bag of books for every baby",
        Some("Books in five languages."),
    ),
    ("hackney", "Play sessions led by parents", None),
    ("hackney", "A telephone line for parents", None),
    (
        "hackney",
        "A warm room in every library",
        Some("Open until eight on two days."),
    ),
    ("hackney", "Somebody to go with you the first time", None),
    (
        "hackney",
        "A break for carers each month",
        Some("Carers choose the day."),
    ),
    ("hackney", "Doctors ask carers how they are", None),
    (
        "hackney",
        "Damp reported by text is seen within a week",
        Some("Damp may be reported at the desk too."),
    ),
    ("hackney", "Doctors can ask for a heating check", None),
    (
        "hackney",
        "Strength and balance classes in five parks",
        None,
    ),
    ("hackney", "Look at medicines of people who fell", None),
    ("hackney", "Grab rails within five days", None),
    ("city-of-london", "A room that is open on Sunday", None),
    ("city-of-london", "Five promises for employers", None),
    ("tower-hamlets", "Cooking together after school", None),
    ("tower-hamlets", "Water and fruit in every school", None),
];

/// What is still to be checked, and by when. The first is late.
const DUE: &[(&str, Date)] = &[
    ("Stop smoking help on ten estates", date(2022, 6, 30)),
    ("Cold homes found before winter", date(2022, 9, 30)),
    ("Nobody eats alone on Sunday", date(2022, 10, 14)),
];

const DAYS: [Date; 4] = [
    date(2022, 6, 14),
    date(2022, 7, 5),
    date(2022, 7, 26),
    date(2022, 8, 23),
];

const WORSE_OFF: [&str; 4] = [
    "People on the estates in the poorest tenth.",
    "People who rent and move often.",
    "Residents who speak little English.",
    "Carers, whom no figure shows.",
];

const LEFT_OUT: [&str; 4] = [
    "Whoever works in the evening.",
    "People without a telephone of their own.",
    "Those who were turned away before and do not ask again.",
    "Disabled residents who cannot use the stairs.",
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    let entering = stage.on(date(2022, 5, 19));
    for &(title, due) in DUE {
        let reference = format!("hackney/action/{}", Slug::from_words(title));
        let about_id = stage.the(&reference).await?.id;
        set_check_due(&stage.house, &entering, SetDue { about_id, due }).await?;
    }
    for (place, checked) in CHECKS.iter().enumerate() {
        check(stage, place, checked).await?;
    }
    Ok(())
}

async fn check(
    stage: &Stage,
    place: usize,
    &(board, title, changed): &Checked,
) -> anyhow::Result<()> {
    let reference = format!("{board}/action/{}", Slug::from_words(title));
    let about_id = stage.the(&reference).await?.id;
    let before = assessments(&stage.house, &stage.who.actor, Some(about_id)).await?;
    if !before.is_empty() {
        return Ok(());
    }
    let turn = place % DAYS.len();
    let form = if place.is_multiple_of(8) {
        Form::Long
    } else {
        Form::Short
    };
    let answers = prompts(form)
        .into_iter()
        .map(|prompt| {
            let answer = match prompt.id {
                "worse-off" => WORSE_OFF[turn],
                "left-out" => LEFT_OUT[turn],
                board::equity::WHAT_CHANGES => {
                    changed.unwrap_or("Nothing, because it was planned with those it is for.")
                }
                _ => prompt
                    .options
                    .get(turn % prompt.options.len().max(1))
                    .copied()
                    .unwrap_or("We asked the partners and wrote down what they said."),
            };
            (prompt.id.to_owned(), answer.to_owned())
        })
        .collect();
    let input = RecordCheck {
        about_id,
        form,
        answers,
        answered_by: "Public health".to_owned(),
        changes_it: changed.is_some(),
        review_due: changed.map(|_| date(2023, 3, 31)),
        origin: Origin::Illustrative,
    };
    record_check(&stage.house, &stage.on(DAYS[turn]), input).await?;
    Ok(())
}
