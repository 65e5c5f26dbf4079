-- Statements of the business's own accounts, their lines, and which payment was recognised in which line.
CREATE TABLE bank_statement (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    import BLOB NOT NULL,
    account TEXT NOT NULL,
    account_name TEXT NOT NULL,
    format TEXT NOT NULL,
    number TEXT NOT NULL,
    opening_day TEXT,
    opening_cents INTEGER,
    closing_day TEXT,
    closing_cents INTEGER,
    first_day TEXT,
    last_day TEXT,
    -- The entry of the journal that took it out.
    withdrawn INTEGER
) STRICT;

CREATE INDEX bank_statement_by_import ON bank_statement (import);

CREATE TABLE bank_entry (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    statement INTEGER NOT NULL REFERENCES bank_statement (key),
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    value_date TEXT,
    amount_cents INTEGER NOT NULL,
    text TEXT NOT NULL,
    payer_name TEXT NOT NULL,
    payer_account TEXT NOT NULL,
    creditor_reference TEXT,
    end_to_end_id TEXT,
    bank_reference TEXT,
    cheque_number TEXT,
    operation TEXT NOT NULL,
    return_reason TEXT,
    -- The day the owner said that it is no customer's payment, and why.
    aside_on TEXT,
    aside_reason TEXT,
    withdrawn INTEGER
) STRICT;

CREATE INDEX bank_entry_by_account ON bank_entry (account, day, amount_cents);

CREATE INDEX bank_entry_by_day ON bank_entry (day);

CREATE INDEX bank_entry_by_statement ON bank_entry (statement);

-- The line a payment was recognised in, and the line that says it went back.
ALTER TABLE payment ADD COLUMN entry BLOB;

ALTER TABLE payment ADD COLUMN returned_in BLOB;

CREATE INDEX payment_by_entry ON payment (entry) WHERE entry IS NOT NULL;

CREATE INDEX payment_by_return ON payment (returned_in) WHERE returned_in IS NOT NULL;
