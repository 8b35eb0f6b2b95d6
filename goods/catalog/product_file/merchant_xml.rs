//! A feed for Google Merchant Center in XML, RSS or Atom, made into a table: a row for each item, a column for each
//! name in it.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::Unreadable;

/// The table and, for each of its rows, the line in which the item begins. None when the text is no XML.
pub fn table(text: &str) -> Result<Option<(String, Vec<u64>)>, Unreadable> {
    let begin = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let starts = |with: &str| begin.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with));
    if !["<?xml", "<rss", "<feed"].iter().any(|with| starts(with)) {
        return Ok(None);
    }
    let items = items(begin, 1 + super::rows::line_ends(&text[..text.len() - begin.len()]));
    let Some(items) = items.filter(|items| !items.is_empty()) else {
        return Err(Unreadable::IsA { what: "xml" });
    };
    let mut names: Vec<String> = Vec::new();
    for (name, _) in items.iter().flat_map(|item| &item.cells) {
        if !names.contains(name) && names.len() < MOST_NAMES {
            names.push(name.clone());
        }
    }
    let mut file = csv::Writer::from_writer(Vec::new());
    let mut rows = vec![names.clone()];
    rows.extend(items.iter().map(|item| names.iter().map(|name| item.cell(name)).collect()));
    let written = rows.iter().try_for_each(|row| file.write_record(row));
    let bytes = written.ok().and_then(|()| file.into_inner().ok()).unwrap_or_default();
    let table = String::from_utf8(bytes).map_err(|_| Unreadable::IsA { what: "xml" })?;
    Ok(Some((table, items.iter().map(|item| item.line).collect())))
}

const MOST_NAMES: usize = 500;

#[derive(Default)]
struct Item {
    line: u64,
    cells: Vec<(String, String)>,
}

impl Item {
    /// What the item says under a name, in one line; several of one name are a list.
    fn cell(&self, name: &str) -> String {
        let all = self.cells.iter().filter(|(have, _)| have == name).map(|(_, text)| text.as_str());
        let joined = all.collect::<Vec<_>>().join(",");
        joined.split(['\n', '\r']).map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned()
    }
}

fn name(tag: &BytesStart<'_>) -> String {
    let name = String::from_utf8_lossy(tag.name().as_ref()).to_ascii_lowercase();
    name.trim_start_matches("g:").to_owned()
}

/// The items of a feed; None when the XML breaks off or is none.
fn items(text: &str, first_line: u64) -> Option<Vec<Item>> {
    let mut reader = Reader::from_str(text);
    let mut items: Vec<Item> = Vec::new();
    // How deep within an item: 1 directly in it, 2 in a cell, more in what no column is for.
    let (mut depth, mut seen, mut line) = (0_usize, 0_usize, first_line);
    loop {
        let event = reader.read_event().ok()?;
        let at = usize::try_from(reader.buffer_position()).ok()?;
        let begins_in = line;
        line += text.get(seen..at)?.matches('\n').count() as u64;
        seen = at;
        let cell = items.last_mut().and_then(|item| item.cells.last_mut()).map(|cell| &mut cell.1);
        match event {
            Event::Start(tag) if depth == 0 && matches!(name(&tag).as_str(), "item" | "entry") => {
                items.push(Item { line: line.max(begins_in), cells: Vec::new() });
                depth = 1;
            }
            Event::Start(tag) if depth > 0 => {
                if depth == 1 {
                    items.last_mut()?.cells.push((name(&tag), String::new()));
                }
                depth += 1;
            }
            Event::Empty(tag) if depth == 1 => {
                let link = tag.attributes().flatten().find(|it| it.key.as_ref() == b"href");
                let address = link.map(|it| String::from_utf8_lossy(&it.value).replace("&amp;", "&"));
                items.last_mut()?.cells.push((name(&tag), address.unwrap_or_default()));
            }
            Event::End(_) if depth > 0 => depth -= 1,
            Event::Text(words) if depth == 2 => cell?.push_str(&words.xml10_content().ok()?),
            Event::CData(words) if depth == 2 => cell?.push_str(&words.xml10_content().ok()?),
            Event::GeneralRef(reference) if depth == 2 => {
                let sign = reference.resolve_char_ref().ok()?.map(String::from);
                let named = reference.xml10_content().ok()?;
                let sign = sign.or_else(|| resolve_predefined_entity(&named).map(str::to_owned));
                cell?.push_str(&sign.unwrap_or_else(|| format!("&{named};")));
            }
            Event::Eof => return (depth == 0).then_some(items),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_become_rows_with_the_lines_they_begin_in() {
        let feed = "<?xml version=\"1.0\"?>\n<rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel>\n<title>Shop</title>\n\
            <item>\n<g:id>A1</g:id><title>Oak &amp; ash</title><description><![CDATA[One\ntwo]]></description>\n\
            <g:shipping><g:price>5 EUR</g:price></g:shipping><g:price>349.00 EUR</g:price>\n\
            <g:additional_image_link>https://x/1.jpg</g:additional_image_link>\
            <g:additional_image_link>https://x/2.jpg</g:additional_image_link></item>\n<item><g:id>A2</g:id></item>\n\
            </channel></rss>";
        let (table, lines) = table(feed).unwrap().unwrap();
        assert_eq!(
            table,
            "id,title,description,shipping,price,additional_image_link\n\
             A1,Oak & ash,One two,,349.00 EUR,\"https://x/1.jpg,https://x/2.jpg\"\nA2,,,,,\n"
        );
        assert_eq!(lines, [4, 9]);
    }

    #[test]
    fn other_texts_are_no_feed() {
        assert_eq!(super::table("Handle,Title\n").unwrap(), None);
        for text in ["<?xml version=\"1.0\"?><html></html>", "<rss><item><a>", "<rss></rss>"] {
            assert!(super::table(text).is_err(), "{text}");
        }
    }
}
