use crate::questions::{
    NewQuestion, QuestionType, SetPurpose, SetVersion, add_set_version, create_set, store,
};
use crate::runner::{Act, RunnerError};
use crate::vocabulary::{Origin, Slug, words};

words! {
    /// How many questions are asked.
    pub enum Form {
        /// Four questions, about ten minutes.
        Short = "short",
        /// The four and those that an organisation asks of itself.
        Long = "long",
    }
}

/// A question of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prompt {
    /// The id that stays the same through every version.
    pub id: &'static str,
    /// What is asked.
    pub words: &'static str,
    /// What helps to answer.
    pub help: &'static str,
    /// What may be chosen; free words where there is none.
    pub options: &'static [&'static str],
}

/// The question whose answer says what will change.
pub const WHAT_CHANGES: &str = "what-changes";

const fn asked(id: &'static str, words: &'static str, help: &'static str) -> Prompt {
    Prompt {
        id,
        words,
        help,
        options: &[],
    }
}

const SHORT: &[Prompt] = &[
    asked(
        "worse-off",
        "Who is worse off on this today?",
        "Name groups and places, not only averages.",
    ),
    asked(
        "left-out",
        "Who might this leave out?",
        "Think of when, where, in which language, and at what cost.",
    ),
    Prompt {
        options: &[
            "Residents led it",
            "Residents were asked",
            "Only staff so far",
        ],
        ..asked("shaped-by", "Who helped to shape it?", "")
    },
    asked(
        WHAT_CHANGES,
        "What will you change because of this?",
        "“Nothing, because …” is an answer too.",
    ),
];

const FURTHER: &[Prompt] = &[
    asked(
        "figures",
        "Which figures did you look at, and whom do they not show?",
        "Say which groups are hidden, missing or were never asked.",
    ),
    asked(
        "causes",
        "What keeps the gap open that this action cannot reach?",
        "Housing, income, work, racism, the way services are laid out.",
    ),
    asked(
        "resources",
        "Does most of the money and time go where need is greatest?",
        "",
    ),
    asked(
        "know",
        "How will you know, group by group, whether it worked?",
        "Name the figure or the people you will go back to.",
    ),
];

/// The questions of a form, in order.
#[must_use]
pub fn prompts(form: Form) -> Vec<Prompt> {
    let further: &[Prompt] = match form {
        Form::Short => &[],
        Form::Long => FURTHER,
    };
    SHORT.iter().chain(further).copied().collect()
}

/// The version that is asked now. Makes the set, or a new version, where none asks these questions.
pub(super) async fn current_version(act: &mut Act, form: Form) -> Result<SetVersion, RunnerError> {
    let (slug, title) = match form {
        Form::Short => ("equity-check", "Equity check in four questions"),
        Form::Long => ("equity-check-long", "Equity check of an organisation"),
    };
    let known = store::sets(act.connection(), act.house().registry())
        .await?
        .into_iter()
        .find(|set| {
            set.purpose == SetPurpose::EquityCheck
                && set.record.body_id.is_none()
                && set.record.slug.as_str() == slug
        });
    let set = if let Some(set) = known {
        set
    } else {
        let slug = Some(Slug::from_words(slug));
        create_set(
            act,
            None,
            title,
            slug,
            SetPurpose::EquityCheck,
            Origin::Entered,
        )
        .await?
    };
    let questions = prompts(form)
        .into_iter()
        .map(|prompt| {
            let question_type = if prompt.options.is_empty() {
                QuestionType::Paragraph
            } else {
                QuestionType::OneOf
            };
            let mut question = NewQuestion::new(prompt.id, question_type, prompt.words)
                .with_options(prompt.options);
            if !prompt.help.is_empty() {
                question = question.with_help(prompt.help);
            }
            question.required = true;
            question
        })
        .collect();
    add_set_version(act, set.record.id, questions).await
}
