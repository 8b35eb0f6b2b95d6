-- What of a shop stands on its papers and on no page.

CREATE TABLE shop_sender (
    shop_id BIGINT PRIMARY KEY,
    street TEXT NOT NULL,              -- empty like all others when the shop says nothing
    postal_code TEXT NOT NULL,
    phone TEXT NOT NULL,
    tax_number TEXT NOT NULL
);
