//! All crates of the workspace as one tree of names: which file declares what a path names.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{self, Path, Source};

/// The files of the crates, by their path from the root of the repository.
pub type Files = BTreeMap<String, String>;

#[derive(Default)]
pub struct Tree {
    modules: Vec<Module>,
    roots: BTreeMap<String, usize>,
    pub sources: BTreeMap<String, Source>,
    pub faults: Vec<String>,
}

struct Module {
    file: String,
    scope: usize,
    root: usize,
    parent: Option<usize>,
    names: BTreeMap<String, Vec<Name>>,
    globs: Vec<Path>,
}

#[derive(Clone)]
enum Name {
    Module(usize),
    /// Declared in this file.
    Item(String),
    Import(Path),
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Module(usize),
    File(String),
}

/// Names being looked up, so that two globs that name each other come to an end.
type Asked = BTreeSet<(usize, String)>;

impl Tree {
    /// A crate begins with the file of its own name.
    pub fn read<'a>(files: &Files, crates: impl Iterator<Item = &'a String>) -> Self {
        let mut tree = Self::default();
        for name in crates {
            let root = tree.modules.len();
            tree.roots.insert(name.clone(), root);
            tree.add(files, &format!("{name}/{name}.rs"), None, root, name.clone());
        }
        tree
    }

    /// Add the file, and what it declares as `mod`; its children lie in `folder`.
    fn add(
        &mut self,
        files: &Files,
        file: &str,
        parent: Option<usize>,
        root: usize,
        folder: String,
    ) -> usize {
        let source = source::read(files.get(file).map_or("", String::as_str));
        self.faults.extend(source.fault.iter().map(|fault| format!("{file} cannot be read: {fault}")));
        let first = self.modules.len();
        for (scope, read) in source.scopes.iter().enumerate() {
            let parent = read.parent.map_or(parent, |outer| Some(first + outer));
            let (file, globs) = (file.to_owned(), read.globs.clone());
            self.modules.push(Module { file, scope, root, parent, names: BTreeMap::new(), globs });
        }
        for (at, scope) in source.scopes.iter().enumerate() {
            let at = first + at;
            for name in &scope.items {
                self.name(at, name, Name::Item(file.to_owned()));
            }
            for name in &scope.exported {
                self.name(root, name, Name::Item(file.to_owned()));
            }
            for import in &scope.imports {
                self.name(at, &import.name, Name::Import(import.path.clone()));
            }
            for (name, inner) in &scope.inline {
                self.name(at, name, Name::Module(first + inner));
            }
            for (name, named) in &scope.children {
                let flat =
                    named.as_ref().map_or(format!("{folder}/{name}.rs"), |file| format!("{folder}/{file}"));
                let own = format!("{folder}/{name}/mod.rs");
                let child = if files.contains_key(&flat) { flat } else { own };
                if !files.contains_key(&child) {
                    self.faults.push(format!("{file} declares {name}, whose file is not there"));
                    continue;
                }
                let child = self.add(files, &child, Some(at), root, format!("{folder}/{name}"));
                self.name(at, name, Name::Module(child));
            }
        }
        self.sources.insert(file.to_owned(), source);
        first
    }

    fn name(&mut self, module: usize, name: &str, what: Name) {
        self.modules[module].names.entry(name.to_owned()).or_default().push(what);
    }

    /// Every arrow: a file, and the file that declares something it names. What a file only hands on from below
    /// itself is not named by it.
    pub fn arrows(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (at, module) in self.modules.iter().enumerate() {
            let Some(scope) =
                self.sources.get(&module.file).and_then(|source| source.scopes.get(module.scope))
            else {
                continue;
            };
            let found = arrows.entry(module.file.clone()).or_default();
            let below = below(&module.file, self.modules[module.root].file == module.file);
            for import in &scope.imports {
                let files = self.files(at, &import.path);
                found
                    .extend(files.into_iter().filter(|file| !(import.is_public && file.starts_with(&below))));
            }
            found.extend(scope.paths.iter().flat_map(|path| self.files(at, path)));
            found.remove(&module.file);
        }
        arrows
    }

    fn files(&self, from: usize, path: &[String]) -> Vec<String> {
        let targets = self.resolve(from, path, &mut Asked::new());
        let files = targets.into_iter().filter_map(|target| match target {
            Target::File(file) => Some(file),
            Target::Module(_) => None,
        });
        files.collect()
    }

    fn resolve(&self, from: usize, path: &[String], asked: &mut Asked) -> BTreeSet<Target> {
        let Some((first, rest)) = path.split_first() else { return BTreeSet::new() };
        let module = |at: usize| BTreeSet::from([Target::Module(at)]);
        let mut targets = match first.as_str() {
            "crate" => module(self.modules[from].root),
            "self" => module(from),
            "super" => self.modules[from].parent.map(module).unwrap_or_default(),
            name => self.look_up(from, name, asked),
        };
        if targets.is_empty() && !rest.is_empty() {
            targets = self.roots.get(first).copied().map(module).unwrap_or_default();
        }
        for name in rest {
            // A function of a module's name has nothing below itself.
            if targets.iter().any(|target| matches!(target, Target::Module(_))) {
                targets.retain(|target| matches!(target, Target::Module(_)));
            }
            let mut next = BTreeSet::new();
            for target in targets {
                match target {
                    Target::Module(at) if name == "super" => {
                        next.extend(self.modules[at].parent.map(Target::Module));
                    }
                    Target::Module(at) => {
                        let found = self.look_up(at, name, asked);
                        if found.is_empty() {
                            // A macro of that file wrote it.
                            next.insert(Target::File(self.modules[at].file.clone()));
                        }
                        next.extend(found);
                    }
                    // A variant or a function of a type.
                    Target::File(file) => {
                        next.insert(Target::File(file));
                    }
                }
            }
            targets = next;
        }
        targets
    }

    fn look_up(&self, at: usize, name: &str, asked: &mut Asked) -> BTreeSet<Target> {
        // `pub use place::place` asks for the module `place` while the function is looked up.
        let is_first = asked.insert((at, name.to_owned()));
        let module = &self.modules[at];
        let mut found = BTreeSet::new();
        for name in module.names.get(name).into_iter().flatten() {
            match name {
                Name::Module(at) => found.extend([Target::Module(*at)]),
                Name::Item(file) => found.extend([Target::File(file.clone())]),
                Name::Import(path) if is_first => found.extend(self.resolve(at, path, asked)),
                Name::Import(_) => {}
            }
        }
        if !is_first {
            return found;
        }
        if found.is_empty() {
            for glob in &module.globs {
                for target in self.resolve(at, glob, asked) {
                    if let Target::Module(other) = target {
                        found.extend(self.look_up(other, name, asked));
                    }
                }
            }
        }
        asked.remove(&(at, name.to_owned()));
        found
    }
}

fn folder_of(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Where the files below this one lie.
fn below(file: &str, is_root: bool) -> String {
    if is_root || file.ends_with("/mod.rs") {
        format!("{}/", folder_of(file))
    } else {
        format!("{}/", file.trim_end_matches(".rs"))
    }
}
