use platform::web::Routes;

use super::{buyer, cart, checkout, coupon, desk, papers, purchase, several, statement, tax_months, webhook};
use crate::{
    Selling,
    orders::{gifts, refunds},
};

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/cart", cart::show)
        .post("/cart", cart::update)
        .get("/checkout/{currency}", checkout::new)
        .post("/checkout/{currency}", checkout::create)
        .post("/purchases/{id}/payment", checkout::pay_again)
        .get("/purchases/{id}", purchase::show)
        .get("/orders", buyer::index)
        .get("/orders/{id}", buyer::show)
        .get("/orders/{id}/print", papers::print)
        .get("/orders/{id}/papers/{sheet}", papers::show)
        .post("/orders/{id}/repeat", buyer::repeat)
        .post("/orders/{id}/receipt", buyer::receive)
        .post("/orders/{id}/extension", buyer::extend)
        .post("/orders/{id}/cancellation", buyer::cancel)
        .get("/desk/{handle}", desk::overview)
        .get("/desk/{handle}/orders", desk::index)
        .get("/desk/{handle}/orders.csv", desk::index_csv)
        .get("/desk/{handle}/shipments", several::new)
        .post("/desk/{handle}/shipments", several::create)
        .get("/desk/{handle}/papers.pdf", several::papers)
        .get("/desk/{handle}/orders/{id}", desk::show)
        .post("/desk/{handle}/orders/{id}/shipment", desk::ship)
        .post("/desk/{handle}/orders/{id}/cancellation", desk::cancel)
        .post("/desk/{handle}/orders/{id}/readiness", desk::ready)
        .get("/desk/{handle}/orders/{id}/print", papers::print_for_desk)
        .get("/desk/{handle}/orders/{id}/papers/{sheet}", papers::show_for_desk)
        .get("/desk/{handle}/statements", statement::show)
        .get("/desk/{handle}/statements.csv", statement::show_csv)
        .get("/desk/{handle}/statements.pdf", statement::show_pdf)
        .get("/desk/{handle}/taxes/months", tax_months::show)
        .get("/desk/{handle}/taxes.csv", tax_months::show_csv)
        .get("/desk/{handle}/coupons/{id}", coupon::of_shop)
        .post("/desk/{handle}/coupons/{id}/codes", coupon::make_of_shop)
        .get("/operator/coupons/{id}", coupon::of_market)
        .post("/operator/coupons/{id}/codes", coupon::make_of_market)
        .post("/webhooks/{provider}", webhook::receive)
        .merge(refunds::pages::routes())
        .merge(gifts::pages::routes())
}
