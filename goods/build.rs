//! Writes down which simplified character each Han character of the basic block is, by the tables of OpenCC, so that a
//! market carries the answer and not the dictionaries.

use std::{env, error::Error, fmt::Write, fs, path::Path};

use ferrous_opencc::{OpenCC, config::BuiltinConfig};

const FIRST: char = '\u{4e00}';
const LAST: char = '\u{9fff}';

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let converters = [OpenCC::from_config(BuiltinConfig::Jp2t)?, OpenCC::from_config(BuiltinConfig::T2s)?];
    let mut table = format!("static SIMPLE: [char; {}] = [\n", (FIRST..=LAST).count());
    for character in FIRST..=LAST {
        let simple = converters.iter().fold(character, |character, converter| {
            let converted = converter.convert(character.encode_utf8(&mut [0; 4]));
            let mut converted = converted.chars();
            match (converted.next(), converted.next()) {
                (Some(one), None) => one,
                _ => character,
            }
        });
        writeln!(table, "'\\u{{{:x}}}',", u32::from(simple))?;
    }
    table.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("simple.rs"), table)?;
    Ok(())
}
