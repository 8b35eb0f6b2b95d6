//! What holds for every route and every statement.

use std::collections::BTreeSet;

use platform::{
    db::Tx,
    i18n::{Lang, Texts},
    mail::{Mail, Sheet},
    views::Shell,
};

use people::notifications::Delivery;

use crate::story;

/// Every statement of a store, found in the sources: a `const` text that begins with an SQL verb.
fn statements() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for entry in std::fs::read_dir(&root).unwrap() {
        let path = entry.unwrap().path();
        let library = path.file_name().map(|name| path.join(name).with_extension("rs"));
        if library.is_some_and(|library| library.exists()) {
            collect(&path, &mut found);
        }
    }
    found
}

fn collect(folder: &std::path::Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for literal in literals(&text) {
                let is_sql = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "]
                    .iter()
                    .any(|verb| literal.starts_with(verb));
                // Parts of statements are put together by `concat!` and `Rows`; their wholes run in the stories.
                let is_part = literal.starts_with("INSERT")
                    && !literal.contains("VALUES")
                    && !literal.contains("SELECT");
                // What only PostgreSQL has is in `platform/db`, and runs whenever a market opens there.
                let is_of_one_engine = literal.contains("pg_advisory");
                if is_sql
                    && !is_of_one_engine
                    && !is_part
                    && !literal.ends_with(' ')
                    && is_whole(&text, &literal)
                {
                    found.push((path.display().to_string(), literal));
                }
            }
        }
    }
}

fn is_whole(text: &str, literal: &str) -> bool {
    let head = &literal[..literal.len().min(24)];
    text.match_indices(head).any(|(at, _)| {
        let before = text[..at].trim_end_matches(['"', ' ', '\n']);
        before.ends_with("&str =")
    })
}

/// String literals with their line continuations undone.
fn literals(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '"' {
            continue;
        }
        let mut literal = String::new();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => match chars.next() {
                    Some('\n') => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                    Some(escaped) => literal.push(escaped),
                    None => {}
                },
                c => literal.push(c),
            }
        }
        found.push(literal);
    }
    found
}

story!(every_statement_is_understood, |market| {
    let statements = statements();
    assert!(statements.len() > 60, "only {} statements were found", statements.len());
    let mut wrong = Vec::new();
    for (file, sql) in statements {
        if let Err(error) = market.inner.db.prepare(&sql).await {
            wrong.push(format!("{file}: {sql}\n    {error}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
});

story!(an_act_that_refuses_leaves_nothing, |market| {
    let act = async |tx: &mut Tx| {
        tx.execute("INSERT INTO setting (name, value, changed_at) VALUES ('a', 'b', 0)", &[]).await?;
        Err::<(), _>(platform::db::DbError::Raced)
    };
    assert!(market.inner.db.write(act).await.is_err());
    assert_eq!(market.number("SELECT COUNT(*) FROM setting").await, 0);
});

story!(many_acts_at_once_refuse_only_for_themselves, |market| {
    let mut waiting = Vec::new();
    for n in 0..300_i64 {
        let db = market.inner.db.clone();
        waiting.push(tokio::spawn(async move {
            db.write(async move |tx: &mut Tx| {
                let name = format!("s{n}");
                tx.execute(
                    "INSERT INTO setting (name, value, changed_at) VALUES ($1, 'x', 0)",
                    platform::params![name],
                )
                .await?;
                if n % 3 == 0 { Err(platform::db::DbError::Raced) } else { Ok(()) }
            })
            .await
        }));
    }
    let mut kept = 0;
    for one in waiting {
        kept += i64::from(one.await.unwrap().is_ok());
    }
    assert_eq!(kept, 200);
    assert_eq!(market.number("SELECT COUNT(*) FROM setting").await, 200);
});

story!(no_two_routes_are_the_same, |market| {
    let _ = market;
    let pages = server::router::list_pages();
    let unique: BTreeSet<_> = pages.iter().collect();
    assert_eq!(unique.len(), pages.len());
});

#[test]
fn every_number_has_its_words() {
    let texts = Texts::load();
    for lang in [Lang::English, Lang::Chinese] {
        let text = texts.of(lang);
        for number in crate::harness::numbers() {
            let name = number.name.replace('_', "-");
            assert!(text.has(&format!("operator-number-{name}")), "{name}");
            assert!(text.has(&format!("operator-about-{name}")), "{name}");
            assert!(text.has(&format!("operator-unit-{}", number.unit().replace('_', "-"))), "{name}");
        }
    }
}

#[test]
fn every_scope_of_tokens_is_brought_once_and_has_its_words() {
    let brought = server::wiring::brought();
    let scopes: Vec<_> = brought.iter().flat_map(|it| it.web.scopes).collect();
    let names: BTreeSet<&str> = scopes.iter().map(|scope| scope.name).collect();
    assert_eq!(names.len(), scopes.len());
    for lang in [Lang::English, Lang::Chinese] {
        let text = Texts::load().of(lang);
        for scope in &scopes {
            assert!(text.has(&format!("scope-{}", scope.key())), "{}", scope.name);
            assert!(text.has(&format!("api-scope-{}", scope.key())), "{}", scope.name);
        }
    }
}

#[test]
fn no_shop_takes_an_address_of_the_market() {
    let reserved: BTreeSet<&str> =
        server::wiring::brought().into_iter().flat_map(|it| it.web.reserved).copied().collect();
    for (_, path) in server::router::list_pages() {
        let first = path.split('/').nth(1).unwrap_or_default();
        let is_word = !first.is_empty() && first.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(!is_word || reserved.contains(first), "{path}: {first} is reserved by no capability");
    }
}

#[test]
fn every_mail_can_be_set_in_every_language_and_its_kind_has_words() {
    let brought = server::wiring::brought();
    let kinds: Vec<_> = brought.iter().flat_map(|it| it.people.kinds).collect();
    for lang in Lang::ALL {
        let text = Texts::load().of(lang);
        let shell = Shell::new(text.clone(), "集市");
        let at = kernel::Timestamp::from_micros(1_795_312_800_000_000);
        let sheet = Sheet::new(shell, "https://fair.example", at);
        let mails: Vec<Box<dyn Mail>> = brought.iter().flat_map(|it| (it.people.mails)(&sheet)).collect();
        assert!(mails.len() > 30);
        for kind in &kinds {
            let is_written = kind.delivery != Delivery::Listed;
            let has_sample = mails.iter().any(|mail| mail.kind() == kind.name);
            assert_eq!(has_sample, is_written, "the sample of {}", kind.name);
            assert!(text.has(&format!("notification-kind-{}", kind.key())), "{}", kind.name);
            assert!(text.has(&format!("notification-topic-{}", kind.topic.0)), "{}", kind.name);
        }
        for mail in mails {
            let letter = mail.letter(&sheet);
            if kinds.iter().any(|kind| kind.name == mail.kind()) {
                assert!(letter.leads_to(&sheet).is_some(), "{} leads nowhere", mail.kind());
            }
            let message = letter.set(&sheet, "lin@fair.example").unwrap();
            for text in [&message.subject, &message.text] {
                assert!(!text.contains("mail-") && !text.contains('{'), "{text}");
            }
            assert!(message.text.len() > 80, "{}", mail.kind());
        }
    }
}
