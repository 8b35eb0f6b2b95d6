//! Fewer triangles: corners that lie in the same small cube become one, in the middle of them.
//!
//! Where they lie in one cube but face other ways, or show another place of the texture, they stay apart in the same
//! place: edges stay sharp and no gap opens.

use std::collections::HashMap;

use crate::shape::{Part, Shape, plus, unit};

/// Cubes along the longest side of a model: what is tried first, and what is fewest.
const FIRST: u32 = 96;
const COARSEST: u32 = 12;
const TRIES: usize = 6;
/// Edges and folds have more triangles than the surface between them.
const CLOSER: f32 = 0.97;
/// Parts of a texture's side within which corners are one.
const PLACES: f32 = 24.0;

/// The same model with at most so many triangles, or as few as still show what it is.
pub fn simplify(shape: &Shape, most: usize) -> Shape {
    if shape.triangles() <= most {
        return shape.clone();
    }
    // A surface has four times as many triangles where its cubes are half as wide.
    let mut along = FIRST;
    for _ in 0..TRIES {
        let tried = with_cubes(shape, along);
        if tried.triangles() <= most || along <= COARSEST {
            return tried;
        }
        let share = (most as f32 / tried.triangles() as f32).sqrt();
        along = ((along as f32 * share * CLOSER) as u32).clamp(COARSEST, along - 1);
    }
    with_cubes(shape, COARSEST)
}

type Cube = [i32; 3];

fn with_cubes(shape: &Shape, along: u32) -> Shape {
    let longest = shape.size().into_iter().fold(0.0, f32::max);
    let side = longest / along as f32;
    let cube = |position: &[f32; 3]| -> Cube {
        std::array::from_fn(|at| ((position[at] - shape.least[at]) / side).floor() as i32)
    };
    // The middle is of the whole model, so that parts that touch go on touching.
    let mut middles: HashMap<Cube, ([f32; 3], f32)> = HashMap::new();
    for position in shape.parts.iter().flat_map(|part| &part.positions) {
        let middle = middles.entry(cube(position)).or_insert(([0.0; 3], 0.0));
        *middle = (plus(middle.0, *position), middle.1 + 1.0);
    }
    let middle = |of: &Cube| middles.get(of).map_or([0.0; 3], |(sum, count)| sum.map(|sum| sum / count));
    let parts = shape.parts.iter().map(|part| fewer(part, cube, middle)).collect();
    Shape { parts, ..shape.clone() }
}

fn fewer(part: &Part, cube: impl Fn(&[f32; 3]) -> Cube, middle: impl Fn(&Cube) -> [f32; 3]) -> Part {
    let mut made = Part { material: part.material, ..Part::default() };
    let mut known: HashMap<(Cube, [bool; 3], [i32; 2]), u32> = HashMap::new();
    let mut counts: Vec<f32> = Vec::new();
    let mut of_corner: Vec<(u32, Cube)> = Vec::with_capacity(part.positions.len());
    for (at, position) in part.positions.iter().enumerate() {
        let (normal, place) = (part.normals[at], part.places.get(at).copied().unwrap_or_default());
        let here = cube(position);
        let key =
            (here, normal.map(|number| number < 0.0), place.map(|number| (number * PLACES).floor() as i32));
        let corner = *known.entry(key).or_insert_with(|| {
            made.positions.push(middle(&here));
            made.normals.push([0.0; 3]);
            made.places.extend(part.places.get(at).map(|_| [0.0; 2]));
            made.colours.extend(part.colours.get(at));
            counts.push(0.0);
            (made.positions.len() - 1) as u32
        });
        let place_of = corner as usize;
        made.normals[place_of] = plus(made.normals[place_of], normal);
        if let Some(sum) = made.places.get_mut(place_of) {
            *sum = [sum[0] + place[0], sum[1] + place[1]];
        }
        counts[place_of] += 1.0;
        of_corner.push((corner, here));
    }
    for normal in &mut made.normals {
        *normal = unit(*normal);
    }
    for (place, count) in made.places.iter_mut().zip(&counts) {
        *place = place.map(|sum| sum / count);
    }
    let mut seen = std::collections::HashSet::new();
    for triangle in &part.triangles {
        let [a, b, c] = triangle.map(|corner| of_corner[corner as usize]);
        if a.1 == b.1 || b.1 == c.1 || c.1 == a.1 {
            continue;
        }
        let corners = [a.0, b.0, c.0];
        if seen.insert(corners) {
            made.triangles.push(corners);
        }
    }
    made
}
