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

impl Shell {
    pub fn head(&self) -> askama::Result<String> {
        Head { shell: self }.render()
    }

    pub fn top(&self) -> askama::Result<String> {
        Top { shell: self }.render()
    }

    pub fn flashed(&self) -> askama::Result<String> {
        let Some(flash) = &self.flash else { return Ok(String::new()) };
        Flashed { shell: self, kind: flash.kind, text: &flash.text }.render()
    }

    pub fn bottom(&self) -> askama::Result<String> {
        Bottom { shell: self }.render()
    }
}
