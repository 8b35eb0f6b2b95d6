use serde_json::{Value, json};

use crate::harness::{Call, Market, Town};

/// A file of which a row is refused was looked at and waits for its start.
pub async fn build(town: &mut Town, _: &Market) {
    let file = b"Handle,Title,Variant Price\ncup,Cup,12.50\njar,Jar,\"1,50\"\n";
    let import = town.owner.upload("/desk/ana/import", &[], &[("file", "cups.csv", file)]).await;
    town.set("{run}", import.is(200).end());
    let table = b"Artikel;Preis\nKrug;12,50\n";
    let import = town.owner.upload("/desk/ana/import", &[], &[("file", "krug.csv", table)]).await;
    town.set("{table}", import.is(200).end());
    town.set("{listing}", "bowl");
    town.set("{listing_id}", town.bowl.listing);
    town.set("{variant}", town.bowl.variant);
}

pub fn calls() -> Vec<Call> {
    vec![
        ("POST", "/shops/{handle}/listings", listing("harvest")),
        ("PUT", "/listings/{listing_id}", listing("made_to_order")),
        ("POST", "/listings/{listing_id}/state", json!({"state": "active"})),
        (
            "POST",
            "/shops/{handle}/listing-changes",
            json!({"listings": ["{listing_id}"], "act": "pieces", "value": "50"}),
        ),
        ("PUT", "/variants/{variant}/stock", json!({"available": 50})),
        ("PUT", "/shops/{handle}/imports/{table}/columns", columns()),
    ]
}

fn columns() -> Value {
    json!({"columns": [{"name": "Artikel", "meaning": "title"}, {"name": "Preis", "meaning": "price"}]})
}

fn listing(kind: &str) -> Value {
    json!({"title": "Cup {n}", "title_en": "Cup", "body": "<p>Good</p>", "body_en": "", "kind": kind,
        "state": "active", "handle": "cup-{n}", "craft": "", "materials": "clay", "materials_en": "clay",
        "technique": "", "technique_en": "", "product_type": "Cups", "tags": ["red"],
        "options": [{"name": "Size", "values": ["S", "L"], "name_en": "Size", "values_en": ["S", "L"]}], "counting": "counted", "lead_days": 3, "plot": "",
        "plot_en": "", "from_month": 1, "to_month": 2, "shelf_life_days": 3, "ready_at": "", "negotiable": false,
        "floor": "1.00", "auto_accept": "2.00", "seo_title": "", "seo_description": "", "tax_class": "standard",
        "design": "", "tiers": [{"variant": "", "from": 10, "unit": "pieces", "price": "9.00", "percent": ""}],
        "variants": [
            {"choices": ["S"], "sku": "a", "price": "12.50", "compare_at": "13", "available": 3, "weight_grams": 5},
            {"choices": ["L"], "sku": "b", "price": "13.50", "compare_at": "", "available": 3, "weight_grams": 5}]})
}
