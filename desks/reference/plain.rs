//! The handbook as one text, and the list of what the market tells programs: for readers that are programs themselves.

use people::scope::Scope;
use platform::views::Shell;

use super::{Call, Field, Reference};

/// The words of the market, for whoever reads of a hold or an escrow and does not know what it is.
const WORDS: &str = include_str!("../../docs/words.md");

/// `/llms.txt`: what the market is, and where programs read more (llmstxt.org).
pub fn list(shell: &Shell, origin: &str) -> String {
    let line = |path: &str, title: &str, words: &str| {
        format!("- [{}]({origin}{path}): {}\n", shell.t(title), shell.t(words))
    };
    let mut text = format!("# {}\n\n> {}\n\n", shell.market, shell.t("meta-market"));
    text.push_str(&format!("## {}\n\n", shell.t("api-title")));
    text.push_str(&line("/api.txt", "llms-handbook", "llms-handbook-words"));
    text.push_str(&line("/api/v1/openapi.json", "llms-openapi", "llms-openapi-words"));
    text.push_str(&format!("\n## {}\n\n", shell.t("llms-things")));
    text.push_str(&line("/merchant.xml", "llms-merchant", "llms-merchant-words"));
    text.push_str(&line("/browse/feed.atom", "llms-news", "llms-news-words"));
    text.push_str(&line("/sitemap.xml", "llms-sitemap", "llms-sitemap-words"));
    text.push_str(&format!("\n## {}\n\n", shell.t("llms-rules")));
    text.push_str(&line("/help", "llms-buying", "llms-buying-words"));
    text.push_str(&line("/sell", "llms-selling", "llms-selling-words"));
    text.push_str(&line("/about", "llms-about", "llms-about-words"));
    text
}

/// `/api.txt`: the handbook.
pub fn handbook(shell: &Shell, origin: &str, reference: &Reference, scopes: &[Scope]) -> String {
    let mut text = format!(
        "# {} · {}\n\n{}\n\n{}: {origin}/api/v1/openapi.json\n",
        shell.market,
        shell.t("api-title"),
        shell.t("api-words"),
        shell.t("llms-openapi"),
    );
    for (title, words) in [
        ("api-token-title", "api-token-words"),
        ("api-scopes-title", "api-scopes-words"),
        ("api-keys-title", "api-keys-words"),
        ("api-paging-title", "api-paging-words"),
        ("api-problems-title", "api-problems-words"),
        ("api-money-title", "api-money-words"),
    ] {
        text.push_str(&format!("\n## {}\n\n{}\n", shell.t(title), shell.t(words)));
        if title == "api-scopes-title" {
            text.push('\n');
            for scope in scopes {
                text.push_str(&format!("- `{}`: {}\n", scope.name, shell.of("api-scope", &scope.key())));
            }
        }
    }
    for group in &reference.groups {
        let key = format!("api-group-{}", group.tag);
        let name = if shell.text.has(&key) { shell.t(&key) } else { &group.tag };
        text.push_str(&format!("\n## {name}\n"));
        group.calls.iter().for_each(|call| text.push_str(&one(shell, call)));
    }
    let words = WORDS.strip_prefix("# Words").unwrap_or(WORDS).trim();
    text.push_str(&format!("\n## {}\n\n{words}\n", shell.t("llms-words")));
    text
}

fn one(shell: &Shell, call: &Call) -> String {
    let mut text = format!("\n### {} {}\n\n{}\n", call.method, call.path, call.summary);
    if !call.words.is_empty() {
        text.push_str(&format!("\n{}\n", call.words));
    }
    if !call.scopes.is_empty() {
        text.push_str(&format!("\n{} {}\n", shell.t("api-call-scope"), call.scopes.join(", ")));
    }
    let needed =
        |is_needed: bool| if is_needed { format!(", {}", shell.t("api-required")) } else { String::new() };
    if !call.parameters.is_empty() {
        text.push_str(&format!("\n{}\n\n", shell.t("api-parameters")));
        for parameter in &call.parameters {
            let words = after(&parameter.words);
            text.push_str(&format!(
                "- `{}` ({}, {}{}){words}\n",
                parameter.name,
                parameter.place,
                parameter.kind,
                needed(parameter.required),
            ));
        }
    }
    let field = |field: &Field| {
        format!("- `{}` ({}{}){}\n", field.name, field.kind, needed(field.required), after(&field.words))
    };
    if !call.body.is_empty() {
        text.push_str(&format!("\n{}\n\n", shell.t("api-body")));
        text.extend(call.body.iter().map(field));
    }
    text.push_str(&format!("\n{}\n\n", shell.say("api-answer", &[("status", &call.status)])));
    if call.answer.is_empty() {
        text.push_str(&format!("{}\n", shell.t("api-answer-empty")));
    }
    text.extend(call.answer.iter().map(field));
    text.push_str(&format!("\n```\n{}\n```\n", call.curl));
    text
}

/// Words after a name, in one line.
fn after(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { words } else { format!(": {words}") }
}
