//! Bytes into text, whatever program saved them.

use super::Note;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Read the bytes as text and tell the name of their encoding.
///
/// A mark at the beginning decides. Without one, bytes that are valid UTF-8 are UTF-8, and so are bytes
/// with few faults among many letters that only UTF-8 makes: a file cut in the middle of a letter should
/// not lose all its accents. Anything else is guessed from the letters that come out, which finds the
/// Windows encodings of Western Europe as well as GBK, Big5 and Shift-JIS.
pub fn decode(bytes: Vec<u8>, notes: &mut Vec<Note>) -> (&'static str, String) {
    let (encoding, mark) = Encoding::for_bom(&bytes).unwrap_or_else(|| (guess(&bytes), 0));
    // What is UTF-8 already is not copied: files are large.
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if encoding == UTF_8 => return (encoding.name(), text),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    let (text, has_errors) = encoding.decode_without_bom_handling(&bytes[mark..]);
    if encoding != UTF_8 {
        notes.push(Note::Encoding { encoding: encoding.name() });
    }
    if has_errors {
        notes.push(Note::UnreadableLetters);
    }
    (encoding.name(), text.into_owned())
}

/// UTF-16 without its mark: every other byte of the plain letters in it is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(2_000) / 2 * 2];
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, low) if low * 10 >= head.len() && low > 0 => Some(UTF_16LE),
        (high, 0) if high * 10 >= head.len() && high > 0 => Some(UTF_16BE),
        _ => None,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    let (mut letters, mut faults) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    // A fault for every ten letters: text in another encoding rarely makes even one letter by accident.
    if faults * 10 <= letters || bytes.is_ascii() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (&'static str, String, Vec<Note>) {
        let mut notes = Vec::new();
        let (name, text) = decode(bytes.to_vec(), &mut notes);
        (name, text.trim_start_matches('\u{feff}').to_owned(), notes)
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    #[test]
    fn utf8_needs_no_note() {
        assert_eq!(read("Café 集市".as_bytes()), ("UTF-8", "Café 集市".to_owned(), vec![]));
        assert_eq!(read(b"\xef\xbb\xbfHandle"), ("UTF-8", "Handle".to_owned(), vec![]));
        assert_eq!(read(b""), ("UTF-8", String::new(), vec![]));
    }

    #[test]
    fn a_mark_tells_both_orders_of_utf16() {
        for (bytes, name) in
            [(utf16("青花", u16::to_le_bytes), "UTF-16LE"), (utf16("青花", u16::to_be_bytes), "UTF-16BE")]
        {
            assert_eq!(read(&bytes), (name, "青花".to_owned(), vec![Note::Encoding { encoding: name }]));
        }
    }

    #[test]
    fn utf16_is_known_without_its_mark() {
        let text = "Handle,Title\ncup,青花瓷茶杯\n";
        for (bytes, name) in
            [(utf16(text, u16::to_le_bytes), "UTF-16LE"), (utf16(text, u16::to_be_bytes), "UTF-16BE")]
        {
            let (found, read, _) = read(&bytes[2..]);
            assert_eq!((found, read.as_str()), (name, text));
        }
    }

    #[test]
    fn other_encodings_are_guessed_from_their_letters() {
        let western = b"Handle,Title\ncafe,Caf\xe9 cr\xe8me \x80 5, tr\xe8s fran\xe7ais";
        let (name, text, notes) = read(western);
        assert_eq!(name, "windows-1252");
        assert!(text.ends_with("Café crème € 5, très français"));
        assert_eq!(notes, [Note::Encoding { encoding: "windows-1252" }]);

        let words = "青花瓷茶杯，景德镇手工制作，釉下彩绘";
        let (chinese, _, _) = encoding_rs::GBK.encode(words);
        assert_eq!(read(&chinese).1, words);
        let words = "手工製作的陶杯，臺灣鶯歌燒製，釉色溫潤";
        let (traditional, _, _) = encoding_rs::BIG5.encode(words);
        assert_eq!(read(&traditional).1, words);
        let words = "手作りの茶碗と急須、金継ぎの体験もできます";
        let (japanese, _, _) = encoding_rs::SHIFT_JIS.encode(words);
        assert_eq!(read(&japanese).1, words);
    }

    #[test]
    fn one_fault_does_not_spoil_a_file() {
        let mut bytes = "青花瓷茶杯，景德镇手工制作".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        let (name, text, notes) = read(&bytes);
        assert_eq!((name, notes), ("UTF-8", vec![Note::UnreadableLetters]));
        assert!(text.starts_with("青花瓷茶杯"));
    }
}
