//! The fonts: which file has which letter.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use harfrust::{Direction, FontRef, ShaperData, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{
    MetadataProvider,
    bitmap::BitmapData,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
};

use super::installed::Installed;

/// Where Debian and others put their fonts.
const FOLDERS: [&str; 3] =
    ["/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto"];

/// How thick the letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// A font that papers need is not installed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the font {file} is missing: install the package {package}, or name a folder of fonts in JISHI_FONTS"
)]
pub struct MissingFont {
    pub file: String,
    pub package: &'static str,
}

/// A font file by the beginning of its name.
struct Family {
    stem: &'static str,
    extension: &'static str,
    package: &'static str,
    /// Whether no paper is printed without it.
    is_needed: bool,
    has_bold: bool,
}

const fn core(stem: &'static str, is_needed: bool) -> Family {
    Family { stem, extension: "ttf", package: "fonts-noto-core", is_needed, has_bold: true }
}

const fn plain(stem: &'static str, package: &'static str) -> Family {
    Family { stem, extension: "ttf", package, is_needed: false, has_bold: false }
}

/// In this order a letter is looked for.
const FAMILIES: [Family; 19] = [
    core("NotoSans", true),
    Family {
        stem: "NotoSansCJK",
        extension: "ttc",
        package: "fonts-noto-cjk",
        is_needed: true,
        has_bold: true,
    },
    core("NotoSansDevanagari", true),
    core("NotoSansArabic", false),
    core("NotoSansHebrew", false),
    core("NotoSansThai", false),
    core("NotoSansBengali", false),
    core("NotoSansTamil", false),
    core("NotoSansTelugu", false),
    core("NotoSansGujarati", false),
    core("NotoSansGurmukhi", false),
    core("NotoSansKannada", false),
    core("NotoSansMalayalam", false),
    core("NotoSansSinhala", false),
    core("NotoSansMyanmar", false),
    core("NotoSansKhmer", false),
    core("NotoSansSymbols", false),
    plain("NotoSansSymbols2", "fonts-noto-core"),
    Family {
        stem: "NotoColorEmoji",
        extension: "ttf",
        package: "fonts-noto-color-emoji",
        is_needed: false,
        has_bold: false,
    },
];
const CJK: usize = 1;

impl Family {
    fn file(&self, weight: Weight) -> String {
        let Self { stem, extension, .. } = self;
        match weight {
            _ if *stem == "NotoColorEmoji" => format!("{stem}.{extension}"),
            Weight::Bold if self.has_bold => format!("{stem}-Bold.{extension}"),
            Weight::Bold | Weight::Regular => format!("{stem}-Regular.{extension}"),
        }
    }
}

/// A glyph that is a picture: an emoji.
pub struct Drawn {
    pub png: Vec<u8>,
    pub pixels_per_em: f32,
    /// Where its left and upper edges are, seen from the base line, in its own pixels.
    pub left: f32,
    pub top: f32,
}

/// One font file, read and ready.
pub struct Face {
    data: Arc<Vec<u8>>,
    index: u32,
    shaper: ShaperData,
    pub font: Font,
    pub units_per_em: f32,
}

impl Face {
    fn read(path: &Path, index: u32) -> Option<Self> {
        let data = Arc::new(std::fs::read(path).ok()?);
        let (shaper, metrics) = {
            let font = FontRef::from_index(&data, index).ok()?;
            let metrics = font.metrics(Size::unscaled(), LocationRef::default());
            (ShaperData::new(&font), metrics)
        };
        let units_per_em = f32::from(metrics.units_per_em);
        Some(Self {
            font: Font::new(krilla::Data::from(data.clone()), index)?,
            units_per_em,
            data,
            index,
            shaper,
        })
    }

    fn with<T>(&self, look: impl FnOnce(&FontRef<'_>) -> T) -> Option<T> {
        FontRef::from_index(&self.data, self.index).ok().map(|font| look(&font))
    }

    /// Draw the outline of a glyph, if it has one: its base line at 0, upwards, in pixels.
    pub fn outline(&self, glyph: u32, size: f32, pen: &mut impl OutlinePen) {
        let (size, anywhere) = (Size::new(size), LocationRef::default());
        self.with(|font| {
            let outline = font.outline_glyphs().get(skrifa::GlyphId::new(glyph));
            outline.and_then(|outline| outline.draw(DrawSettings::unhinted(size, anywhere), pen).ok())
        });
    }

    /// A glyph that is a picture.
    pub fn drawn(&self, glyph: u32) -> Option<Drawn> {
        self.with(|font| {
            let found =
                font.bitmap_strikes().glyph_for_size(Size::unscaled(), skrifa::GlyphId::new(glyph))?;
            let BitmapData::Png(png) = found.data else { return None };
            Some(Drawn {
                png: png.to_vec(),
                pixels_per_em: found.ppem_y,
                left: found.inner_bearing_x,
                top: found.inner_bearing_y,
            })
        })?
    }

    pub fn has(&self, c: char) -> bool {
        self.with(|font| font.charmap().map(c).is_some()).unwrap_or(false)
    }

    /// The glyphs of a run of one script and direction; their places in the text begin at `from`.
    pub fn shape(&self, text: &str, is_rtl: bool, from: usize) -> Vec<KrillaGlyph> {
        let shaped = self.with(|font| {
            let mut buffer = UnicodeBuffer::new();
            buffer.push_str(text);
            buffer.guess_segment_properties();
            buffer.set_direction(if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight });
            let shaper = self.shaper.shaper(font).build();
            shaper.shape(buffer, harfrust::ShapeOptions::new())
        });
        let Some(shaped) = shaped else { return Vec::new() };
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        let end = |start: usize| {
            let next = starts.partition_point(|other| *other <= start);
            starts.get(next).copied().unwrap_or(text.len())
        };
        let em = |units: i32| units as f32 / self.units_per_em;
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        glyphs
            .map(|(info, at)| {
                let start = info.cluster as usize;
                let range = from + start..from + end(start);
                let id = GlyphId::new(info.glyph_id);
                KrillaGlyph::new(
                    id,
                    em(at.x_advance),
                    em(at.x_offset),
                    em(at.y_offset),
                    em(at.y_advance),
                    range,
                    None,
                )
            })
            .collect()
    }
}

