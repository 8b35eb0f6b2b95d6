use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A file of ours: its path from the root, with forward slashes, and its text.
pub struct File {
    pub path: String,
    pub text: String,
}

/// The text of a file, or nothing.
pub fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// The crates of the market: the folders that have a library of their name.
pub fn crates() -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(root()) else { return Vec::new() };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut crates: Vec<String> =
        names.filter(|name| root().join(name).join(format!("{name}.rs")).exists()).collect();
    crates.sort();
    crates
}

const NOT_OURS: [&str; 7] = ["target", "node_modules", "dist", ".git", "data", "pictures", "models"];

/// Every text file below `folder` with one of these endings, in order.
pub fn below(folder: &str, endings: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    walk(&root().join(folder), endings, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn walk(folder: &Path, endings: &[&str], found: &mut Vec<File>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) && !name.starts_with('.') {
                walk(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending))
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            let path = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.push(File { path, text });
        }
    }
}
