//! A file that somebody brought: nameless on disk, and gone when nobody holds it any more.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::FileExt as _;
use std::sync::Arc;

use evidence::engine::Source;

/// A file as a browser sent it.
#[derive(Clone, Debug)]
pub(crate) struct Brought {
    /// The field of the form that it came in.
    pub(crate) field: String,
    /// What its owner calls it.
    pub(crate) name: String,
    pub(super) content: Arc<File>,
}

impl Brought {
    /// A file that came in no field, such as one that was fetched.
    pub(crate) fn new(name: String, content: File) -> Self {
        Self {
            field: String::new(),
            name,
            content: Arc::new(content),
        }
    }

    /// The file from its beginning. Each reading keeps its own place, so that two requests may read at once.
    pub(crate) fn source(&self) -> Source {
        let reading = Reading {
            content: Arc::clone(&self.content),
            at: 0,
        };
        Source::new(self.name.clone(), reading)
    }
}

struct Reading {
    content: Arc<File>,
    at: u64,
}

impl Read for Reading {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        let read = self.content.read_at(bytes, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn two_readings_do_not_move_each_other() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"sex,people\nfemale,12\n").unwrap();
        let brought = Brought {
            field: "records".to_owned(),
            name: "records.csv".to_owned(),
            content: Arc::new(file),
        };
        let [mut one, mut other] = [brought.source(), brought.source()];
        let mut start = [0; 4];
        one.content.read_exact(&mut start).unwrap();
        let mut whole = String::new();
        other.content.read_to_string(&mut whole).unwrap();
        assert_eq!(whole, "sex,people\nfemale,12\n");
        let mut rest = String::new();
        one.content.read_to_string(&mut rest).unwrap();
        assert_eq!((&start, rest.as_str()), (b"sex,", "people\nfemale,12\n"));
    }
}
