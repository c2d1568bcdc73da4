//! Groups records with DataFusion.
//!
//! Must not know: what columns mean.

use datafusion::arrow::array::{Array, AsArray, Int64Array, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::functions_aggregate::count::count_all;
use datafusion::logical_expr::{cast as cast_to, ident};
use datafusion::prelude::{DataFrame, Expr, lit};

use super::dictionaries::{Groups, counted};
use super::opening::{Opened, any_name, failed};
use super::{Codes, Layout, RecordsError};
use crate::sessions::{Memory, Wish};
use crate::storage::Address;

/// Counting keeps so much in memory and spills the rest.
const MEMORY: usize = 512 * 1024 * 1024;

/// One question to a file: which columns tell what.
pub(super) struct Query<'a> {
    service: Option<&'a str>,
    stage: Option<&'a str>,
    person: Option<&'a str>,
    people: Option<&'a str>,
    codes: Vec<&'a str>,
    only: Vec<(&'a str, Vec<&'a str>)>,
}

/// Records that say the same.
pub(super) struct Found<'a> {
    pub(super) service: Option<&'a str>,
    pub(super) stage: Option<&'a str>,
    pub(super) person: Option<&'a str>,
    pub(super) people: Option<&'a str>,
    pub(super) code: &'a str,
    pub(super) times: u64,
}

impl<'a> Query<'a> {
    /// The question about one characteristic: its column, or what the column of characteristics says.
    pub(super) fn of(layout: &'a Layout, column: &'a str) -> Self {
        let mut only: Vec<(&str, Vec<&str>)> = layout
            .only
            .iter()
            .map(|(column, values)| (column.as_str(), values.iter().map(String::as_str).collect()))
            .collect();
        let codes = match &layout.codes {
            Codes::Columns(_) => vec![column],
            Codes::Lines {
                characteristic,
                groups,
                ..
            } => {
                only.push((characteristic, vec![column]));
                groups.iter().map(String::as_str).collect()
            }
        };
        Self {
            service: layout.service.as_deref(),
            stage: layout.stage.as_deref(),
            person: layout.person.as_deref(),
            people: layout.people.as_deref(),
            codes,
            only,
        }
    }

    fn keys(&self) -> Vec<&'a str> {
        [self.service, self.person, self.stage, self.people]
            .into_iter()
            .flatten()
            .chain(self.codes.iter().copied())
            .collect()
    }

    /// Every column that is read, each once: the keys, then those that choose.
    fn columns(&self) -> Vec<&'a str> {
        let mut columns = Vec::new();
        for column in self
            .keys()
            .into_iter()
            .chain(self.only.iter().map(|(column, _)| *column))
        {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }

    /// Whether records with these values of [`Query::columns`] are counted.
    fn wants(&self, values: &[Option<String>]) -> bool {
        let columns = self.columns();
        self.only.iter().all(|(column, wanted)| {
            let place = columns.iter().position(|other| other == column);
            let value = place.and_then(|place| values.get(place)?.as_deref());
            value.is_some_and(|value| wanted.contains(&value))
        })
    }

    fn frame(&self, all: DataFrame) -> datafusion::error::Result<DataFrame> {
        let mut frame = all;
        for (column, values) in &self.only {
            let text = cast_to(ident(*column), DataType::Utf8);
            let values = values.iter().map(|value| lit(*value)).collect();
            frame = frame.filter(text.in_list(values, false))?;
        }
        // A column may tell two things and is grouped by once.
        let mut keys: Vec<Expr> = Vec::new();
        for key in self.keys() {
            if !keys.contains(&ident(key)) {
                keys.push(ident(key));
            }
        }
        frame = frame.aggregate(keys, vec![count_all().alias("times of a record")])?;
        if let Some(person) = self.person {
            let by = [self.service, Some(person)];
            let by = by
                .into_iter()
                .flatten()
                .map(|key| ident(key).sort(true, true));
            frame = frame.sort(by.collect())?;
        }
        Ok(frame)
    }
}

