/// What is known of something that was shown to work: for whom, and what it did. Its source and how far it can be relied on
/// stand on the evidence item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intervention {
    /// For whom it was shown to work: "adults who smoke and want to stop".
    pub population: String,
    /// What it did, with its size where the source gives one: "12 in 100 more had stopped after six months".
    pub effect: String,
}
