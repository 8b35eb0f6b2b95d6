//! A capability uses only those before it, in code and in SQL, and within one the arrows run from its rules to its
//! store, its acts and its leaves. The order is read from ARCHITECTURE.md.

mod circles;
mod known;
mod order;
mod source;
mod sql;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use crate::files;

use circles::{Arrows, circles};
use order::{Kind, Order, Room};
use tree::{Files, Tree};

/// What the checks look at.
pub struct House {
    order: Order,
    files: Files,
    tree: Tree,
    arrows: Arrows<String>,
    owners: BTreeMap<String, String>,
    manifests: Files,
}

pub fn check() -> Vec<String> {
    let known = files::text(known::PATH);
    println!("boundaries: {} faults are known, in {}", known::lines(&known).count(), known::PATH);
    let house = House::open();
    let mut faults = known::compare(&house.faults(), &known);
    faults.extend(house.order.unlisted(&house.files));
    faults
}

/// Take what is mended out of the list of known faults, and answer what went wrong.
pub fn shrink() -> Vec<String> {
    let known = known::shrink(&House::open().faults(), &files::text(known::PATH));
    let written = std::fs::write(files::root().join(known::PATH), known);
    written.err().map(|error| error.to_string()).into_iter().collect()
}

/// The known faults and the circles, for those who mend them.
pub fn remains() -> Vec<String> {
    let house = House::open();
    let mut left: Vec<String> = house
        .circles()
        .into_iter()
        .map(|(room, files)| format!("circle in {room}: {}", files.join(", ")))
        .collect();
    let modules = circles(&house.modules());
    left.extend(
        modules.iter().map(|circle| format!("circle of {} modules: {}", circle.len(), circle.join(", "))),
    );
    left.extend(known::lines(&files::text(known::PATH)).map(str::to_owned));
    left
}

impl House {
    pub fn open() -> Self {
        let order = Order::read(&files::text("ARCHITECTURE.md"));
        let mut sources = Files::new();
        let mut manifests = Files::from([(String::new(), files::text("Cargo.toml"))]);
        for name in order.crates.iter().chain(&order.alone) {
            sources.extend(files::below(name, &[".rs"]).into_iter().map(|file| (file.path, file.text)));
            manifests.insert(name.clone(), files::text(&format!("{name}/Cargo.toml")));
        }
        let migrations = files::below("migrations", &[".sql"]);
        let migrations = migrations.into_iter().map(|file| (file.path, file.text)).collect();
        Self::of(order, sources, &migrations, manifests)
    }

    fn of(order: Order, files: Files, migrations: &Files, manifests: Files) -> Self {
        let tree = Tree::read(&files, order.crates.iter().chain(&order.alone));
        let arrows = tree.arrows();
        Self { order, files, tree, arrows, owners: sql::owners(migrations), manifests }
    }

    pub fn faults(&self) -> BTreeSet<String> {
        let mut faults: BTreeSet<String> = self.tree.faults.iter().cloned().collect();
        if self.order.crates.is_empty() || self.order.capabilities.is_empty() {
            faults.insert("ARCHITECTURE.md prints no order of crates or of capabilities".into());
        }
        faults.extend(self.order.missing(&self.files));
        faults.extend(self.crates());
        for (file, targets) in &self.arrows {
            for target in targets {
                faults.extend(self.back_arrow(file, target));
                faults.extend(self.leaf(file, target));
                faults.extend(self.store(file, target));
            }
        }
        for (_, circle) in self.circles() {
            faults.extend(circle.iter().map(|file| format!("{file} stands in a circle of files")));
        }
        for (file, source) in &self.tree.sources {
            faults.extend(self.foreign_sql(file, &sql::tables(&source.texts)));
        }
        faults
    }

    fn room(&self, file: &str) -> Room {
        self.order.room(file, &self.files)
    }

