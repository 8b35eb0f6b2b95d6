-- How a listing is taxed where its shop states a tax; a variant that is not taxable is exempt whatever this says.
ALTER TABLE listing ADD COLUMN tax_class TEXT NOT NULL DEFAULT 'standard'; -- standard, reduced, zero, exempt
