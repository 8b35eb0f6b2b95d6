use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{market::Market, post, visit::Visit};
use platform::{
    mail::{self, Mail, Message, Outgoing},
    views::{self, Shell},
    web::Problem,
};

#[derive(Template)]
#[template(path = "operator/views/mail.html")]
struct MailPage {
    shell: Shell,
    current: &'static str,
    outgoing: Outgoing,
    /// Every kind of mail, with the subject of its sample.
    kinds: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "operator/views/mail_kind.html")]
struct KindPage {
    shell: Shell,
    current: &'static str,
    message: Message,
    page: String,
}

/// A sample of every mail there is.
fn samples(market: &Market, sheet: &mail::Sheet) -> Vec<Box<dyn Mail>> {
    market.capabilities.iter().flat_map(|brought| (brought.people.mails)(sheet)).collect()
}

fn sample(market: &Market, visit: &Visit, kind: &str) -> Result<Message, Problem> {
    visit.operator()?;
    let sheet = post::sheet(market, visit.lang, visit.zone(), visit.now);
    let all = samples(market, &sheet);
    let mail = all.iter().find(|mail| mail.kind() == kind).ok_or_else(Problem::not_found)?;
    mail.letter(&sheet).set(&sheet, "lin@fair.example").map_err(Problem::broken)
}

/// `GET /operator/mail`
pub async fn index(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    visit.operator()?;
    let sheet = post::sheet(&market, visit.lang, visit.zone(), visit.now);
    let all = samples(&market, &sheet);
    let kinds = all.iter().map(|mail| (mail.kind(), mail.letter(&sheet).subject.words(&sheet))).collect();
    let outgoing = market.mailer.outgoing();
    views::page(&MailPage { shell: visit.shell("operator"), current: "mail", outgoing, kinds })
}

/// `GET /operator/mail/{kind}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(kind): Path<String>,
) -> Result<Response, Problem> {
    let message = sample(&market, &visit, &kind)?;
    let page = format!("/operator/mail/{kind}/page");
    views::page(&KindPage { shell: visit.shell("operator"), current: "mail", message, page })
}

/// `GET /operator/mail/{kind}/page`: the HTML of the mail, to be framed.
pub async fn show_page(
    State(market): State<Market>,
    visit: Visit,
    Path(kind): Path<String>,
) -> Result<Response, Problem> {
    Ok(mail::framed(sample(&market, &visit, &kind)?.html))
}
