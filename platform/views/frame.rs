use askama::Template;

use super::Shell;

/// What `base.html` puts around every page, compiled here once and not again in each page.
#[derive(Template)]
#[template(path = "views/head.html")]
struct Head<'a> {
    shell: &'a Shell,
}

#[derive(Template)]
#[template(path = "views/top.html")]
struct Top<'a> {
    shell: &'a Shell,
}

#[derive(Template)]
#[template(path = "views/flash.html")]
struct Flashed<'a> {
    shell: &'a Shell,
    kind: &'a str,
    text: &'a str,
}

#[derive(Template)]
#[template(path = "views/bottom.html")]
struct Bottom<'a> {
    shell: &'a Shell,
}

/// The parts of the frame that are each reader's own, by the names of their marks.
pub const OPEN: [&str; 3] = ["top", "flash", "bottom"];

impl Shell {
    /// What stands for a part that is each reader's own, where many are to read the page.
    pub fn mark(&self, part: &str) -> Option<String> {
        self.open.as_ref().map(|mark| format!("<!--{mark} {part}-->"))
    }

    /// A part of the frame by its name.
    pub fn part(&self, name: &str) -> askama::Result<String> {
        match name {
            "top" => self.top(),
            "flash" => self.flashed(),
            _ => self.bottom(),
        }
    }

    pub fn head(&self) -> askama::Result<String> {
        Head { shell: self }.render()
    }

    pub fn top(&self) -> askama::Result<String> {
        self.mark("top").map_or_else(|| Top { shell: self }.render(), Ok)
    }

    pub fn flashed(&self) -> askama::Result<String> {
        if let Some(mark) = self.mark("flash") {
            return Ok(mark);
        }
        let Some(flash) = &self.flash else { return Ok(String::new()) };
        Flashed { shell: self, kind: flash.kind, text: &flash.text }.render()
    }

    pub fn bottom(&self) -> askama::Result<String> {
        self.mark("bottom").map_or_else(|| Bottom { shell: self }.render(), Ok)
    }
}
