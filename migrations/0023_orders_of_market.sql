CREATE INDEX orders_of_market ON orders (state, id); -- orders::list_all
