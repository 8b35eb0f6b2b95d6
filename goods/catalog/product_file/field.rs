//! The columns this market understands, and what each dialect calls them.

use kernel::words;

words! {
    /// The two sets of column names that Shopify has used.
    Dialect {
        /// `Handle`, `Body (HTML)`, `Variant Price`.
        Legacy = "legacy",
        /// `URL handle`, `Description`, `Price`.
        Current = "current",
    }
}

/// What a column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Handle,
    Title,
    Body,
    Vendor,
    Category,
    Kind,
    Tags,
    Published,
    Status,
    Option1Name,
    Option1Value,
    Option1Link,
    Option2Name,
    Option2Value,
    Option2Link,
    Option3Name,
    Option3Value,
    Option3Link,
    Sku,
    Barcode,
    Price,
    CompareAt,
    Cost,
    Taxable,
    TaxCode,
    StockTracker,
    Quantity,
    OutOfStock,
    Grams,
    WeightUnit,
    NeedsShipping,
    Fulfilment,
    PictureUrl,
    PicturePosition,
    PictureAlt,
    VariantPicture,
    GiftCard,
    SeoTitle,
    SeoDescription,
    /// How it is taxed: a column of ours, beside Shopify's own.
    TaxClass,
    /// What it is made of: other programs have a column for it.
    Materials,
    /// That a new listing begins as a draft, since the file does not say enough: no file has such a column.
    Doubt,
}

pub const FIELDS: usize = 42;
/// Those that Shopify has a column for.
const NAMED: usize = 39;

pub const OPTION_NAMES: [Field; 3] = [Field::Option1Name, Field::Option2Name, Field::Option3Name];
pub const OPTION_VALUES: [Field; 3] = [Field::Option1Value, Field::Option2Value, Field::Option3Value];
pub const OPTION_LINKS: [Field; 3] = [Field::Option1Link, Field::Option2Link, Field::Option3Link];

/// A row with one of these filled in brings a variant; a weight unit alone does not, since some programs
/// repeat it on rows that only bring a picture.
pub const OF_VARIANT: [Field; 9] = [
    Field::Option1Value,
    Field::Option2Value,
    Field::Option3Value,
    Field::Sku,
    Field::Barcode,
    Field::Price,
    Field::CompareAt,
    Field::Cost,
    Field::Quantity,
];

/// What belongs in the first row; a later one may repeat it but not change it.
pub const OF_LISTING: [Field; 15] = [
    Field::Title,
    Field::Body,
    Field::Vendor,
    Field::Category,
    Field::Kind,
    Field::Tags,
    Field::Published,
    Field::Status,
    Field::Option1Name,
    Field::Option2Name,
    Field::Option3Name,
    Field::GiftCard,
    Field::SeoTitle,
    Field::SeoDescription,
    Field::TaxClass,
];

/// Field, legacy name, current name, in the order of the current dialect's own export.
#[rustfmt::skip]
pub const NAMES: [(Field, &str, &str); NAMED] = [
    (Field::Title, "Title", "Title"),
    (Field::Handle, "Handle", "URL handle"),
    (Field::Body, "Body (HTML)", "Description"),
    (Field::Vendor, "Vendor", "Vendor"),
    (Field::Category, "Product Category", "Product category"),
    (Field::Kind, "Type", "Type"),
    (Field::Tags, "Tags", "Tags"),
    (Field::Published, "Published", "Published on online store"),
    (Field::Status, "Status", "Status"),
    (Field::Sku, "Variant SKU", "SKU"),
    (Field::Barcode, "Variant Barcode", "Barcode"),
    (Field::Option1Name, "Option1 Name", "Option1 name"),
    (Field::Option1Value, "Option1 Value", "Option1 value"),
    (Field::Option1Link, "Option1 Linked To", "Option1 Linked To"),
    (Field::Option2Name, "Option2 Name", "Option2 name"),
    (Field::Option2Value, "Option2 Value", "Option2 value"),
    (Field::Option2Link, "Option2 Linked To", "Option2 Linked To"),
    (Field::Option3Name, "Option3 Name", "Option3 name"),
    (Field::Option3Value, "Option3 Value", "Option3 value"),
    (Field::Option3Link, "Option3 Linked To", "Option3 Linked To"),
    (Field::Price, "Variant Price", "Price"),
    (Field::CompareAt, "Variant Compare At Price", "Compare-at price"),
    (Field::Cost, "Cost per item", "Cost per item"),
    (Field::Taxable, "Variant Taxable", "Charge tax"),
    (Field::TaxCode, "Variant Tax Code", "Tax code"),
    (Field::StockTracker, "Variant Inventory Tracker", "Inventory tracker"),
    (Field::Quantity, "Variant Inventory Qty", "Inventory quantity"),
    (Field::OutOfStock, "Variant Inventory Policy", "Continue selling when out of stock"),
    (Field::Grams, "Variant Grams", "Weight value (grams)"),
    (Field::WeightUnit, "Variant Weight Unit", "Weight unit for display"),
    (Field::NeedsShipping, "Variant Requires Shipping", "Requires shipping"),
    (Field::Fulfilment, "Variant Fulfillment Service", "Fulfillment service"),
    (Field::PictureUrl, "Image Src", "Product image URL"),
    (Field::PicturePosition, "Image Position", "Image position"),
    (Field::PictureAlt, "Image Alt Text", "Image alt text"),
    (Field::VariantPicture, "Variant Image", "Variant image URL"),
    (Field::GiftCard, "Gift Card", "Gift card"),
    (Field::SeoTitle, "SEO Title", "SEO title"),
    (Field::SeoDescription, "SEO Description", "SEO description"),
];

