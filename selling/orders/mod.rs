//! Orders: from the cart to the release of the money.
//!
//! **Words.** A *cart* holds variants of many shops. A *purchase* is one payment by a buyer; an *order* is one shop's
//! part of it. Stock is *held* from the moment of placing. Money waits in *escrow* until receipt.
//!
//! **Promises.** Everything that is bought goes through [`place()`]. Stock is never oversold. The total of a purchase is
//! the sum of its orders. What things cost is what `prices` says, and each order keeps why. Prices, commission, tax and address are snapshots. Every step is one of the graph below,
//! written with its history row, its money and its later work in one transaction.
//!
//! ```text
//! unpaid --pay--> paid
//! unpaid --pay-gift--> unaddressed
//! unpaid --pay-deposit--> deposited
//! unpaid --close--> closed
//! unaddressed --address--> paid
//! unaddressed --refund--> refunded
//! deposited --ready--> due
//! deposited --refund--> refunded
//! due --pay-rest--> paid
//! due --refund--> refunded
//! due --forfeit--> completed
//! paid --ship--> shipped
//! paid --refund--> refunded
//! shipped --extend--> shipped
//! shipped --receive--> completed
//! shipped --object--> objected
//! shipped --repay--> refunded
//! objected --resume--> shipped
//! objected --repay--> refunded
//! ```
//!
//! A buyer who asks for money back after shipment *objects*: [`refunds`] says how that goes on, and meanwhile the
//! days to object stand still. A shop that gives everything back by itself after shipment *repays*. What is made for one
//! buyer may be paid in two parts: the *deposit* before the work, the *rest* when the piece is ready and before it is sent;
//! a rest that is never paid *forfeits* the deposit. A *gift* waits for the address that its receiver gives: [`gifts`].
//!
//! What a *host* sold for a shop is the shop's sale: with the release the host has their share of the goods, which the order
//! carries from its day, and gives it back in proportion with what is refunded after it.
//!
//! **Mail.** The buyer is told when the money is held, the parcel sent, the release near, the money sent back and an
//! unpaid purchase closed; the seller when an order is to be shipped, and again while it is not. Of a piece that is made
//! for one buyer both hear of the deposit, of the piece that is ready, and of a deposit that is forfeit.
//!
//! **Clocks.** unpaid 30 min, then closed; a gift without an address 24 h, then refunded; paid and not shipped 14 d, after
//! the day on which its listings promised it, then refunded; made and its rest not paid 14 d, then forfeit; shipped and silent 10 d
//! at home and 30 d abroad, then received. Reminders to ship after 2 d and 7 d, a warning 2 d before the release. All are
//! configuration (`rules`).
//!
//! **Not here.** Moving real money (`payments`) and whose it is (`ledger`).

mod about;
pub mod api;
mod around;
mod bought_store;
mod buy_again;
pub mod buy_api;
mod buy_now;
mod came_by;
mod cancel;
mod cancel_error;
mod capability;
mod carrier;
mod cart;
mod cart_changes;
mod cart_delivery;
mod channel;
mod checkout;
mod close;
pub mod coupons;
pub mod coupons_api;
mod deduction_store;
pub mod demo;
mod door;
mod draft;
mod extend;
pub mod gifts;
mod hand_over;
mod host;
mod host_paid;
mod invariants;
mod invoice;
pub mod jobs;
pub mod kept_checkout;
mod kinds;
pub mod mail;
mod mentioned;
pub mod milestones;
pub mod money_moved;
pub mod numbers;
mod order;
mod order_amount;
mod order_counter;
mod order_line;
pub mod order_moved;
mod order_number;
pub mod pages;
mod pay;
mod place;
mod placed_store;
mod promises;
mod proration;
mod ready;
mod receive;
mod refund;
pub mod refunds;
pub mod scopes;
mod ship;
mod signals;
mod sold_store;
pub mod sought;
mod sought_store;
pub mod spreadsheet;
mod store;
pub mod tax;
pub mod tell;
mod terms;
mod unfinished;
mod wanted;
pub mod wire;
pub mod work_api;
pub mod work_mail;

pub use kernel::{OrderId, PurchaseId};

pub use around::{Around, around};
pub use buy_again::{AgainError, buy_again, not_in_cart};
pub use buy_now::{BuyError, InstantPurchase, buy_now, line};
pub use came_by::came_by;
pub use cancel::cancel;
pub use cancel_error::CancelError;
pub use capability::CAPABILITY;
pub use carrier::{CARRIERS, Carrier};
pub use cart::{
    Cart, CartError, CartLine, Change, LeftOut, ShopCart, WhyLeftOut, adopt_cart, cart, count_cart,
    put_in_cart, quantity_in_cart,
};
pub use cart_changes::changes;
pub use cart_delivery::DeliveryChange;
pub use channel::Channel;
pub use checkout::{CheckoutChoice, CheckoutError, Quote, ShopQuote, is_sent, quote, terms};
pub use close::close;
pub use coupons::{Codes, Tried};
pub use deduction_store::{KeptDeduction, of_order};
pub use door::Door;
pub use draft::{PlaceError, Placed};
pub use extend::{ExtendError, extend};
pub use hand_over::hand_over;
pub use host::{Host, HostShare};
pub use invoice::{InvoiceNumber, find_invoice, number_invoice};
pub use mentioned::mentioned;
pub use order::{
    Deposit, Extension, Order, OrderAct, OrderStage, OrderState, Parcel, Reason, Receipt, StatedTax, Step,
};
pub use order_amount::OrderAmount;
pub use order_line::{OrderLine, lines};
pub use order_number::read_short;
pub use pay::{PayError, Settled, paid_in_vain, pay};
pub use place::{place, place_all};
pub use placed_store::find_placed;
pub use promises::{Call, TellOfPurchase, TellSeller};
pub use proration::Proration;
use ready::forfeit;
pub use ready::{ReadyError, ready};
pub use receive::{ReceiveError, receive};
pub use ship::{ShipError, ship};
pub use sold_store::sold;
pub use sought_store::seek;
pub use store::{
    Purchase, PurchaseState, StepRow, count_all_by_state, count_by_state, count_purchases, find,
    find_by_short, find_for, find_for_buyer, find_for_seller, find_purchase, list_all, list_by_short,
    list_for_buyer, list_for_seller, list_of_purchase, shorts, steps,
};
pub use terms::{Basket, BasketLine, Destination, Terms, Work};
pub use wanted::{BuyerStanding, Wanted};
