use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

use super::{Question, QuestionType, store};
use crate::database::DatabaseError;
use crate::runner::{Act, House, RunnerError};
use crate::vocabulary::{RecordId, words};

words! {
    /// By which route answers came.
    pub enum AnswerMode {
        /// Typed in by whoever answered.
        Online = "online",
        /// On paper, typed in by somebody else.
        Paper = "paper",
        /// Over the telephone.
        Phone = "phone",
        /// At a meeting.
        Meeting = "meeting",
        /// During a visit.
        Visit = "visit",
        /// By e-mail.
        Email = "e-mail",
    }
}

/// What was answered: the text of each answer by the stable id of its question. Several choices are parted by line
/// feeds.
pub type Answers = BTreeMap<String, String>;

/// Somebody's answers to one version of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Identity; random, so that it says nothing about when or by whom.
    pub id: Uuid,
    /// The version answered.
    pub set_version_id: Uuid,
    /// The record that it is about.
    pub about_id: Option<RecordId>,
    /// Who answered, unless nobody in particular.
    pub by_person: Option<RecordId>,
    /// For which body.
    pub by_body: Option<RecordId>,
    /// By which route.
    pub mode: AnswerMode,
    /// In which language.
    pub language: String,
    /// On which day.
    pub day: Date,
    /// Whether it was sent; until then it is a draft.
    pub sent: bool,
}

/// A sheet about to be started.
#[derive(Debug, Clone)]
pub struct NewSheet {
    /// The version to answer.
    pub set_version_id: Uuid,
    /// The record that it is about.
    pub about_id: Option<RecordId>,
    /// Who answers.
    pub by_person: Option<RecordId>,
    /// For which body.
    pub by_body: Option<RecordId>,
    /// By which route.
    pub mode: AnswerMode,
    /// In which language.
    pub language: String,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// A needed answer is missing.
    #[error("Answer “{words}”")]
    Missing {
        /// The question's stable id.
        stable_id: String,
        /// Its words.
        words: String,
    },
    /// Not a number.
    #[error("“{found}” is not a number: write digits only, such as 15.4")]
    NotANumber {
        /// The question's stable id.
        stable_id: String,
        /// What was written.
        found: String,
    },
    /// None of the options.
    #[error("“{found}” is none of the choices")]
    NotAnOption {
        /// The question's stable id.
        stable_id: String,
        /// What was written.
        found: String,
    },
    /// Not a date.
    #[error("“{found}” is not a date: write it as 2022-09-22")]
    NotADate {
        /// The question's stable id.
        stable_id: String,
        /// What was written.
        found: String,
    },
    /// An answer to a question that was not asked.
    #[error("there is no question “{stable_id}”")]
    NotAsked {
        /// The id found.
        stable_id: String,
    },
}

impl AnswerProblem {
    /// The question concerned.
    #[must_use]
    pub fn stable_id(&self) -> &str {
        match self {
            Self::Missing { stable_id, .. }
            | Self::NotANumber { stable_id, .. }
            | Self::NotAnOption { stable_id, .. }
            | Self::NotADate { stable_id, .. }
            | Self::NotAsked { stable_id } => stable_id,
        }
    }
}

/// Every problem with some answers, in the order of the questions; empty when they can be sent.
#[must_use]
pub fn check_answers(questions: &[Question], answers: &Answers) -> Vec<AnswerProblem> {
    let mut problems = Vec::new();
    for question in questions {
        let stable_id = question.stable_id.clone();
        let answer = answers
            .get(&question.stable_id)
            .map_or("", |answer| answer.trim());
        if answer.is_empty() {
            if question.required {
                problems.push(AnswerProblem::Missing {
                    stable_id,
                    words: question.words.clone(),
                });
            }
            continue;
        }
        let found = answer.to_owned();
        match question.question_type {
            QuestionType::Number if !answer.parse::<f64>().is_ok_and(f64::is_finite) => {
                problems.push(AnswerProblem::NotANumber { stable_id, found });
            }
            QuestionType::Date if answer.parse::<Date>().is_err() => {
                problems.push(AnswerProblem::NotADate { stable_id, found });
            }
            QuestionType::YesNo if !matches!(answer, "yes" | "no") => {
                problems.push(AnswerProblem::NotAnOption { stable_id, found });
            }
            QuestionType::OneOf if !question.options.iter().any(|option| option == answer) => {
                problems.push(AnswerProblem::NotAnOption { stable_id, found });
            }
            QuestionType::AnyOf => {
                if let Some(other) = answer
                    .lines()
                    .find(|line| !question.options.iter().any(|option| option == line))
                {
                    problems.push(AnswerProblem::NotAnOption {
                        stable_id,
                        found: other.to_owned(),
                    });
                }
            }
            _ => {}
        }
    }
    for stable_id in answers.keys() {
        if !questions
            .iter()
            .any(|question| &question.stable_id == stable_id)
        {
            problems.push(AnswerProblem::NotAsked {
                stable_id: stable_id.clone(),
            });
        }
    }
    problems
}

