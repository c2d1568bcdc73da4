use crate::vocabulary::{Kind, words};

words! {
    /// A stage of the thread, from what keeps residents unwell to the minute in which the board heard what came of it.
    pub enum Stage {
        /// What keeps residents unwell.
        Need = "need",
        /// What the strategy puts first.
        Priority = "priority",
        /// What somebody promised to do.
        Action = "action",
        /// What is to be different for residents.
        Outcome = "outcome",
        /// What those who were asked said.
        Return = "return",
        /// Where the board heard it.
        Minute = "minute",
    }
}

impl Stage {
    /// The stage that a kind of record stands for, where it stands for one.
    #[must_use]
    pub fn of(kind: Kind) -> Option<Self> {
        Some(match kind.0 {
            "need" => Self::Need,
            "priority" => Self::Priority,
            "action" => Self::Action,
            "outcome" => Self::Outcome,
            "round" => Self::Return,
            "event" | "item" | "decision" | "recommendation" => Self::Minute,
            _ => return None,
        })
    }

    pub(super) const fn place(self) -> usize {
        self as usize
    }

    /// Rules that miss this stage, as the kind that they are about and what they expect.
    pub(super) const fn missed_by(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Need => &[("priority", "addresses")],
            Self::Priority => &[
                ("need", "priority or reason"),
                ("action", "delivers"),
                ("outcome", "measures progress of"),
            ],
            Self::Action => &[("priority", "delivers"), ("outcome", "serves")],
            Self::Outcome => &[("action", "serves"), ("priority", "measures progress of")],
            Self::Return => &[("outcome", "asked in the newest round")],
            Self::Minute => &[("outcome", "reported in"), ("round", "reported in")],
        }
    }
}
