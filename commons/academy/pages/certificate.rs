//! A certificate, for whoever has its code: that it stands, or that it does no longer.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::visit::{Visit, redirect};
use platform::{
    db::Tx,
    i18n::Lang,
    paper::{Format, Paper, Part},
    qr::SquareCode,
    views::{self, Shell},
    web::{FIVE_MINUTES, Fields, Problem, pdf_file},
};

use crate::{
    Commons,
    academy::{self, Certificate},
};

/// Characters of a reason.
const MOST_REASON: usize = 500;

#[derive(Template)]
#[template(path = "academy/views/certificate.html")]
struct CertificatePage {
    shell: Shell,
    lang: Lang,
    certificate: Certificate,
    code: Option<SquareCode>,
    address: String,
    is_operator: bool,
    is_holder: bool,
    form: Fields,
}

async fn find(market: &Commons, code: String) -> Result<Certificate, Problem> {
    market.find(async move |tx: &mut Tx| academy::find_certificate(tx, &code).await).await
}

fn address(market: &Commons, certificate: &Certificate) -> String {
    format!("{}{}", market.config.public_url.trim_end_matches('/'), certificate.path())
}

/// `GET /certificates/{code}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let certificate = find(&market, code).await?;
    view(&market, &visit, certificate, Fields::default())
}

fn view(
    market: &Commons,
    visit: &Visit,
    certificate: Certificate,
    form: Fields,
) -> Result<Response, Problem> {
    let address = address(market, &certificate);
    let (shell, lang, code) = (visit.shell("academy"), visit.lang, SquareCode::of(&address));
    let is_holder = visit.account_id().ok() == Some(certificate.account);
    let (is_operator, is_good) = (visit.operator().is_ok(), form.is_good());
    let page = CertificatePage { shell, lang, certificate, code, address, is_operator, is_holder, form };
    views::show(&page, is_good)
}

/// A reason that its holder can read.
pub fn read_reason(form: &mut Fields) -> Option<String> {
    let reason = form.line("reason", MOST_REASON);
    form.is_good().then_some(reason)
}

/// `POST /certificates/{code}/withdrawal`: by the operator, with a reason.
pub async fn withdraw(
    State(market): State<Commons>,
    visit: Visit,
    Path(code): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let certificate = find(&market, code.clone()).await?;
    let Some(reason) = read_reason(&mut form) else { return view(&market, &visit, certificate, form) };
    let act = async move |tx: &mut Tx| academy::withdraw(tx, &by, now, &code, &reason).await;
    market.write(act).await?;
    Ok(redirect(&certificate.path(), "done-academy-withdrawn"))
}

/// `GET /certificates/{code}/certificate.pdf`: of one that stands.
pub async fn paper(
    State(market): State<Commons>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let certificate = find(&market, code).await?;
    if !certificate.is_valid() {
        return Err(Problem::not_found());
    }
    let (shell, lang) = (visit.shell("academy"), visit.lang);
    let page = address(&market, &certificate);
    let title = shell.t("academy-certificate").to_owned();
    let fact = |key: &str, value: String| (shell.t(key).to_owned(), value);
    let facts = vec![
        fact("academy-lessons", shell.number(certificate.lessons)),
        fact("academy-length", shell.n("academy-minutes", certificate.minutes)),
        fact("academy-issued", shell.day(&certificate.issued_at)),
    ];
    let paper = Paper {
        format: Format::A4,
        foot: format!("{} · {title}", shell.market),
        title: title.clone(),
        lang: lang.code(),
        without_font: shell.t("paper-without-font").to_owned(),
        parts: vec![
            Part::Small(format!("{} · {title}", shell.market)),
            Part::Title(certificate.name.clone()),
            Part::Words(shell.t("academy-certificate-words").to_owned()),
            Part::Large(certificate.title_in(lang).to_owned()),
            Part::Facts(facts),
            Part::Words(shell.t("academy-certificate-check").to_owned()),
            Part::Code(page.clone()),
            Part::Small(page),
        ],
    };
    Ok(pdf_file(&format!("{}.pdf", certificate.id), FIVE_MINUTES, market.printer.print(paper).await?))
}
