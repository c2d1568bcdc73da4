//! What came of a fetch, in words and as JSON.

use std::path::PathBuf;

use fingertips::{Choice, Fetched, Found as News};
use serde_json::{Value, json};

use super::asked::{Found, Question};
use crate::failure::Failure;
use crate::output::{columns, print, print_json};

/// What became of one answer.
pub(super) enum Loaded {
    /// Written where somebody wanted it.
    Saved(PathBuf),
    /// Kept among the fetched files, and not loaded.
    Kept,
    /// What `import` made of it.
    Taken {
        words: String,
        json: Value,
        state: &'static str,
    },
}

/// What came of everything that was asked.
pub(super) struct Report {
    area: Found,
    dry_run: bool,
    lines: Vec<String>,
    fetched: Vec<Value>,
    data_sets: Vec<Value>,
    news: bool,
    refused: usize,
}

impl Report {
    pub(super) fn new(area: Found, dry_run: bool) -> Self {
        Self {
            area,
            dry_run,
            lines: Vec::new(),
            fetched: Vec::new(),
            data_sets: Vec::new(),
            news: false,
            refused: 0,
        }
    }

    pub(super) fn add(&mut self, found: &Fetched, question: &Question, loaded: Loaded) {
        let news = match found.found {
            News::New => "new",
            News::Unchanged => "unchanged",
            News::Fresh => "fresh",
        };
        self.lines.push(format!(
            "{}: {}, {} bytes. {}",
            question.called,
            match found.found {
                News::New => "fetched",
                News::Unchanged => "asked for and unchanged",
                News::Fresh => "confirmed within the hour, not asked for",
            },
            found.entry.bytes,
            found.url
        ));
        let mut saved = None;
        match loaded {
            Loaded::Saved(file) => {
                self.news = true;
                self.lines.push(format!("Written to {}", file.display()));
                saved = Some(file.display().to_string());
            }
            Loaded::Kept => {}
            Loaded::Taken { words, json, state } => {
                self.news |= state != "same";
                self.refused += usize::from(state == "refused");
                self.lines.push(words);
                self.data_sets.push(json);
            }
        }
        self.fetched.push(json!({
            "url": found.url.as_str(),
            "name": question.called,
            "found": news,
            "sha256": found.entry.sha256,
            "bytes": found.entry.bytes,
            "confirmed_at": found.entry.fetched_at.to_string(),
            "saved": saved,
        }));
    }

    /// Prints it. Exit code 3 where a release was refused.
    pub(super) fn say(mut self, as_json: bool) -> Result<(), Failure> {
        if as_json {
            print_json(&json!({
                "area": self.area,
                "dry_run": self.dry_run,
                "fetched": self.fetched,
                "data_sets": self.data_sets,
            }))?;
        } else {
            let Found {
                code,
                name,
                area_type_name,
                parent_area_type_name,
                ..
            } = &self.area;
            self.lines.insert(
                0,
                format!("{name} ({code}), one of {area_type_name} within {parent_area_type_name}"),
            );
            if !self.news {
                self.lines
                    .push("Nothing is new: nothing was loaded.".to_owned());
            }
            print(&self.lines.join("\n"))?;
        }
        if self.refused > 0 {
            return Err(Failure::input(format!(
                "{} of {} releases have problems, which stand above; they were not loaded",
                self.refused,
                self.data_sets.len()
            )));
        }
        Ok(())
    }
}

/// Prints what can be asked for.
pub(super) fn choices(all: Vec<Choice>, what: &str, as_json: bool) -> Result<(), Failure> {
    if as_json {
        return print_json(&all);
    }
    if all.is_empty() {
        return print(&format!("There is no such {what}."));
    }
    let mut rows = vec![vec!["ID".to_owned(), "Name".to_owned()]];
    rows.extend(
        all.into_iter()
            .map(|one| vec![one.id.to_string(), one.name]),
    );
    print(&columns(&rows))
}
