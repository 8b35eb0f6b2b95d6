//! What is refused, where and why, and what is kept all the same.

use super::*;

const HEAD: &str = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,\
                    Variant Inventory Policy,Variant Price,Variant Compare At Price,Variant Taxable,Image Src,\
                    Image Position,Status,Variant Weight Unit\n";

fn with_head(rows: &str) -> Reading {
    read_yuan(&format!("{HEAD}{rows}"))
}

#[test]
fn a_bad_cell_is_refused_with_its_column_and_reason() {
    let table = [
        ("cup,,Size,S,,,,,$12,,,,,,", "Variant Price", "other-currency"),
        ("cup,,Size,S,,,,,\"12,345\",,,,,,", "Variant Price", "two-ways"),
        ("cup,,Size,S,,,,,1e9,,,,,,", "Variant Price", "price-exponent"),
        ("cup,,Size,S,,,,,\"1,23,4\",,,,,,", "Variant Price", "price-thousands-separator"),
        ("cup,,Size,S,,,,,12.3456,,,,,,", "Variant Price", "price-too-many-decimals"),
        ("cup,,Size,S,,,,,-5,,,,,,", "Variant Price", "price-negative"),
        ("cup,,Size,S,,,,,99999999999999999999,,,,,,", "Variant Price", "price-too-large"),
        ("cup,,Size,S,,,,,free,,,,,,", "Variant Price", "price-not-a-number"),
        ("cup,,Size,S,,,,,12,€20,,,,,", "Variant Compare At Price", "other-currency"),
        ("cup,,Size,S,,,1.5,,12,,,,,,", "Variant Inventory Qty", "not-a-whole-number"),
        ("cup,,Size,S,,,4294967296,,12,,,,,,", "Variant Inventory Qty", "too-large"),
        ("cup,,Size,S,,heavy,,,12,,,,,,", "Variant Grams", "not-a-weight"),
        ("cup,,Size,S,,-1,,,12,,,,,,", "Variant Grams", "negative"),
        ("cup,,Size,S,,,,perhaps,12,,,,,,", "Variant Inventory Policy", "unknown-word"),
        ("cup,,Size,S,,,,,12,,maybe,,,,", "Variant Taxable", "unknown-word"),
        ("cup,,Size,S,,,,,12,,,,,,stone", "Variant Weight Unit", "unknown-word"),
        ("cup,,Size,S,,,,,12,,,ftp://x/a.jpg,,,", "Image Src", "not-a-link"),
        ("cup,,Size,S,,,,,12,,,https://x/a.jpg,first,,", "Image Position", "not-a-whole-number"),
    ];
    for (row, column, code) in table {
        let reading = with_head(&format!("cup,Cup,Size,L,,,,,10,,,,,,\n{row}\n"));
        assert_eq!(refused(&reading), [(3, code)], "{row}");
        assert_eq!(reading.refused[0].column.as_deref(), Some(column), "{row}");
        assert_eq!(reading.drafts[0].variants.len(), 2, "a cell costs no variant: {row}");
    }
    let reading = with_head("cup,Cup,Size,L,,,,,10,,,,,,\ncup,,Size,,,,,,12,,,,,,\n");
    assert_eq!((refused(&reading), reading.drafts[0].variants.len()), (vec![(3, "no-option-value")], 1));
    assert!(reading.drafts[0].has_lost_variants);
}

#[test]
fn a_price_that_cannot_be_read_is_none_and_not_zero() {
    let reading = with_head("cup,Cup,,,,,,,1e9,,,,,,\n");
    assert_eq!(reading.drafts[0].variants[0].price, Cell::Missing);
    let reading = with_head("cup,Cup,,,,,,,,,,,,,\n");
    assert_eq!(reading.drafts[0].variants[0].price, Cell::Empty);
}

