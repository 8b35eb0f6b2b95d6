//! The shape of a model: all its triangles where they stand in the room, by what they are made of.

use gltf::{Document, Node, Semantic, mesh::Mode};

use crate::{ModelRefusal, open::Opened, values::Values};

/// Pieces that are drawn one after the other.
const MOST_PIECES: usize = 96;
/// Metres; what is larger was made in centimetres.
const MOST_METRES: u32 = 40;
/// Half a millimetre; what is smaller is nothing.
const LEAST_METRES: f32 = 0.000_5;

/// All triangles of one material.
#[derive(Clone, Debug, Default)]
pub struct Part {
    pub material: Option<usize>,
    pub positions: Vec<[f32; 3]>,
    /// One for each position.
    pub normals: Vec<[f32; 3]>,
    /// One for each position; none where nothing is drawn on it.
    pub places: Vec<[f32; 2]>,
    pub colours: Vec<[f32; 4]>,
    pub triangles: Vec<[u32; 3]>,
}

#[derive(Clone, Debug, Default)]
pub struct Shape {
    pub parts: Vec<Part>,
    /// What one after the other is drawn of the file as it is.
    pub pieces: usize,
    pub least: [f32; 3],
    pub most: [f32; 3],
}

impl Shape {
    pub fn triangles(&self) -> usize {
        self.parts.iter().map(|part| part.triangles.len()).sum()
    }

    /// How far it reaches to the side, up, and to the front, in metres.
    pub fn size(&self) -> [f32; 3] {
        std::array::from_fn(|at| self.most[at] - self.least[at])
    }
}

type Matrix = [[f32; 4]; 4];

/// The nodes that are shown, each once, with where they stand.
fn standing(document: &Document) -> Result<Vec<(Node<'_>, Matrix)>, ModelRefusal> {
    let scene = document.default_scene().or_else(|| document.scenes().next()).ok_or(ModelRefusal::Empty)?;
    let mut seen = vec![false; document.nodes().len()];
    let mut open: Vec<_> = scene.nodes().map(|node| (node, IDENTITY)).collect();
    let mut all = Vec::new();
    while let Some((node, above)) = open.pop() {
        let once = seen.get_mut(node.index()).ok_or(ModelRefusal::OutOfRange)?;
        if std::mem::replace(once, true) {
            return Err(ModelRefusal::NotATree);
        }
        let here = times(&above, &node.transform().matrix());
        open.extend(node.children().map(|child| (child, here)));
        all.push((node, here));
    }
    Ok(all)
}

/// Gather what a model shows. Refused where it is too much, nothing, or not there.
pub fn shape(opened: &Opened<'_>, most_triangles: u64) -> Result<Shape, ModelRefusal> {
    let nodes = standing(&opened.document)?;
    count(&nodes, most_triangles)?;
    let mut shape = Shape::default();
    for (node, at) in &nodes {
        for primitive in node.mesh().into_iter().flat_map(|mesh| mesh.primitives()) {
            shape.pieces += 1;
            let material = primitive.material().index();
            let known = shape.parts.iter().position(|part| part.material == material);
            let place = known.unwrap_or_else(|| {
                shape.parts.push(Part { material, ..Part::default() });
                shape.parts.len() - 1
            });
            if let Some(part) = shape.parts.get_mut(place) {
                add(part, &primitive, at, opened.bin)?;
            }
        }
    }
    let (mut least, mut most) = ([f32::MAX; 3], [f32::MIN; 3]);
    for position in shape.parts.iter().flat_map(|part| &part.positions) {
        if position.iter().any(|number| !number.is_finite()) {
            return Err(ModelRefusal::NotANumber);
        }
        least = std::array::from_fn(|at| f32::min(least[at], position[at]));
        most = std::array::from_fn(|at| f32::max(most[at], position[at]));
    }
    (shape.least, shape.most) = (least, most);
    let longest = shape.size().into_iter().fold(0.0, f32::max);
    if shape.triangles() == 0 || longest < LEAST_METRES {
        return Err(ModelRefusal::Empty);
    }
    if longest > MOST_METRES as f32 {
        return Err(ModelRefusal::TooLarge { max: MOST_METRES });
    }
    Ok(shape)
}

