use kernel::{Actor, Forbidden, ShopId};
use platform::{
    db::{DbError, Row, Tx},
    params,
    web::Fields,
};

/// What of a shop stands on its labels and invoices, beside its name and its place, and on no page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    pub street: String,
    pub postal_code: String,
    pub phone: String,
    pub tax_number: String,
}

impl Sender {
    /// Read a sender; what the form does not mention stays as it was.
    pub fn read(form: &mut Fields, before: &Self) -> Self {
        let mut field = |name: &str, was: &str, most: usize| {
            if form.has(name) { form.maybe_line(name, most) } else { was.to_owned() }
        };
        Self {
            street: field("street", &before.street, 120),
            postal_code: field("postal_code", &before.postal_code, 20),
            phone: field("phone", &before.phone, 40),
            tax_number: field("tax_number", &before.tax_number, 40),
        }
    }

    /// Its fields, by their names in forms.
    pub fn fields(&self) -> [(&'static str, &str); 4] {
        [
            ("street", &self.street),
            ("postal_code", &self.postal_code),
            ("phone", &self.phone),
            ("tax_number", &self.tax_number),
        ]
    }
}

const FIND: &str = "SELECT street, postal_code, phone, tax_number FROM shop_sender WHERE shop_id = $1";
/// What a shop says of itself on its papers.
pub async fn find_sender(tx: &mut Tx, shop: ShopId) -> Result<Sender, DbError> {
    let decode = |mut row: Row| {
        let (street, postal_code) = (row.text()?, row.text()?);
        Ok(Sender { street, postal_code, phone: row.text()?, tax_number: row.text()? })
    };
    Ok(tx.find(FIND, params![shop], decode).await?.unwrap_or_default())
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum SenderError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the sender could not be kept")]
    Store(#[from] DbError),
}

const KEEP: &str = "INSERT INTO shop_sender (shop_id, street, postal_code, phone, tax_number) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (shop_id) \
    DO UPDATE SET street = $2, postal_code = $3, phone = $4, tax_number = $5";
/// Say what stands on a shop's papers.
pub async fn set_sender(tx: &mut Tx, by: &Actor, sender: &Sender) -> Result<(), SenderError> {
    let Sender { street, postal_code, phone, tax_number } = sender;
    tx.execute_one(KEEP, params![by.shop()?, street, postal_code, phone, tax_number]).await?;
    Ok(())
}
