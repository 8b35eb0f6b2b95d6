use serde_json::json;

use crate::harness::{Call, Market, Town};

pub async fn build(town: &mut Town, _: &Market) {
    town.owner.post("/desk/ana/staff", &[("login", "wu@fair.example")]).await.is(200);
    town.set("{handle}", "ana");
    town.set("{shop}", "ana");
    town.set("/desk/{handle}/staff/{id}", town.staff_id);
}

pub fn calls() -> Vec<Call> {
    let profile = json!({"kind": "maker", "name": "Ana", "name_en": "Ana", "language": "en", "tagline": "", "tagline_en": "",
        "story": "", "story_en": "", "seal": "A", "band": "plain", "generation": 3, "heritage": "none",
        "country": "CN", "region": "", "city": "", "village": "", "place_en": "", "coordinates": "38.62,106.05", "zone": "Asia/Shanghai",
        "dispatch_days": 3});
    vec![
        (
            "POST",
            "/shops",
            json!({"handle": "shop-{n}", "name": "S", "currency": "CNY", "kind": "maker", "language": "en",
                "country": "CN"}),
        ),
        ("PATCH", "/shops/{handle}", profile),
        (
            "PATCH",
            "/shops/{handle}/sender",
            json!({"street": "Lane 3", "postal_code": "750000", "phone": "+86 951 1", "tax_number": "9164"}),
        ),
        // `ana` goes on selling.
        ("PUT", "/shops/bo/holiday", json!({"until": "2027-09-01T00:00:00Z"})),
        ("POST", "/shops/{handle}/staff", json!({"login": "lin@fair.example"})),
    ]
}
