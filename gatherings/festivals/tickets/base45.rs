//! RFC 9285: octets in the characters that a square code packs tightest.

const DIGITS: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

pub fn write(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len().div_ceil(2) * 3);
    let digit = |value: usize| char::from(DIGITS[value % 45]);
    for pair in octets.chunks(2) {
        let value = pair.iter().fold(0_usize, |value, octet| value << 8 | usize::from(*octet));
        text.push(digit(value));
        text.push(digit(value / 45));
        if pair.len() == 2 {
            text.push(digit(value / 45 / 45));
        }
    }
    text
}

/// None of what is no such text.
pub fn read(text: &str) -> Option<Vec<u8>> {
    let digit = |letter: &u8| DIGITS.iter().position(|digit| digit == letter);
    let mut octets = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for part in text.as_bytes().chunks(3) {
        let value = part.iter().rev().try_fold(0_usize, |value, letter| Some(value * 45 + digit(letter)?))?;
        match part.len() {
            3 => octets.extend(u16::try_from(value).ok()?.to_be_bytes()),
            2 => octets.push(u8::try_from(value).ok()?),
            _ => return None,
        }
    }
    Some(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_the_standard() {
        for (plain, text) in
            [("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0")]
        {
            assert_eq!(write(plain.as_bytes()), text);
            assert_eq!(read(text).as_deref(), Some(plain.as_bytes()));
        }
        for wrong in ["GGW", "::", "a", "A", "BB8b"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
