//! What people look for, for a spreadsheet.

use platform::web::csv_cell;

use super::{Demand, OfShop};

fn write<const N: usize>(
    head: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>, csv::Error> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(head)?;
    for row in rows {
        csv.write_record(row)?;
    }
    csv.into_inner().map_err(|error| error.into_error().into())
}

pub fn of_market(list: &[Demand]) -> Result<Vec<u8>, csv::Error> {
    let row = |it: &Demand| {
        let [times, found, clicks, carts, orders] =
            [it.times, it.found, it.clicks, it.carts, it.orders].map(|number| number.to_string());
        [csv_cell(&it.text), it.lang.clone(), times, found, clicks, carts, orders]
    };
    let head = ["words", "language", "searches", "found", "clicks", "carts", "orders"];
    write(head, list.iter().map(row))
}

pub fn of_shop(list: &[OfShop]) -> Result<Vec<u8>, csv::Error> {
    let row = |it: &OfShop| {
        let [clicks, carts, orders] = [it.clicks, it.carts, it.orders].map(|number| number.to_string());
        [csv_cell(&it.text), it.lang.clone(), clicks, carts, orders]
    };
    write(["words", "language", "clicks", "carts", "orders"], list.iter().map(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_no_formula() {
        let one = OfShop { lang: "en".into(), text: "=1+1, tea".into(), clicks: 5, carts: 1, orders: 0 };
        let file = String::from_utf8(of_shop(&[one]).unwrap()).unwrap();
        assert_eq!(file, "words,language,clicks,carts,orders\n\"'=1+1, tea\",en,5,1,0\n");
    }
}