/// The column of the class, in both dialects: only where a listing has one that is not the usual.
pub const TAX_CLASS: &str = "Tax class";

/// What older files and programs that write Shopify's files call some columns.
const OTHER_NAMES: [(Field, &str); 11] = [
    (Field::TaxClass, TAX_CLASS),
    (Field::Body, "Body HTML"),
    (Field::Category, "Standard Product Type"),
    (Field::Category, "Standardized Product Type"),
    (Field::Kind, "Custom Product Type"),
    (Field::Kind, "Product Type"),
    (Field::Quantity, "Variant Inventory Quantity"),
    (Field::Cost, "Variant Cost"),
    (Field::Grams, "Variant Weight (grams)"),
    (Field::PictureAlt, "Image Alt"),
    (Field::PictureUrl, "Image URL"),
];

/// The field a column name stands for, and the dialect if only one of them uses this name. Capitals and
/// outer spaces do not count.
pub fn named(name: &str) -> Option<(Field, Option<Dialect>)> {
    let shopifys = NAMES.iter().find_map(|(field, legacy, current)| {
        match (name.eq_ignore_ascii_case(legacy), name.eq_ignore_ascii_case(current)) {
            (true, true) => Some((*field, None)),
            (true, false) => Some((*field, Some(Dialect::Legacy))),
            (false, true) => Some((*field, Some(Dialect::Current))),
            (false, false) => None,
        }
    });
    shopifys.or_else(|| OTHER_NAMES.iter().find(|it| it.1.eq_ignore_ascii_case(name)).map(|it| (it.0, None)))
}

/// Is a column we have no use for one of Shopify's own, so that nobody need be told that it is kept aside?
pub fn is_known_aside(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let starts = [
        "google shopping",
        "price /",
        "compare-at price /",
        "compare at price /",
        "unit price",
        "included /",
    ];
    starts.iter().any(|start| name.starts_with(start))
        || name.contains(".metafields.")
        || name.starts_with("metafield")
        || matches!(
            name.as_str(),
            "collection" | "template suffix" | "variant id" | "id" | "command" | "published scope"
        )
}

/// Is it the name or value of a fourth option, or one beyond?
pub fn is_option_beyond_third(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let Some((number, what)) = name.strip_prefix("option").and_then(|rest| rest.split_once(' ')) else {
        return false;
    };
    number.parse().is_ok_and(|number: u32| number > 3) && matches!(what, "name" | "value" | "linked to")
}

/// Is a column we have no use for about the variant, so that it may differ from row to row? Anything else
/// on a first row is about the listing.
pub fn is_of_variant(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["variant ", "price /", "compare-at price /", "compare at price /", "unit price", "inventory"]
        .iter()
        .any(|start| name.starts_with(start))
        || name.contains("variant.metafields")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_own_name_in_each_dialect() {
        for (at, (field, legacy, current)) in NAMES.iter().enumerate() {
            assert_eq!(named(legacy).map(|found| found.0), Some(*field));
            assert_eq!(named(&current.to_uppercase()).map(|found| found.0), Some(*field));
            assert!(NAMES.iter().skip(at + 1).all(|other| other.0 != *field));
        }
        assert_eq!(named("Handle"), Some((Field::Handle, Some(Dialect::Legacy))));
        assert_eq!(named("price"), Some((Field::Price, Some(Dialect::Current))));
        assert_eq!(named("Vendor"), Some((Field::Vendor, None)));
        assert_eq!(named("Price / Japan"), None);
    }

    #[test]
    fn columns_set_aside_know_what_they_are_about() {
        for name in ["Price / Japan", "Compare-at price / EU", "Unit Price Base Measure", "Variant Foo"] {
            assert!(is_of_variant(name), "{name}");
        }
        assert!(is_of_variant("Fabric (variant.metafields.custom.fabric)"));
        for name in ["Google Shopping / Gender", "Included / Japan", "Color (product.metafields.shopify.c)"] {
            assert!(!is_of_variant(name), "{name}");
        }
        assert!(is_option_beyond_third("Option4 Value") && is_option_beyond_third("option12 name"));
        assert!(!is_option_beyond_third("Option3 Name") && !is_option_beyond_third("Option Name"));
    }
}
