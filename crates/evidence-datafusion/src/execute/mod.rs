//! Runs scans: over rows that are held in memory, and through DataFusion over files that are too large to hold.
//!
//! Must not know: what the rows are wanted for.

use datafusion::arrow::record_batch::RecordBatch;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::not;
use datafusion::prelude::{Expr, ParquetReadOptions, col, lit};
use evidence::engine::{EngineError, FileHash, Filter};
use evidence::observation::RowSink;

use crate::files::{DataFolder, Wanted, columns, each_row, each_wanted_row};
use crate::sessions::{Fault, Sessions, Wish};

/// Pushes the wanted rows out of what is held of a file, in its order.
pub(crate) fn scan_held(
    file: FileHash,
    batches: &[RecordBatch],
    filter: &Filter,
    sink: &mut RowSink<'_>,
) -> Result<(), EngineError> {
    let wanted = Wanted::from(filter);
    for batch in batches {
        each_wanted_row(batch, &wanted, &mut |row| sink.push(row))
            .map_err(|what| EngineError::Damaged { file, what })?;
    }
    Ok(())
}

/// Pushes the wanted rows of one file, in its order.
pub(crate) async fn scan(
    folder: &DataFolder,
    sessions: &dyn Sessions,
    file: FileHash,
    filter: &Filter,
    sink: &mut RowSink<'_>,
) -> Result<(), EngineError> {
    let path = folder.path(file)?;
    let damaged = |what: String| EngineError::Damaged { file, what };
    let path = path
        .to_str()
        .ok_or_else(|| EngineError::Interrupted("the data folder's name is not text".to_owned()))?;
    let failed = |error: DataFusionError| match sessions.fault(&error) {
        Some(Fault::Machines(words) | Fault::Question(words)) => EngineError::Interrupted(words),
        None => damaged(error.to_string()),
    };
    let wish = Wish {
        in_order: true,
        ..Wish::default()
    };
    let context = sessions.session(wish).map_err(failed)?;
    let mut frame = context
        .read_parquet(path, ParquetReadOptions::default())
        .await
        .map_err(failed)?;
    for condition in conditions(filter) {
        frame = frame
            .filter(condition)
            .map_err(|error| EngineError::Interrupted(error.to_string()))?;
    }
    let mut stream = frame.execute_stream().await.map_err(failed)?;
    while let Some(batch) = next(&mut stream).await {
        let batch = batch.map_err(failed)?;
        each_row(&batch, &mut |row| sink.push(row)).map_err(damaged)?;
    }
    Ok(())
}

async fn next(
    stream: &mut datafusion::physical_plan::SendableRecordBatchStream,
) -> Option<datafusion::error::Result<RecordBatch>> {
    std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await
}

fn conditions(filter: &Filter) -> Vec<Expr> {
    let listed = |column: &str, list: &[String]| {
        let items = list.iter().map(|item| lit(item.as_str())).collect();
        (!list.is_empty()).then(|| col(column).in_list(items, false))
    };
    let everyone = |wanted: bool| {
        let empty = col(columns::CATEGORY_TYPE)
            .is_null()
            .or(col(columns::CATEGORY_TYPE).eq(lit("")));
        if wanted { not(empty) } else { empty }
    };
    [
        listed(columns::INDICATOR, &filter.indicators),
        listed(columns::AREA_CODE, &filter.areas),
        listed(columns::PERIOD, &filter.periods),
        filter.categories.map(everyone),
    ]
    .into_iter()
    .flatten()
    .collect()
}
