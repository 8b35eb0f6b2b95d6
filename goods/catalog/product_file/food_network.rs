//! Open Food Network's product file: a row is one unit in which a producer's product is sold.

use super::columns::Columns;
use super::etsy::paragraphs;
use super::field::{Field, OPTION_NAMES, OPTION_VALUES};
use super::rows::Row;
use super::translate::{Addresses, Filled, Habits, Refused, Said, Translate, cell, columns, place};
use super::{Refusal, RefusalReason, Weight, WeightUnit};
use std::collections::HashMap;

pub struct FoodNetwork {
    columns: Columns,
    at: HashMap<&'static str, usize>,
    numbers: Vec<(usize, Field)>,
    addresses: Addresses,
}

const NAMES: [&str; 17] = [
    "producer",
    "supplier",
    "enterprise",
    "sku",
    "name",
    "display_name",
    "category",
    "description",
    "units",
    "unit_type",
    "variant_unit_name",
    "price",
    "on_hand",
    "on_demand",
    "shipping_category",
    "tax_category",
    "available_on",
];
const NOT_READ: [&str; 3] = ["shipping_category", "tax_category", "available_on"];
/// What buyers choose by.
const UNIT: &str = "Unit";

impl FoodNetwork {
    pub fn known(names: &[String]) -> usize {
        NAMES.iter().filter(|name| place(names, name).is_some()).count()
    }

    pub fn writes(names: &[String]) -> bool {
        let has = |name| place(names, name).is_some();
        let is_whose = has("producer") || has("supplier") || has("enterprise");
        is_whose && has("name") && (has("unit_type") || has("on_hand") || has("on_demand"))
    }

    pub fn new(names: &[String]) -> Self {
        let at: HashMap<_, _> =
            NAMES.into_iter().filter_map(|name| Some((name, place(names, name)?))).collect();
        let find = |name: &str| at.get(name).copied();
        let unit = find("display_name").or(find("units")).or(find("variant_unit_name"));
        let stock = find("on_demand").or(find("on_hand"));
        let from = [
            (Field::Handle, find("name")),
            (Field::Title, find("name")),
            (Field::Body, find("description")),
            (Field::Vendor, find("producer").or(find("supplier")).or(find("enterprise"))),
            (Field::Kind, find("category")),
            (OPTION_NAMES[0], unit),
            (OPTION_VALUES[0], unit),
            (Field::Sku, find("sku")),
            (Field::Price, find("price")),
            (Field::StockTracker, stock),
            (Field::Quantity, find("on_hand")),
            (Field::Grams, find("units").filter(|_| find("unit_type").is_some())),
        ];
        let numbers = [("price", Field::Price), ("on_hand", Field::Quantity), ("units", Field::Grams)];
        Self {
            columns: columns(names, &from),
            numbers: numbers.into_iter().filter_map(|(name, field)| Some((find(name)?, field))).collect(),
            addresses: Addresses::default(),
            at,
        }
    }

    fn cell<'r>(&self, row: &'r Row<'_>, name: &str) -> &'r str {
        cell(row, self.at.get(name).copied())
    }

    fn producer<'r>(&self, row: &'r Row<'_>) -> &'r str {
        let names = ["producer", "supplier", "enterprise"].map(|name| self.cell(row, name));
        names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    }

    /// The unit as buyers read it: `500 g`, `Bunch`.
    fn unit(&self, row: &Row<'_>) -> String {
        let shown = self.cell(row, "display_name");
        if !shown.is_empty() {
            return shown.to_owned();
        }
        let name = self.cell(row, "variant_unit_name");
        let name = if name.is_empty() { self.cell(row, "unit_type") } else { name };
        format!("{} {name}", self.cell(row, "units")).trim().to_owned()
    }

    fn weight(&self, row: &Row<'_>, habits: &Habits, said: &mut Said) -> Option<String> {
        let (times, unit) = match self.cell(row, "unit_type").to_ascii_lowercase().as_str() {
            "g" => (1, WeightUnit::Gram),
            "kg" => (1, WeightUnit::Kilogram),
            "oz" => (1, WeightUnit::Ounce),
            "lb" | "lbs" => (1, WeightUnit::Pound),
            "t" => (1_000, WeightUnit::Kilogram),
            _ => return None,
        };
        let weight = Weight::of(self.cell(row, "units"), unit, habits.of(Field::Grams));
        match weight.and_then(|weight| weight.times(times)) {
            Ok(weight) => Some(weight.in_full()),
            Err(reason) => {
                let column = self.columns.name(Field::Grams).map(str::to_owned);
                said.refused.push(Refusal { line: row.line, column, reason });
                None
            }
        }
    }
}

impl Translate for FoodNetwork {
    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn numbers(&self) -> &[(usize, Field)] {
        &self.numbers
    }

    fn reads(&self, column: usize) -> bool {
        self.at.iter().any(|(name, at)| *at == column && !NOT_READ.contains(name))
    }

    fn learn(&mut self, row: &Row<'_>) {
        let (name, producer) = (self.cell(row, "name").to_owned(), self.producer(row).to_owned());
        self.addresses.learn(&name, &producer);
    }

    fn rows(&self, row: &Row<'_>, habits: &Habits, said: &mut Said) -> Result<Vec<Row<'static>>, Refused> {
        let (name, producer) = (self.cell(row, "name"), self.producer(row));
        if name.is_empty() {
            return Err(Refused { column: self.at.get("name").copied(), reason: RefusalReason::NoHandle });
        }
        let mut filled = Filled::new(&self.columns, row, &self.addresses.of(name, producer))
            .with(Field::Title, name)
            .with(Field::Body, paragraphs(self.cell(row, "description")))
            .with(Field::Vendor, producer)
            .with(Field::Kind, self.cell(row, "category"))
            .with(Field::Sku, self.cell(row, "sku"))
            .with(Field::Price, self.cell(row, "price"));
        let unit = self.unit(row);
        if !unit.is_empty() {
            filled.set(OPTION_NAMES[0], UNIT);
            filled.set(OPTION_VALUES[0], unit);
        }
        let is_on_demand =
            matches!(self.cell(row, "on_demand").to_ascii_lowercase().as_str(), "1" | "true" | "yes");
        let pieces = self.cell(row, "on_hand");
        if !is_on_demand && !pieces.is_empty() {
            filled.set(Field::StockTracker, "shopify");
            filled.set(Field::Quantity, pieces);
        }
        if let Some(grams) = self.weight(row, habits, said) {
            filled.set(Field::Grams, grams);
        }
        Ok(vec![filled.row()])
    }
}
