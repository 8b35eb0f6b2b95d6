//! Mail by SMTP, as servers of another make take it: over STARTTLS, with and without SMTPUTF8, later, or not at all.
//!
//! They run where `JISHI_TEST_SMTP` names their folder; `scripts/with-outside` starts them.

use std::path::PathBuf;

use kernel::{Chance, minutes};
use serde_json::Value;

use crate::harness::{Engine, Market, Place, START, Time};

/// The servers.
struct Office(PathBuf);

impl Office {
    fn open() -> Option<Self> {
        std::env::var("JISHI_TEST_SMTP").ok().map(|folder| Self(folder.into()))
    }

    /// A market whose mail goes to one of them.
    async fn market(&self, name: &str, host: &str, ending: &str) -> Market {
        let ports: Value =
            serde_json::from_str(&std::fs::read_to_string(self.0.join("ports.json")).unwrap()).unwrap();
        let url = format!("smtp://{host}:{}{ending}", ports[name]);
        let place = Place::new(Engine::Sqlite).await;
        let set_up = |config: &mut platform::config::Config| config.mail.smtp_url = Some(url);
        Market::open_with(&place, START, Chance::seeded(7), set_up).await
    }

    /// What one of them has taken for somebody.
    fn taken(&self, name: &str, to: &str) -> Vec<Value> {
        let text = std::fs::read_to_string(self.0.join(format!("{name}.jsonl"))).unwrap();
        let mails = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        mails.filter(|mail| mail["to"][0] == to).collect()
    }
}

/// Have a code sent to somebody with an account.
async fn ask(market: &Market, login: &str) {
    market.visitor().post("/signin/code", &[("login", login)]).await.is(200);
    market.work().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_goes_over_starttls_to_a_server_that_is_trusted() {
    let _time = Time::of("smtp::mail_goes_over_starttls_to_a_server_that_is_trusted");
    let Some(office) = Office::open() else { return };
    let market = office.market("tls", "localhost", "?tls=required").await;
    market.person("Lin").await;
    ask(&market, "lin@fair.example").await;
    let mail = office.taken("tls", "lin@fair.example").pop().unwrap();
    assert_eq!(mail["tls"], true);
    market.end().await;
    // Its certificate is for another name: nothing is told to whoever that is.
    let market = office.market("tls", "127.0.0.1", "?tls=required").await;
    market.person("Wu").await;
    ask(&market, "wu@fair.example").await;
    assert!(office.taken("tls", "wu@fair.example").is_empty());
    assert_eq!(market.number("SELECT COUNT(*) FROM job WHERE kind = 'accounts.send_code'").await, 1);
}

const RENAME: &str = "UPDATE account SET email = '林@fair.example', email_key = '林@fair.example' \
    WHERE email = 'ana@fair.example'";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_without_smtputf8_gets_plain_headers_and_no_address_that_it_cannot_read() {
    let _time =
        Time::of("smtp::a_server_without_smtputf8_gets_plain_headers_and_no_address_that_it_cannot_read");
    let Some(office) = Office::open() else { return };
    for (name, is_offered) in [("utf8", true), ("plain", false)] {
        let market = office.market(name, "127.0.0.1", "").await;
        market.person("Ana").await;
        ask(&market, "ana@fair.example").await;
        let mail = office.taken(name, "ana@fair.example").pop().unwrap();
        let (head, _) = mail["text"].as_str().unwrap().split_once("\r\n\r\n").unwrap();
        assert!(head.is_ascii() && head.contains("=?utf-8?b?"), "{head}");
        // Whose address is not of plain letters is written to where that can be carried, and nowhere is it lost.
        let act = async |tx: &mut platform::db::Tx| tx.execute_one(RENAME, &[]).await;
        market.inner.db.write(act).await.unwrap();
        ask(&market, "林@fair.example").await;
        let left = market.number("SELECT COUNT(*) FROM job WHERE kind = 'accounts.send_code'").await;
        let taken = office.taken(name, "林@fair.example").len();
        assert_eq!((taken, left), if is_offered { (1, 0) } else { (0, 1) }, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_cannot_take_now_is_brought_again() {
    let _time = Time::of("smtp::what_a_server_cannot_take_now_is_brought_again");
    let Some(office) = Office::open() else { return };
    let market = office.market("plain", "127.0.0.1", "").await;
    for name in ["Later", "Never", "Hang"] {
        market.person(name).await;
    }
    for login in ["later@fair.example", "never@fair.example"] {
        ask(&market, login).await;
        assert!(office.taken("plain", login).is_empty());
    }
    market.pass(minutes(2)).await;
    assert_eq!(office.taken("plain", "later@fair.example").len(), 1);
    assert!(office.taken("plain", "never@fair.example").is_empty());
    // A server that says nothing is waited for half a minute and no longer.
    ask(&market, "hang@fair.example").await;
    assert!(office.taken("plain", "hang@fair.example").is_empty());
    market.pass(minutes(2)).await;
    assert_eq!(office.taken("plain", "hang@fair.example").len(), 1);
}
