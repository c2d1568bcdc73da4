//! Reads GeoJSON, says everything that is wrong with it, and makes outlines of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::plane::{Degrees, Plane};
use super::simpler::{Ring, simpler, size};
use super::{Fault, Level, Outline, Outlines};

/// A file may be this large.
pub const MOST_BYTES: usize = 50_000_000;
/// It may hold so many areas: all lower layer super output areas of England are 33,755.
pub const MOST_AREAS: usize = 40_000;
/// So many faults are said; a file with more has one cause.
const MOST_FAULTS: usize = 20;
/// A corner that moves a boundary by less than this part of the side of a typical area cannot be seen.
const PART_OF_SIDE: f64 = 1.0 / 60.0;
/// Where areas of England can lie, in degrees.
const EAST: std::ops::RangeInclusive<f64> = -9.0..=3.0;
const NORTH: std::ops::RangeInclusive<f64> = 49.0..=61.0;

const EXPORT: &str = "Export the file as GeoJSON in WGS84 (EPSG:4326)";

/// An area as the file has it.
struct Given {
    code: String,
    name: String,
    rings: Vec<Vec<Degrees>>,
}

/// Reads a file of boundaries. `code_property` names the property that holds the codes; where it is left out, it is the one
/// whose every value is a code of this kind, each once.
///
/// # Errors
/// Everything that is wrong, at most twenty faults.
pub fn read(
    bytes: &[u8],
    level: Level,
    code_property: Option<&str>,
) -> Result<Outlines, Vec<Fault>> {
    let features = features(bytes).map_err(|fault| vec![fault])?;
    let properties: Vec<&Map<String, Value>> = features
        .iter()
        .filter_map(|feature| feature.get("properties")?.as_object())
        .collect();
    if properties.len() != features.len() {
        return Err(vec![Fault::new(
            "the file",
            "an area has no properties, so nobody knows which it is",
            "Give each a property with its code",
        )]);
    }
    let code_property = match code_property {
        Some(name) => name.to_owned(),
        None => the_codes(&properties, level).map_err(|fault| vec![fault])?,
    };
    let name_property = the_names(&code_property, &properties);
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let mut given = Vec::new();
    for (place, (feature, properties)) in features.iter().zip(&properties).enumerate() {
        if faults.len() >= MOST_FAULTS {
            break;
        }
        let place = format!("area {}", place + 1);
        let code = properties.get(&code_property).and_then(Value::as_str);
        let Some(code) = code.map(str::trim).filter(|code| is_of(code, level)) else {
            let found = code.unwrap_or("nothing");
            faults.push(Fault::new(
                place,
                format!(
                    "“{code_property}” holds {found}, which is no code of the kind {}",
                    level.word()
                ),
                format!(
                    "Codes of {} begin with {}",
                    level.plural(),
                    level.begins().join(", ")
                ),
            ));
            continue;
        };
        if !seen.insert(code.to_owned()) {
            faults.push(Fault::new(
                place,
                format!("{code} comes a second time"),
                "Join its parts into one MultiPolygon",
            ));
            continue;
        }
        match rings(feature, code) {
            Ok(rings) => given.push(Given {
                code: code.to_owned(),
                name: name_property
                    .as_ref()
                    .and_then(|name| properties.get(name)?.as_str())
                    .map_or_else(|| code.to_owned(), |name| name.trim().to_owned()),
                rings,
            }),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        Ok(outlines(&given, level))
    } else {
        Err(faults)
    }
}

fn features(bytes: &[u8]) -> Result<Vec<Value>, Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(Fault::new(
            "the file",
            format!(
                "it has {} MB, and {} MB are read",
                bytes.len() / 1_000_000,
                MOST_BYTES / 1_000_000
            ),
            "Take a generalised release of the boundaries, or fewer areas",
        ));
    }
    let mut whole: Value = serde_json::from_slice(bytes)
        .map_err(|error| Fault::new(format!("line {}", error.line()), "this is no JSON", EXPORT))?;
    if whole.get("type").and_then(Value::as_str) != Some("FeatureCollection") {
        return Err(Fault::new(
            "the file",
            "it is no GeoJSON collection of areas",
            format!("{EXPORT}, with one feature for each area"),
        ));
    }
    let system = whole
        .pointer("/crs/properties/name")
        .and_then(Value::as_str);
    if let Some(system) = system
        && !["CRS84", "4326"]
            .iter()
            .any(|known| system.ends_with(known))
    {
        return Err(Fault::new(
            "the file",
            format!("its places are in the system {system}, not in degrees"),
            EXPORT,
        ));
    }
    match whole.get_mut("features").map(Value::take) {
        Some(Value::Array(features)) if features.is_empty() => {
            Err(Fault::new("the file", "it holds no area", EXPORT))
        }
        Some(Value::Array(features)) if features.len() > MOST_AREAS => Err(Fault::new(
            "the file",
            format!(
                "it holds {} areas, and {MOST_AREAS} are read",
                features.len()
            ),
            "Load one kind of area at a time",
        )),
        Some(Value::Array(features)) => Ok(features),
        _ => Err(Fault::new("the file", "it has no list of features", EXPORT)),
    }
}

