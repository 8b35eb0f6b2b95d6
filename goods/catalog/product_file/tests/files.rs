//! Good files of both dialects, in every form that programs save them in.

use super::*;

const LEGACY: &str = include_str!("../fixtures/legacy.csv");
const CURRENT: &str = include_str!("../fixtures/current.csv");

#[test]
fn a_legacy_file_is_read_in_full() {
    let reading = read_yuan(LEGACY);
    assert_eq!((reading.dialect, reading.encoding), (Dialect::Legacy, "UTF-8"));
    assert_eq!(reading.refused, []);
    assert_eq!(reading.notes, [Note::NotCounted { first_line: 11, count: 1 }]);
    assert_eq!(handles(&reading), ["blue-white-teacup", "金継ぎ-茶碗"]);

    let cup = &reading.drafts[0];
    assert_eq!(cup.line, 2);
    assert_eq!(cup.title, value("Blue & White Teacup"));
    assert!(
        matches!(&cup.body, Cell::Value(body) if body.contains("2.5\" with lid</li>\n<li>Fired at 1,300"))
    );
    assert_eq!(cup.tags, Cell::Value(vec!["porcelain".into(), "hand-thrown".into(), "青花".into()]));
    assert_eq!(
        (cup.published, cup.status, cup.gift_card),
        (Cell::Value(true), Cell::Value(Status::Active), Cell::Value(false))
    );
    let options: Vec<_> = cup.options.iter().map(|it| (it.name.as_str(), it.linked_to.clone())).collect();
    assert_eq!(options, [("Size", Cell::Empty), ("Pattern", value("shopify.pattern"))]);
    assert_eq!(cup.aside.iter().map(|it| it.1.as_str()).collect::<Vec<_>>(), ["unisex", "celadon"]);

    let variants: Vec<_> =
        cup.variants.iter().map(|it| (it.line, it.choices.join("/"), it.price, it.quantity)).collect();
    assert_eq!(
        variants,
        [
            (2, "Small/Lotus".to_owned(), yuan(12_800), Cell::Value(12)),
            (7, "Small/Fish".to_owned(), yuan(12_800), Cell::Value(0)),
            (8, "Large/Lotus".to_owned(), yuan(16_880), Cell::Value(3)),
        ]
    );
    let first = &cup.variants[0];
    assert_eq!((first.compare_at, first.cost), (yuan(15_800), yuan(6_150)));
    assert_eq!(first.aside, [pair("Unit Price Base Measure", "100 g"), pair("Price / Japan", "2900")]);
    assert_eq!(cup.variants[1].out_of_stock, Cell::Value(OutOfStock::Continue));
    assert_eq!(cup.variants[2].weight.value().map(|it| it.to_string()).as_deref(), Some("312.5"));
    let pictures: Vec<_> = cup.pictures.iter().map(|it| (it.line, it.position, it.alt.clone())).collect();
    assert_eq!(
        pictures,
        [
            (2, Cell::Value(1), value("Teacup, \"lotus\" pattern")),
            (7, Cell::Value(2), Cell::Empty),
            (9, Cell::Value(3), value("On a windowsill")),
        ]
    );

    let bowl = &reading.drafts[1];
    assert_eq!((bowl.line, &bowl.body, bowl.options.len()), (11, &Cell::Empty, 0));
    assert_eq!((bowl.variants[0].price, bowl.variants[0].choices.len()), (yuan(50), 0));
    assert_eq!(bowl.variants[0].weight.value().map(Weight::grams_up), Some(29));
}

#[test]
fn a_current_file_is_read_in_full() {
    let reading = read(CURRENT.as_bytes(), Currency::IDR).unwrap();
    assert_eq!(reading.dialect, Dialect::Current);
    assert_eq!(reading.refused, []);
    assert_eq!(reading.notes, [Note::NotCounted { first_line: 5, count: 1 }]);
    assert_eq!(handles(&reading), ["batik-scarf", "voucher"]);
    let scarf = &reading.drafts[0];
    let prices: Vec<_> = scarf.variants.iter().filter_map(|it| it.price.value()).map(Money::minor).collect();
    assert_eq!(prices, [45_000_000, 45_500_050]);
    assert_eq!(scarf.variants[1].out_of_stock, Cell::Value(OutOfStock::Continue));
    assert_eq!(scarf.options[0].linked_to, value("product.metafields.shopify.color-pattern"));
    assert_eq!(scarf.aside[0], pair("Color (product.metafields.shopify.color-pattern)", "indigo; soga"));
    assert_eq!((scarf.pictures.len(), scarf.pictures[1].position), (2, Cell::Value(2)));
    let voucher = &reading.drafts[1];
    assert_eq!((voucher.gift_card, voucher.status), (Cell::Value(true), Cell::Value(Status::Draft)));
    assert_eq!((voucher.variants[0].quantity, voucher.variants[0].weight_unit), (Cell::Empty, Cell::Empty));
}

