//! A whole purchase, as a program makes it: into the cart, checkout, payment, the provider's word, and the purchase reads
//! "paid". What the market owes with it is waited for: the jobs, two mails, two notices.
//!
//! The server is the release binary, a process of its own, on both engines. Clients take turns. CPU is the server's
//! alone, from the first request until the last job is done, so it holds however busy the machine is.

use std::{
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use hmac::{Hmac, Mac};
use kernel::AccountId;
use platform::{
    db::{DbError, Rows, Tx},
    params, sessions,
};
use sha2::Sha256;

use crate::{
    Figure, TIME,
    client::Client,
    fair::{self, Fair},
    percentile, pgbench,
    process::{Served, resident_mib},
};

const SKUS: usize = 100;
/// Clients at once, each with an account of its own.
const CLIENTS: [usize; 2] = [8, 64];
/// How long what was promised may take after the last purchase.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often a payer's program asks whether the money has arrived.
const LOOK: Duration = Duration::from_millis(2);

/// How the market hears that a payer has paid.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// The client is the gateway too: it signs the webhook itself.
    ByWebhook,
    /// The client presses the button on the sandbox's page, whose job sends the webhook; then it asks until it is paid.
    ByPage,
}

pub async fn run() -> Vec<Figure> {
    let mut figures = Vec::new();
    let postgres = std::env::var("JISHI_TEST_POSTGRES").ok();
    let engines = [Some(("SQLite", None)), postgres.as_ref().map(|url| ("PostgreSQL", Some(url)))];
    for (engine, url) in engines.into_iter().flatten() {
        for (told, how) in [(Told::ByWebhook, "webhook"), (Told::ByPage, "the sandbox's page")] {
            for clients in CLIENTS {
                let url = url.map(|url| pgbench::own_database(url, &format!("{clients}_{}", told as usize)));
                figures.extend(measure(engine, url, told, how, clients).await.into_iter().flatten());
            }
        }
    }
    figures
}

/// One round on a market of its own.
async fn measure(
    engine: &str,
    url: Option<String>,
    told: Told,
    how: &str,
    clients: usize,
) -> Option<Vec<Figure>> {
    let fair = fair::open(SKUS, url.clone()).await;
    let tokens = people(&fair, clients).await;
    let data = fair.market.config.data.clone();
    fair.market.db.close();
    let server = Served::start(&data, url.as_deref())?;
    let secret = std::fs::read_to_string(data.join("sandbox-secret")).unwrap();
    let buyers = tokens.into_iter().map(|token| Arc::new(Buyer { token, secret: secret.clone() }));
    let variants: Arc<Vec<String>> = Arc::new(fair.variants.iter().map(ToString::to_string).collect());

    let (before, begin) = (cpu(server.id()), Instant::now());
    let stop = Arc::new(AtomicBool::new(false));
    let running: Vec<_> = buyers
        .enumerate()
        .map(|(n, buyer)| {
            let (variants, stop) = (variants.clone(), stop.clone());
            tokio::spawn(buy(server.address(), buyer, n, variants, told, stop))
        })
        .collect();
    tokio::time::sleep(TIME).await;
    stop.store(true, Ordering::Relaxed);
    let (mut whole, mut paid) = (Vec::new(), Vec::new());
    for client in running {
        let (a, b) = client.await.unwrap();
        whole.extend(a);
        paid.extend(b);
    }
    let (count, elapsed) = (whole.len(), begin.elapsed());
    let mails = drained(&server, begin).await;
    let drained = begin.elapsed();
    let (used, memory) = (cpu(server.id()) - before, resident_mib(server.id()));
    drop(server);
    // Every purchase has told its buyer and its seller.
    assert_eq!(mails, 2 * count as u64, "mails of {count} purchases");

    let rate = count as f64 / elapsed.as_secs_f64();
    let [p50, p99] = [50, 99].map(|share| percentile(&mut whole, share));
    let [paid50, paid99] = [50, 99].map(|share| percentile(&mut paid, share));
    let name = format!("whole purchase, {engine}, {how}, {clients} clients");
    let late = (drained - elapsed).as_millis();
    Some(vec![
        Figure::new(name.clone(), rate, None, "1/s").note(format!(
            "p50 {p50:.1} ms, p99 {p99:.1} ms; payment to paid p50 {paid50:.1} ms, p99 {paid99:.1} ms; \
             the last job {late} ms after"
        )),
        Figure::new(format!("{name}: CPU of the server"), used * 1e6 / count as f64, None, "µs")
            .note(format!("an order, with {mails} mails; {memory:.0} MiB resident")),
    ])
}

struct Buyer {
    token: String,
    secret: String,
}

