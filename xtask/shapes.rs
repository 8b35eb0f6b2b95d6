//! The shapes of the API's description: each has a name of its own, since of two with the same name one is lost.

use std::collections::BTreeMap;

use crate::files;

pub fn check() -> Vec<String> {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files::below("", &[".rs"]).into_iter().filter(|file| !file.path.starts_with("xtask/")) {
        for name in shapes(&file.text) {
            places.entry(name).or_default().push(file.path.clone());
        }
    }
    let twice = places.into_iter().filter(|(_, places)| places.len() > 1);
    twice.map(|(name, places)| format!("{name} is described in {}", places.join(" and "))).collect()
}

/// The names of what a file describes: `#[derive(.. ToSchema ..)]` and, some lines later, `struct` or `enum`.
fn shapes(text: &str) -> Vec<String> {
    let (mut found, mut is_described) = (Vec::new(), false);
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[derive(") {
            is_described = line.contains("ToSchema");
        }
        let declared = ["struct ", "enum "].iter().find_map(|kind| {
            let (before, after) = line.split_once(kind)?;
            let is_first = before.is_empty() || (before.starts_with("pub") && !before.contains("//"));
            is_first
                .then(|| after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned())
        });
        if let Some(name) = declared.filter(|_| !line.starts_with("//") && !line.starts_with('#'))
            && std::mem::take(&mut is_described)
        {
            found.push(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_found_by_its_derive() {
        let text = "/// A struct of lines.\n#[derive(Serialize, ToSchema)]\npub struct LineOut {\n}\n\n\
            #[derive(Clone)]\npub struct Line;\n#[derive(utoipa::ToSchema)]\n#[serde(x)]\nenum Ruling {}\n";
        assert_eq!(shapes(text), ["LineOut", "Ruling"]);
    }
}
