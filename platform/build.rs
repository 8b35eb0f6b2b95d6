//! Builds the styles and scripts of the pages: `npm ci` when the lock file changed, then the bundle.

use std::{path::Path, process::Command};

fn main() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui");
    let scripts = ["build.mjs", "package-lock.json", "app.ts", "attach.ts", "model.ts", "push-worker.ts"];
    let gate = ["gate.ts", "gate-worker.ts", "gate"];
    for part in scripts.into_iter().chain(gate).chain(["css", "behaviours", "icons", "patterns"]) {
        println!("cargo::rerun-if-changed={}", ui.join(part).display());
    }
    println!("cargo::rerun-if-changed=../translations");
    let lock = std::fs::read(ui.join("package-lock.json")).unwrap_or_default();
    let stamp = ui.join("node_modules/.installed-lock");
    if std::fs::read(&stamp).unwrap_or_default() != lock {
        run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&ui));
        let _ = std::fs::write(&stamp, &lock);
    }
    let mut build = Command::new("node");
    build.arg("build.mjs").current_dir(&ui);
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "debug") {
        build.env("JISHI_UI_FAST", "1");
    }
    run(&mut build);
}

fn run(command: &mut Command) {
    let done = command.status();
    assert!(done.as_ref().is_ok_and(std::process::ExitStatus::success), "{command:?} failed: {done:?}");
}
