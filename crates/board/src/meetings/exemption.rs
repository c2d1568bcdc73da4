use crate::events::Exemption;

/// Why a ground for hearing an item in private does not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExemptionError {
    /// None of the seven descriptions of exempt information.
    #[error("Schedule 12A has paragraphs 1 to 7; there is no paragraph {0}")]
    NoSuchParagraph(u8),
    /// Private, and nobody says why that serves the public.
    #[error("say why hearing it in private serves the public better")]
    NoPublicInterest,
}

/// An exemption with its ground and its reason, or what it lacks. `None`, heard in public, lacks nothing.
pub(super) fn checked(exempt: Option<Exemption>) -> Result<Option<Exemption>, ExemptionError> {
    let Some(Exemption { paragraph, reason }) = exempt else {
        return Ok(None);
    };
    if !(1..=7).contains(&paragraph) {
        return Err(ExemptionError::NoSuchParagraph(paragraph));
    }
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(ExemptionError::NoPublicInterest);
    }
    Ok(Some(Exemption { paragraph, reason }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_ground(paragraph: u8, reason: &str) -> Exemption {
        Exemption {
            paragraph,
            reason: reason.to_owned(),
        }
    }

    #[test]
    fn a_ground_is_one_of_seven_and_has_its_reason() {
        assert_eq!(checked(None), Ok(None));
        assert_eq!(
            checked(Some(on_ground(3, " it names two offers "))),
            Ok(Some(on_ground(3, "it names two offers")))
        );
        for paragraph in [0, 8] {
            assert_eq!(
                checked(Some(on_ground(paragraph, "x"))),
                Err(ExemptionError::NoSuchParagraph(paragraph))
            );
        }
        assert_eq!(
            checked(Some(on_ground(7, " "))),
            Err(ExemptionError::NoPublicInterest)
        );
    }
}
