//! The order that ARCHITECTURE.md prints, and the place of a file in it.

use std::collections::BTreeMap;

use super::tree::Files;

#[derive(Default)]
pub struct Order {
    /// From the lowest to the highest.
    pub crates: Vec<String>,
    /// Crates that name none of those.
    pub alone: Vec<String>,
    pub capabilities: Vec<String>,
    /// By crate, the shared parts that lie below its capabilities and have an order among themselves.
    ground: BTreeMap<String, Vec<String>>,
    /// By crate, the shared parts that lie between the acts and the leaves, each with the last capability it may use.
    face: BTreeMap<String, Vec<(String, String)>>,
}

/// Whose file it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    /// By its place in the order.
    Capability(usize),
    /// Shared by the capabilities of a crate; the place is known if it is printed.
    Ground(String, Option<usize>),
    /// Shared by their leaves.
    Face(String, usize),
    /// The first file of a crate, which puts its parts together.
    Root,
    /// A crate that has no capabilities.
    Plain,
}

/// What a file is to the others of its capability, told by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Store,
    Jobs,
    Pages,
    Api,
    Commands,
    /// What a demo market shows of it.
    Demo,
    /// Declares and hands on.
    Declares,
    /// Says what the capability brings.
    Registers,
    Other,
}

impl Kind {
    pub fn of(path: &str) -> Self {
        let mut parts: Vec<&str> = path.split('/').collect();
        let file = parts.pop().unwrap_or_default();
        match file {
            _ if parts.contains(&"pages") || file == "pages.rs" => Self::Pages,
            _ if parts.contains(&"demo") || file == "demo.rs" => Self::Demo,
            // The seller's desk of the catalog.
            _ if parts.ends_with(&["catalog", "desk"]) => Self::Pages,
            _ if parts.contains(&"api") || file == "api.rs" => Self::Api,
            _ if file.ends_with("_api.rs") || file.starts_with("api_") => Self::Api,
            // Jobs that tell somebody something.
            "jobs.rs" | "tell.rs" => Self::Jobs,
            "commands.rs" => Self::Commands,
            "mod.rs" => Self::Declares,
            "capability.rs" => Self::Registers,
            _ if file == "store.rs" || file.ends_with("_store.rs") => Self::Store,
            _ => Self::Other,
        }
    }

    /// What it is called if it is a leaf: nobody imports it.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Jobs => Some("jobs"),
            Self::Pages => Some("pages"),
            Self::Api => Some("api"),
            Self::Commands => Some("commands"),
            Self::Demo => Some("demo"),
            Self::Store | Self::Declares | Self::Registers | Self::Other => None,
        }
    }

    pub fn is_edge(self) -> bool {
        matches!(self, Self::Pages | Self::Api)
    }
}

impl Order {
    /// Four kinds of lines are read:
    /// ``Cargo enforces `kernel ← platform ← …`; `broadcast` stands on its own.``, `` `accounts · notifications · …` ``,
    /// ``Ground of `people`: `rules · market` `` and ``Face of `people`, after `shops`: `visit · edge` ``.
    pub fn read(text: &str) -> Self {
        let mut order = Self::default();
        for line in text.lines() {
            let quoted: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
            match quoted[..] {
                [chain, ref alone @ ..] if line.starts_with("Cargo enforces") => {
                    order.crates = list(chain, " ← ");
                    order.alone = alone.iter().map(|&name| name.to_owned()).collect();
                }
                [chain] if line.starts_with('`') && chain.contains(" · ") => {
                    order.capabilities = list(chain, " · ");
                }
                [name, parts] if line.starts_with("Ground of") => {
                    order.ground.insert(name.to_owned(), list(parts, " · "));
                }
                [name, last, parts] if line.starts_with("Face of") => {
                    let parts = list(parts, " · ").into_iter().map(|part| (last.to_owned(), part));
                    order.face.entry(name.to_owned()).or_default().extend(parts);
                }
                _ => {}
            }
        }
        order
    }

    pub fn place(&self, capability: &str) -> Option<usize> {
        self.capabilities.iter().position(|name| name == capability)
    }

    /// The printed names that have no folder or file.
    pub fn missing(&self, files: &Files) -> Vec<String> {
        let is_there = |name: &str, part: &str| {
            files.contains_key(&format!("{name}/{part}.rs"))
                || files.contains_key(&format!("{name}/{part}/mod.rs"))
        };
        let ground = self.ground.iter().flat_map(|(name, parts)| parts.iter().map(move |part| (name, part)));
        let face = self.face.iter().flat_map(|(name, parts)| parts.iter().map(move |(_, part)| (name, part)));
        let mut faults: Vec<String> = ground
            .chain(face)
            .filter(|(name, part)| !is_there(name, part))
            .map(|(name, part)| format!("ARCHITECTURE.md names {name}/{part}, which is not there"))
            .collect();
        let lost =
            self.capabilities.iter().filter(|part| !self.crates.iter().any(|name| is_there(name, part)));
        faults.extend(lost.map(|part| format!("ARCHITECTURE.md names {part}, which is in no crate")));
        faults
    }

    /// Capabilities without a `capability.rs`, or not in their place in the list of their crate's first file.
    pub fn unlisted(&self, files: &Files) -> Vec<String> {
        let mut faults = Vec::new();
        for name in &self.crates {
            let root = format!("{name}/{name}.rs");
            let list = files.get(&root).map(String::as_str).unwrap_or_default();
            let mut before = 0;
            let own = |part: &&String| files.contains_key(&format!("{name}/{part}/mod.rs"));
            for part in self.capabilities.iter().filter(own) {
                if !files.contains_key(&format!("{name}/{part}/capability.rs")) {
                    faults.push(format!("{name}/{part} has no capability.rs"));
                }
                match list.find(&format!("&{part}::CAPABILITY")) {
                    Some(at) if at < before => faults.push(format!("{root} lists {part} too early")),
                    Some(at) => before = at,
                    None => faults.push(format!("{root} does not list {part}::CAPABILITY")),
                }
            }
        }
        faults
    }

    pub fn rank(&self, path: &str) -> Option<usize> {
        let own = path.split('/').next()?;
        self.crates.iter().position(|name| name == own)
    }

    /// The crate and the part of it that a file belongs to.
    pub fn part<'a>(&self, path: &'a str) -> (&'a str, &'a str) {
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        (name, rest.split('/').next().unwrap_or_default().trim_end_matches(".rs"))
    }

    pub fn room(&self, path: &str, files: &Files) -> Room {
        let (name, part) = self.part(path);
        if let Some(place) = self.place(part) {
            return Room::Capability(place);
        }
        if name == part {
            return Room::Root;
        }
        let has_capabilities = self.capabilities.iter().any(|part| {
            files.contains_key(&format!("{name}/{part}/mod.rs"))
                || files.contains_key(&format!("{name}/{part}.rs"))
        });
        if !has_capabilities {
            return Room::Plain;
        }
        let in_face = self.face.get(name).and_then(|parts| parts.iter().position(|(_, have)| have == part));
        if let Some(place) = in_face {
            return Room::Face(name.to_owned(), place);
        }
        let place = self.ground.get(name).and_then(|parts| parts.iter().position(|have| have == part));
        Room::Ground(name.to_owned(), place)
    }

    /// The last capability that this part of a crate's face may use.
    pub fn face_after(&self, name: &str, place: usize) -> Option<usize> {
        let (last, _) = self.face.get(name)?.get(place)?;
        self.place(last)
    }
}

fn list(text: &str, between: &str) -> Vec<String> {
    text.split(between).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
