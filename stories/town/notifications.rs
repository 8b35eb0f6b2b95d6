use serde_json::json;

use crate::harness::{Call, Market, Town};

pub async fn build(_: &mut Town, _: &Market) {}

pub fn calls() -> Vec<Call> {
    vec![
        (
            "PUT",
            "/notification-choices",
            json!({"choices": [{"kind": "orders.shipped", "mail": false, "list": true, "text": true}]}),
        ),
        (
            "POST",
            "/push-devices",
            json!({"endpoint": "https://push.example/{n}",
                "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                "auth": "BTBZMqHH6r4Tts7J_aSIgg"}),
        ),
    ]
}