fn is_of(code: &str, level: Level) -> bool {
    code.len() == 9
        && code.bytes().skip(1).all(|byte| byte.is_ascii_digit())
        && level.begins().iter().any(|begins| code.starts_with(begins))
}

/// The property whose every value is a code of this kind, each once.
fn the_codes(properties: &[&Map<String, Value>], level: Level) -> Result<String, Fault> {
    let first = properties.first().map(|first| first.keys());
    let fits: Vec<&String> = first
        .into_iter()
        .flatten()
        .filter(|name| {
            let codes: Vec<&str> = properties
                .iter()
                .filter_map(|one| one.get(*name)?.as_str())
                .filter(|code| is_of(code, level))
                .collect();
            let different: BTreeSet<&str> = codes.iter().copied().collect();
            codes.len() == properties.len() && different.len() == codes.len()
        })
        .collect();
    match fits.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(Fault::new(
            "the file",
            format!(
                "no property holds a code of the kind {} for every area, each once",
                level.word()
            ),
            format!(
                "Codes of {} begin with {}. If this is another kind of area, say so; if some codes are wrong, name their \
                 property to see which",
                level.plural(),
                level.begins().join(", ")
            ),
        )),
        several => {
            let names: Vec<&str> = several.iter().map(|name| name.as_str()).collect();
            Err(Fault::new(
                "the file",
                format!("{} could hold the codes", names.join(" and ")),
                "Name the property that does",
            ))
        }
    }
}

/// The property with names that belongs to a property with codes, as the Office for National Statistics writes them:
/// `WD25CD` and `WD25NM`.
fn the_names(codes: &str, properties: &[&Map<String, Value>]) -> Option<String> {
    let of_codes = [
        codes.strip_suffix("CD").map(|stem| format!("{stem}NM")),
        codes.strip_suffix("cd").map(|stem| format!("{stem}nm")),
        codes
            .strip_suffix("_code")
            .map(|stem| format!("{stem}_name")),
        codes.strip_suffix("code").map(|stem| format!("{stem}name")),
        Some("name".to_owned()),
    ];
    let is_there = |name: &String| {
        properties
            .iter()
            .all(|one| one.get(name).is_some_and(Value::is_string))
    };
    of_codes.into_iter().flatten().find(is_there)
}

/// All rings of a feature, open: the repeated last point is left out.
fn rings(feature: &Value, code: &str) -> Result<Vec<Vec<Degrees>>, Fault> {
    let kind = feature.pointer("/geometry/type").and_then(Value::as_str);
    let coordinates = feature
        .pointer("/geometry/coordinates")
        .and_then(Value::as_array);
    let polygons: Vec<&Value> = match (kind, coordinates) {
        (Some("Polygon"), Some(_)) => feature
            .pointer("/geometry/coordinates")
            .into_iter()
            .collect(),
        (Some("MultiPolygon"), Some(polygons)) => polygons.iter().collect(),
        _ => {
            return Err(Fault::new(
                code,
                format!(
                    "its shape is {}, and not an area",
                    kind.unwrap_or("not given")
                ),
                "Give it a Polygon or a MultiPolygon",
            ));
        }
    };
    let mut rings = Vec::new();
    for ring in polygons
        .iter()
        .filter_map(|polygon| polygon.as_array())
        .flatten()
    {
        rings.push(closed(ring, code)?);
    }
    if rings.is_empty() {
        return Err(Fault::new(
            code,
            "its shape is empty",
            "Leave the area out, or give it its outline",
        ));
    }
    Ok(rings)
}

