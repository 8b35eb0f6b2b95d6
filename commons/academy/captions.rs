//! Captions that somebody sends: WebVTT, or SubRip as phones write it, cleaned.
//!
//! Kept are times and words alone. Styles, regions, notes, positions and tags are left out, so that nothing that a
//! stranger writes reaches a page but words. <https://www.w3.org/TR/webvtt1/>

use std::fmt::Write;

/// Captions of one film, and letters of one of them.
const MOST_CUES: usize = 2_000;
const MOST_LETTERS: usize = 400;

/// Why captions cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No caption has its times.
    Nothing,
    /// A caption ends before it begins, or has times that are none: in this line.
    Times(usize),
    TooMany,
}

/// Captions as the player reads them.
pub fn cleaned(text: &str) -> Result<String, Fault> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut clean = String::from("WEBVTT\n");
    let mut cues = 0;
    let mut lines = (1..).zip(text.lines());
    while let Some((number, line)) = lines.next() {
        let Some((begin, rest)) = line.split_once("-->") else { continue };
        let end = rest.split_whitespace().next().unwrap_or_default();
        let times = millis(begin.trim()).zip(millis(end)).filter(|(begin, end)| begin < end);
        let (begin, end) = times.ok_or(Fault::Times(number))?;
        let mut words = Vec::new();
        for (_, line) in lines.by_ref().take_while(|(_, line)| !line.trim().is_empty()) {
            words.push(plain(line));
        }
        let words: String = words.join("\n").chars().take(MOST_LETTERS).collect();
        if words.trim().is_empty() {
            continue;
        }
        cues += 1;
        if cues > MOST_CUES {
            return Err(Fault::TooMany);
        }
        // Writing into a String cannot fail.
        let _ = write!(clean, "\n{} --> {}\n{}\n", time(begin), time(end), words.trim());
    }
    if cues == 0 { Err(Fault::Nothing) } else { Ok(clean) }
}

/// `01:02:03.456`, `02:03.456`, and with SubRip's comma.
fn millis(text: &str) -> Option<u64> {
    let (clock, fraction) = text.split_once(['.', ','])?;
    let is_number =
        |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|c| c.is_ascii_digit());
    if fraction.len() != 3 || !is_number(fraction) {
        return None;
    }
    let parts: Vec<u64> = clock
        .split(':')
        .map(|part| is_number(part).then(|| part.parse().ok()).flatten())
        .collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match parts[..] {
        [minutes, seconds] => (0, minutes, seconds),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return None,
    };
    (minutes < 60 && seconds < 60)
        .then(|| {
            fraction
                .parse::<u64>()
                .ok()
                .map(|millis| ((hours * 60 + minutes) * 60 + seconds) * 1_000 + millis)
        })
        .flatten()
}

fn time(millis: u64) -> String {
    let seconds = millis / 1_000;
    format!("{:02}:{:02}:{:02}.{:03}", seconds / 3_600, seconds / 60 % 60, seconds % 60, millis % 1_000)
}

/// A line without tags, what cannot be seen, and arrows that would stand for times.
fn plain(line: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for letter in line.chars() {
        match letter {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            letter if is_tag || letter.is_control() => {}
            letter => words.push(letter),
        }
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&")];
    let words = entities.into_iter().fold(words, |words, (name, sign)| words.replace(name, sign));
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_keep_times_and_words_and_nothing_else() {
        let sent = "\u{feff}WEBVTT - a film\r\nSTYLE\r\n::cue { background: url(https://spy.example) }\r\n\r\n\
            NOTE secret\r\n\r\n1\r\n00:01.500 --> 00:04.000 line:0 align:start\r\n<v Ana><b>Good light</b> &amp; calm\r\n\r\n\
            00:00:05,000 --> 01:00:06,250\r\n集市 --> <script>alert(1)</script>\r\n第二行\r\n\r\n";
        let clean = "WEBVTT\n\n00:00:01.500 --> 00:00:04.000\nGood light &amp; calm\n\n\
            00:00:05.000 --> 01:00:06.250\n集市 --&gt; alert(1)\n第二行\n";
        assert_eq!(cleaned(sent).as_deref(), Ok(clean));
        assert_eq!(cleaned(clean).as_deref(), Ok(clean));
    }

    #[test]
    fn what_is_no_caption_is_refused_in_words() {
        assert_eq!(cleaned(""), Err(Fault::Nothing));
        assert_eq!(cleaned("WEBVTT\n\nwords"), Err(Fault::Nothing));
        assert_eq!(cleaned("WEBVTT\n\n00:02.000 --> 00:01.000\nx"), Err(Fault::Times(3)));
        for times in ["1.5 --> 2.5", "00:61.000 --> 00:62.000", "00:01.000 -->", "٠٠:01.000 --> 00:02.000"]
        {
            assert_eq!(cleaned(&format!("{times}\nx")), Err(Fault::Times(1)), "{times}");
        }
        assert_eq!(cleaned(&"00:01.000 --> 00:02.000\nx\n\n".repeat(2_001)), Err(Fault::TooMany));
    }
}
