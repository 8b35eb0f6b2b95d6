use axum::extract::DefaultBodyLimit;
use platform::web::Routes;

use super::{desk, index, lines, picture, pin, show, stream, studio, talk, video};
use crate::{
    Commons,
    live::{
        self, clips, coupons, figures, films, giveaways, hosting, law, offers, prices, receipts, run_sheet,
        schedule, schedule::pages::MOST_BYTES, stage, targets, uploads,
    },
};

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .post("/desk/{handle}/live", desk::create)
        .post("/desk/{handle}/live/{id}", desk::update)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .merge(films::pages::routes())
        .merge(law::pages::routes())
        .merge(stage::pages::routes())
        .merge(schedule::pages::routes())
        .merge(receipts::pages::routes())
        .merge(clips::pages::routes())
        .merge(coupons::pages::routes())
        .merge(run_sheet::pages::routes())
        .merge(figures::pages::routes())
        .merge(giveaways::pages::routes())
        .merge(hosting::pages::routes())
        .merge(live::talk::pages::routes())
        .merge(offers::pages::routes())
        .merge(prices::pages::routes())
        .merge(uploads::pages::routes())
        .merge(targets::pages::routes())
        .get("/live", index::index)
        .get("/live/{id}", show::show)
        .get("/live/{id}/pin", pin::show)
        .get("/live/{id}/picture", picture::show)
        .get("/live/{id}/stream", stream::show)
        .post("/live/{id}/lines", lines::create)
        .get("/live/{id}/video/{file}", video::live)
        .get("/live/{id}/replay/{file}", video::replay)
        .get("/live/{id}/captions.vtt", video::captions)
        .post("/live/{id}/whep", video::watch)
        .post("/whip", video::publish)
        .delete("/live/sessions/{session}", video::leave)
        .get("/desk/{handle}/live", desk::index)
        .get("/desk/{handle}/live/new", desk::new)
        .get("/desk/{handle}/live/{id}", studio::show)
        .get("/desk/{handle}/live/{id}/edit", desk::edit)
        .get("/desk/{handle}/live/{id}/cancellation", desk::confirm)
        .post("/desk/{handle}/live/{id}/cancellation", desk::cancel)
        .post("/desk/{handle}/live/{id}/key", studio::new_key)
        .post("/desk/{handle}/live/{id}/whip", studio::publish)
        .post("/desk/{handle}/live/{id}/practice/whip", studio::practise)
        .post("/desk/{handle}/live/{id}/second/whip", studio::second)
        .post("/desk/{handle}/live/{id}/end", studio::end)
        .post("/desk/{handle}/live/{id}/pins/{listing}", talk::pin)
        .post("/desk/{handle}/live/{id}/pins/{listing}/removal", talk::unpin)
        .post("/desk/{handle}/live/{id}/captions", talk::caption)
        .post("/desk/{handle}/live/{id}/lines/{position}/hiding", talk::hide)
        .post("/desk/{handle}/live/{id}/lines/{position}/muting", talk::silence)
}
