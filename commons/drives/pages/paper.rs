//! What a drive puts on paper: a poster with a code for a camera, and its report for a spreadsheet.

use axum::{
    extract::{Path, State},
    response::Response,
};
use csv::WriterBuilder;
use kernel::Money;
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    paper::{Format, Paper, Part},
    web::{FIVE_MINUTES, Fields, Paging, Problem, csv_cell, csv_file, pdf_file},
};

use super::{
    common::{find_shown, speaker},
    desk,
};
use crate::{
    Commons,
    drives::{self, DriveId, Reached},
};

/// `GET /mine/drives/{drive}/poster.pdf`: a helper's own with their code, that of who leads without one.
pub async fn poster(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
) -> Result<Response, Problem> {
    let (account, by) = (visit.account_id()?, speaker(&visit)?);
    let look = async move |tx: &mut Tx| {
        let Some(drive) = drives::find_drive(tx, id).await? else { return Ok(None) };
        let helper = drives::find_helper(tx, id, account).await?;
        let may = helper.is_some() || drives::is_led_by(tx, &by, &drive).await?;
        Ok::<_, DbError>(may.then_some((drive, helper)))
    };
    let (_, helper) = market.find(look).await?;
    let drive = find_shown(&market, &visit, id).await?;
    let (shell, lang) = (visit.shell("mine"), visit.lang);
    let link = helper.as_ref().map_or_else(|| drive.path(), |helper| drive.link(&helper.code));
    let address = format!("{}{link}", market.config.public_url.trim_end_matches('/'));
    let plan = &drive.plan;
    let (begins, ends) = (shell.calendar_day(&plan.begins_on), shell.calendar_day(&plan.ends_on));
    let dates = shell.say("drive-dates", &[("begins", begins.as_str()), ("ends", ends.as_str())]);
    let mut parts = vec![
        Part::Small(shell.market.clone()),
        Part::Title(drive.name_in(lang).to_owned()),
        Part::Large(shell.t("drive-poster-call").to_owned()),
        Part::Words(drive.words_in(lang).to_owned()),
        Part::Facts(vec![(shell.t("drive-fact-dates").to_owned(), dates)]),
        Part::Words(shell.t("drive-poster-how").to_owned()),
        Part::Code(address.clone()),
        Part::Small(address),
    ];
    parts.extend(helper.map(|helper| Part::Large(helper.code)));
    let paper = Paper {
        format: Format::A4,
        foot: format!("{} · {}", shell.market, drive.name_in(lang)),
        title: drive.name_in(lang).to_owned(),
        lang: lang.code(),
        without_font: shell.t("paper-without-font").to_owned(),
        parts,
    };
    Ok(pdf_file(&format!("{id}.pdf"), FIVE_MINUTES, market.printer.print(paper).await?))
}

fn line(part: &str, it: &Reached) -> Vec<String> {
    let counts =
        [it.signed_up, it.opened, it.listed, it.sold, it.stayed, it.lapsed].map(|count| count.to_string());
    std::iter::once(csv_cell(part)).chain(counts).collect()
}

const HEAD: [&str; 7] = ["part", "signed_up", "opened", "listed", "sold", "stayed", "lapsed"];

/// `GET /mine/drives/{drive}/report.csv`: by kind and by helper, and what it cost.
pub async fn report(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
) -> Result<Response, Problem> {
    let paging = Paging::first(format!("/mine/drives/{id}"));
    let page = desk::page(&market, &visit, id, Fields::default(), &paging).await?;
    let mut rows = vec![
        HEAD.map(str::to_owned).to_vec(),
        line("all", &page.funnel.counts.all()),
        line("retailers", &page.funnel.counts.retailers),
        line("companies", &page.funnel.counts.companies),
    ];
    rows.extend(page.helpers.iter().map(|row| line(&row.name, &row.reached)));
    rows.push(line("without a helper", &page.unhelped));
    let money =
        |name: &str, amount: Money| vec![name.to_owned(), amount.decimal(), amount.currency().to_string()];
    rows.push(vec!["completed a course".to_owned(), page.funnel.learnt.to_string()]);
    rows.push(money("spent", page.funnel.spent));
    rows.extend(page.funnel.cost_of_stayed().map(|cost| money("per shop that stayed", cost)));
    let mut file = WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        file.write_record(row).map_err(Problem::broken)?;
    }
    Ok(csv_file(&format!("{id}.csv"), file.into_inner().map_err(Problem::broken)?))
}
