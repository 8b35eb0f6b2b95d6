use crate::harness::{Call, Market, Town};

pub async fn build(town: &mut Town, _: &Market) {
    town.set("{secret}", "nobody-knows-it");
}

pub fn calls() -> Vec<Call> {
    Vec::new()
}
