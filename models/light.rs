//! The lighter version of a model, for where many stand in one room: what is not shown is left out, its corners are of
//! sixteen bits, and its textures small.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::{
    ModelRefusal,
    open::Opened,
    shape::{Part, Shape},
    textures,
};

/// Pixels of a side of a texture in the lighter version.
const SIDE: u32 = 512;
/// How rough is what said it in a texture that is left out.
const ROUGH: f64 = 0.75;

/// What is written one after the other.
#[derive(Default)]
struct Binary {
    bytes: Vec<u8>,
    views: Vec<Value>,
    accessors: Vec<Value>,
}

impl Binary {
    /// Put bytes at a place that any number may stand at; the answer is their number.
    fn view(&mut self, bytes: &[u8], more: Value) -> usize {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
        let mut view = json!({ "buffer": 0, "byteOffset": self.bytes.len(), "byteLength": bytes.len() });
        if let (Some(view), Value::Object(more)) = (view.as_object_mut(), more) {
            view.extend(more);
        }
        self.bytes.extend_from_slice(bytes);
        self.views.push(view);
        self.views.len() - 1
    }

    fn accessor(&mut self, bytes: &[u8], stride: usize, mut says: Value) -> usize {
        let more = if stride == 0 {
            json!({ "target": 34963 })
        } else {
            json!({ "target": 34962, "byteStride": stride })
        };
        let view = self.view(bytes, more);
        if let Some(says) = says.as_object_mut() {
            says.insert("bufferView".to_owned(), view.into());
        }
        self.accessors.push(says);
        self.accessors.len() - 1
    }
}

/// The lighter version of what was simplified, as a file.
pub fn light(opened: &Opened<'_>, shape: &Shape) -> Result<Vec<u8>, ModelRefusal> {
    let mut binary = Binary::default();
    let mut materials = Materials::default();
    let longest = shape.size().into_iter().fold(0.0, f32::max);
    let mut primitives = Vec::new();
    for part in shape.parts.iter().filter(|part| !part.triangles.is_empty()) {
        let material = part.material.map(|of| materials.take(opened, &mut binary, of)).transpose()?;
        let mut primitive = json!({
            "attributes": attributes(&mut binary, part, shape.least, longest),
            "indices": indices(&mut binary, part),
        });
        if let (Some(material), Some(primitive)) = (material, primitive.as_object_mut()) {
            primitive.insert("material".to_owned(), material.into());
        }
        primitives.push(primitive);
    }
    let mut used: Vec<&str> = vec!["KHR_mesh_quantization"];
    if !materials.images.is_empty() {
        used.push("EXT_texture_webp");
    }
    let mut said = used.clone();
    said.extend(materials.asked.iter().copied());
    let least = shape.least;
    let mut root = json!({
        "asset": { "version": "2.0" },
        "extensionsUsed": said, "extensionsRequired": used,
        "scene": 0, "scenes": [{ "nodes": [0] }],
        "nodes": [{ "mesh": 0, "translation": least, "scale": [longest, longest, longest] }],
        "meshes": [{ "primitives": primitives }],
        "buffers": [{ "byteLength": binary.bytes.len() }],
        "bufferViews": binary.views, "accessors": binary.accessors,
    });
    let lists =
        [("materials", materials.made), ("textures", materials.textures), ("images", materials.images)];
    for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        if let Some(root) = root.as_object_mut() {
            root.insert(name.to_owned(), list.into());
        }
    }
    file(&root, binary.bytes)
}