/// Starts a sheet, as a draft.
pub async fn start_sheet(act: &mut Act, new: NewSheet) -> Result<Sheet, RunnerError> {
    let id = uuid::Builder::from_random_bytes(act.house().random_bytes::<16>()).into_uuid();
    let sheet = Sheet {
        id,
        set_version_id: new.set_version_id,
        about_id: new.about_id,
        by_person: new.by_person,
        by_body: new.by_body,
        mode: new.mode,
        language: new.language,
        day: act.who().today,
        sent: false,
    };
    store::insert_sheet(act.connection(), &sheet).await?;
    act.note(
        json!({ "sheet": sheet.id.to_string(), "about": sheet.about_id.map(|id| id.to_string()) }),
    );
    Ok(sheet)
}

/// Saves answers on a sheet, replacing earlier answers to the same questions.
pub async fn save_answers(
    act: &mut Act,
    sheet: &Sheet,
    answers: &Answers,
) -> Result<(), RunnerError> {
    for (stable_id, value) in answers {
        let id = act.new_id();
        store::put_answer(
            act.connection(),
            id.0,
            sheet.id,
            stable_id,
            value,
            &sheet.language,
        )
        .await?;
    }
    act.note(json!({ "sheet": sheet.id.to_string(), "answers": answers }));
    Ok(())
}

/// Marks a sheet as sent.
pub async fn send_sheet(act: &mut Act, sheet: &Sheet) -> Result<(), RunnerError> {
    store::mark_sent(act.connection(), sheet.id, act.who().today).await?;
    act.note(json!({ "sheet sent": sheet.id.to_string() }));
    Ok(())
}

/// The sheet with an id.
pub async fn sheet(house: &House, id: Uuid) -> Result<Option<Sheet>, DatabaseError> {
    store::sheet(house.reader(), id).await
}

/// The sheets about a record, oldest first.
pub async fn sheets_about(house: &House, about_id: RecordId) -> Result<Vec<Sheet>, DatabaseError> {
    store::sheets_about(house.reader(), about_id).await
}

/// What was answered on a sheet.
pub async fn answers_of(house: &House, sheet_id: Uuid) -> Result<Answers, DatabaseError> {
    store::answers_of(house.reader(), sheet_id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(stable_id: &str, question_type: QuestionType, required: bool) -> Question {
        Question {
            stable_id: stable_id.to_owned(),
            position: 0,
            question_type,
            words: "How is it going?".to_owned(),
            help: None,
            options: vec!["On course".to_owned(), "Stuck".to_owned()],
            required,
            short_form_of: None,
        }
    }

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        pairs
            .iter()
            .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn every_problem_is_named_at_once() {
        let questions = [
            question("going", QuestionType::OneOf, true),
            question("number", QuestionType::Number, false),
            question("by", QuestionType::Date, false),
        ];
        let problems = check_answers(
            &questions,
            &answers(&[("number", "about 12"), ("by", "soon"), ("other", "x")]),
        );
        let ids: Vec<&str> = problems.iter().map(AnswerProblem::stable_id).collect();
        assert_eq!(ids, ["going", "number", "by", "other"]);
    }

    #[test]
    fn good_answers_have_no_problem() {
        let questions = [
            question("going", QuestionType::OneOf, true),
            question("number", QuestionType::Number, false),
            question("which", QuestionType::AnyOf, false),
        ];
        let good = answers(&[
            ("going", "Stuck"),
            ("number", "15.4"),
            ("which", "On course\nStuck"),
        ]);
        assert_eq!(check_answers(&questions, &good), []);
    }
}
