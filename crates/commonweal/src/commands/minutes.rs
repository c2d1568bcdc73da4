use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use board::meetings::{CheckedMinutes, LONGEST_MINUTES, check, minutes_of_file};
use clap::{Args, Subcommand};

use crate::failure::Failure;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Minutes {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Find the actions, owners and dates in minutes, and what is wrong with them. Needs no data folder.
    Check {
        /// A text file with the minutes, or `-` for standard input.
        file: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Reads minutes and says what they promise and what they leave open.
pub(crate) fn run(options: &Minutes) -> Result<(), Failure> {
    let What::Check { file, json } = &options.what;
    let text = text_of_minutes(file)?;
    let checked = check(&text);
    if *json {
        print_json(&checked)?;
    } else {
        print(&in_words(&checked))?;
    }
    match checked.problems.len() {
        0 => Ok(()),
        1 => Err(Failure::input(
            "1 thing must be looked at before these minutes are published",
        )),
        many => Err(Failure::input(format!(
            "{many} things must be looked at before these minutes are published"
        ))),
    }
}

/// The words of a file of minutes, or of standard input where the file is called `-`.
pub(super) fn text_of_minutes(file: &Path) -> Result<String, Failure> {
    minutes_of_file(&bytes(file)?)
        .map_err(|why| Failure::input(format!("{}: {why}", file.display())))
}

/// One byte more than minutes may have is read, so that a file without end is refused and not swallowed.
fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let most = LONGEST_MINUTES as u64 + 1;
    let read = if file.as_os_str() == "-" {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::usage(format!("cannot read {}: {error}", file.display())))?;
    Ok(bytes)
}

fn in_words(checked: &CheckedMinutes) -> String {
    let mut lines = vec![format!(
        "{} paragraphs, {} found",
        checked.paragraphs.len(),
        match checked.actions.len() {
            0 => "no action".to_owned(),
            1 => "1 action".to_owned(),
            many => format!("{many} actions"),
        }
    )];
    for action in &checked.actions {
        let place = action.paragraph.as_deref().unwrap_or("no paragraph");
        lines.push(String::new());
        lines.push(format!("Action at {place}"));
        let or_gap =
            |known: &Option<String>| known.clone().unwrap_or_else(|| "not said".to_owned());
        lines.push(format!("  Owner: {}", or_gap(&action.owner)));
        lines.push(format!("  What:  {}", or_gap(&action.text)));
        lines.push(format!(
            "  Due:   {}",
            action
                .due
                .map_or_else(|| "not said".to_owned(), board::vocabulary::long_date)
        ));
        if let Some(words) = &action.proposed_text {
            lines.push(format!("  The paragraph says, to consider: {words}"));
        }
    }
    if !checked.problems.is_empty() {
        lines.push(String::new());
        lines.push("To look at".to_owned());
        lines.extend(
            checked
                .problems
                .iter()
                .map(|problem| format!("  {}: {}", problem.place, problem.message)),
        );
    }
    lines.join("\n")
}