fn attributes(binary: &mut Binary, part: &Part, least: [f32; 3], longest: f32) -> Value {
    let count = part.positions.len();
    let (mut bytes, mut low, mut high) = (Vec::new(), [u16::MAX; 3], [0_u16; 3]);
    for position in &part.positions {
        let numbers: [u16; 3] = std::array::from_fn(|at| sixteen((position[at] - least[at]) / longest));
        low = std::array::from_fn(|at| low[at].min(numbers[at]));
        high = std::array::from_fn(|at| high[at].max(numbers[at]));
        bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        bytes.extend([0, 0]);
    }
    let says = json!({ "componentType": 5123, "normalized": true, "count": count, "type": "VEC3", "min": low, "max": high });
    let mut all = Map::new();
    all.insert("POSITION".to_owned(), binary.accessor(&bytes, 8, says).into());

    let eight = |number: f32| (number.clamp(-1.0, 1.0) * 127.0).round() as i8;
    let bytes: Vec<u8> = part
        .normals
        .iter()
        .flat_map(|[x, y, z]| [*x, *y, *z, 0.0].map(eight))
        .map(i8::cast_unsigned)
        .collect();
    let says = json!({ "componentType": 5120, "normalized": true, "count": count, "type": "VEC3" });
    all.insert("NORMAL".to_owned(), binary.accessor(&bytes, 4, says).into());

    if !part.places.is_empty() {
        // Places outside of the texture repeat it, and do not fit.
        let is_within = part.places.iter().flatten().all(|number| (0.0..=1.0).contains(number));
        let (bytes, stride, says) = if is_within {
            let bytes =
                part.places.iter().flatten().flat_map(|number| sixteen(*number).to_le_bytes()).collect();
            (bytes, 4, json!({ "componentType": 5123, "normalized": true, "count": count, "type": "VEC2" }))
        } else {
            let bytes: Vec<u8> =
                part.places.iter().flatten().flat_map(|number| number.to_le_bytes()).collect();
            (bytes, 8, json!({ "componentType": 5126, "count": count, "type": "VEC2" }))
        };
        all.insert("TEXCOORD_0".to_owned(), binary.accessor(&bytes, stride, says).into());
    }
    if !part.colours.is_empty() {
        let bytes: Vec<u8> =
            part.colours.iter().flatten().map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8).collect();
        let says = json!({ "componentType": 5121, "normalized": true, "count": count, "type": "VEC4" });
        all.insert("COLOR_0".to_owned(), binary.accessor(&bytes, 4, says).into());
    }
    all.into()
}

fn sixteen(number: f32) -> u16 {
    (number.clamp(0.0, 1.0) * 65_535.0).round() as u16
}

fn indices(binary: &mut Binary, part: &Part) -> usize {
    let corners = part.triangles.iter().flatten();
    let count = part.triangles.len() * 3;
    let (kind, bytes): (u32, Vec<u8>) = if part.positions.len() < 65_535 {
        (5123, corners.flat_map(|corner| (*corner as u16).to_le_bytes()).collect())
    } else {
        (5125, corners.flat_map(|corner| corner.to_le_bytes()).collect())
    };
    binary.accessor(&bytes, 0, json!({ "componentType": kind, "count": count, "type": "SCALAR" }))
}

/// Materials as they are needed, with their pictures.
#[derive(Default)]
struct Materials {
    made: Vec<Value>,
    textures: Vec<Value>,
    images: Vec<Value>,
    known: HashMap<usize, usize>,
    /// Of a picture of the file, the texture that shows it.
    shown: HashMap<usize, usize>,
    asked: Vec<&'static str>,
}

/// What of a material says how it looks from some steps away.
const KEPT: [&str; 4] = ["alphaMode", "alphaCutoff", "doubleSided", "emissiveFactor"];

