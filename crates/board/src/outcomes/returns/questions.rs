use crate::questions::{
    NewQuestion, QuestionType, SetPurpose, SetVersion, add_set_version, create_set, store,
};
use crate::runner::{Act, RunnerError};
use crate::vocabulary::{Origin, Slug, words};

/// The question how it is going, by its stable id.
pub const GOING: &str = "going";
/// The question for the number.
pub const NUMBER: &str = "number";
/// The question what happened.
pub const HAPPENED: &str = "happened";
/// The question what help is needed.
pub const HELP: &str = "help";

words! {
    /// A partner's own view. It never becomes a verdict.
    pub enum View {
        /// It will be done as promised.
        OnCourse = "On course",
        /// It will be late or smaller.
        Slipping = "Slipping",
        /// It will not happen without help.
        Stuck = "Stuck",
        /// It is done.
        Finished = "Finished",
        /// Nobody has begun.
        NotStarted = "Not started",
    }
}

impl View {
    /// What it means, for whoever has to choose.
    #[must_use]
    pub fn meaning(self) -> Option<&'static str> {
        match self {
            Self::OnCourse => Some("It will be done as promised"),
            Self::Slipping => Some("It will be late or smaller"),
            Self::Stuck => Some("It will not happen without help"),
            Self::Finished | Self::NotStarted => None,
        }
    }
}

const SLUG: &str = "partners-return";

fn wanted() -> Vec<NewQuestion> {
    vec![
        NewQuestion::new(GOING, QuestionType::OneOf, "How is it going?")
            .with_options(View::WORDS)
            .required(),
        NewQuestion::new(NUMBER, QuestionType::Number, "What is the number now?"),
        NewQuestion::new(HAPPENED, QuestionType::Paragraph, "What happened?")
            .with_help("One or two sentences. Leave out names. The board will publish this."),
        NewQuestion::new(HELP, QuestionType::Paragraph, "What help do you need?"),
    ]
}

/// The version of the questions that are asked now. Makes the set, or a new version, when there is none that asks them.
pub(super) async fn current_version(act: &mut Act) -> Result<SetVersion, RunnerError> {
    let known = store::sets(act.connection(), act.house().registry())
        .await?
        .into_iter()
        .find(|set| set.purpose == SetPurpose::Return && set.record.slug.as_str() == SLUG);
    let set = if let Some(set) = known {
        set
    } else {
        let slug = Some(Slug::from_words(SLUG));
        let purpose = SetPurpose::Return;
        create_set(
            act,
            None,
            "A partner’s return",
            slug,
            purpose,
            Origin::Entered,
        )
        .await?
    };
    add_set_version(act, set.record.id, wanted()).await
}
