//! What shops sell: listings, their variants, their stock and their pictures.
//!
//! **Words.** A *listing* is one thing on offer; a *variant* is one SKU of it; *stock* counts pieces that nobody
//! holds. Kinds: `stock` is ready, `made_to_order` has a lead time, `harvest` has a season.
//!
//! **Promises.** Stock is never below zero: it is taken by one conditional statement. Prices are integers in the
//! shop's currency. A description is sanitised before it is kept.
//!
//! **Not here.** Finding (`search`), and who holds which pieces (`orders`).

mod api;
pub mod atom;
mod bar;
mod bar_store;
mod bargain;
pub mod body;
pub mod bulk;
mod capability;
mod card;
mod commands;
mod craft;
pub mod demo;
pub mod desk;
mod export;
mod facts;
mod fetch;
mod fetch_store;
mod fresh_store;
mod import;
pub mod import_api;
mod import_changes;
mod import_extra;
pub mod import_file;
mod import_look;
mod import_pictures;
pub mod import_report;
mod import_run;
mod import_run_store;
mod import_told;
mod invariants;
pub mod jobs;
mod kind;
mod lead_time;
mod listing;
mod listing_input;
mod listing_store;
mod look_store;
mod mail;
pub mod merchant_feed;
mod multiply;
mod offered_store;
mod on_sale;
mod opened;
pub mod pages;
pub mod photo_api;
mod poster;
mod price_store;
mod prices_now;
mod product;
pub mod product_file;
mod promises;
mod reading;
mod ready;
mod ready_store;
mod save;
pub mod scopes;
mod seller_store;
mod shelf_store;
mod stall_store;
mod start_import;
mod stock_store;
pub mod structured;
mod tax_class;
mod tell_fresh;
mod wire;
pub mod write_api;

pub use bar::{bar, unbar};
pub use bargain::{Bargain, bargain, negotiable};
pub use capability::CAPABILITY;
pub(crate) use card::card_columns;
pub use card::{Card, Face};
pub use craft::{CRAFTS, Craft, CraftCode, CraftGroup};
pub use export::export;
pub use facts::Facts;
pub use fresh_store::{fresh_between, news_of_followed};
pub use import::{Imported, Manner, import};
pub use import_run::{RunId, StockOf};
pub use kind::Kind;
pub use lead_time::LeadTime;
pub use listing::{ListingId, ListingState, Offered, PictureId, VariantId};
pub use listing_input::{
    ListingInput, MOST_OPTIONS, MOST_PICTURES, MOST_VARIANTS, OptionInput, PictureInput, VariantInput,
    choices_line, choices_line_en,
};
pub use listing_store::{forget_changes, note_changes, price_changed};
pub use look_store::{Look, Section, look, sections};
pub use multiply::{last_id, multiply};
pub use offered_store::{count_all, find_offered, find_variant, tax_class_of};
pub use on_sale::{OnSale, on_sale};
pub use opened::Opened;
pub use price_store::{ListPrice, PastPrice, list_prices, past_prices};
pub use prices_now::{CardPrice, PricesNow, Pricing, lowest_words, prices_now, reduced_words};
pub use product::{data_block, plain};
pub use promises::PicturesChanged;
pub use reading::{Reading, read_by_id, read_priced, read_priced_by_id};
pub use save::{SaveError, create, create_nearby, restock, set_state, update};
pub use seller_store::{DeskRow, count_of_shop, find_id, list_for_desk, list_ids, load, variant_ids};
pub use shelf_store::{
    ShownListing, ShownPicture, ShownVariant, card, cards, find, find_several, list_after, list_of_shop,
    newest_on_sale, shops_with_more_than, variants, variants_between,
};
pub use stall_store::{StallLook, covers, stalls};
pub use stock_store::{Pieces, put_back, take};
pub use tax_class::TaxClass;
pub use wire::{ListingSummaryOut, Summaries};
