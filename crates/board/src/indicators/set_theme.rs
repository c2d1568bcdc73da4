use super::{INDICATOR, policy};
use crate::frameworks::{ELEMENT, tag, untag};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// Which theme an indicator is to carry, or no longer.
#[derive(Debug, Clone)]
pub struct SetTheme {
    /// The board whose people say it; `None` for the installation.
    pub body_id: Option<RecordId>,
    /// The indicator.
    pub indicator_id: RecordId,
    /// The element of a framework: a determinant, a clinical area, a pillar.
    pub element_id: RecordId,
    /// Whether it carries it from today on.
    pub carries: bool,
}

/// Why a theme was not set.
#[derive(Debug, thiserror::Error)]
pub enum SetThemeError {
    /// Not an indicator.
    #[error("what is to carry the theme is no indicator")]
    NotAnIndicator,
    /// Not an element of a framework.
    #[error("what it is to carry is no element of a framework")]
    NotATheme,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Lets an indicator carry an element of a framework, or takes it from it. Saying the same again writes nothing.
pub async fn set_theme(house: &House, who: &Who, input: SetTheme) -> Result<(), SetThemeError> {
    let mut act = house.begin(who, &policy::SET_THEME, input.body_id).await?;
    if act.load(input.indicator_id).await?.kind != INDICATOR {
        return Err(SetThemeError::NotAnIndicator);
    }
    if act.load(input.element_id).await?.kind != ELEMENT {
        return Err(SetThemeError::NotATheme);
    }
    if input.carries {
        tag(&mut act, input.indicator_id, input.element_id, None).await?;
    } else {
        untag(&mut act, input.indicator_id, input.element_id).await?;
    }
    act.about(input.indicator_id);
    act.commit().await?;
    Ok(())
}
