//! Borders for maps, read from GeoJSON: what an operator brings, drawn as it is.

use serde_json::Value;

/// A ring of points: longitude and latitude in degrees.
pub type Ring = Vec<(f64, f64)>;

/// One place with its borders.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    pub name: String,
    pub rings: Vec<Ring>,
}

/// The borders of one map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlines(pub Vec<Outline>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutlineError {
    #[error("it is no JSON")]
    NoJson,
    #[error("it has no polygon")]
    NoPolygon,
    #[error("a point is not on the earth")]
    OffEarth,
    #[error("it has more than {MOST_POINTS} points")]
    TooMany,
}

/// Points of one map: more make a page heavier than a photo.
pub const MOST_POINTS: usize = 20_000;
/// A ring within a geometry within a collection within a collection.
const DEEPEST: usize = 4;

impl Outlines {
    /// The polygons of a GeoJSON document (RFC 7946): a feature, several, or bare geometries. What is no polygon is left out.
    pub fn read(text: &str) -> Result<Self, OutlineError> {
        let document: Value = serde_json::from_str(text).map_err(|_| OutlineError::NoJson)?;
        let mut found = Self::default();
        let mut points = 0;
        gather(&document, "", 0, &mut points, &mut found.0)?;
        if found.0.is_empty() { Err(OutlineError::NoPolygon) } else { Ok(found) }
    }

    pub fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        self.0.iter().flat_map(|outline| outline.rings.iter().flatten().copied())
    }
}

fn gather(
    value: &Value,
    name: &str,
    depth: usize,
    points: &mut usize,
    found: &mut Vec<Outline>,
) -> Result<(), OutlineError> {
    let list = |key: &str| value.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    if depth > DEEPEST {
        return Ok(());
    }
    match value.get("type").and_then(Value::as_str).unwrap_or_default() {
        "FeatureCollection" => {
            list("features").iter().try_for_each(|one| gather(one, name, depth + 1, points, found))
        }
        "GeometryCollection" => {
            list("geometries").iter().try_for_each(|one| gather(one, name, depth + 1, points, found))
        }
        "Feature" => {
            let own = value.get("properties").and_then(|all| all.get("name")).and_then(Value::as_str);
            let geometry = value.get("geometry").unwrap_or(&Value::Null);
            gather(geometry, own.unwrap_or(name), depth + 1, points, found)
        }
        "Polygon" => add(name, list("coordinates"), points, found),
        "MultiPolygon" => list("coordinates")
            .iter()
            .try_for_each(|one| add(name, one.as_array().map_or(&[][..], Vec::as_slice), points, found)),
        _ => Ok(()),
    }
}

fn add(
    name: &str,
    rings: &[Value],
    points: &mut usize,
    found: &mut Vec<Outline>,
) -> Result<(), OutlineError> {
    let mut outline = Outline { name: name.chars().take(120).collect(), rings: Vec::new() };
    for ring in rings.iter().filter_map(Value::as_array) {
        *points += ring.len();
        if *points > MOST_POINTS {
            return Err(OutlineError::TooMany);
        }
        let ring = ring.iter().map(point).collect::<Result<Ring, _>>()?;
        if ring.len() >= 4 {
            outline.rings.push(ring);
        }
    }
    if !outline.rings.is_empty() {
        found.push(outline);
    }
    Ok(())
}

fn point(value: &Value) -> Result<(f64, f64), OutlineError> {
    let number = |at: usize| value.get(at).and_then(Value::as_f64);
    let on_earth = |(lon, lat): &(f64, f64)| (-180.0..=180.0).contains(lon) && (-90.0..=90.0).contains(lat);
    number(0).zip(number(1)).filter(on_earth).ok_or(OutlineError::OffEarth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polygons_are_found_wherever_geojson_keeps_them() {
        let ring = "[[0,0],[1,0],[1,1],[0,0]]";
        let polygon = format!(r#"{{"type":"Polygon","coordinates":[{ring}]}}"#);
        let many = format!(r#"{{"type":"MultiPolygon","coordinates":[[{ring}],[{ring}]]}}"#);
        let feature = format!(r#"{{"type":"Feature","properties":{{"name":"Helan"}},"geometry":{polygon}}}"#);
        let all = format!(
            r#"{{"type":"FeatureCollection","features":[{feature},{{"type":"Feature","geometry":null}}]}}"#
        );
        assert_eq!(Outlines::read(&polygon).unwrap().0.len(), 1);
        assert_eq!(Outlines::read(&many).unwrap().0.len(), 2);
        assert_eq!(Outlines::read(&all).unwrap().0[0].name, "Helan");
    }

    #[test]
    fn what_is_no_map_is_refused_in_words() {
        let of = |text: &str| Outlines::read(text).unwrap_err();
        assert_eq!(of("<svg/>"), OutlineError::NoJson);
        assert_eq!(of("[]"), OutlineError::NoPolygon);
        assert_eq!(of(r#"{"type":"Point","coordinates":[0,0]}"#), OutlineError::NoPolygon);
        assert_eq!(
            of(r#"{"type":"Polygon","coordinates":[[[0,0],[181,0],[1,1],[0,0]]]}"#),
            OutlineError::OffEarth
        );
        assert_eq!(
            of(r#"{"type":"Polygon","coordinates":[[["a",0],[1,0],[1,1],[0,0]]]}"#),
            OutlineError::OffEarth
        );
        let many = vec!["[0,0]"; MOST_POINTS + 1].join(",");
        assert_eq!(of(&format!(r#"{{"type":"Polygon","coordinates":[[{many}]]}}"#)), OutlineError::TooMany);
        let deep = r#"{"type":"GeometryCollection","geometries":["#.repeat(40);
        assert!(Outlines::read(&deep).is_err());
    }
}
