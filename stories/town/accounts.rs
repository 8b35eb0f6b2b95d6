use serde_json::json;

use crate::harness::{Call, Market, Town, addressed, ship_to};

pub async fn build(town: &mut Town, _: &Market) {
    let kept = town.buyer.send("POST", "/api/v1/addresses", &json!(ship_to())).await.is(201).json();
    town.set("{address}", kept["id"].as_str().unwrap());
    town.set("/mine/addresses/{id}", kept["id"].as_str().unwrap());
}

pub fn calls() -> Vec<Call> {
    vec![
        (
            "POST",
            "/accounts",
            json!({"login": "n{n}@fair.example", "name": "N", "password": "seven goats {n}"}),
        ),
        (
            "PATCH",
            "/account",
            json!({"name": "Ana", "language": "en", "zone": "Asia/Shanghai", "currency": "USD", "birth_year": 1990}),
        ),
        (
            "PUT",
            "/account/password",
            json!({"password_before": "no goats at all", "password": "eight goats {n}", "end_tokens": false}),
        ),
        ("POST", "/account/phone/codes", json!({"phone": "+86139001390{n}", "password": "no goats at all"})),
        ("PUT", "/account/phone", json!({"phone": "+8613900139000", "code": "000000"})),
        ("POST", "/account/closure", json!({"password": "no goats at all"})),
        (
            "POST",
            "/tokens",
            json!({"login": "maker@fair.example", "password": "seven goats on a hill", "name": "till",
                "scopes": ["orders:read"]}),
        ),
        ("POST", "/codes", json!({"login": "code{n}@fair.example"})),
        ("POST", "/addresses", addressed(json!({"is_default": false}))),
        ("PUT", "/addresses/{address}", json!(ship_to())),
    ]
}