fn closed(ring: &Value, code: &str) -> Result<Vec<Degrees>, Fault> {
    let points = ring.as_array().map_or(&[][..], Vec::as_slice);
    let mut read = Vec::with_capacity(points.len());
    for point in points {
        let pair = point
            .as_array()
            .and_then(|pair| Some((pair.first()?.as_f64()?, pair.get(1)?.as_f64()?)));
        let Some((east, north)) = pair else {
            return Err(Fault::new(
                code,
                "a corner of its outline is not two numbers",
                EXPORT,
            ));
        };
        if !EAST.contains(&east) || !NORTH.contains(&north) {
            return Err(far_away(code, east, north));
        }
        read.push(Degrees { east, north });
    }
    if read.len() < 4 {
        return Err(Fault::new(
            code,
            format!(
                "an outline has {} corners, and four are the fewest: the last repeats the first",
                read.len()
            ),
            EXPORT,
        ));
    }
    if read.first() != read.last() {
        return Err(Fault::new(
            code,
            "an outline does not end where it begins",
            "Close it: its last corner repeats the first",
        ));
    }
    read.pop();
    Ok(read)
}

/// The usual reasons why a place is not in England.
fn far_away(code: &str, east: f64, north: f64) -> Fault {
    let what = format!("a corner lies at {east}, {north}, which is not in or near England");
    let mend = if EAST.contains(&north) && NORTH.contains(&east) {
        "Latitude and longitude are exchanged: GeoJSON has longitude first".to_owned()
    } else if east.abs() > 180.0 || north.abs() > 90.0 {
        format!("These are metres, as in the British National Grid, and not degrees. {EXPORT}")
    } else {
        EXPORT.to_owned()
    };
    Fault::new(code, what, mend)
}

/// All areas on one plane, with as many corners as can be seen.
fn outlines(given: &[Given], level: Level) -> Outlines {
    let places = given
        .iter()
        .flat_map(|area| area.rings.iter().flatten().copied());
    let plane = Plane::around(places);
    let mut rings: Vec<Ring> = Vec::new();
    let mut of: Vec<usize> = Vec::new();
    let mut sizes = Vec::new();
    for (number, area) in given.iter().enumerate() {
        let mut whole = 0;
        for ring in &area.rings {
            let mut on_plane: Ring = ring.iter().map(|at| plane.at(*at)).collect();
            on_plane.dedup();
            if on_plane.len() > 1 && on_plane.first() == on_plane.last() {
                on_plane.pop();
            }
            if on_plane.len() < 3 {
                continue;
            }
            whole += size(&on_plane);
            rings.push(on_plane);
            of.push(number);
        }
        sizes.push(whole);
    }
    let made = simpler(&rings, least_triangle(sizes));
    let mut areas: BTreeMap<String, Outline> = BTreeMap::new();
    for area in given {
        areas.insert(
            area.code.clone(),
            Outline {
                code: area.code.clone(),
                name: area.name.clone(),
                rings: Vec::new(),
            },
        );
    }
    for (ring, number) in made.into_iter().zip(of) {
        let code = given.get(number).map(|area| area.code.as_str());
        if let Some(area) = code.and_then(|code| areas.get_mut(code)) {
            area.rings.push(ring);
        }
    }
    Outlines {
        level,
        areas: areas.into_values().collect(),
    }
}

