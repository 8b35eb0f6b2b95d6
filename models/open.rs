//! The file as it lies there: its two parts, and what it may ask of whoever shows it.

use gltf::Document;
use serde_json::Value;

use crate::ModelRefusal;

/// What browsers show without a decoder of their own. Everything else that a model needs is refused by its name.
const TAKEN: [&str; 16] = [
    "EXT_texture_webp",
    "KHR_materials_anisotropy",
    "KHR_materials_clearcoat",
    "KHR_materials_dispersion",
    "KHR_materials_emissive_strength",
    "KHR_materials_ior",
    "KHR_materials_iridescence",
    "KHR_materials_pbrSpecularGlossiness",
    "KHR_materials_sheen",
    "KHR_materials_specular",
    "KHR_materials_transmission",
    "KHR_materials_unlit",
    "KHR_materials_variants",
    "KHR_materials_volume",
    "KHR_mesh_quantization",
    "KHR_texture_transform",
];
/// What packs a model so that only a decoder unpacks it, which pages of ours do not run.
const PACKED: [&str; 4] = [
    "KHR_draco_mesh_compression",
    "EXT_meshopt_compression",
    "KHR_meshopt_compression",
    "KHR_texture_basisu",
];

const MOST_NODES: usize = 2_000;
const MOST_TEXTURES: usize = 24;
/// Of what the file says of itself: more is no description of a piece any more.
const MOST_JSON: usize = 8 << 20;

/// A model that can be read, with nothing of it looked at yet.
pub struct Opened<'a> {
    pub json: Value,
    pub document: Document,
    pub bin: &'a [u8],
}

/// The two parts of a binary file, each of which says how long it is.
fn split(file: &[u8]) -> Result<(&[u8], &[u8]), ModelRefusal> {
    if !file.starts_with(b"glTF") {
        return Err(ModelRefusal::NotBinary);
    }
    let version = number(file, 4)?;
    if version != 2 {
        return Err(ModelRefusal::Version { version });
    }
    if number(file, 8)? as usize != file.len() {
        return Err(ModelRefusal::Cut);
    }
    let (json, after) = chunk(file, 12, b"JSON")?;
    let bin: &[u8] = if after == file.len() { &[] } else { chunk(file, after, b"BIN\0")?.0 };
    Ok((json, bin))
}

fn number(file: &[u8], at: usize) -> Result<u32, ModelRefusal> {
    match file.get(at..at + 4) {
        Some(&[a, b, c, d]) => Ok(u32::from_le_bytes([a, b, c, d])),
        Some(_) | None => Err(ModelRefusal::Cut),
    }
}

/// A part, and where the next one begins.
fn chunk<'a>(file: &'a [u8], at: usize, kind: &[u8; 4]) -> Result<(&'a [u8], usize), ModelRefusal> {
    let length = number(file, at)? as usize;
    if file.get(at + 4..at + 8) != Some(kind.as_slice()) {
        return Err(ModelRefusal::Unreadable);
    }
    let end = (at + 8).checked_add(length).ok_or(ModelRefusal::Cut)?;
    Ok((file.get(at + 8..end).ok_or(ModelRefusal::Cut)?, end))
}

/// Read a file. Refused unless all of it is in it, and nothing is asked that a browser has not.
pub fn open(file: &[u8]) -> Result<Opened<'_>, ModelRefusal> {
    let (text, bin) = split(file)?;
    if text.len() > MOST_JSON {
        return Err(ModelRefusal::Unreadable);
    }
    let mut json: Value = serde_json::from_slice(text).map_err(|_| ModelRefusal::Unreadable)?;
    for name in words(&json, "extensionsUsed").into_iter().chain(words(&json, "extensionsRequired")) {
        if PACKED.contains(&name.as_str()) {
            return Err(ModelRefusal::Packed { name });
        }
    }
    let required = words(&json, "extensionsRequired");
    if let Some(name) = required.into_iter().find(|name| !TAKEN.contains(&name.as_str())) {
        return Err(ModelRefusal::Extension { name });
    }
    if ["buffers", "images"].iter().any(|list| is_outside(&json, list)) {
        return Err(ModelRefusal::External);
    }
    if list(&json, "images").any(|image| image.get("bufferView").is_none()) {
        return Err(ModelRefusal::Unreadable);
    }
    if count(&json, "nodes") > MOST_NODES {
        return Err(ModelRefusal::TooManyPieces { max: MOST_NODES });
    }
    if count(&json, "images").max(count(&json, "textures")) > MOST_TEXTURES {
        return Err(ModelRefusal::TooManyTextures { max: MOST_TEXTURES });
    }
    // What we know is asked of the crate, which knows fewer.
    if let Some(root) = json.as_object_mut() {
        root.remove("extensionsRequired");
    }
    let root = serde_json::from_value(json.clone()).map_err(|_| ModelRefusal::Unreadable)?;
    let document = Document::from_json(root).map_err(|_| ModelRefusal::Unreadable)?;
    Ok(Opened { json, document, bin })
}

fn list<'a>(json: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    json.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn words(json: &Value, name: &str) -> Vec<String> {
    let all = list(json, name);
    all.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn count(json: &Value, name: &str) -> usize {
    list(json, name).count()
}

/// Whether one of a list is somewhere else than in the binary part.
fn is_outside(json: &Value, name: &str) -> bool {
    list(json, name).any(|one| one.get("uri").is_some())
}
