//! Finds the stories, and what each capability adds to the town: the folders are the lists.

use std::{
    env,
    error::Error,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

/// What stands beside the stories and is none.
const NO_STORIES: [&str; 3] = ["build", "empty", "stories"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let architecture = folder.join("../ARCHITECTURE.md");
    for path in [folder, &architecture] {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    let mut code = String::new();
    for (name, path) in files(folder)?.into_iter().filter(|(name, _)| !NO_STORIES.contains(&name.as_str())) {
        writeln!(code, "#[path = {path:?}]\nmod {name};")?;
    }
    write_town(&mut code, files(&folder.join("town"))?, &capabilities(&fs::read_to_string(architecture)?))?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("stories.rs"), code)?;
    Ok(())
}

/// The Rust files of a folder by their names.
fn files(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if let (Some(name), Some("rs")) = (path.file_stem(), path.extension().and_then(|end| end.to_str())) {
            files.push((name.to_string_lossy().into_owned(), path));
        }
    }
    files.sort();
    Ok(files)
}

/// The order that ARCHITECTURE.md prints: ``a line of `accounts · notifications · …` ``.
fn capabilities(text: &str) -> Vec<&str> {
    let line = text.lines().find(|line| line.starts_with('`') && line.contains(" · "));
    line.unwrap_or_default().trim_matches('`').split(" · ").collect()
}

/// A module `town` with what all of its files do, each after those that its capability may use.
fn write_town(
    code: &mut String,
    files: Vec<(String, PathBuf)>,
    order: &[&str],
) -> Result<(), Box<dyn Error>> {
    let mut parts = Vec::new();
    for (name, path) in files {
        let place = order.iter().position(|have| *have == name);
        parts.push((place.ok_or_else(|| format!("stories/town/{name}.rs is of no capability"))?, name, path));
    }
    parts.sort();
    let (mut modules, mut builds, mut calls) = (String::new(), String::new(), String::new());
    for (_, name, path) in parts {
        writeln!(modules, "    #[path = {path:?}]\n    mod {name};")?;
        writeln!(builds, "        {name}::build(town, market).await;")?;
        writeln!(calls, "        calls.extend({name}::calls());")?;
    }
    writeln!(
        code,
        "mod town {{
    use crate::harness::{{Call, Market, Town}};
{modules}
    pub async fn build(town: &mut Town, market: &Market) {{
{builds}    }}

    pub fn calls() -> Vec<Call> {{
        let mut calls = Vec::new();
{calls}        calls
    }}
}}"
    )?;
    Ok(())
}