/// Count what is claimed before anything of it is read.
fn count(nodes: &[(Node<'_>, Matrix)], most: u64) -> Result<(), ModelRefusal> {
    let (mut triangles, mut pieces) = (0_u64, 0);
    for (node, _) in nodes {
        if node.skin().is_some() {
            return Err(ModelRefusal::Bones);
        }
        for primitive in node.mesh().into_iter().flat_map(|mesh| mesh.primitives()) {
            if primitive.mode() != Mode::Triangles {
                return Err(ModelRefusal::NotTriangles);
            }
            let positions = primitive.get(&Semantic::Positions).ok_or(ModelRefusal::Empty)?;
            let corners = primitive.indices().unwrap_or(positions).count();
            triangles = triangles.saturating_add(corners as u64 / 3);
            pieces += 1;
        }
    }
    if triangles > most {
        return Err(ModelRefusal::TooManyTriangles { has: triangles, max: most });
    }
    if pieces > MOST_PIECES {
        return Err(ModelRefusal::TooManyPieces { max: MOST_PIECES });
    }
    Ok(())
}

fn add(
    part: &mut Part,
    primitive: &gltf::Primitive<'_>,
    at: &Matrix,
    bin: &[u8],
) -> Result<(), ModelRefusal> {
    let read = |semantic: &Semantic| primitive.get(semantic).map(|found| Values::of(&found, bin)).transpose();
    let positions = read(&Semantic::Positions)?.ok_or(ModelRefusal::Empty)?;
    let first = u32::try_from(part.positions.len()).map_err(|_| ModelRefusal::OutOfRange)?;
    let count = positions.count();
    let (normals, places, colours) = (
        of_all(read(&Semantic::Normals)?, count),
        of_all(read(&Semantic::TexCoords(0))?, count),
        of_all(read(&Semantic::Colors(0))?, count),
    );
    part.positions.extend(positions.all().iter().map(|position| moved(at, *position)));
    let indices = primitive.indices().map(|found| Values::of(&found, bin)).transpose()?;
    let corners: Vec<u32> = match &indices {
        Some(indices) => {
            (0..indices.count()).map(|corner| indices.index(corner)).collect::<Result<_, _>>()?
        }
        None => (0..count as u32).collect(),
    };
    let fresh = part.triangles.len();
    for corners in corners.chunks_exact(3) {
        if corners.iter().any(|corner| *corner as usize >= count) {
            return Err(ModelRefusal::OutOfRange);
        }
        part.triangles.push([first + corners[0], first + corners[1], first + corners[2]]);
    }
    let wanted = part.positions.len();
    match normals {
        Some(normals) => part.normals.extend(normals.all().iter().map(|normal| turned(at, *normal))),
        None => flat(part, fresh),
    }
    part.normals.resize(wanted, [0.0, 1.0, 0.0]);
    // One that has no place for a texture, or no colour, beside others that have, gets the corner and white.
    if let Some(places) = places {
        part.places.resize(first as usize, [0.0; 2]);
        part.places.extend(places.all::<2>());
    } else if !part.places.is_empty() {
        part.places.resize(wanted, [0.0; 2]);
    }
    if let Some(colours) = colours {
        part.colours.resize(first as usize, [1.0; 4]);
        part.colours.extend(colours.all::<4>());
    } else if !part.colours.is_empty() {
        part.colours.resize(wanted, [1.0; 4]);
    }
    Ok(())
}

/// What says something of every corner; what does not, says nothing.
fn of_all(values: Option<Values<'_>>, count: usize) -> Option<Values<'_>> {
    values.filter(|values| values.count() == count)
}

/// Normals of the triangles themselves, where a model has none.
fn flat(part: &mut Part, fresh: usize) {
    part.normals.resize(part.positions.len(), [0.0; 3]);
    for triangle in part.triangles.iter().skip(fresh) {
        let [a, b, c] = triangle.map(|corner| part.positions[corner as usize]);
        let normal = cross(minus(b, a), minus(c, a));
        for corner in triangle {
            let sum = &mut part.normals[*corner as usize];
            *sum = plus(*sum, normal);
        }
    }
    for normal in &mut part.normals {
        *normal = unit(*normal);
    }
}

const IDENTITY: Matrix =
    [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]];

/// Columns, as glTF has them.
fn times(a: &Matrix, b: &Matrix) -> Matrix {
    std::array::from_fn(|column| std::array::from_fn(|row| (0..4).map(|at| a[at][row] * b[column][at]).sum()))
}

fn moved(by: &Matrix, [x, y, z]: [f32; 3]) -> [f32; 3] {
    std::array::from_fn(|row| by[0][row] * x + by[1][row] * y + by[2][row] * z + by[3][row])
}

/// A normal goes by the cofactors, so that it stays upright where a side is stretched.
fn turned(by: &Matrix, normal: [f32; 3]) -> [f32; 3] {
    let column = |at: usize| [by[at][0], by[at][1], by[at][2]];
    let (x, y, z) = (column(0), column(1), column(2));
    let sides = [cross(y, z), cross(z, x), cross(x, y)];
    unit(std::array::from_fn(|row| (0..3).map(|at| sides[at][row] * normal[at]).sum()))
}

fn minus(a: [f32; 3], b: [f32; 3]) -> [f32; 3] {
    std::array::from_fn(|at| a[at] - b[at])
}

pub(super) fn plus(a: [f32; 3], b: [f32; 3]) -> [f32; 3] {
    std::array::from_fn(|at| a[at] + b[at])
}

fn cross(a: [f32; 3], b: [f32; 3]) -> [f32; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// Of length one; what has no direction points up.
pub(super) fn unit(a: [f32; 3]) -> [f32; 3] {
    let length = a.iter().map(|number| number * number).sum::<f32>().sqrt();
    if length.is_finite() && length > 1e-12 { a.map(|number| number / length) } else { [0.0, 1.0, 0.0] }
}