#[test]
fn the_same_file_is_read_however_it_was_saved() {
    let plain = read_yuan(LEGACY).drafts;
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(LEGACY.as_bytes());
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(LEGACY.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [marked, utf16] {
        assert_eq!(read(&bytes, Currency::CNY).unwrap().drafts, plain);
    }
    let windows = read_yuan(&LEGACY.replace('\n', "\r\n"));
    let unix_body = |draft: &ListingDraft| draft.body.clone().map(|body| body.replace("\r\n", "\n"));
    assert_eq!(
        windows.drafts.iter().map(unix_body).collect::<Vec<_>>(),
        [plain[0].body.clone(), Cell::Empty]
    );
    assert_eq!(windows.drafts[1].line, plain[1].line);
    assert_eq!(windows.refused, []);
}

#[test]
fn an_old_spreadsheet_is_read_with_a_note() {
    let text = "Handle;Title;Variant Price\ncafe;Caf\u{e9} cr\u{e8}me fran\u{e7}ais;12.50\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let reading = read(&bytes, Currency::EUR).unwrap();
    assert_eq!(reading.drafts[0].title, value("Café crème français"));
    assert_eq!(reading.encoding, "windows-1252");
    let codes: Vec<_> = reading.notes.iter().map(Note::code).collect();
    assert_eq!(codes, ["encoding", "separator"]);
}

#[test]
fn a_missing_column_is_not_an_empty_cell() {
    let reading = read_yuan("Handle,Title,Vendor,Variant Price\ncup,Cup,,12\n");
    let cup = &reading.drafts[0];
    assert_eq!((&cup.vendor, &cup.body, &cup.tags), (&Cell::Empty, &Cell::Missing, &Cell::Missing));
    assert_eq!((cup.variants[0].price, cup.variants[0].compare_at), (yuan(1_200), Cell::Missing));

    let titles_only = read_yuan("Handle,Title\ncup,Cup\n");
    assert_eq!(titles_only.drafts[0].variants, []);
    let prices_only = read_yuan("Handle,Variant Price\ncup,12\n");
    assert_eq!(prices_only.drafts[0].title, Cell::Missing);
}

#[test]
fn a_handle_is_made_when_there_is_none() {
    let reading = read_yuan("Title,Price\nBlue Cup,12\n,13\nBlue Cup,14\nRed Cup,15\n");
    assert_eq!(handles(&reading), ["blue-cup", "red-cup"]);
    assert_eq!(refused(&reading), [(3, "no-handle"), (4, "same-title")]);
    let reading = read_yuan("Handle,Title,Variant Price\nBlue Cup,Cup,12\n");
    let (from, to) = ("Blue Cup".to_owned(), "blue-cup".to_owned());
    assert_eq!(reading.notes[0], Note::HandleChanged { line: 2, from, to });
}

#[test]
fn nothing_is_read_from_a_file_about_something_else() {
    let read = |bytes: &[u8]| read(bytes, Currency::CNY).unwrap_err().code();
    assert_eq!(read(b""), "empty");
    assert_eq!(read(b"\n \r\n"), "empty");
    assert_eq!(read(b"%PDF-1.7 \x00\xff\xfe"), "is-a");
    assert_eq!(read(b"PK\x03\x04"), "is-a");
    assert_eq!(read(b"{\"products\": []}"), "is-a");
    assert_eq!(read(b"a,b,c\n1,2,3\n"), "not-products");
    assert_eq!(read(b"\"Handle,Title\n"), "not-products");
    assert_eq!(read(format!("Handle{}\n", ",x".repeat(1_500)).as_bytes()), "too-many-columns");
    assert_eq!(read(&vec![b' '; MAX_BYTES + 1]), "too-many-bytes");
    assert_eq!(read(format!("Handle\n{}", "a\n".repeat(MAX_ROWS + 1)).as_bytes()), "too-many-rows");
}

#[test]
fn a_hundred_thousand_rows_are_read() {
    let mut text = String::from("Handle,Title,Option1 Name,Option1 Value,Variant Price\n");
    for listing in 0..1_000 {
        text.push_str(&format!("cup-{listing},Cup {listing},Size,0,0.01\n"));
        (1..100).for_each(|size| text.push_str(&format!("cup-{listing},,,{size},{size}.50\n")));
    }
    let reading = read_yuan(&text);
    assert_eq!((reading.drafts.len(), reading.refused.len()), (1_000, 0));
    assert!(reading.drafts.iter().all(|draft| draft.variants.len() == 100));
}

fn pair(name: &str, cell: &str) -> (String, String) {
    (name.to_owned(), cell.to_owned())
}
