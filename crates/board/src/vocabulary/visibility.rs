use super::words;

words! {
    /// Who may see a record.
    pub enum Visibility {
        /// Everybody, signed in or not.
        Public = "public",
        /// People with a role in the record's body.
        Members = "members",
        /// Officers and administrators of the record's body.
        Restricted = "restricted",
    }
}