impl Materials {
    fn take(&mut self, opened: &Opened<'_>, binary: &mut Binary, of: usize) -> Result<usize, ModelRefusal> {
        if let Some(known) = self.known.get(&of) {
            return Ok(*known);
        }
        let said = &opened.json["materials"][of];
        let surface = &said["pbrMetallicRoughness"];
        let mut made = Map::new();
        for name in KEPT {
            made.extend(said.get(name).map(|value| (name.to_owned(), value.clone())));
        }
        let mut kept = Map::new();
        for name in ["baseColorFactor", "metallicFactor", "roughnessFactor"] {
            kept.extend(surface.get(name).map(|value| (name.to_owned(), value.clone())));
        }
        if surface.get("metallicRoughnessTexture").is_some() {
            kept.insert("metallicFactor".to_owned(), json!(0.0));
            kept.insert("roughnessFactor".to_owned(), json!(ROUGH));
        }
        if let Some(texture) = self.texture(opened, binary, &surface["baseColorTexture"])? {
            kept.insert("baseColorTexture".to_owned(), texture);
        }
        made.insert("pbrMetallicRoughness".to_owned(), kept.into());
        if let Some(texture) = self.texture(opened, binary, &said["emissiveTexture"])? {
            made.insert("emissiveTexture".to_owned(), texture);
        }
        let mut extensions = Map::new();
        for name in ["KHR_materials_unlit", "KHR_materials_emissive_strength"] {
            if let Some(value) = said["extensions"].get(name) {
                extensions.insert(name.to_owned(), value.clone());
                self.ask(name);
            }
        }
        if !extensions.is_empty() {
            made.insert("extensions".to_owned(), extensions.into());
        }
        self.made.push(made.into());
        self.known.insert(of, self.made.len() - 1);
        Ok(self.made.len() - 1)
    }

    fn ask(&mut self, name: &'static str) {
        if !self.asked.contains(&name) {
            self.asked.push(name);
        }
    }

    /// A texture of the first set of places, as a smaller picture.
    fn texture(
        &mut self,
        opened: &Opened<'_>,
        binary: &mut Binary,
        said: &Value,
    ) -> Result<Option<Value>, ModelRefusal> {
        let index = |value: &Value| value.as_u64().and_then(|index| usize::try_from(index).ok());
        let Some(texture) = index(&said["index"]).filter(|_| index(&said["texCoord"]).unwrap_or(0) == 0)
        else {
            return Ok(None);
        };
        let texture = &opened.json["textures"][texture];
        let image =
            index(&texture["source"]).or_else(|| index(&texture["extensions"]["EXT_texture_webp"]["source"]));
        let Some(image) = image else { return Ok(None) };
        let shown = match self.shown.get(&image) {
            Some(shown) => *shown,
            None => {
                let small = pictures::texture(textures::bytes(opened, image)?, SIDE);
                let view = binary.view(&small.map_err(|_| ModelRefusal::Texture)?.webp, json!({}));
                self.images.push(json!({ "bufferView": view, "mimeType": "image/webp" }));
                let source = self.images.len() - 1;
                self.textures.push(json!({ "extensions": { "EXT_texture_webp": { "source": source } } }));
                self.shown.insert(image, self.textures.len() - 1);
                self.textures.len() - 1
            }
        };
        let mut made = json!({ "index": shown });
        if let (Some(transform), Some(made)) =
            (said["extensions"].get("KHR_texture_transform"), made.as_object_mut())
        {
            made.insert("extensions".to_owned(), json!({ "KHR_texture_transform": transform }));
            self.ask("KHR_texture_transform");
        }
        Ok(Some(made))
    }
}

/// The two parts with their lengths, each filled up to four bytes.
fn file(root: &Value, mut bin: Vec<u8>) -> Result<Vec<u8>, ModelRefusal> {
    let mut text = serde_json::to_vec(root).map_err(|_| ModelRefusal::Unreadable)?;
    text.resize(text.len().next_multiple_of(4), b' ');
    bin.resize(bin.len().next_multiple_of(4), 0);
    let length = |bytes: usize| u32::try_from(bytes).map_err(|_| ModelRefusal::OutOfRange);
    let mut file = b"glTF".to_vec();
    file.extend(2_u32.to_le_bytes());
    file.extend(length(12 + 8 + text.len() + 8 + bin.len())?.to_le_bytes());
    for (kind, part) in [(b"JSON", &text), (b"BIN\0", &bin)] {
        file.extend(length(part.len())?.to_le_bytes());
        file.extend(kind);
        file.extend(part);
    }
    Ok(file)
}
