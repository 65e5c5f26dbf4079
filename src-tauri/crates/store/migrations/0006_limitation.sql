-- What moves the day until which a claim can be brought to court, for the invoices it names.
CREATE TABLE limitation_fact (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    customer INTEGER NOT NULL REFERENCES customer (key),
    invoices TEXT NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    until_day TEXT,
    case_end TEXT,
    clause_years INTEGER,
    by_whom TEXT NOT NULL,
    note TEXT NOT NULL,
    exchange BLOB,
    documents TEXT NOT NULL,
    -- The entry of the journal that took it out.
    withdrawn INTEGER
) STRICT;

CREATE INDEX limitation_fact_by_customer ON limitation_fact (customer);

-- The owner's word on what the debtor did: payer, invoice, day, nothing contested; or that it was not so.
CREATE TABLE limitation_confirmation (
    key INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer (key),
    subject TEXT NOT NULL,
    invoices TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    counts INTEGER NOT NULL,
    confirmed_on TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (customer, subject)
) STRICT;
