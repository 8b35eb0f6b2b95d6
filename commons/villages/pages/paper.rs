//! The certificate of a recognised place: what it is, in which period, and the address where that can be checked.

use axum::{
    extract::{Path, State},
    response::Response,
};
use people::visit::Visit;
use platform::{
    db::Tx,
    paper::{Format, Paper, Part},
    web::{FIVE_MINUTES, Problem, pdf_file},
};

use super::common::code_of;
use crate::{
    Commons,
    villages::{divisions, publication, recognition},
};

/// `GET /villages/{code}/certificate.pdf`: of the newest published period that recognises the place.
pub async fn certificate(
    State(market): State<Commons>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let code = code_of(&code)?;
    let look = async move |tx: &mut Tx| {
        let line = divisions::store::line(tx, &code).await?;
        let published = publication::store::list(tx).await?;
        let all = recognition::store::verdicts_of(tx, &code).await?;
        let newest = published.first().map(|it| it.period);
        // Of a period the first is the newest version.
        let verdict = all.into_iter().find(|it| Some(it.period) == newest);
        let good = verdict.filter(|it| it.is_final() && it.outcome.is_recognised());
        let published = published.into_iter().next();
        Ok(good
            .zip(published)
            .filter(|_| !line.is_empty())
            .map(|(verdict, published)| (line, verdict, published)))
    };
    let (line, verdict, published) = market.find(look).await?;
    let (shell, lang) = (visit.shell("villages"), visit.lang);
    let origin = market.config.public_url.trim_end_matches('/');
    let (page, data) =
        (format!("{origin}/villages/{}", verdict.division), format!("{origin}{}", published.path()));
    let name = line.last().map(|division| division.name.clone()).unwrap_or_default();
    let place: Vec<&str> = line.iter().map(|division| division.name.as_str()).collect();
    let title = shell.t("village-certificate").to_owned();
    let fact = |key: &str, value: String| (shell.t(key).to_owned(), value);
    let facts = vec![
        fact("village-place", place.join(" · ")),
        fact("village-code", verdict.division.official().to_owned()),
        fact("village-period", verdict.period.to_string()),
        fact("village-recognised-by", shell.of("village-outcome", verdict.outcome.name())),
        fact("village-rule", verdict.rule.to_string()),
        fact("village-data", data),
    ];
    let paper = Paper {
        format: Format::A4,
        foot: format!("{} · {title}", shell.market),
        title: title.clone(),
        lang: lang.code(),
        without_font: shell.t("paper-without-font").to_owned(),
        parts: vec![
            Part::Small(format!("{} · {title}", shell.market)),
            Part::Title(name),
            Part::Large(shell.of("village-outcome", verdict.outcome.name())),
            Part::Words(shell.t("village-certificate-words").to_owned()),
            Part::Facts(facts),
            Part::Code(page.clone()),
            Part::Small(page),
        ],
    };
    Ok(pdf_file(&format!("{}.pdf", verdict.division), FIVE_MINUTES, market.printer.print(paper).await?))
}