/// Every font of one paper, read when its first letter is met.
pub struct Faces {
    folders: Vec<PathBuf>,
    /// Which drawing of Chinese characters: the place in the collection.
    han: u32,
    prefers_cjk: bool,
    loaded: Vec<(usize, Weight, Option<Arc<Face>>)>,
    installed: Installed,
    /// Files beyond [`FAMILIES`] that had a letter of this paper; they are counted on from those.
    others: Vec<PathBuf>,
    /// Letters that no font has.
    pub missing: BTreeSet<char>,
}

/// Letters that have no look of their own and go with those before them.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{1F3FB}'..='\u{1F3FF}' | '\u{20E3}' | '\u{0300}'..='\u{036F}' | '\u{E0020}'..='\u{E007F}')
}

impl Faces {
    /// The fonts for a language. Refused when one that every paper needs is not installed.
    pub fn open(folder: Option<&Path>, lang: &str, installed: Installed) -> Result<Self, MissingFont> {
        let folders = match folder {
            Some(folder) => vec![folder.to_owned()],
            None => FOLDERS.iter().map(PathBuf::from).collect(),
        };
        // In the collection: Japanese, Korean, Simplified Chinese, Traditional Chinese.
        let han = match lang {
            "ja" => 0,
            "ko" => 1,
            _ => 2,
        };
        let faces = Self {
            folders,
            han,
            prefers_cjk: matches!(lang, "zh-CN" | "ja"),
            loaded: Vec::new(),
            installed,
            others: Vec::new(),
            missing: BTreeSet::new(),
        };
        for family in FAMILIES.iter().filter(|family| family.is_needed) {
            for weight in [Weight::Regular, Weight::Bold] {
                let file = family.file(weight);
                if faces.find(&file).is_none() {
                    return Err(MissingFont { file, package: family.package });
                }
            }
        }
        Ok(faces)
    }

    fn find(&self, file: &str) -> Option<PathBuf> {
        self.folders.iter().map(|folder| folder.join(file)).find(|path| path.is_file())
    }

    fn face(&mut self, family: usize, weight: Weight) -> Option<Arc<Face>> {
        if let Some((_, _, face)) =
            self.loaded.iter().find(|(have, thick, _)| *have == family && *thick == weight)
        {
            return face.clone();
        }
        let index = if family == CJK { self.han } else { 0 };
        let path = match FAMILIES.get(family) {
            Some(family) => self.find(&family.file(weight)),
            None => self.others.get(family - FAMILIES.len()).cloned(),
        };
        let face = path.and_then(|path| Face::read(&path, index));
        let face = face.map(Arc::new);
        self.loaded.push((family, weight, face.clone()));
        face
    }

    fn family_of(&mut self, c: char, weight: Weight) -> Option<usize> {
        // Quotation marks and dashes are wider between Chinese characters.
        let first = if self.prefers_cjk && c >= '\u{2010}' { CJK } else { 0 };
        let is_emoji = matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}');
        let emoji = is_emoji.then_some(FAMILIES.len() - 1);
        let mut order = emoji.into_iter().chain([first]).chain(0..FAMILIES.len());
        let known = order.find(|family| self.face(*family, weight).is_some_and(|face| face.has(c)));
        known.or_else(|| self.other_of(c, weight))
    }

    /// A font that papers do not know by name and that has a letter.
    fn other_of(&mut self, c: char, weight: Weight) -> Option<usize> {
        let met = FAMILIES.len()..FAMILIES.len() + self.others.len();
        let known = met.into_iter().find(|at| self.face(*at, weight).is_some_and(|face| face.has(c)));
        if known.is_some() {
            return known;
        }
        let Some(path) = self.installed.find(c) else {
            self.missing.insert(c);
            return None;
        };
        self.others.push(path);
        Some(FAMILIES.len() + self.others.len() - 1)
    }

    /// A text cut into pieces of one font each: where a piece begins and ends, and its font.
    pub fn pieces(&mut self, text: &str, weight: Weight) -> Vec<(usize, usize, Arc<Face>)> {
        let mut pieces: Vec<(usize, usize, usize)> = Vec::new();
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            let stays = is_joined(c) || (c == ' ' && !pieces.is_empty());
            let family = match pieces.last() {
                Some((_, _, family)) if stays => *family,
                _ => self.family_of(c, weight).unwrap_or(0),
            };
            match pieces.last_mut().filter(|(_, _, have)| *have == family) {
                Some((_, to, _)) => *to = end,
                None => pieces.push((at, end, family)),
            }
        }
        let ready = pieces.into_iter().map(|(from, to, family)| Some((from, to, self.face(family, weight)?)));
        ready.flatten().collect()
    }
}
