//! Which invented indicator carries which pillar, and which clinical area of `core20plus5`.

use board::frameworks::elements_of;
use board::indicators::{SetTheme, set_theme};

use super::indicator;
use crate::demonstration::stage::Stage;

/// A framework by its short name, the beginning of an element's title, and the indicators that carry it.
const THEMES: &[(&str, &str, &[&str])] = &[
    (
        "pillars",
        "The wider determinants",
        &["7006", "7007", "7016", "7017"],
    ),
    (
        "pillars",
        "Our health behaviours",
        &[
            "7001", "7002", "7003", "7004", "7014", "7018", "7019", "7023",
        ],
    ),
    (
        "pillars",
        "The places and communities",
        &["7008", "7009", "7022", "7024"],
    ),
    (
        "pillars",
        "An integrated health and care system",
        &[
            "7005", "7010", "7011", "7012", "7013", "7015", "7020", "7021",
        ],
    ),
    ("core20plus5", "Maternity", &["7014", "7015"]),
    ("core20plus5", "Early cancer diagnosis", &["7011"]),
    ("core20plus5", "Hypertension case-finding", &["7013"]),
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    for (framework, title, numbers) in THEMES {
        let framework = stage.the(&format!("-/framework/{framework}")).await?;
        let elements = elements_of(&stage.house, framework.id).await?;
        let Some(element) = elements
            .iter()
            .find(|element| element.record.title.starts_with(title))
        else {
            continue;
        };
        for number in *numbers {
            let input = SetTheme {
                body_id: None,
                indicator_id: indicator(stage, number).await?,
                element_id: element.record.id,
                carries: true,
            };
            set_theme(&stage.house, &stage.who, input).await?;
        }
    }
    Ok(())
}
