use commons::drives::{self, DriveAct, Invited, NewCost, SignUpKind};
use kernel::{Actor, Currency, Day, Money};
use people::{accounts::Login, shops};
use platform::{db::Tx, i18n::Lang};
use serde_json::json;

use crate::{
    drives::plan,
    harness::{Call, Market, Town},
    villages::code,
};

/// A drive of the county that Ana looks after; her staff help in it, and have asked Lin. Somebody has come by it.
pub async fn build(town: &mut Town, market: &Market) {
    let (now, shop, staff) = (market.now(), town.bowl.listing.shop(), town.staff_id);
    let today = Day::there(now, "Asia/Shanghai");
    let (_, newcomer) = market.person("Wanda").await;
    let act = async move |tx: &mut Tx| {
        let by = Actor::Buyer { account: shops::owned_by(tx, shop).await.unwrap().unwrap() };
        let plan = plan("五百家店", today);
        let drive = drives::make(tx, &by, now, Some(code("371721")), plan).await.unwrap().id;
        drives::step(tx, &by, now, drive, DriveAct::Open).await.unwrap();
        let helper = drives::name_helper(tx, &by, now, drive, staff).await.unwrap();
        let came = drives::Came::Link(helper.code);
        let (staff, newcomer) = (Actor::Buyer { account: staff }, Actor::Buyer { account: newcomer });
        drives::sign_up(tx, &newcomer, now, today, drive, SignUpKind::Company, came).await.unwrap();
        let said = NewCost { day: today, what: "Posters".into(), amount: Money::new(120_000, Currency::CNY) };
        let cost = drives::spend(tx, &by, now, drive, said).await.unwrap();
        let invited = Invited {
            login: Login::Email("lin@fair.example".into()),
            name: "Lin".into(),
            kind: SignUpKind::Retailer,
            language: Lang::Chinese,
            zone: "Asia/Shanghai".into(),
        };
        let asked = drives::invite(tx, &staff, now, today, drive, invited).await.unwrap();
        Ok::<_, platform::db::DbError>((drive, asked.id, cost.id))
    };
    let (drive, invitation, cost) = market.inner.db.write(act).await.unwrap();
    market.work().await;
    town.set("{drive}", drive);
    town.set("{invitation}", invitation);
    town.set("{cost}", cost);
}

pub fn calls() -> Vec<Call> {
    let plan = json!({
        "place": "CN-371721", "language": "zh-CN", "name": "百家店", "name_en": "A hundred shops", "words": "来吧。",
        "words_en": "Come in.", "begins_on": "2026-11-22", "ends_on": "2027-03-21", "retailers": 100, "companies": 0,
    });
    vec![
        ("POST", "/drives/{drive}/sign-ups", json!({"kind": "retailer", "by": "k7m2p9xq"})),
        (
            "POST",
            "/drives/{drive}/invitations",
            json!({"login": "aunt@fair.example", "name": "Aunt", "kind": "retailer"}),
        ),
        ("POST", "/led-drives", plan.clone()),
        ("PUT", "/led-drives/{drive}", plan),
        ("POST", "/led-drives/{drive}/helpers", json!({"login": "bo@fair.example"})),
        (
            "POST",
            "/led-drives/{drive}/costs",
            json!({"day": "2026-11-22", "what": "Posters", "amount": "1200.00"}),
        ),
    ]
}
