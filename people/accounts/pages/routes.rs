use platform::web::Routes;

use super::{addresses, code, door, mine, tokens};
use crate::market::Market;

pub fn routes() -> Routes<Market> {
    Routes::default()
        .get("/signin", door::sign_in_form)
        .post("/signin", door::sign_in)
        .get("/signin/code", code::new)
        .post("/signin/code", code::create)
        .post("/signin/code/entry", code::enter_with)
        .get("/register", door::register_form)
        .post("/register", door::register)
        .post("/signout", door::sign_out)
        .post("/language", door::language)
        .get("/mine", mine::index)
        .get("/mine/sessions", mine::sessions)
        .post("/mine/sessions/revocation", mine::revoke_others)
        .post("/mine/sessions/{id}/revocation", mine::revoke)
        .get("/mine/profile", mine::profile)
        .post("/mine/profile", mine::edit_profile)
        .get("/mine/password", mine::password)
        .post("/mine/password", mine::set_password)
        .post("/mine/export", mine::ask_export)
        .get("/mine/export.json", mine::export)
        .get("/mine/closure", mine::closure)
        .post("/mine/closure", mine::close)
        .get("/mine/addresses", addresses::index)
        .post("/mine/addresses", addresses::create)
        .get("/mine/addresses/new", addresses::new)
        .get("/mine/addresses/{id}", addresses::edit)
        .post("/mine/addresses/{id}", addresses::update)
        .get("/mine/addresses/{id}/removal", addresses::confirm)
        .post("/mine/addresses/{id}/removal", addresses::destroy)
        .get("/mine/tokens", tokens::index)
        .post("/mine/tokens", tokens::create)
        .post("/mine/tokens/{id}/revocation", tokens::revoke)
}
