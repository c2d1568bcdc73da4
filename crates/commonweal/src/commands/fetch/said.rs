//! What came of a fetch, in words and as JSON.

use std::path::Path;

use fingertips::{Choice, Fetched, Found as News};
use serde_json::{Value, json};

use super::FetchedRelease;
use super::asked::Found;
use crate::failure::Failure;
use crate::output::{columns, print, print_json};

/// What came of everything that was asked.
pub(super) struct Report {
    area: Found,
    dry_run: bool,
    lines: Vec<String>,
    fetched: Vec<Value>,
    data_sets: Vec<Value>,
    notes: Vec<String>,
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
            notes: Vec::new(),
            news: false,
            refused: 0,
        }
    }

    /// An answer that was written where somebody wanted it.
    pub(super) fn saved(&mut self, called: &str, found: &Fetched, file: &Path) {
        let file = file.display().to_string();
        self.answer(called, found, Some(&file));
        self.news = true;
        self.lines.push(format!("Written to {file}"));
    }

    /// A release with what `import` made of it: words, JSON and state.
    pub(super) fn taken(&mut self, release: &FetchedRelease, taken: (String, Value, &'static str)) {
        for (called, found) in &release.answers {
            self.answer(called, found, None);
        }
        self.without(release);
        let (words, json, state) = taken;
        self.news |= state != "same";
        self.refused += usize::from(state == "refused");
        self.lines.push(words);
        self.data_sets.push(json);
    }

    /// Says why the figures of a release come without their definitions, where they do.
    pub(super) fn without(&mut self, release: &FetchedRelease) {
        if let Some(words) = &release.without {
            let note = format!("What these figures mean was not to be had: {words}");
            self.lines.push(note.clone());
            self.notes.push(note);
        }
    }

    fn answer(&mut self, called: &str, found: &Fetched, saved: Option<&str>) {
        let news = match found.found {
            News::New => "new",
            News::Unchanged => "unchanged",
            News::Fresh => "fresh",
        };
        self.lines.push(format!(
            "{called}: {}, {} bytes. {}",
            match found.found {
                News::New => "fetched",
                News::Unchanged => "asked for and unchanged",
                News::Fresh => "confirmed within the hour, not asked for",
            },
            found.entry.bytes,
            found.url
        ));
        self.fetched.push(json!({
            "url": found.url.as_str(),
            "name": called,
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
                "notes": self.notes,
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