impl Opened {
    /// Groups the records and hands each group on. People come sorted by service and person.
    pub(super) async fn each(
        &self,
        query: &Query<'_>,
        then: &mut (dyn FnMut(Found<'_>) -> Result<(), RecordsError> + Send),
    ) -> Result<(), RecordsError> {
        let stopped = |error: datafusion::error::DataFusionError| {
            failed(&self.name, self.sessions.as_ref(), &error)
        };
        if let Some(groups) = self.by_dictionaries(query).await? {
            for (values, times) in &groups {
                let text = |column: &str| {
                    let place = query.columns().iter().position(|other| *other == column);
                    let value = place.and_then(|place| values.get(place)?.as_deref());
                    value.unwrap_or_default()
                };
                let labels: Vec<&str> = query.codes.iter().map(|column| text(column)).collect();
                then(Found {
                    service: query.service.map(text),
                    stage: query.stage.map(text),
                    person: None,
                    people: query.people.map(text),
                    code: &joined(&labels),
                    times: *times,
                })?;
            }
            return Ok(());
        }
        let all = self.all().await.map_err(stopped)?;
        let frame = query.frame(all).map_err(stopped)?;
        let mut stream = frame.execute_stream().await.map_err(stopped)?;
        while let Some(batch) =
            std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await
        {
            let batch = batch.map_err(stopped)?;
            self.each_row(query, &batch, then)?;
        }
        Ok(())
    }

    /// The records grouped without a query, where the file lies here and its columns have few values. People have too many.
    async fn by_dictionaries(&self, query: &Query<'_>) -> Result<Option<Groups>, RecordsError> {
        let (Address::Path(path), true, None) =
            (&self.parquet, self.sessions.is_here(), query.person)
        else {
            return Ok(None);
        };
        let path = path.clone();
        let columns: Vec<String> = query.columns().into_iter().map(str::to_owned).collect();
        let counting = tokio::task::spawn_blocking(move || {
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            counted(&path, &columns)
        });
        let groups = counting
            .await
            .map_err(|error| self.stopped(error))?
            .map_err(|error| self.stopped(error))?;
        Ok(groups.map(|mut groups| {
            groups.retain(|values, _| query.wants(values));
            groups
        }))
    }

    async fn all(&self) -> datafusion::error::Result<DataFrame> {
        let wish = Wish {
            memory: Memory::Spilling(MEMORY),
            ..Wish::default()
        };
        let session = self.sessions.session(wish)?;
        let parquet = self.parquet.to_string();
        session.read_parquet(parquet.as_str(), any_name()).await
    }

    fn each_row(
        &self,
        query: &Query<'_>,
        batch: &RecordBatch,
        then: &mut (dyn FnMut(Found<'_>) -> Result<(), RecordsError> + Send),
    ) -> Result<(), RecordsError> {
        let texts = |column: &str| -> Result<StringArray, RecordsError> {
            let array = batch
                .column_by_name(column)
                .ok_or_else(|| self.stopped(format!("the column {column} was lost")))?;
            let text = cast(array, &DataType::Utf8).map_err(|error| self.stopped(error))?;
            Ok(text.as_string::<i32>().clone())
        };
        let named = |column: Option<&str>| column.map(texts).transpose();
        let (service, stage) = (named(query.service)?, named(query.stage)?);
        let (person, people) = (named(query.person)?, named(query.people)?);
        let codes = query
            .codes
            .iter()
            .map(|column| texts(column))
            .collect::<Result<Vec<_>, _>>()?;
        let times: &Int64Array = batch
            .columns()
            .last()
            .and_then(|column| column.as_any().downcast_ref())
            .ok_or_else(|| self.stopped("the counts were lost"))?;
        for row in 0..batch.num_rows() {
            let labels: Vec<&str> = codes
                .iter()
                .filter_map(|array| cell(Some(array), row))
                .collect();
            let code = joined(&labels);
            then(Found {
                service: cell(service.as_ref(), row),
                stage: cell(stage.as_ref(), row),
                person: cell(person.as_ref(), row),
                people: cell(people.as_ref(), row),
                code: &code,
                times: u64::try_from(times.value(row)).unwrap_or(0),
            })?;
        }
        Ok(())
    }

    fn stopped(&self, what: impl std::fmt::Display) -> RecordsError {
        RecordsError::Stopped {
            file: self.name.clone(),
            what: what.to_string(),
        }
    }
}

/// What stands in a column that was asked for; empty where it is null.
fn cell(array: Option<&StringArray>, row: usize) -> Option<&str> {
    array.map(|array| {
        if array.is_valid(row) {
            array.value(row)
        } else {
            ""
        }
    })
}

/// A code, or several labels together: "White: Irish". A label for all of a kind adds nothing.
fn joined(labels: &[&str]) -> String {
    let more =
        |label: &&&str| !["", "all", "null"].contains(&label.trim().to_ascii_lowercase().as_str());
    match labels.split_first() {
        None => String::new(),
        Some((first, [])) => (*first).to_owned(),
        Some((first, rest)) => std::iter::once(first)
            .chain(rest.iter().filter(more))
            .copied()
            .collect::<Vec<_>>()
            .join(": "),
    }
}
