//! What the OpenAPI description says about the API as a whole.

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use desks::reference::Reference;
use people::{
    asked::Asked,
    calls::calls_of,
    one_of::{KindName, ScopeName, one_of},
};
use utoipa::{
    ToSchema,
    openapi::{
        Components, Info, License, OpenApi, OpenApiBuilder,
        security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};

use crate::{problems, wiring};

const ABOUT: &str = "Everything a page can do. Amounts are decimal text with a currency; times are RFC 3339 in UTC; \
    problems are RFC 9457. Calls that create something take an Idempotency-Key, remembered for a day: a repeat gets \
    the first answer, but for the key of a token, which is told once; lists go on with the cursor that \
    the page before gave as `next`, and refuse a parameter that they do not know. What a call needs of a token is the \
    scope that its `bearer` names; where there are several, one of them.";

/// The description before the calls are added to it.
pub fn description() -> OpenApi {
    let mut info = Info::new("Jishi", "1");
    info.description = Some(ABOUT.into());
    let mut license = License::new("Apache-2.0 OR MIT");
    license.identifier = Some("Apache-2.0 OR MIT".into());
    info.license = Some(license);
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A token made on the account's own page, with the scopes it was given."))
        .build();
    let mut components = Components::new();
    components.security_schemes.insert("bearer".into(), SecurityScheme::Http(bearer).into());
    // What needs no account may be called without a token.
    let open = SecurityRequirement::default();
    let token = SecurityRequirement::new("bearer", Vec::<String>::new());
    OpenApiBuilder::new().info(info).components(Some(components)).security(Some([token, open])).build()
}

/// Every API call there is, as programs read it.
pub fn describe() -> OpenApi {
    let mut description = wiring::describe(description(), "/api/v1");
    name_calls(&mut description);
    problems::complete(&mut description);
    name_words(&mut description);
    description
}

/// Say the words that no capability knows alone: the scopes of tokens and the kinds of notification.
fn name_words(description: &mut OpenApi) {
    let brought = wiring::brought();
    let scopes = brought.iter().flat_map(|it| it.web.scopes).map(|scope| scope.name);
    let kinds = brought.iter().flat_map(|it| it.people.kinds).map(|kind| kind.name);
    let schemas = &mut description.components.get_or_insert_default().schemas;
    schemas.insert(ScopeName::name().into(), one_of(scopes));
    schemas.insert(KindName::name().into(), one_of(kinds));
}

/// The description with every call in it, as programs and people read it.
pub struct Described {
    pub json: String,
    pub reference: Arc<Reference>,
    /// What may be asked of each call.
    pub asked: Asked,
}

/// The same for every market of a process, so it is written once.
pub static DESCRIBED: LazyLock<Described> = LazyLock::new(|| {
    let description = describe();
    let json = serde_json::to_string(&description).unwrap_or_default();
    Described { json, reference: Arc::new(Reference::of(&description)), asked: Asked::of(&description) }
});

/// Give every call a name of its own: its tag and the name of its handler, such as `orders_show`.
///
/// Two calls that would have the same name are told apart by their method and path.
pub fn name_calls(description: &mut OpenApi) {
    let mut taken = BTreeSet::new();
    for (path, item) in &mut description.paths.paths {
        for (method, call) in calls_of(item) {
            let tag = call.tags.iter().flatten().next().map_or("market", String::as_str);
            let short = format!("{tag}_{}", call.operation_id.as_deref().unwrap_or(method));
            let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
            let long = words.fold(format!("{tag}_{method}"), |name, word| format!("{name}_{word}"));
            let name = if taken.insert(short.clone()) { short } else { long };
            taken.insert(name.clone());
            call.operation_id = Some(name);
        }
    }
}
