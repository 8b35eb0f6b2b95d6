use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use futures_util::stream;
use kernel::Side;
use people::{
    market::Market,
    shops,
    visit::{Standing, Visit},
};
use platform::{
    db::{DbError, Tx},
    ear::{Ear, Next},
    events,
    views::Shell,
    web::{Problem, Teller, Told, heard_last},
};
use serde_json::json;

use super::MessageView;
use crate::negotiation::{ConversationId, Message, find_for, page_topic, stream::ear, topic};

/// A reader of a conversation: who it is, and where they have come to.
pub struct Listening {
    market: Market,
    conversation: ConversationId,
    side: Side,
    ear: Ear<Message>,
    standing: Standing,
    /// As long as it is there, this person's page is open.
    _page: events::Listener,
}

impl Listening {
    /// Listen to a conversation as whoever asks, after `Last-Event-ID` or `after`; 404 when it is not theirs.
    pub async fn begin(
        visit: &Visit,
        id: ConversationId,
        headers: &HeaderMap,
        query: Option<&str>,
    ) -> Result<Self, Problem> {
        let (market, by, standing) = (&visit.market, visit.for_shop(id.shop())?, visit.standing(id.shop())?);
        let side = by.side()?;
        let find = async move |tx: &mut Tx| find_for(tx, &by, id).await;
        market.db.read(find).await?.ok_or_else(Problem::not_found)?;
        let ear = ear(market, id, heard_last(headers, query).unwrap_or(0));
        let page = market.db.hub().listen(&page_topic(id, by.account()?));
        let market = market.clone();
        Ok(Self { market, conversation: id, side, ear, standing, _page: page })
    }

    /// Tell what comes, each message as `show` has it.
    pub fn tell(
        self,
        teller: Teller,
        show: impl Fn(Message) -> Option<String> + Send + Sync + 'static,
    ) -> Response {
        self.say_present();
        teller.tell(stream::unfold((self, show), async |(mut listening, show)| {
            let told = listening.next(&show).await?;
            Some((told, (listening, show)))
        }))
    }

    async fn next(&mut self, show: &(impl Fn(Message) -> Option<String> + Sync)) -> Option<Told> {
        let next = self.ear.next().await;
        // They may have signed out, or left the shop, while nothing was said.
        match self.standing.holds(&self.market).await {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                tracing::warn!(%error, "a listener is sent away");
                return None;
            }
        }
        match next {
            Ok(Some(Next::Row(message))) => {
                let number = Some(message.position);
                Some(Told::Event { number, name: "message", data: show(message).unwrap_or_default() })
            }
            Ok(Some(Next::News(event))) => Some(Told::Spoken { name: "news", event }),
            Ok(Some(Next::Quiet)) => {
                self.say_present();
                Some(Told::Still)
            }
            Ok(None) => None,
            Err(error) => {
                tracing::warn!(%error, "a listener is sent away");
                None
            }
        }
    }

    /// Let the other side know that somebody is there.
    fn say_present(&self) {
        let topic = topic(self.conversation);
        let body = json!({ "present": self.side.name() }).to_string();
        self.market.db.hub().tell(events::Event { topic, number: 0, body });
    }
}

/// `GET /conversations/{id}/stream`: every message after `Last-Event-ID`, as it stands on the page.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    teller: Teller,
) -> Result<Response, Problem> {
    let (side, lang, zone) = (visit.for_shop(id.shop())?.side()?, visit.lang, visit.zone().to_owned());
    let listening = Listening::begin(&visit, id, &headers, query.as_deref()).await?;
    let find = async move |tx: &mut Tx| shops::find(tx, id.shop()).await;
    let shop = market.db.read::<_, DbError, _>(find).await?.ok_or_else(Problem::not_found)?;
    Ok(listening.tell(teller, move |message| {
        let shell = Shell { zone: zone.clone(), ..Shell::new(market.texts.of(lang), &market.config.market) };
        MessageView::new(&market, shell, lang, &shop, id, side, message).render().ok()
    }))
}
