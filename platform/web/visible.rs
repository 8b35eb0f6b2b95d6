//! Whether there is anything to see of a character.

/// Characters that are drawn as nothing, or as room for something: a name made of these alone is no name.
///
/// They are what Unicode calls default ignorable (`Default_Ignorable_Code_Point` of `DerivedCoreProperties.txt`), its
/// spaces, and the blank of Braille, which is a character like others to Unicode.
pub fn is_visible(c: char) -> bool {
    let is_ignorable = matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}');
    !(c.is_control() || c.is_whitespace() || is_ignorable || c == '\u{2800}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_not_a_name() {
        for c in [
            '\u{200B}', '\u{2060}', '\u{3164}', '\u{AD}', '\u{FEFF}', '\u{2800}', '\u{3000}', '\u{A0}',
            '\u{FE0F}', ' ',
        ] {
            assert!(!is_visible(c), "{:x}", u32::from(c));
        }
        for c in ['a', '碗', '∅', '-', '👍', 'ี', '\u{301}'] {
            assert!(is_visible(c), "{c}");
        }
    }
}
