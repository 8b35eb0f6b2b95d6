//! Fonts that are installed beyond those that papers know by name, found by the letters that are in them.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use skrifa::{FontRef, MetadataProvider};

/// Where systems put their fonts.
const ROOTS: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];
/// Folders within folders that are looked into.
const DEPTH: usize = 4;
/// Font files that are looked into for one letter.
const MOST_FILES: usize = 2_000;
/// Letters of which it is remembered where they are.
const MOST_LETTERS: usize = 10_000;

/// Knows which installed font has which letter, and remembers it from one paper to the next.
#[derive(Clone)]
pub struct Installed {
    roots: Vec<PathBuf>,
    known: Arc<Mutex<HashMap<char, Option<PathBuf>>>>,
}

impl Installed {
    /// The fonts of a folder, or the system's.
    pub fn new(folder: Option<&Path>) -> Self {
        let roots = match folder {
            Some(folder) => vec![folder.to_owned()],
            None => ROOTS.iter().map(PathBuf::from).collect(),
        };
        Self { roots, known: Arc::default() }
    }

    /// The file of a font that has a letter. The first look for a letter reads font after font.
    pub fn find(&self, letter: char) -> Option<PathBuf> {
        if let Some(known) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&letter) {
            return known.clone();
        }
        let found = self.files().into_iter().find(|path| has(path, letter));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_LETTERS {
            known.clear();
        }
        known.insert(letter, found.clone());
        found
    }

    /// Every font file, those for running text first.
    fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        self.roots.iter().for_each(|root| collect(root, DEPTH, &mut files));
        files.sort_by_key(|path| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let is_slanted = ["Bold", "Italic", "Oblique", "Black", "Light", "Thin", "Condensed"]
                .iter()
                .any(|word| name.contains(word));
            (is_slanted, !name.contains("Sans"), !name.contains("Noto"), name)
        });
        files.truncate(MOST_FILES);
        files
    }
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_font = path
            .extension()
            .is_some_and(|end| ["ttf", "otf", "ttc"].iter().any(|known| end.eq_ignore_ascii_case(known)));
        if is_font {
            files.push(path);
        } else if depth > 0 && path.is_dir() {
            collect(&path, depth - 1, files);
        }
    }
}

fn has(path: &Path, letter: char) -> bool {
    let Ok(data) = std::fs::read(path) else { return false };
    let font = FontRef::from_index(&data, 0);
    font.is_ok_and(|font| font.charmap().map(letter).is_some_and(|glyph| glyph.to_u32() != 0))
}
