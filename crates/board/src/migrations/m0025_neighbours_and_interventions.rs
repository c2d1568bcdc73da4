//! Groups of places that are like one another; and what is known of an intervention beside its source.

use crate::database::schema::table;

super::migration!(
    NeighboursAndInterventions,
    "m0025_neighbours_and_interventions",
    [
        table("neighbour_group")
            .record_id()
            .text("source")
            .date("as_at"),
        table("neighbour")
            .id()
            .reference("group_id", "neighbour_group")
            .text("area_code")
            .text("neighbour_code")
            .integer("rank")
            .unique(&["group_id", "area_code", "neighbour_code"]),
        table("intervention")
            .record_id()
            .text("population")
            .text("effect"),
    ]
);
