-- The import that brought a payment, so that undoing it takes the payment out.
ALTER TABLE payment ADD COLUMN import BLOB;

CREATE INDEX payment_by_import ON payment (import) WHERE import IS NOT NULL;

-- What stands behind an open item: a document, or an entry of the accounts alone.
ALTER TABLE invoice ADD COLUMN origin TEXT NOT NULL DEFAULT 'document';
