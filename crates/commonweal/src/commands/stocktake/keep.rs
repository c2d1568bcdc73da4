//! Keeps what was found, for the public to read.

use board::indicators::{KeepStocktake, KeepStocktakeError, keep_stocktake};
use evidence::stocktake::StockTaken;
use jiff::civil::Date;
use serde_json::json;

use super::Stocktake;
use crate::commands::{board_called, operator_of};
use crate::configuration::Place;
use crate::failure::{Failure, refused};
use crate::installation;

/// Keeps a stocktake and gives the references of its services.
pub(super) async fn keep(
    place: &Place,
    options: &Stocktake,
    made: &StockTaken,
    as_at: Date,
) -> Result<Vec<String>, Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = async {
        let board = board_called(&house, options.board.as_deref()).await?;
        let who = operator_of(&house).await?;
        let input = KeepStocktake {
            board: board.record.id,
            as_at,
            stocktake: made.stocktake.clone(),
            asked: json!({
                "by": options.by, "map": options.map, "where": options.only, "stages": options.stages,
                "policy": options.policy, "threshold": options.threshold,
            }),
            files: made.files.clone(),
        };
        let services = refused!(keep_stocktake(&house, &who, input).await, KeepStocktakeError)?;
        Ok(services
            .iter()
            .map(|service| service.record.reference().to_string())
            .collect())
    }
    .await;
    house.database().clone().close().await;
    result
}
