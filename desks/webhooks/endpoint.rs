//! An endpoint: where somebody's program hears of what happens.

use kernel::{AccountId, Actor, Forbidden, ShopId, Timestamp, lifecycle, shop_id};
use people::shops::{self, MARKET};
use platform::http::SigningSecret;

use super::EventKind;

shop_id!(
    /// An endpoint of a shop, or of the market.
    EndpointId
);

lifecycle! {
    "an endpoint", "problem-webhook-state";
    /// Whether anything is sent there.
    EndpointStage {
        On = "on", Off = "off", GivenUp = "given-up",
    }
    /// What its owner does with it, and the market, when it has taken nothing for days.
    EndpointAct {
        SwitchOff = "switch-off", SwitchOn = "switch-on", GiveUp = "give-up",
    }
    On --SwitchOff--> Off
    On --GiveUp--> GivenUp
    Off --SwitchOn--> On
    GivenUp --SwitchOn--> On
    GivenUp --SwitchOff--> Off
}

#[derive(Clone, Debug)]
pub struct Endpoint {
    pub id: EndpointId,
    pub url: String,
    /// What it hears.
    pub kinds: Vec<EventKind>,
    pub secret: SigningSecret,
    /// The one before, and until when it signs as well.
    pub former: Option<(SigningSecret, Timestamp)>,
    pub state: EndpointStage,
    /// Since when nothing has been taken; none while deliveries arrive.
    pub failing_since: Option<Timestamp>,
    pub made_by: AccountId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Endpoint {
    pub fn hears(&self, kind: EventKind) -> bool {
        self.kinds.contains(&kind)
    }

    /// The `webhook-signature` of a body: by the secret, and for a while by the one before.
    pub fn signature(&self, id: &str, at: Timestamp, body: &str) -> String {
        let former = self.former.iter().filter(|(_, until)| *until > at).map(|(secret, _)| secret);
        let signed: Vec<_> =
            [&self.secret].into_iter().chain(former).map(|it| it.sign(id, at, body)).collect();
        signed.join(" ")
    }
}

/// Whose endpoints the asker minds: a shop's owner the shop's, the operator the market's.
pub fn owner_of(by: &Actor) -> Result<ShopId, Forbidden> {
    match by {
        Actor::Operator { .. } => Ok(MARKET),
        Actor::Guest
        | Actor::Buyer { .. }
        | Actor::Seller { .. }
        | Actor::Moderator { .. }
        | Actor::System => shops::owner(by),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Chance, Lifecycle, hours};

    use super::*;

    #[test]
    fn the_secret_before_signs_for_a_while() {
        let (at, chance) = (Timestamp::from_micros(1_795_312_800_000_000), Chance::seeded(7));
        let mut endpoint = Endpoint {
            id: EndpointId::new(ShopId::new(1), 2),
            url: "https://program.example/jishi".into(),
            kinds: Vec::new(),
            secret: SigningSecret::draw(&chance),
            former: None,
            state: EndpointStage::On,
            failing_since: None,
            made_by: AccountId::new(3),
            created_at: at,
            updated_at: at,
        };
        assert_eq!(endpoint.signature("msg_1", at, "{}").split(' ').count(), 1);
        let former = SigningSecret::draw(&chance);
        endpoint.former = Some((former.clone(), at + hours(24)));
        let both = endpoint.signature("msg_1", at, "{}");
        assert!(both.ends_with(&former.sign("msg_1", at, "{}")), "{both}");
        assert_eq!(endpoint.signature("msg_1", at + hours(24), "{}").split(' ').count(), 1);
    }

    #[test]
    fn what_was_given_up_is_switched_on_again_by_its_owner_alone() {
        assert_eq!(EndpointStage::GivenUp.after(EndpointAct::SwitchOn), Ok(EndpointStage::On));
        assert!(!EndpointStage::Off.can(EndpointAct::GiveUp));
    }
}
