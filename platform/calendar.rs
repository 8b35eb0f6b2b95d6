//! Days for somebody's own calendar (iCalendar, RFC 5545).

use std::{fmt::Write as _, time::Duration};

use kernel::Timestamp;

/// Octets of a line, without its end.
const LINE: usize = 75;

/// Something that happens at a moment.
pub struct Event<'a> {
    /// The same for as long as it is the same event, wherever it is read.
    pub uid: &'a str,
    pub begins_at: Timestamp,
    pub lasts: Duration,
    pub title: &'a str,
    pub words: &'a str,
    pub url: &'a str,
    /// When something of it was changed last.
    pub changed_at: Timestamp,
    pub is_cancelled: bool,
}

/// A calendar of some events, as `text/calendar`.
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut text = String::new();
    let mut line = |line: &str| fold(&mut text, line);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Jishi//EN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escape(name)));
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", escape(event.uid)));
        line(&format!("DTSTAMP:{}", moment(event.changed_at)));
        line(&format!("LAST-MODIFIED:{}", moment(event.changed_at)));
        line(&format!("DTSTART:{}", moment(event.begins_at)));
        line(&format!("DURATION:PT{}M", event.lasts.as_secs() / 60));
        line(&format!("SUMMARY:{}", escape(event.title)));
        line(&format!("DESCRIPTION:{}", escape(&format!("{}\n{}", event.words, event.url))));
        line(&format!("URL:{}", event.url));
        line(if event.is_cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

/// `20261224T120000Z`
fn moment(at: Timestamp) -> String {
    let text = at.rfc3339();
    let whole = text.split('.').next().unwrap_or_default().trim_end_matches('Z');
    let digits: String = whole.chars().filter(|letter| !matches!(letter, '-' | ':')).collect();
    format!("{digits}Z")
}

fn escape(text: &str) -> String {
    text.chars().fold(String::new(), |mut safe, letter| {
        match letter {
            '\\' | ';' | ',' => {
                safe.push('\\');
                safe.push(letter);
            }
            '\n' => safe.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => safe.push(letter),
        }
        safe
    })
}

/// Write a line, cut between letters where it is too long.
fn fold(text: &mut String, line: &str) {
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE {
            text.push_str("\r\n ");
            length = 1;
        }
        length += letter.len_utf8();
        // A text takes whatever is written to it.
        let _ = text.write_char(letter);
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_written_as_calendars_read_it() {
        let at = Timestamp::parse_rfc3339("2026-12-24T12:30:00Z").unwrap();
        let long = "刻皮包，".repeat(20);
        let event = Event {
            uid: "room@fair.example",
            begins_at: at,
            lasts: Duration::from_secs(3_600),
            title: &long,
            words: "Ask; and buy,\nwhat you see\\\u{7}",
            url: "https://fair.example/live/1",
            changed_at: at,
            is_cancelled: false,
        };
        let text = calendar("The fair", &[event]);
        assert!(text.lines().all(|line| line.len() <= LINE), "{text}");
        let whole = text.replace("\r\n ", "");
        for line in [
            "DTSTART:20261224T123000Z\r\n",
            "DURATION:PT60M\r\n",
            "DESCRIPTION:Ask\\; and buy\\,\\nwhat you see\\\\\\nhttps://fair.example/live/1\r\n",
        ] {
            assert!(whole.contains(line), "{line} in {whole}");
        }
        assert!(whole.contains(&format!("SUMMARY:{long}")), "{whole}");
    }
}
