//! Finds the migrations: the folder is the list.

use std::{collections::BTreeMap, env, error::Error, fmt::Write, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut steps = BTreeMap::new();
    for entry in fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let number =
            number(&name).ok_or_else(|| format!("migrations/{name} is not NNNN_<capability>_<idea>.sql"))?;
        if let Some(other) = steps.insert(number.to_owned(), name.clone()) {
            return Err(format!("migrations/{other} and migrations/{name} have one number").into());
        }
    }
    let mut list = "&[\n".to_owned();
    for file in steps.values() {
        let (name, path) = (file.trim_end_matches(".sql"), folder.join(file));
        writeln!(list, "    Migration {{ name: {name:?}, sql: include_str!({path:?}) }},")?;
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("migrations.rs"), list)?;
    Ok(())
}

fn number(file: &str) -> Option<&str> {
    let (number, idea) = file.strip_suffix(".sql")?.split_once('_')?;
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_good = number.len() == 4
        && number.chars().all(|c| c.is_ascii_digit())
        && idea.starts_with(|c: char| c.is_ascii_lowercase())
        && idea.chars().all(is_plain);
    is_good.then_some(number)
}
