-- Letters that ask for interest and indemnity, found without reading what they say: each line of the bank is compared with
-- what they ask for.
CREATE INDEX letter_beyond_principal ON letter (customer, id, day, invoices, total_cents)
    WHERE total_cents > principal_cents;
