//! One file as the checks see it: the names it declares, the paths it writes, its strings.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Attribute, Item, UseTree, Visibility, ext::IdentExt as _, visit::Visit};

/// A path as it stands in the code, such as `crate::orders::place`.
pub type Path = Vec<String>;

#[derive(Default)]
pub struct Source {
    pub scopes: Vec<Scope>,
    /// String literals; the pieces of a macro's are joined.
    pub texts: Vec<String>,
    pub has_async: bool,
    pub fault: Option<String>,
}

/// A file, or a `mod { … }` inside of it. The first of a file is the file itself.
#[derive(Default)]
pub struct Scope {
    pub parent: Option<usize>,
    pub items: Vec<String>,
    /// Macros that every crate sees at the root of this one.
    pub exported: Vec<String>,
    /// `mod x;`, with the file if `#[path]` names one.
    pub children: Vec<(String, Option<String>)>,
    pub inline: Vec<(String, usize)>,
    pub imports: Vec<Import>,
    pub globs: Vec<Path>,
    pub paths: Vec<Path>,
}

pub struct Import {
    pub name: String,
    pub path: Path,
    pub is_public: bool,
}

pub fn read(text: &str) -> Source {
    let mut reader = Reader { source: Source::default(), at: 0 };
    reader.source.scopes.push(Scope::default());
    match syn::parse_file(text) {
        Ok(file) => reader.visit_file(&file),
        Err(error) => reader.source.fault = Some(format!("line {}: {error}", error.span().start().line)),
    }
    reader.source
}

struct Reader {
    source: Source,
    at: usize,
}

impl Reader {
    fn scope(&mut self) -> &mut Scope {
        &mut self.source.scopes[self.at]
    }

    fn import(&mut self, tree: &UseTree, before: &[String], is_public: bool) {
        let joined = |name: &syn::Ident| [before, &[name.unraw().to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.import(&path.tree, &joined(&path.ident), is_public),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, before, is_public);
                }
            }
            UseTree::Glob(_) => self.scope().globs.push(before.to_vec()),
            UseTree::Name(name) => self.keep(&name.ident, joined(&name.ident), is_public),
            UseTree::Rename(rename) => self.keep(&rename.rename, joined(&rename.ident), is_public),
        }
    }

    fn keep(&mut self, name: &syn::Ident, mut path: Path, is_public: bool) {
        let mut name = name.unraw().to_string();
        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
            path.pop();
            if name == "self" {
                name = path.last().cloned().unwrap_or_default();
            }
        }
        self.scope().imports.push(Import { name, path, is_public });
    }

    /// Paths and strings of a macro or an attribute, which `syn` leaves as they are.
    fn tokens(&mut self, tokens: TokenStream, text: &mut String) {
        let mut path = Path::new();
        let (mut colons, mut is_member) = (0, false);
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.end(&mut path);
                    }
                    if !is_member || colons == 2 {
                        path.push(name.unraw().to_string());
                    }
                    (colons, is_member) = (0, false);
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Punct(mark) => {
                    self.end(&mut path);
                    (colons, is_member) = (0, mark.as_char() == '.');
                }
                TokenTree::Group(group) => {
                    let is_braces = group.delimiter() == Delimiter::Brace;
                    if colons == 2 && is_braces {
                        // `use a::{b, c}` inside of a macro.
                        for token in group.stream() {
                            if let TokenTree::Ident(name) = token {
                                let whole = [&path[..], &[name.unraw().to_string()]].concat();
                                self.scope().paths.push(whole);
                            }
                        }
                    }
                    self.end(&mut path);
                    (colons, is_member) = (0, false);
                    self.tokens(group.stream(), text);
                }
                TokenTree::Literal(literal) => {
                    self.end(&mut path);
                    (colons, is_member) = (0, false);
                    if let syn::Lit::Str(said) = syn::Lit::new(literal) {
                        text.push_str(&said.value());
                        text.push(' ');
                    }
                }
            }
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Path) {
        if !path.is_empty() {
            let whole = std::mem::take(path);
            self.scope().paths.push(whole);
        }
    }

    fn macro_rules(&mut self, item: &syn::ItemMacro) {
        let Some(name) = &item.ident else { return };
        let name = name.to_string();
        if item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) {
            self.scope().exported.push(name.clone());
        }
        self.scope().items.push(name);
    }
}

impl<'a> Visit<'a> for Reader {
    fn visit_item(&mut self, item: &'a Item) {
        if attributes(item).iter().any(is_test) {
            return;
        }
        let name = match item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::TraitAlias(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            _ => None,
        };
        if let Some(name) = name {
            let name = name.unraw().to_string();
            self.scope().items.push(name);
        }
        if let Item::Macro(item) = item {
            self.macro_rules(item);
        }
        syn::visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        let name = item.ident.unraw().to_string();
        let Some((_, items)) = &item.content else {
            let file = item.attrs.iter().find_map(|attribute| text_of(attribute, "path"));
            self.scope().children.push((name, file));
            return;
        };
        let (outer, inner) = (self.at, self.source.scopes.len());
        self.scope().inline.push((name, inner));
        self.source.scopes.push(Scope { parent: Some(outer), ..Scope::default() });
        self.at = inner;
        for item in items {
            self.visit_item(item);
        }
        self.at = outer;
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        let is_public = !matches!(item.vis, Visibility::Inherited);
        self.import(&item.tree, &[], is_public);
    }

    fn visit_signature(&mut self, signature: &'a syn::Signature) {
        self.source.has_async |= signature.asyncness.is_some();
        syn::visit::visit_signature(self, signature);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let whole = path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
        self.scope().paths.push(whole);
        syn::visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone(), &mut String::new());
        }
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        let mut text = String::new();
        self.visit_path(&call.path);
        self.tokens(call.tokens.clone(), &mut text);
        // `history!("order_step", "order_id")` is the statement that writes it.
        if call.path.segments.last().is_some_and(|segment| segment.ident == "history") {
            let table = call.tokens.clone().into_iter().next().map(|first| first.to_string());
            text = format!("INSERT INTO {}", table.unwrap_or_default().trim_matches('"'));
        }
        self.source.texts.push(text);
    }

    fn visit_lit_str(&mut self, text: &'a syn::LitStr) {
        self.source.texts.push(text.value());
    }
}

fn is_test(attribute: &Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else { return false };
    list.path.is_ident("cfg")
        && list
            .tokens
            .clone()
            .into_iter()
            .any(|token| matches!(token, TokenTree::Ident(name) if name == "test"))
}

fn text_of(attribute: &Attribute, name: &str) -> Option<String> {
    let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value else { return None };
    pair.path.is_ident(name).then(|| text.value())
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