    /// A file that uses what comes after it.
    fn back_arrow(&self, file: &str, target: &str) -> Option<String> {
        let (own, theirs) = (self.room(file), self.room(target));
        let (crate_name, part) = self.order.part(target);
        let is_of_one_crate = self.order.part(file).0 == crate_name;
        let kind = Kind::of(file);
        let is_leaf = kind.word().is_some() || kind == Kind::Registers;
        match (&own, &theirs) {
            (Room::Capability(place), Room::Capability(later)) if later > place => {
                Some(format!("{file} uses {part}, a later capability"))
            }
            (Room::Ground(..), Room::Capability(_)) if is_of_one_crate => {
                Some(format!("{file} is shared and uses {part}, a capability"))
            }
            (Room::Face(name, at), Room::Capability(place))
                if is_of_one_crate && self.order.face_after(name, *at).is_none_or(|last| *place > last) =>
            {
                Some(format!("{file} is shared and uses {part}, a later capability"))
            }
            (Room::Ground(_, Some(place)), Room::Ground(_, Some(later)))
                if later > place && is_of_one_crate =>
            {
                Some(format!("{file} uses {part}, which is printed after it"))
            }
            (Room::Face(_, place), Room::Face(_, later)) if later > place && is_of_one_crate => {
                Some(format!("{file} uses {part}, which is printed after it"))
            }
            (Room::Ground(..), Room::Face(..)) if is_of_one_crate && !is_leaf => {
                Some(format!("{file} uses {part}, which is for pages, API and jobs"))
            }
            (Room::Capability(_), Room::Face(..)) if !is_leaf => {
                Some(format!("{file} uses {part}, which is for pages, API and jobs"))
            }
            _ => None,
        }
    }

    /// Jobs, pages, API, commands and demo are leaves: who puts them together declares them. What pages lend to those of
    /// later capabilities stands in `pages/common.rs` or below it, and what demos lend in `demo/common.rs`.
    fn leaf(&self, file: &str, target: &str) -> Option<String> {
        let (own, leaf) = (Kind::of(file), Kind::of(target));
        let word = leaf.word()?;
        let (room, theirs) = (self.room(file), self.room(target));
        let is_inside = room == theirs;
        let may = match own {
            _ if matches!(room, Room::Root | Room::Plain) => true,
            Kind::Declares => is_inside,
            Kind::Registers => is_inside || matches!(theirs, Room::Ground(..)),
            Kind::Jobs | Kind::Commands => is_inside && leaf == own,
            Kind::Pages | Kind::Api => leaf.is_edge() && (is_inside || is_lent(target)),
            Kind::Demo => leaf == Kind::Demo && (is_inside || target.ends_with("/demo/common.rs")),
            Kind::Store | Kind::Other => false,
        };
        (!may).then(|| format!("{file} uses {word} of {}", self.order.part(target).1))
    }

    /// A store knows rules; acts know the store.
    fn store(&self, file: &str, target: &str) -> Option<String> {
        let is_act = Kind::of(target) == Kind::Other
            && matches!(self.room(target), Room::Capability(_))
            && self.tree.sources.get(target).is_some_and(|source| source.has_async);
        (Kind::of(file) == Kind::Store && is_act)
            .then(|| format!("{file} is a store and uses {target}, an act"))
    }

    /// Circles among the files of one capability, of the shared parts of a crate, or of a crate without capabilities.
    fn circles(&self) -> Vec<(String, Vec<String>)> {
        let mut rooms: BTreeMap<String, Arrows<String>> = BTreeMap::new();
        for (file, targets) in &self.arrows {
            let Some(own) = self.corner(file) else { continue };
            let inside = targets.iter().filter(|target| self.corner(target).as_ref() == Some(&own));
            rooms.entry(own.clone()).or_default().insert(file.clone(), inside.cloned().collect());
        }
        rooms
            .into_iter()
            .flat_map(|(room, arrows)| circles(&arrows).into_iter().map(move |circle| (room.clone(), circle)))
            .collect()
    }

    fn corner(&self, file: &str) -> Option<String> {
        let (crate_name, part) = self.order.part(file);
        match self.room(file) {
            Room::Capability(_) => Some(part.to_owned()),
            Room::Ground(..) | Room::Face(..) => Some(format!("what {crate_name} shares")),
            Room::Plain => Some(crate_name.to_owned()),
            Room::Root => None,
        }
    }

