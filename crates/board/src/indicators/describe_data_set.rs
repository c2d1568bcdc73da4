use jiff::civil::Date;
use serde_json::{Value, json};

use super::{DataSet, policy, store};
use crate::runner::{Change, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// So many characters are enough for each of the words of a description.
const LONGEST: usize = 1_000;

/// What is known about a data set beside its figures, as it should stand from now on. Empty words are none.
#[derive(Debug, Clone, Default)]
pub struct DescribeDataSet {
    /// Who publishes it.
    pub source: Option<String>,
    /// Under which licence.
    pub licence: Option<String>,
    /// The words that the licence asks for.
    pub attribution: Option<String>,
    /// When the next release is due.
    pub next_due: Option<Date>,
}

/// Why a data set was not described. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum DescribeDataSetError {
    /// It says that already.
    #[error("the data set says so already; nothing would change")]
    Nothing,
    /// Words are too long.
    #[error("the {0} is longer than {LONGEST} characters; say it in fewer")]
    TooLong(&'static str),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Says or corrects who publishes a data set, under which licence, what that asks for, and when the next release is due.
/// Every page and every download says so from then on; the releases stay as they are.
pub async fn describe_data_set(
    house: &House,
    who: &Who,
    id: RecordId,
    seen_revision: i64,
    input: DescribeDataSet,
) -> Result<DataSet, DescribeDataSetError> {
    let before = super::data_set(house, id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id })?;
    let after = DataSet {
        source: words("source", input.source)?,
        licence: words("licence", input.licence)?,
        attribution: words("attribution", input.attribution)?,
        next_due: input.next_due,
        ..before.clone()
    };
    let mut act = house
        .begin(who, &policy::DESCRIBE_DATA_SET, before.record.body_id)
        .await?;
    if before.record.revision != seen_revision {
        return Err(RunnerError::Conflict {
            current: Box::new(before.record),
        }
        .into());
    }
    if after == before {
        return Err(DescribeDataSetError::Nothing);
    }
    let record = act.change(id, seen_revision, Change::default()).await?;
    store::describe_data_set(act.connection(), &after)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        id,
        json!({ "before": says(&before), "after": says(&after) }),
    );
    act.about(id);
    act.commit().await?;
    Ok(DataSet { record, ..after })
}

fn words(what: &'static str, text: Option<String>) -> Result<Option<String>, DescribeDataSetError> {
    let text = text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let text = text.filter(|text| !text.is_empty());
    if text
        .as_ref()
        .is_some_and(|text| text.chars().count() > LONGEST)
    {
        return Err(DescribeDataSetError::TooLong(what));
    }
    Ok(text)
}

fn says(set: &DataSet) -> Value {
    json!({
        "source": set.source, "licence": set.licence, "attribution": set.attribution,
        "next due": set.next_due.map(|day| day.to_string()),
    })
}
