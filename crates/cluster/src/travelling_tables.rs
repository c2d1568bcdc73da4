//! Small tables that a session holds in memory travel with the plan that reads them.
//!
//! Files stay where they are and a plan only names them. A table that the client made itself, such as the list of
//! indicators, is nowhere else: it goes along, as Arrow's stream of batches.

use std::io::Cursor;
use std::sync::Arc;

use ballista_core::serde::BallistaLogicalExtensionCodec;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::arrow::ipc::reader::StreamReader;
use datafusion::arrow::ipc::writer::StreamWriter;
use datafusion::catalog::TableProvider;
use datafusion::common::TableReference;
use datafusion::datasource::MemTable;
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{Extension, LogicalPlan};
use datafusion_proto::logical_plan::LogicalExtensionCodec;

/// Ballista's own way of writing plans, and tables beside it.
#[derive(Debug, Default)]
pub(crate) struct TravellingTables {
    usual: BallistaLogicalExtensionCodec,
}

impl LogicalExtensionCodec for TravellingTables {
    fn try_decode(
        &self,
        written: &[u8],
        inputs: &[LogicalPlan],
        context: &TaskContext,
    ) -> Result<Extension> {
        self.usual.try_decode(written, inputs, context)
    }

    fn try_encode(&self, node: &Extension, to: &mut Vec<u8>) -> Result<()> {
        self.usual.try_encode(node, to)
    }

    fn try_decode_table_provider(
        &self,
        written: &[u8],
        _: &TableReference,
        schema: SchemaRef,
        _: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        let batches = StreamReader::try_new(Cursor::new(written), None)?
            .collect::<std::result::Result<Vec<_>, _>>()?;
        Ok(Arc::new(MemTable::try_new(schema, vec![batches])?))
    }

    fn try_encode_table_provider(
        &self,
        name: &TableReference,
        table: Arc<dyn TableProvider>,
        to: &mut Vec<u8>,
    ) -> Result<()> {
        let Some(table) = table.downcast_ref::<MemTable>() else {
            return Err(DataFusionError::NotImplemented(format!(
                "the table {name} cannot be sent to a cluster"
            )));
        };
        let mut writer = StreamWriter::try_new(to, &table.schema())?;
        for part in &table.batches {
            let batches = part.try_read().map_err(|_| {
                DataFusionError::Execution(format!("the table {name} is being written"))
            })?;
            for batch in batches.iter() {
                writer.write(batch)?;
            }
        }
        writer.finish()?;
        Ok(())
    }

    fn try_decode_file_format(
        &self,
        written: &[u8],
        context: &TaskContext,
    ) -> Result<Arc<dyn FileFormatFactory>> {
        self.usual.try_decode_file_format(written, context)
    }

    fn try_encode_file_format(
        &self,
        to: &mut Vec<u8>,
        format: Arc<dyn FileFormatFactory>,
    ) -> Result<()> {
        self.usual.try_encode_file_format(to, format)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::arrow::array::{ArrayRef, StringArray};
    use datafusion::arrow::record_batch::RecordBatch;
    use datafusion::arrow::util::pretty::pretty_format_batches;
    use datafusion::prelude::{SessionContext, col, lit};
    use datafusion_proto::bytes::{
        logical_plan_from_bytes_with_extension_codec, logical_plan_to_bytes_with_extension_codec,
    };

    use super::TravellingTables;

    #[tokio::test]
    async fn a_table_in_memory_arrives_whole() {
        let names: ArrayRef = Arc::new(StringArray::from(vec![Some("Smoking"), None, Some("")]));
        let batch = RecordBatch::try_from_iter([("name", names)]).unwrap();
        let here = SessionContext::new();
        here.register_batch("indicators", batch).unwrap();
        let frame = here.table("indicators").await.unwrap();
        let frame = frame.filter(col("name").not_eq(lit("x"))).unwrap();
        let plan = frame.clone().into_unoptimized_plan();
        let codec = TravellingTables::default();
        let bytes = logical_plan_to_bytes_with_extension_codec(&plan, &codec).unwrap();

        let there = SessionContext::new();
        let plan = logical_plan_from_bytes_with_extension_codec(&bytes, &there.task_ctx(), &codec)
            .unwrap();
        let arrived = there.execute_logical_plan(plan).await.unwrap();
        let words =
            |batches: Vec<RecordBatch>| pretty_format_batches(&batches).unwrap().to_string();
        assert_eq!(
            words(arrived.collect().await.unwrap()),
            words(frame.collect().await.unwrap())
        );
    }
}
