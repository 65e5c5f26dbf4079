-- Agreements to pay by instalments. What came of them is computed from the payments.
CREATE TABLE plan (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    customer INTEGER NOT NULL REFERENCES customer (key),
    -- Lists as JSON.
    invoices TEXT NOT NULL,
    principal_cents INTEGER NOT NULL,
    interest_cents INTEGER NOT NULL,
    indemnity_cents INTEGER NOT NULL,
    instalments TEXT NOT NULL,
    interest TEXT NOT NULL,
    -- None without a clause that makes the whole due again.
    acceleration_days INTEGER,
    signer TEXT NOT NULL,
    signer_role TEXT NOT NULL,
    signer_trader INTEGER NOT NULL,
    made_on TEXT NOT NULL,
    lang TEXT NOT NULL,
    document BLOB NOT NULL,
    signed_on TEXT,
    kept_at TEXT,
    closed_on TEXT,
    closed_how TEXT,
    closed_as TEXT
) STRICT;

CREATE INDEX plan_by_customer ON plan (customer);