/// Twice the area of the smallest triangle that is worth a corner, from the typical size of an area (twice its area).
fn least_triangle(mut sizes: Vec<i64>) -> i64 {
    sizes.sort_unstable();
    let middle = sizes.get(sizes.len() / 2).copied().unwrap_or(0);
    let squared = PART_OF_SIDE * PART_OF_SIDE;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a threshold needs no last digit"
    )]
    let least = (middle as f64 * squared) as i64;
    least.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ward of so many degrees a side, as GeoJSON has it.
    fn feature(code: &str, east: f64, north: f64) -> Value {
        let corners = [
            (0.0, 0.0),
            (0.01, 0.0),
            (0.01, 0.01),
            (0.0, 0.01),
            (0.0, 0.0),
        ]
        .map(|(x, y)| serde_json::json!([east + x, north + y]));
        serde_json::json!({
            "type": "Feature",
            "properties": { "WD25CD": code, "WD25NM": format!("Ward {code}"), "LAD25CD": "E09000012" },
            "geometry": { "type": "Polygon", "coordinates": [corners] },
        })
    }

    fn file(features: &[Value]) -> Vec<u8> {
        serde_json::json!({ "type": "FeatureCollection", "features": features })
            .to_string()
            .into_bytes()
    }

    fn wards(features: &[Value]) -> Result<Outlines, Vec<Fault>> {
        read(&file(features), Level::Ward, None)
    }

    fn refused(features: &[Value]) -> String {
        let faults = wards(features).unwrap_err();
        faults
            .iter()
            .map(Fault::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn neighbours_have_the_same_corners_and_names_come_along() {
        let read = wards(&[
            feature("E05000002", 0.0, 51.5),
            feature("E05000001", 0.01, 51.5),
        ])
        .unwrap();
        let codes: Vec<&str> = read.areas.iter().map(|area| area.code.as_str()).collect();
        assert_eq!(codes, ["E05000001", "E05000002"]);
        assert_eq!(read.areas[0].name, "Ward E05000001");
        let shared = |area: &Outline| {
            area.rings[0]
                .iter()
                .copied()
                .collect::<BTreeSet<(i32, i32)>>()
        };
        let (one, other) = (shared(&read.areas[0]), shared(&read.areas[1]));
        assert_eq!(one.intersection(&other).count(), 2);
        // Some 690 metres across and 1,110 down, in steps of five.
        let (xs, ys): (Vec<i32>, Vec<i32>) = read.areas[0].rings[0].iter().copied().unzip();
        let across = xs.iter().max().unwrap() - xs.iter().min().unwrap();
        let down = ys.iter().max().unwrap() - ys.iter().min().unwrap();
        assert!(
            (137..=140).contains(&across) && (222..=224).contains(&down),
            "{across} {down}"
        );
    }

    #[test]
    fn each_fault_says_where_what_and_how_to_mend_it() {
        let sound = || feature("E05000001", 0.0, 51.5);
        let change = |pointer: &str, value: Value| {
            let mut changed = feature("E05000002", 0.0, 51.5);
            *changed.pointer_mut(pointer).unwrap() = value;
            changed
        };
        let coordinates = "/geometry/coordinates";
        for (features, words) in [
            (
                vec![sound(), sound()],
                "no property holds a code of the kind ward for every area, each once",
            ),
            (
                vec![sound(), change("/geometry/type", "Point".into())],
                "E05000002: its shape is Point, and not an area",
            ),
            (
                vec![change(
                    "/geometry/coordinates/0/4",
                    serde_json::json!([0.5, 51.5]),
                )],
                "does not end where it begins",
            ),
            (
                vec![change(
                    coordinates,
                    serde_json::json!([[[0.0, 51.5], [0.1, 51.5], [0.0, 51.5]]]),
                )],
                "an outline has 3 corners",
            ),
            (
                vec![change(coordinates, serde_json::json!([]))],
                "its shape is empty",
            ),
            (
                vec![change(
                    "/geometry/coordinates/0/1",
                    serde_json::json!([51.5, 0.1]),
                )],
                "Latitude and longitude are exchanged",
            ),
            (
                vec![change(
                    "/geometry/coordinates/0/1",
                    serde_json::json!([533_000.0, 181_000.0]),
                )],
                "These are metres",
            ),
            (
                vec![change(
                    "/geometry/coordinates/0/1",
                    serde_json::json!(["a", 1]),
                )],
                "is not two numbers",
            ),
            (
                vec![change("/properties", Value::Null)],
                "an area has no properties",
            ),
        ] {
            let said = refused(&features);
            assert!(said.contains(words), "{words}: {said}");
        }
        let said = |bytes: &[u8]| read(bytes, Level::Ward, None).unwrap_err()[0].to_string();
        assert!(said(b"not json").starts_with("line 1: this is no JSON."));
        assert!(said(b"{\"type\":\"Feature\"}").contains("no GeoJSON collection"));
        assert!(said(&file(&[])).contains("holds no area"));
        let grid = br#"{"type":"FeatureCollection","crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[]}"#;
        assert!(said(grid).contains("EPSG::27700"));
        let named = read(&file(&[sound(), sound()]), Level::Ward, Some("WD25CD")).unwrap_err();
        assert_eq!(
            named[0].to_string(),
            "area 2: E05000001 comes a second time. Join its parts into one MultiPolygon"
        );
    }

    #[test]
    fn a_hole_and_a_second_part_stay() {
        let hole = [
            (0.004, 0.004),
            (0.004, 0.006),
            (0.006, 0.006),
            (0.004, 0.004),
        ]
        .map(|(x, y)| serde_json::json!([x, 51.5 + y]));
        let mut ward = feature("E05000001", 0.0, 51.5);
        let outer = ward.pointer("/geometry/coordinates/0").unwrap().clone();
        let island = feature("E05000001", 0.1, 51.5)
            .pointer("/geometry/coordinates/0")
            .unwrap()
            .clone();
        ward["geometry"] = serde_json::json!({
            "type": "MultiPolygon", "coordinates": [[outer, hole], [island]],
        });
        let read = wards(&[ward]).unwrap();
        let corners: Vec<usize> = read.areas[0].rings.iter().map(Vec::len).collect();
        assert_eq!(corners, [4, 3, 4]);
    }
}