    /// The arrows between the modules at the top of the crates that have capabilities. The leaves of a capability stand
    /// above the face that its acts lie below, so they count as a module of their own.
    fn modules(&self) -> Arrows<String> {
        let mut modules = Arrows::new();
        let is_ours = |file: &str| !matches!(self.room(file), Room::Root | Room::Plain);
        let name = |file: &str| {
            let (part, kind) = (self.order.part(file).1, Kind::of(file));
            let is_above = kind.word().is_some() || kind == Kind::Registers;
            if is_above { format!("the leaves of {part}") } else { part.to_owned() }
        };
        for (file, targets) in self.arrows.iter().filter(|(file, _)| is_ours(file)) {
            let targets = targets.iter().filter(|target| is_ours(target)).map(|target| name(target));
            modules
                .entry(name(file))
                .or_insert_with(BTreeSet::new)
                .extend(targets.filter(|other| *other != name(file)));
        }
        modules
    }

    fn foreign_sql(&self, file: &str, tables: &sql::Tables) -> BTreeSet<String> {
        let (own, part) = (self.room(file), self.order.part(file).1);
        let mut faults = BTreeSet::new();
        for table in &tables.written {
            if let Some(owner) =
                self.owners.get(table).filter(|owner| *owner != part && *owner != self.order.part(file).0)
            {
                faults.insert(format!("{file} writes {table}, which is {owner}'s"));
            }
        }
        for owner in tables.read.iter().filter_map(|table| self.owners.get(table)) {
            let may = match (&own, self.order.place(owner)) {
                (Room::Capability(place), Some(read)) => read <= *place,
                (Room::Face(name, at), Some(read)) => {
                    self.order.face_after(name, *at).is_some_and(|last| read <= last)
                }
                (Room::Ground(name, _), Some(_)) => self.is_of_lower_crate(owner, name),
                (Room::Root | Room::Plain, _) | (_, None) => true,
            };
            if !may {
                faults.insert(format!("{file} reads the tables of {owner}"));
            }
        }
        faults
    }

    fn is_of_lower_crate(&self, capability: &str, crate_name: &str) -> bool {
        let own = self.order.rank(crate_name);
        let file = self.files.keys().find(|file| self.order.part(file).1 == capability);
        file.and_then(|file| self.order.rank(file)) < own
    }

    /// No crate names one above it, and none is left out of the order.
    fn crates(&self) -> BTreeSet<String> {
        let members: BTreeSet<&str> =
            self.manifest("").filter(|line| line.contains("path = ")).map(name).collect();
        let order = &self.order.crates;
        let mut faults = BTreeSet::new();
        for (place, own) in order.iter().enumerate() {
            for named in self.manifest(own).map(name).filter(|named| members.contains(named)) {
                match order.iter().position(|name| name == named) {
                    Some(above) if above > place => {
                        faults.insert(format!("{own}/Cargo.toml depends on {named}"));
                    }
                    None if !self.order.alone.iter().any(|name| name == named) => {
                        faults.insert(format!(
                            "ARCHITECTURE.md has no place for {named}, which {own} depends on"
                        ));
                    }
                    _ => {}
                }
            }
        }
        // The first knows money, time and chance, and nothing of anybody.
        let above_first: Vec<&str> = order.iter().skip(1).map(String::as_str).collect();
        for own in &self.order.alone {
            let named = self.manifest(own).map(name).filter(|named| above_first.contains(named));
            faults.extend(named.map(|named| format!("{own}/Cargo.toml depends on {named}")));
        }
        faults
    }

    fn manifest(&self, crate_name: &str) -> std::str::Lines<'_> {
        self.manifests.get(crate_name).map_or("", String::as_str).lines()
    }
}

/// What a line of a manifest is about.
fn name(line: &str) -> &str {
    line.split(['.', ' ', '=']).next().unwrap_or_default()
}

/// Whether pages of later capabilities may use this file.
fn is_lent(file: &str) -> bool {
    file.ends_with("/pages/common.rs") || file.contains("/pages/common/")
}
