/// A full-width letter, digit or sign, as input methods of East Asia type them, as the narrow one that it stands for.
pub fn narrow(c: char) -> char {
    match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wide_becomes_narrow_and_the_rest_stays() {
        let all = |text: &str| text.chars().map(narrow).collect::<String>();
        assert_eq!(all("ｖｉｃ＠ｘ．ｅ　－６２"), "vic@x.e -62");
        assert_eq!(all("碗 a-1。ー"), "碗 a-1。ー");
    }
}
