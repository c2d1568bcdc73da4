//! Loops that end.

/// At most so many turns of a loop whose end depends on numbers.
///
/// Every such loop of this crate takes its turns here, so that none can hang on numbers that nobody
/// thought of: a test refuses `loop` and `while`, and counts the turns that hostile numbers take.
pub(crate) fn at_most(turns: u32) -> impl Iterator<Item = u32> {
    let turns = 0..turns;
    #[cfg(any(test, feature = "counted-turns"))]
    let turns = turns.inspect(|_| counted::add_one());
    turns
}

#[cfg(any(test, feature = "counted-turns"))]
pub(crate) mod counted {
    //! How many turns a piece of work takes.

    use std::cell::Cell;

    thread_local! {
        static TAKEN: Cell<u64> = const { Cell::new(0) };
    }

    pub(super) fn add_one() {
        TAKEN.set(TAKEN.get() + 1);
    }

    pub(crate) fn taken() -> u64 {
        TAKEN.get()
    }

    /// What work gives, and the turns that it took.
    #[cfg(test)]
    pub(crate) fn turns_of<T>(work: impl FnOnce() -> T) -> (T, u64) {
        let before = taken();
        let given = work();
        (given, taken() - before)
    }
}

#[cfg(test)]
mod tests {
    use super::counted::turns_of;
    use super::*;
    use std::fs;
    use std::path::{Path, PathBuf};

    #[test]
    fn turns_are_counted_until_the_loop_is_left() {
        let (last, turns) = turns_of(|| at_most(10).find(|turn| *turn == 3));
        assert_eq!((last, turns), (Some(3), 4));
        assert_eq!(turns_of(|| at_most(10).count()), (10, 10));
    }

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .flat_map(|entry| {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    sources(&path)
                } else {
                    vec![path]
                }
            })
            .collect()
    }

    #[test]
    fn no_loop_of_the_library_is_without_an_end() {
        for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
            let text = fs::read_to_string(&file).unwrap();
            let shipped = text.split("#[cfg(test)]\nmod ").next().unwrap();
            for (number, line) in (1..).zip(shipped.lines()) {
                let code = line.trim_start();
                let endless = ["while ", "loop {", "loop{"]
                    .iter()
                    .any(|word| code.starts_with(word) || code.contains(&format!("= {word}")));
                assert!(
                    !endless,
                    "{}:{number}: take the turns of this loop from `turns::at_most`",
                    file.display()
                );
            }
        }
    }
}