#[test]
fn fewer_than_none_are_none_with_a_note() {
    let reading = with_head("cup,Cup,Size,L,,,-17,,10,,,,,,\ncup,,,M,,,0,,10,,,,,,\n");
    assert_eq!(refused(&reading), []);
    assert!(reading.notes.contains(&Note::NegativeQuantity { line: 2, found: -17 }));
    let pieces: Vec<_> = reading.drafts[0].variants.iter().map(|it| it.quantity).collect();
    assert_eq!(pieces, [Cell::Value(0), Cell::Value(0)]);
}

#[test]
fn addresses_that_meet_are_refused_by_their_lines() {
    let rows = "Sea_Green,Mug,Size,S,,,,,5,,,,,,\nsea-green,Bowl,Size,M,,,,,9,,,,,,\nsea-green,,,L,,,,,9,,,,,,\n\
                SEA_GREEN,,,XL,,,,,9,,,,,,\n";
    let reading = with_head(rows);
    assert_eq!(refused(&reading), [(3, "same-address"), (4, "same-address")]);
    assert_eq!(reading.drafts[0].variants.len(), 2, "capitals alone make no other listing");
    let reading = read_yuan("Title,Price\nC++ mug,1\nC mug,2\nC mug,3\n");
    assert_eq!(refused(&reading), [(3, "same-address"), (4, "same-address")]);
}

#[test]
fn every_bad_cell_of_a_row_is_named() {
    let reading = with_head("cup,Cup,Size,L,,x,some,,free,,,,,,\ncup,,,M,,,,,10,,,,,,\n");
    let columns: Vec<_> = reading.refused.iter().filter_map(|refusal| refusal.column.as_deref()).collect();
    assert_eq!(columns, ["Variant Price", "Variant Inventory Qty", "Variant Grams"]);
    assert_eq!(reading.refused[0].to_string(), "line 2, Variant Price: the price is not a number");
}

#[test]
fn a_bad_first_variant_leaves_the_words_and_pictures_of_the_listing() {
    let rows = "cup,Cup,Size,,,,,,5,,,https://x/a.jpg,,,\ncup,,,M,,,,,10,,,,,,\n";
    let reading = with_head(rows);
    assert_eq!(refused(&reading), [(2, "no-option-value")]);
    let cup = &reading.drafts[0];
    assert_eq!((&cup.title, cup.pictures.len()), (&value("Cup"), 1));
    assert_eq!(cup.variants.iter().map(|it| it.line).collect::<Vec<_>>(), [3]);
}

#[test]
fn a_listing_without_a_good_variant_is_left_out_and_every_row_reported() {
    let rows = "cup,Cup,Size,,,,,,5,,,https://x/a.jpg,,,\ncup,,,,B,,,,6,,,https://x/b.jpg,,,\n\
                cup,,,,,,,,,,,https://x/c.jpg,,,\npot,Pot,,,,,,,10,,,,,,\n";
    let reading = with_head(rows);
    assert_eq!(handles(&reading), ["pot"]);
    assert_eq!(refused(&reading), [(2, "no-option-value"), (3, "no-option-value"), (4, "listing-refused")]);
}

#[test]
fn rows_without_a_first_row_are_refused_one_by_one() {
    let rows = "cup,,,M,,,,,10,,,,,,\ncup,Cup,Size,L,,,,,10,,,,,,\ncup,,,S,,,,,10,,,,,,\n\
                pot,Pot,Size,L,,,,,10,,,,,lost,\npot,,,M,,,,,10,,,,,,\n";
    let reading = with_head(rows);
    assert_eq!(refused(&reading), [(2, "no-first-row"), (5, "unknown-word")]);
    assert_eq!(reading.drafts[0].variants.len(), 2);
    let pot = &reading.drafts[1];
    assert_eq!((pot.variants.len(), pot.is_doubtful), (2, true), "it is not known whether it is on sale");
}

