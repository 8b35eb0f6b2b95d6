//! How the name of a division is looked for: in letters of ASCII, so that both engines order them alike.

use kernel::narrow;
use pinyin::ToPinyin;

/// Letters of a name that count.
const MOST: usize = 80;

/// How a name sounds in one word, and the first letters of its syllables. The sound of a beginning of a name is a
/// beginning of its sound.
pub fn sound(name: &str) -> (String, String) {
    let (mut whole, mut initials) = (String::new(), String::new());
    let mut is_inside = false;
    for letter in name.chars().map(narrow) {
        if whole.len() > MOST {
            break;
        }
        let before = whole.len();
        match letter.to_pinyin() {
            Some(syllable) => {
                whole.push_str(&syllable.plain().replace('ü', "v"));
                initials.extend(syllable.plain().chars().next());
                is_inside = false;
                continue;
            }
            None if letter.is_ascii_alphanumeric() => whole.push(letter.to_ascii_lowercase()),
            None if letter.is_alphabetic() || letter.is_numeric() => {
                letter
                    .to_lowercase()
                    .for_each(|letter| whole.push_str(&format!("{:04x}", u32::from(letter))));
            }
            // Marks of vowels belong to their letter and are not typed by everybody alike.
            None => {}
        }
        let is_letter = whole.len() > before;
        if is_letter && !is_inside && letter.is_ascii() {
            initials.push(letter.to_ascii_lowercase());
        }
        is_inside = is_letter;
    }
    (whole, initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_heard_from_its_beginning() {
        assert_eq!(sound("多福巷社区"), ("duofuxiangshequ".into(), "dfxsq".into()));
        assert_eq!(sound("Desa Kotagede"), ("desakotagede".into(), "dk".into()));
        assert_eq!(sound("ＡＢ 12"), ("ab12".into(), "a1".into()));
        for name in ["大集镇丁楼村", "吕梁", "Ubud", "रामपुर", "こけし村"] {
            let all = sound(name).0;
            assert!(all.is_ascii() && !all.is_empty(), "{name}");
            for (end, _) in name.char_indices() {
                assert!(all.starts_with(&sound(&name[..end]).0), "{name} {end}");
            }
        }
        assert_eq!(sound("🏺 ! "), (String::new(), String::new()));
    }
}
