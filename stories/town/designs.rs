use image::ImageFormat;
use serde_json::json;

use crate::{
    harness::{Call, Market, Person, Town},
    photos::picture,
};

/// Designs of `ana`, two of them sealed; the basket of `bo` asks to be sold after one, shows its picture, and is disputed.
pub async fn build(town: &mut Town, market: &Market) {
    let photo = picture(320, 400, ImageFormat::Png);
    let design = put_down(&town.owner, "Glazed bowl", &photo, false).await;
    for part in ["{sealed}", "{unseal}"] {
        let sealed = put_down(&town.owner, "A jug to come", &picture(300, 400, ImageFormat::Png), true).await;
        town.set(part, sealed);
    }
    let basket = town.basket.listing.to_string();
    let photos = format!("/desk/bo/listings/{basket}/photos");
    town.other.upload(&photos, &[], &[("photos", "a.png", &photo)]).await.is(200);
    market.work().await;
    let claim = json!({ "design": design });
    town.other.send("PUT", &format!("/api/v1/listings/{basket}"), &claim).await.is(204);
    let words = [("listing", basket.as_str()), ("words", "It shows our bowl."), ("true_words", "true")];
    for part in ["{case}", "{take_back}"] {
        let (path, record) = (format!("/api/v1/shops/ana/designs/{design}/notices"), &design);
        let path = if part == "{case}" {
            path
        } else {
            let other =
                put_down(&town.owner, "Glazed cup", &picture(200, 200, ImageFormat::Png), false).await;
            path.replace(record.as_str(), &other)
        };
        let made = town.owner.upload(&path, &words, &[]).await.is(201).json();
        town.set(part, made["id"].as_str().unwrap());
    }
    let case = town.fill("{case}");
    let answer = [("ground", "own-work"), ("words", "We drew it ourselves.")];
    town.other.upload(&format!("/api/v1/shops/bo/design-notices/{case}/answer"), &answer, &[]).await.is(200);
    town.set("{notice}", case);
    town.set("{record}", &design);
    for beginning in ["/api/v1/shops/{handle}/design-claims/{listing}", "/api/v1/likenesses/{listing}"] {
        town.set(beginning, &basket);
    }
    town.set("{design}", design);
    town.set("{claimed}", basket);
}

/// Put a design down for `ana`.
async fn put_down(owner: &Person, title: &str, photo: &[u8], is_sealed: bool) -> String {
    let sealed = if is_sealed { "true" } else { "false" };
    let fields = [("title", title), ("author", "Ana"), ("sealed", sealed)];
    let made = owner.upload("/api/v1/shops/ana/designs", &fields, &[("photos", "a.png", photo)]).await;
    made.is(201).json()["id"].as_str().unwrap().to_owned()
}

pub fn calls() -> Vec<Call> {
    vec![
        ("PUT", "/shops/{handle}/design-claims/{claimed}", json!({"answer": "refused"})),
        (
            "POST",
            "/design-cases/{notice}/ruling",
            json!({"outcome": "own-work", "reason": "Both drew it by themselves."}),
        ),
    ]
}
