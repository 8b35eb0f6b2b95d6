//! The certificate of a record: what it says, for people, and the octets that were signed, for whoever checks it offline.

use axum::response::Response;
use platform::{
    db::Tx,
    paper::{Format, Paper, Part},
    views::Shell,
    web::{Problem, pdf_file},
};

use super::common::Shown;
use crate::{
    Commons,
    designs::{self, Entry, PublicKey, RecordPicture, origin::origin},
};

/// All that a certificate is made of.
pub struct Certified {
    pub shown: Shown,
    pub pictures: Vec<RecordPicture>,
    pub entry: Entry,
    pub key: PublicKey,
}

impl Certified {
    /// What belongs to a record.
    pub async fn of(market: &Commons, shown: Shown) -> Result<Self, Problem> {
        let (id, position) = (shown.record.id, shown.record.position);
        let look = async move |tx: &mut Tx| {
            let Some(entry) = designs::entry_at(tx, position).await? else { return Ok(None) };
            let keys = designs::keys(tx).await?;
            let Some(key) = keys.into_iter().find(|key| key.id == entry.key) else { return Ok(None) };
            Ok(Some((designs::pictures(tx, id).await?, entry, key)))
        };
        let (pictures, entry, key) = market.find(look).await?;
        Ok(Self { shown, pictures, entry, key })
    }

    /// A certificate as an answer. `cached` says for whom a copy may be kept.
    pub async fn print(
        self,
        market: &Commons,
        shell: &Shell,
        lang: &'static str,
        cached: &'static str,
    ) -> Result<Response, Problem> {
        let name = format!("{}.pdf", self.shown.record.id);
        let paper = self.paper(shell, lang, origin(market));
        Ok(pdf_file(&name, cached, market.printer.print(paper).await?))
    }

    fn paper(self, shell: &Shell, lang: &'static str, origin: &str) -> Paper {
        let Self { shown: Shown { record, shop }, pictures, entry, key } = self;
        let (said, page) = (record.said(), format!("{origin}{}", record.path()));
        let shop_page = format!("{} · {origin}/shops/{}", shop.name, shop.handle);
        let mut facts = vec![
            (shell.t("design-author").to_owned(), said.author),
            (shell.t("design-fact-shop").to_owned(), shop_page),
            (shell.t("design-recorded").to_owned(), entry.at.rfc3339()),
        ];
        if !said.first_shown.is_empty() {
            facts.push((shell.t("design-first-shown").to_owned(), said.first_shown));
        }
        if !said.office.is_empty() {
            let stated = format!("{} {} ({})", said.office, said.number, shell.t("design-as-stated"));
            facts.push((shell.t("design-office").to_owned(), stated));
        }
        for picture in pictures {
            let name = shell.say("design-picture-n", &[("n", &picture.number.to_string())]);
            facts.push((format!("{name}, SHA-256"), picture.sha256));
        }
        let hashes = vec![
            (shell.t("design-position").to_owned(), entry.position.to_string()),
            (shell.t("design-content-hash").to_owned(), entry.content.clone()),
            (shell.t("design-previous").to_owned(), entry.previous.clone()),
            (shell.t("design-entry-hash").to_owned(), entry.hash.clone()),
        ];
        let title = shell.t("design-certificate").to_owned();
        let file = |name: &str, kind, content: Vec<u8>| Part::File { name: name.to_owned(), kind, content };
        let mut parts = vec![
            Part::Small(format!("{} · {title}", shell.market)),
            Part::Title(record.title),
            Part::Large(shell.t("design-no-patent").to_owned()),
            Part::Words(shell.t("design-no-patent-words").to_owned()),
            Part::Facts(facts),
        ];
        if !said.words.is_empty() {
            parts.push(Part::Words(said.words));
        }
        parts.extend([
            Part::Heading(shell.t("design-chain-title").to_owned()),
            Part::Facts(hashes),
            Part::Code(page.clone()),
            Part::Small(page),
            Part::Heading(shell.t("design-check-title").to_owned()),
            Part::Small(shell.t("design-check-words").to_owned()),
            Part::Small(RECIPE.to_owned()),
            Part::Small(entry.line.clone()),
            Part::Small(key.pem()),
            file("entry.json", "application/json", entry.line.into_bytes()),
            file("entry.sig", "application/octet-stream", entry.signature),
            file("content.json", "application/json", record.content.into_bytes()),
            file("key.pem", "application/x-pem-file", key.pem().into_bytes()),
        ]);
        Paper {
            format: Format::A4,
            foot: format!("{} · {title}", shell.market),
            title,
            lang,
            without_font: shell.t("paper-without-font").to_owned(),
            parts,
        }
    }
}

/// What one types to check a certificate without the market.
pub const RECIPE: &str = "pdfdetach -saveall certificate.pdf\n\
    openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in entry.json -sigfile entry.sig\n\
    sha256sum content.json   # = \"content\" in entry.json\n\
    sha256sum picture.jpg    # = a \"sha256\" in content.json";
