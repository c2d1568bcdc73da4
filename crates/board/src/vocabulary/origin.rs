use super::words;

words! {
    /// Where the content of a record or a figure came from. It travels with everything computed from it.
    pub enum Origin {
        /// Typed in by a person.
        Entered = "entered",
        /// Read from a file.
        Imported = "imported",
        /// Said by a published document, whose place is recorded.
        Quoted = "quoted",
        /// Made up to show what the page is for. Always marked where it stands.
        Illustrative = "illustrative",
    }
}

impl Origin {
    /// The origin of something computed from both: one illustrative part makes the whole illustrative.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        if other == Self::Illustrative {
            other
        } else {
            self
        }
    }

    /// Whether the illustrative mark must be shown.
    #[must_use]
    pub fn is_illustrative(self) -> bool {
        self == Self::Illustrative
    }
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn one_illustrative_part_makes_the_whole_illustrative() {
        for &other in Origin::ALL {
            assert_eq!(other.with(Origin::Illustrative), Origin::Illustrative);
            assert_eq!(Origin::Illustrative.with(other), Origin::Illustrative);
        }
        assert_eq!(Origin::Quoted.with(Origin::Entered), Origin::Quoted);
    }
}
