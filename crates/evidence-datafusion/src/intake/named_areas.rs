//! Areas that a table has by their names, without codes: looked up, told, and asked about where a name is not clear.

use std::borrow::Cow;

use evidence::intake::mapping::NamedArea;
use evidence::intake::{areas_named, shown, tidy};

use super::Reading;
use super::layout::Column;
use super::rows::{Line, RowReader};

/// So many areas are listed in a note.
const MOST_LISTED: usize = 6;

impl<'a> RowReader<'a> {
    /// The code of the row's area: as the table has it; or, where the table has none, by its name, with the name that the area
    /// really has. None where the name is not clear; then its first row is a fault.
    pub(super) fn code_of_area<'r>(
        &mut self,
        reading: &mut Reading,
        line: Line<'r>,
    ) -> Option<(Cow<'r, str>, Option<String>)>
    where
        'a: 'r,
    {
        if !self.is_mapped() || !self.field(line, Column::AreaCode).trim().is_empty() {
            return Some((Cow::Borrowed(self.area_code(line)), None));
        }
        let name = tidy(self.field(line, Column::AreaName)).into_owned();
        if name.is_empty() {
            return Some((Cow::Borrowed(self.area_code(line)), None));
        }
        let kind = tidy(self.field(line, Column::AreaType)).into_owned();
        let key = (name, kind);
        if let Some(settled) = self.settled.areas.get(&key) {
            if settled.is_none() {
                reading.note(
                    "Rows name an area that is not clear and were not read.",
                    line.number,
                );
            }
            let settled = settled.clone()?;
            return Some((Cow::Owned(settled.0), Some(settled.1)));
        }
        let (name, kind) = &key;
        let said = self.layout.mapped.as_ref().and_then(|mapped| {
            let mut said = mapped.areas.iter();
            said.find(|(held, _)| held.eq_ignore_ascii_case(name))
        });
        let found = if let Some((_, code)) = said {
            let official = areas_named(code, "").into_iter().next();
            let official = official.map_or_else(|| name.clone(), |area| area.name);
            let found = (code.clone(), official);
            reading.named_as_said.insert(name.clone(), found.clone());
            Some(found)
        } else {
            let may_be: Vec<(String, String)> = areas_named(name, kind)
                .into_iter()
                .map(|area| (area.code.to_owned(), area.name))
                .collect();
            let found = match &may_be[..] {
                [only] => Some(only.clone()),
                _ => None,
            };
            if found.is_none() {
                self.unclear(line, name, &may_be);
            }
            reading.named.insert(name.clone(), may_be);
            found
        };
        self.settled.areas.insert(key, found.clone());
        found.map(|(code, name)| (Cow::Owned(code), Some(name)))
    }

    fn unclear(&mut self, line: Line<'_>, name: &str, may_be: &[(String, String)]) {
        let (expected, mend) = if may_be.is_empty() {
            (
                "the name of an area of England, or its code".to_owned(),
                format!(
                    "Say its code: “{} = E09000012”. Or give the table a column with codes.",
                    shown(name)
                ),
            )
        } else {
            let each: Vec<String> = may_be
                .iter()
                .map(|(code, name)| format!("{name} ({code})"))
                .collect();
            (
                format!("one area; this may be {}", each.join(" or ")),
                format!("Say which: “{} = {}”.", shown(name), may_be[0].0),
            )
        };
        self.fault(line.number, Column::AreaName, name, &expected, &mend);
    }
}

/// Says which areas were found by their names.
pub(super) fn tell(reading: &mut Reading) {
    let said: Vec<String> = std::mem::take(&mut reading.named_as_said)
        .into_iter()
        .map(|(name, (code, official))| format!("{name} as {official} ({code})"))
        .collect();
    if !said.is_empty() {
        reading.remark(format!(
            "Areas have no code in the table and were read as somebody said: {}.",
            said.join("; ")
        ));
    }
    let named = std::mem::take(&mut reading.named);
    if named.is_empty() {
        return;
    }
    let clear: Vec<String> = named
        .iter()
        .filter_map(|(name, may_be)| match &may_be[..] {
            [(code, official)] if official == name => Some(format!("{name} ({code})")),
            [(code, official)] => Some(format!("{name} as {official} ({code})")),
            _ => None,
        })
        .collect();
    if !clear.is_empty() {
        // Those that are spelled otherwise come first: they are the ones to look at.
        let (mut shown, same): (Vec<&String>, Vec<&String>) =
            clear.iter().partition(|words| words.contains(" as "));
        shown.extend(same);
        let more = shown.len().saturating_sub(MOST_LISTED);
        let list: Vec<&str> = shown
            .into_iter()
            .take(MOST_LISTED)
            .map(String::as_str)
            .collect();
        let more = match more {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        reading.remark(format!(
            "Areas have no code in the table and were found by their names: {}{more}.",
            list.join("; ")
        ));
    }
    if let Some(proposal) = &mut reading.intake.proposal {
        proposal.named_areas = named
            .into_iter()
            .map(|(name, may_be)| NamedArea { name, may_be })
            .collect();
    }
}
