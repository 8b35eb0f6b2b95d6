//! Rows that are no rows: what is lost is only what is broken.

use super::*;

const HEAD: &str = "Handle,Title,Body (HTML),Vendor,Variant SKU,Variant Price\n";

fn with_head(rows: &str) -> Reading {
    read_yuan(&format!("{HEAD}{rows}"))
}

#[test]
fn reading_goes_on_after_a_bad_quote() {
    let table = [
        ("b,Bad,\"12\" wide\",V,S,2\n", "broken-quote"),
        ("b,Bad,\"never closed,V,S,2\n", "broken-quote"),
        ("b,Bad,\"closed\" ,V,S,2\n", "broken-quote"),
        ("b,Bad,V,S,2\n", "too-few-cells"),
        ("b,Bad,,V,S,2,more\n", "too-many-cells"),
    ];
    for (bad, code) in table {
        let reading = with_head(&format!("a,A,,V,S,1\n{bad}c,C,,V,S,3\nd,D,\"<p>\nx</p>\",V,S,4\n"));
        assert_eq!(handles(&reading), ["a", "c", "d"], "{bad}");
        assert_eq!(refused(&reading), [(3, code)], "{bad}");
        assert_eq!(reading.drafts[2].line, 5);
    }
}

#[test]
fn an_open_quote_does_not_swallow_the_rows_up_to_the_next_quote() {
    let rows = "a,A,\"open,V,S,1\nb,B,,V,S,2\nc,C,\"good, really\",V,S,3\nd,D,,V,S,4\n";
    let reading = with_head(rows);
    assert_eq!(handles(&reading), ["b", "c", "d"]);
    assert_eq!(refused(&reading), [(2, "broken-quote")]);
}

#[test]
fn a_quote_closed_by_chance_is_found_out() {
    let head = "Handle,Title,Body (HTML),Vendor,Type,Tags,Status,Variant SKU,Variant Barcode,Variant Grams,\
                Variant Inventory Qty,Variant Price\n";
    let rows = "a,A,\"open,V,,,,S,,,,1\nb,B,,V,,,,,,,,2\nc,C,12\",V,,,,,,,,3\nd,D,\"1\n2, 3\",V,,,,,,,,4\n";
    let reading = read_yuan(&format!("{head}{rows}"));
    assert_eq!(handles(&reading), ["b", "c", "d"], "lines 2 to 4 have twelve cells as well");
    assert_eq!(reading.drafts[1].body, value("12\""));
    assert_eq!(refused(&reading), [(2, "broken-quote")]);
}

#[test]
fn the_rest_of_a_broken_description_is_not_taken_for_rows() {
    let rows = "a,A,\"<ul>\n<li>5\" wide</li>\n<li>soft, warm</li>\nred, green, blue, black, white\n</ul>\",V,S,1\n\
                b,B,,V,S,2\n";
    let reading = with_head(rows);
    assert_eq!(handles(&reading), ["b"]);
    assert_eq!(refused(&reading), [(2, "broken-quote"), (5, "too-few-cells")]);
}

#[test]
fn two_broken_rows_are_reported_both() {
    let rows = "a,A,\"x\"y,V,S,1\nb,B,\"x\"y,V,S,2\nc,C,,V,S,3\nd,D,\"x\"y,V,S,4\n";
    let reading = with_head(rows);
    assert_eq!(handles(&reading), ["c"]);
    let code = "broken-quote";
    assert_eq!(refused(&reading), [(2, code), (3, code), (5, code)]);
}

#[test]
fn broken_rows_are_known_whatever_their_handles_look_like() {
    let rows = "Cup-1,\"Big\" cup one,plain,V,S1,5.00\nCup_2,\"Big\" cup two,plain,V,S2,5.00\n\
                Cup-3,\"Big\" cup three,plain,V,S3,5.00\ncup-4,Cup four,plain,V,S4,5.00\n";
    let reading = with_head(rows);
    let code = "broken-quote";
    assert_eq!(
        (handles(&reading), refused(&reading)),
        (vec!["cup-4"], vec![(2, code), (3, code), (4, code)])
    );
}

#[test]
fn a_row_in_doubt_is_reported_rather_than_lost() {
    let rows = "a,A,\"x\"y,V,S,1\nNot A Handle,B,,V,S,2\nc,C,,V,S,3\n";
    let reading = with_head(rows);
    assert_eq!(handles(&reading), ["c"]);
    assert_eq!(refused(&reading), [(2, "broken-quote"), (3, "after-broken-row")]);
}

#[test]
fn variants_of_a_broken_first_row_are_reported_with_it() {
    let rows = "a,A,\"x\"y,V,S,1\na,,,,T,2\nb,B,,V,S,3\n";
    let reading = with_head(rows);
    assert_eq!(handles(&reading), ["b"]);
    assert_eq!(refused(&reading), [(2, "broken-quote"), (3, "no-first-row")]);
}

#[test]
fn empty_rows_and_cells_left_by_spreadsheets_do_no_harm() {
    let reading = with_head("\n,,,,,\n   \na,A,,V,S,1,,,,\n,,,,,,,,\nb,B,,V,S,2");
    assert_eq!((handles(&reading), reading.refused.len()), (vec!["a", "b"], 0));
}

#[test]
fn every_kind_of_line_end_counts_once() {
    let reading = with_head("a,A,\"x\r\ny\rz\n\",V,S,1\r\nb,B,,V,S,\"1\r1\"\rc,C,,V,S,3\n");
    let lines: Vec<_> = reading.drafts.iter().map(|draft| draft.line).collect();
    assert_eq!((lines, refused(&reading)), (vec![2, 6, 8], vec![(6, "price-thousands-separator")]));
}

#[test]
fn a_hostile_file_takes_no_more_time_than_a_long_one() {
    // Read line by line in every sense: as the end of an open quote, and as the beginning of another.
    for line in ["x\",y,\"z\n", "\"\n", ",\"\"\"\n", "a,\"\n", "a,\"\"\"\"x\n", ",\",\",\"\n"] {
        let reading = with_head(&line.repeat(150_000));
        assert!(reading.drafts.len() < 2, "{line}");
    }
    with_head(&format!("a,A,\"{}", "x,y\n".repeat(150_000)));
}