#[test]
fn the_same_options_and_empty_rows_are_refused_and_the_same_sku_is_noted() {
    let rows = "cup,Cup,Size,L,A,,,,10,,,,,,\ncup,,,M,A,,,,11,,,,,,\ncup,,,L,B,,,,12,,,,,,\n\
                cup,,,,,,,,,,,,,,\ncup,Other,,XL,,,,,13,,,,,,\n";
    let reading = with_head(rows);
    assert_eq!(refused(&reading), [(4, "same-options"), (5, "nothing-new")]);
    assert_eq!(
        reading.notes,
        [
            Note::SameSku { line: 3, first_line: 2, sku: "A".to_owned() },
            Note::NotCounted { first_line: 2, count: 4 },
            Note::FirstRowCounts { line: 6, first_line: 2 },
        ]
    );
    assert_eq!(reading.drafts[0].variants.len(), 3);
}

#[test]
fn two_listings_with_one_handle_do_not_become_one() {
    let rows = "cup,Cup,Title,Default Title,,,,,10,,,,,,\ncup,Another,Title,Default Title,,,,,99,,,,,,\n";
    let reading = with_head(rows);
    assert_eq!(refused(&reading), [(3, "same-options")]);
    assert_eq!(reading.drafts[0].variants[0].price, yuan(1_000));
}

#[test]
fn a_listing_keeps_to_its_limits() {
    let mut rows = String::from("cup,Cup,Size,0,,,,,10,,,,,,\n");
    (1..=101).for_each(|size| rows.push_str(&format!("cup,,,{size},,,,,10,,,,,,\n")));
    let reading = with_head(&rows);
    assert_eq!(refused(&reading), [(102, "too-many-variants"), (103, "too-many-variants")]);
    assert_eq!(reading.drafts[0].variants.len(), 100);

    let mut rows = String::from("cup,Cup,,,,,,,10,,,,,,\n");
    (1..=22).for_each(|place| rows.push_str(&format!("cup,,,,,,,,,,,https://x/{place}.jpg,,,\n")));
    assert_eq!(refused(&with_head(&rows)), [(23, "too-many-pictures"), (24, "too-many-pictures")]);

    let long = "x".repeat(256);
    let rows =
        format!("cup,{long},,,,,,,10,,,,,,\n{long},Cup,,,,,,,10,,,,,,\npot,Pot,,,{long},,,,10,,,,,,\n");
    assert_eq!(refused(&with_head(&rows)), [(2, "too-long"), (3, "too-long"), (4, "too-long")]);
    let body = "x".repeat((512 << 10) + 1);
    assert_eq!(refused(&read_yuan(&format!("Handle,Body (HTML)\ncup,{body}\n"))), [(2, "too-long")]);
    let tags = vec!["x"; 251].join(",");
    assert_eq!(refused(&read_yuan(&format!("Handle,Tags\ncup,\"{tags}\"\n"))), [(2, "too-many-tags")]);
}

#[test]
fn options_have_names_values_and_an_end() {
    let head = "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option4 Name,Option4 Value,Price\n";
    let table = [
        ("a,A,Size,S,Size,M,,,1", "option-named-twice"),
        ("a,A,,,Size,M,,,1", "option-without-name"),
        ("a,A,Size,S,,Red,,,1", "option-without-name"),
        ("a,A,Size,S,Colour,,,,1", "no-option-value"),
        ("a,A,Size,S,Colour,Red,Mood,Calm,1", "too-many-options"),
        ("a,A,,Small,,,,,1", "option-without-name"),
    ];
    for (row, code) in table {
        let reading = read_yuan(&format!("{head}{row}\n"));
        assert!(reading.drafts.is_empty(), "{row}");
        assert!(
            reading.refused.iter().any(|refusal| refusal.reason.code() == code),
            "{row}: {:?}",
            reading.refused
        );
    }
}

#[test]
fn a_text_no_database_takes_is_refused() {
    let reading = read_yuan("Handle,Title,Price\ncup,C\0up,1\npot,Pot,2\n");
    assert_eq!(refused(&reading), [(2, "forbidden-character")]);
    assert_eq!(handles(&reading), ["pot"]);
}
