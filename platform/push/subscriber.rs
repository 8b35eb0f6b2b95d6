/// A browser that may be woken.
#[derive(Clone)]
pub struct Subscriber {
    pub endpoint: String,
    pub public_key: Vec<u8>,
    pub auth: Vec<u8>,
}
