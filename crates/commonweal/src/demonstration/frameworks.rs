//! The taxonomies that every board is asked about.

use board::frameworks::load_reference_frameworks;

use super::stage::Stage;

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    load_reference_frameworks(&stage.house, &stage.who).await?;
    Ok(())
}