/// Buy one thing after the other: the times of whole purchases, and from the payment until it reads paid.
async fn buy(
    address: SocketAddr,
    buyer: Arc<Buyer>,
    client: usize,
    variants: Arc<Vec<String>>,
    told: Told,
    stop: Arc<AtomicBool>,
) -> (Vec<u32>, Vec<u32>) {
    let mut http = Client::connect(address).await;
    let (mut whole, mut paid) = (Vec::new(), Vec::new());
    for n in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let begin = Instant::now();
        tokio::task::yield_now().await;
        let variant = &variants[(client * 7919 + n) % variants.len()];
        let line = format!(r#"{{"variant":"{variant}","quantity":1}}"#);
        assert_eq!(http.call("PUT", "/api/v1/cart", &buyer.token, &line).await.0, 200);
        let key = format!("key-{client}-{n:020}");
        let choice = format!(
            r#"{{"currency":"CNY","key":"{key}","name":"Lin","phone":"+8613800138000","country":"CN","region":"浙江省","city":"杭州市","line1":"仓前街道 12 号"}}"#
        );
        let (status, placed) = http.call("POST", "/api/v1/checkouts", &buyer.token, &choice).await;
        assert_eq!(status, 201, "{placed}");
        let purchase = format!("/api/v1/purchases/{}", field(&placed, "purchase"));
        let (status, page) = http.call("POST", &format!("{purchase}/payment"), &buyer.token, "").await;
        assert_eq!(status, 200, "{page}");
        let page = field(&page, "url");
        let pressed = Instant::now();
        match told {
            Told::ByWebhook => tell(&mut http, &buyer.secret, page.trim_start_matches("/sandbox/")).await,
            Told::ByPage => assert_eq!(http.form(&page, "outcome=paid").await, 303),
        }
        loop {
            let (status, found) = http.call("GET", &purchase, &buyer.token, "").await;
            assert_eq!(status, 200);
            if field(&found, "state") == "paid" {
                break;
            }
            assert!(told == Told::ByPage, "a webhook that was answered is done: {found}");
            tokio::time::sleep(LOOK).await;
        }
        paid.push(pressed.elapsed().as_micros() as u32);
        whole.push(begin.elapsed().as_micros() as u32);
    }
    (whole, paid)
}

/// The gateway's word that a charge was paid, signed.
async fn tell(http: &mut Client, secret: &str, reference: &str) {
    let body = format!(r#"{{"id":"evt_{reference}","type":"payment.succeeded","reference":"{reference}"}}"#);
    let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros().to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{at}.{body}").as_bytes());
    let digest: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let signature = format!("sandbox-signature: t={at},v1={digest}\r\n");
    assert_eq!(http.send("POST", "/webhooks/sandbox", &signature, &body).await.0, 204);
}

/// A text of the answer, the first of that name.
fn field(json: &str, name: &str) -> String {
    let start =
        json.find(&format!("\"{name}\":\"")).unwrap_or_else(|| panic!("{name} in {json}")) + name.len() + 4;
    json[start..].chars().take_while(|c| *c != '"').collect()
}

/// Wait until nothing is due; the answer is how many mails have gone.
async fn drained(server: &Served, begin: Instant) -> u64 {
    let mut http = Client::connect(server.address()).await;
    loop {
        let (status, text) = http.send("GET", "/metrics", "", "").await;
        assert_eq!(status, 200);
        let count = |name: &str| -> u64 {
            let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            line.unwrap_or_else(|| panic!("{name} in {text}")).parse().unwrap()
        };
        assert_eq!(count("jishi_jobs_failed"), 0);
        if count("jishi_jobs_due") == 0 && count("jishi_jobs_running") == 0 {
            return count("jishi_mails_total");
        }
        assert!(begin.elapsed() < PATIENCE, "jobs are left over");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Seconds of CPU that a process has used.
fn cpu(process: u32) -> f64 {
    let stat = std::fs::read_to_string(Path::new("/proc").join(process.to_string()).join("stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    // Hundredths of a second in user and in system mode, wherever Linux runs.
    [11, 12].map(|at| fields[at].parse::<f64>().unwrap()).iter().sum::<f64>() / 100.0
}

/// So many buyers, and an owner of the shop: the tokens of the buyers.
async fn people(fair: &Fair, count: usize) -> Vec<String> {
    let (now, shop) = (fair.market.now(), fair.shop);
    let act = async move |tx: &mut Tx| {
        let accounts: Vec<AccountId> = (0..=count).map(|_| AccountId::new(tx.next_id(now))).collect();
        let tokens: Vec<String> = accounts.iter().map(|_| tx.chance().token()).collect();
        let rows = accounts.iter().map(|id| params![*id, format!("{id}@fair.example"), now].to_vec());
        let kept =
            accounts.iter().zip(&tokens).map(|(id, token)| params![*id, sessions::hash(token), now].to_vec());
        let statements = [ACCOUNTS.statements(rows.collect()), TOKENS.statements(kept.collect())].concat();
        tx.execute_all(&statements).await?;
        tx.execute(MEMBER, params![shop, accounts[count], now]).await?;
        Ok::<_, DbError>(tokens[..count].to_vec())
    };
    fair.market.db.write(act).await.unwrap()
}

const ACCOUNTS: Rows = Rows {
    head: "INSERT INTO account (id, name, email, phone, password_hash, language, zone, birth_year, is_operator, \
        is_moderator, closed_at, created_at)",
    tuple: "($1, 'Lin', $2, NULL, NULL, 'en', 'UTC', NULL, 0, 0, NULL, $3)",
    tail: "",
};
const TOKENS: Rows = Rows {
    head: "INSERT INTO api_token (account_id, id, name, token_hash, scopes, created_at, used_at, expires_at)",
    tuple: "($1, 1, 'bench', $2, 'orders:read orders:write', $3, NULL, NULL)",
    tail: "",
};
const MEMBER: &str =
    "INSERT INTO shop_member (shop_id, account_id, role, since) VALUES ($1, $2, 'owner', $3)";
