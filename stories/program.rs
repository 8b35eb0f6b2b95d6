//! What the binary promises whatever market it serves.

use std::{collections::BTreeSet, net::IpAddr};

use axum::http::{HeaderMap, HeaderValue};
use clap::CommandFactory;
use server::{
    commands::{
        Cli, Place,
        lock::{Use, take},
    },
    description::DESCRIBED,
    metrics::is_local,
    migrations::MIGRATIONS,
};

#[test]
fn every_call_has_a_name_of_its_own_and_says_what_it_does() {
    let description: serde_json::Value = serde_json::from_str(&DESCRIBED.json).unwrap();
    let mut names = BTreeSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap().iter().filter(|(method, _)| *method != "parameters") {
            let name = call["operationId"].as_str().unwrap_or_default();
            assert!(names.insert(name), "{method} {path} has the name of another call");
            assert!(call["summary"].is_string(), "{method} {path} says nothing");
            assert!(call["tags"].is_array(), "{method} {path} has no tag");
        }
    }
    assert!(names.len() > 20);
}

#[test]
fn every_command_has_a_name_of_its_own_and_says_what_it_does() {
    let program = Cli::command();
    program.clone().debug_assert();
    let mut names = BTreeSet::new();
    for command in program.get_subcommands() {
        assert!(names.insert(command.get_name()), "{} is there twice", command.get_name());
        assert!(command.get_about().is_some(), "{} says nothing", command.get_name());
    }
    assert!(names.contains("serve") && names.contains("import"));
}

#[test]
fn only_this_machine_reads_the_figures_and_not_through_a_proxy() {
    let from = |text: &str| -> Option<IpAddr> { Some(text.parse().unwrap()) };
    let mut headers = HeaderMap::new();
    assert!(is_local(from("127.0.0.1"), &headers));
    assert!(is_local(from("::1"), &headers));
    assert!(is_local(from("::ffff:127.0.0.1"), &headers));
    assert!(!is_local(from("192.168.0.7"), &headers));
    assert!(!is_local(None, &headers));
    headers.insert("x-forwarded-for", HeaderValue::from_static("203.0.113.9"));
    assert!(!is_local(from("127.0.0.1"), &headers));
}

#[test]
fn the_list_of_migrations_is_the_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");
    let names = std::fs::read_dir(folder).unwrap().filter_map(|entry| {
        entry.unwrap().file_name().into_string().ok()?.strip_suffix(".sql").map(str::to_owned)
    });
    let mut files: Vec<String> = names.collect();
    files.sort();
    assert_eq!(MIGRATIONS.iter().map(|migration| migration.name).collect::<Vec<_>>(), files);
}

#[test]
fn many_serve_and_one_makes_a_demo_market_alone() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place { data: folder.path().to_owned(), database_url: None };
    let demo = take(&place, Use::Alone).unwrap();
    let refused = take(&place, Use::Shared).unwrap_err().to_string();
    assert!(refused.starts_with("a demo market is being made in"), "{refused}");
    drop(demo);
    let (_one, _other) = (take(&place, Use::Shared).unwrap(), take(&place, Use::Shared).unwrap());
    let refused = take(&place, Use::Alone).unwrap_err().to_string();
    assert!(refused.starts_with("a market is open in"), "{refused}");
}
