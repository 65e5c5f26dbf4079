CREATE TABLE attachment (
    invoice INTEGER NOT NULL REFERENCES invoice (key),
    place INTEGER NOT NULL,
    digest BLOB NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (invoice, place)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE business (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    name TEXT NOT NULL,
    legal_form TEXT NOT NULL,
    standing TEXT NOT NULL,
    siren TEXT,
    siret TEXT,
    vat_id TEXT,
    register_city TEXT,
    share_capital_cents INTEGER,
    address_lines TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    iban TEXT,
    bic TEXT,
    signatory TEXT,
    terms TEXT NOT NULL,
    logo BLOB
) STRICT;

CREATE TABLE cession (
    key INTEGER PRIMARY KEY,
    invoice INTEGER NOT NULL REFERENCES invoice (key),
    cessionary TEXT NOT NULL,
    day TEXT NOT NULL,
    recourse INTEGER NOT NULL,
    returned_on TEXT,
    returned_why TEXT
) STRICT;

CREATE INDEX cession_by_invoice ON cession (invoice);

CREATE TABLE choice (
    customer INTEGER PRIMARY KEY REFERENCES customer (key),
    step TEXT NOT NULL,
    invoices TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT;

CREATE TABLE confirmed_rate (
    parameter TEXT NOT NULL,
    half_year TEXT NOT NULL,
    rate_percent TEXT NOT NULL,
    PRIMARY KEY (parameter, half_year)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
    customer INTEGER NOT NULL REFERENCES customer (key),
    place INTEGER NOT NULL,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    for_reminders INTEGER NOT NULL,
    PRIMARY KEY (customer, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE credit_allocation (
    note INTEGER NOT NULL REFERENCES invoice (key),
    place INTEGER NOT NULL,
    invoice INTEGER NOT NULL REFERENCES invoice (key),
    amount_cents INTEGER NOT NULL,
    PRIMARY KEY (note, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX credit_allocation_by_invoice ON credit_allocation (invoice);

CREATE TABLE customer (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- The name without accents, case or punctuation, for searching and sorting.
    name_key TEXT NOT NULL,
    kind TEXT,
    kind_confirmed INTEGER NOT NULL,
    standing TEXT NOT NULL,
    public_buyer TEXT,
    siren TEXT,
    vat_id TEXT,
    other_id TEXT,
    address_lines TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    lang TEXT NOT NULL,
    pays_by_direct_debit INTEGER NOT NULL,
    note TEXT NOT NULL,
    -- The instant of the entry that brought it: the same as that of an imported invoice when both came together.
    recorded_at TEXT NOT NULL,
    came_by_import INTEGER NOT NULL DEFAULT 0,
    edited INTEGER NOT NULL DEFAULT 0,
    -- The entry that took it out again.
    withdrawn INTEGER
) STRICT;

CREATE INDEX customer_by_name ON customer (name_key) WHERE withdrawn IS NULL;

CREATE INDEX customer_by_other_id ON customer (other_id) WHERE other_id IS NOT NULL;

CREATE INDEX customer_by_siren ON customer (siren) WHERE siren IS NOT NULL;

CREATE INDEX customer_by_vat_id ON customer (vat_id) WHERE vat_id IS NOT NULL;

CREATE TABLE delivery (
    exchange INTEGER PRIMARY KEY REFERENCES exchange (key),
    presented_on TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;

CREATE TABLE dispute (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    customer INTEGER NOT NULL REFERENCES customer (key),
    invoice INTEGER NOT NULL REFERENCES invoice (key),
    amount_cents INTEGER,
    reason TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    note TEXT NOT NULL,
    answer_due TEXT,
    closed_on TEXT,
    closed_how TEXT
, task TEXT NOT NULL DEFAULT '', answered_on TEXT, answer TEXT, closed_as TEXT) STRICT;

CREATE INDEX dispute_by_customer ON dispute (customer);

CREATE INDEX dispute_by_invoice ON dispute (invoice);

CREATE TABLE exchange (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    customer INTEGER NOT NULL REFERENCES customer (key),
    direction TEXT NOT NULL,
    channel TEXT NOT NULL,
    day TEXT NOT NULL,
    step TEXT,
    letter BLOB,
    party TEXT NOT NULL,
    outcome TEXT,
    registered_number TEXT,
    note TEXT NOT NULL,
    deadline_days INTEGER,
    -- The entry that took it back.
    withdrawn INTEGER
) STRICT;

CREATE INDEX exchange_by_customer ON exchange (customer);

CREATE INDEX exchange_by_letter ON exchange (letter) WHERE letter IS NOT NULL;

CREATE TABLE exchange_invoice (
    exchange INTEGER NOT NULL REFERENCES exchange (key),
    place INTEGER NOT NULL,
    invoice BLOB NOT NULL,
    PRIMARY KEY (exchange, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE gate_passed (
    key INTEGER PRIMARY KEY,
    letter INTEGER NOT NULL REFERENCES letter (key),
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    lights TEXT NOT NULL
) STRICT;

CREATE INDEX gate_passed_by_letter ON gate_passed (letter);

CREATE TABLE hand_over (
    customer INTEGER PRIMARY KEY REFERENCES customer (key),
    route TEXT NOT NULL,
    invoices TEXT NOT NULL,
    recipient TEXT NOT NULL,
    day TEXT NOT NULL,
    note TEXT NOT NULL,
    returned_on TEXT
) STRICT;

CREATE TABLE import (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    digest BLOB NOT NULL,
    format TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    findings INTEGER NOT NULL,
    -- The entry that undid it.
    undone INTEGER
) STRICT;

CREATE INDEX import_by_digest ON import (digest);

CREATE TABLE insolvency (
    customer INTEGER PRIMARY KEY REFERENCES customer (key),
    kind TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    published_on TEXT,
    recorded_on TEXT NOT NULL,
    declared_on TEXT
) STRICT;

CREATE TABLE instalment (
    invoice INTEGER NOT NULL REFERENCES invoice (key),
    place INTEGER NOT NULL,
    due_date TEXT NOT NULL,
    amount_cents INTEGER NOT NULL, retained INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (invoice, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    customer INTEGER NOT NULL REFERENCES customer (key),
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    -- The number without spaces, separators or case.
    number_key TEXT NOT NULL,
    type_code TEXT NOT NULL,
    issue_date TEXT NOT NULL,
    delivery_date TEXT,
    received_on TEXT,
    payment_term TEXT,
    penalty_rate TEXT,
    net_total_cents INTEGER,
    vat_total_cents INTEGER,
    gross_total_cents INTEGER NOT NULL,
    prepaid_cents INTEGER NOT NULL,
    amount_due_cents INTEGER NOT NULL,
    payment_reference TEXT NOT NULL,
    preceding_invoices TEXT,
    subject TEXT NOT NULL,
    order_reference TEXT NOT NULL,
    claim_nature TEXT NOT NULL,
    import BLOB,
    -- The first due date that was agreed; none where the law computes it.
    first_due TEXT,
    -- What stands in lists when no due date was agreed: the issue date.
    sort_due TEXT NOT NULL,
    credited_cents INTEGER NOT NULL DEFAULT 0,
    paid_cents INTEGER NOT NULL DEFAULT 0,
    -- Amount due less credited and paid, never below zero; for a credit note what is not applied yet.
    open_cents INTEGER NOT NULL,
    -- What is open of an invoice that is neither taken out nor given up, zero for everything else: what lists call open.
    owed_cents INTEGER NOT NULL,
    -- The day the owner gave it up.
    written_off TEXT,
    -- The entry that took it out.
    withdrawn INTEGER
, withheld_cents INTEGER NOT NULL DEFAULT 0, discounted_cents INTEGER NOT NULL DEFAULT 0, ceded TEXT, origin TEXT NOT NULL DEFAULT 'document') STRICT;

CREATE INDEX invoice_by_customer ON invoice (customer, sort_due, first_due, issue_date, owed_cents, withdrawn);

CREATE INDEX invoice_by_due ON invoice (sort_due, first_due, issue_date, owed_cents, amount_due_cents, withdrawn);

CREATE INDEX invoice_by_number ON invoice (number_key, customer, issue_date, owed_cents, withdrawn);

CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
BEGIN
    SELECT raise(ABORT, 'the journal is not changed');
END;

CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal
BEGIN
    SELECT raise(ABORT, 'the journal is not shortened');
END;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    form INTEGER NOT NULL,
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    event TEXT NOT NULL,
    previous BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE journal_customer (
    customer INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (customer, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE letter (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    customer INTEGER NOT NULL REFERENCES customer (key),
    step TEXT NOT NULL,
    invoices TEXT NOT NULL,
    lang TEXT NOT NULL,
    day TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    body TEXT NOT NULL,
    pdf BLOB NOT NULL,
    message BLOB,
    principal_cents INTEGER NOT NULL,
    interest_cents INTEGER NOT NULL,
    indemnity_cents INTEGER NOT NULL,
    total_cents INTEGER NOT NULL,
    deadline_days INTEGER,
    -- The entry that discarded it.
    discarded INTEGER
) STRICT;

CREATE INDEX letter_beyond_principal ON letter (customer, id, day, invoices, total_cents)
    WHERE total_cents > principal_cents;

CREATE INDEX letter_by_customer ON letter (customer);

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

CREATE TABLE mapping (
    headings TEXT PRIMARY KEY,
    mapping TEXT NOT NULL
) STRICT;

CREATE TRIGGER original_is_not_changed BEFORE UPDATE ON original
BEGIN
    SELECT raise(ABORT, 'an original is not changed');
END;

CREATE TRIGGER original_is_not_removed BEFORE DELETE ON original
BEGIN
    SELECT raise(ABORT, 'an original is not removed');
END;

CREATE TABLE original (
    digest BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE pause (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    scope TEXT NOT NULL,
    -- None for a pause of everything.
    customer INTEGER REFERENCES customer (key),
    -- Only for a pause of one invoice.
    invoice INTEGER REFERENCES invoice (key),
    reason TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT,
    ended_on TEXT
) STRICT;

CREATE INDEX pause_by_customer ON pause (customer);

CREATE TABLE payment (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    customer INTEGER NOT NULL REFERENCES customer (key),
    received_on TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    means TEXT NOT NULL,
    reference TEXT NOT NULL,
    note TEXT NOT NULL,
    -- The entry that reversed it.
    reversed INTEGER
, entry BLOB, returned_in BLOB, indicated INTEGER NOT NULL DEFAULT 0, cheque_number TEXT, deposited_on TEXT, import BLOB, passed_on TEXT, seen_later INTEGER NOT NULL DEFAULT 0, line_day TEXT) STRICT;

CREATE INDEX payment_by_customer ON payment (customer);

CREATE INDEX payment_by_day ON payment (received_on);

CREATE INDEX payment_by_entry ON payment (entry) WHERE entry IS NOT NULL;

CREATE INDEX payment_by_import ON payment (import) WHERE import IS NOT NULL;

CREATE INDEX payment_by_return ON payment (returned_in) WHERE returned_in IS NOT NULL;

CREATE TABLE payment_allocation (
    payment INTEGER NOT NULL REFERENCES payment (key),
    place INTEGER NOT NULL,
    invoice INTEGER NOT NULL REFERENCES invoice (key),
    amount_cents INTEGER NOT NULL, what TEXT NOT NULL DEFAULT 'paid',
    PRIMARY KEY (payment, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX payment_allocation_by_invoice ON payment_allocation (invoice);

CREATE TABLE payment_claim (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    customer INTEGER NOT NULL REFERENCES customer (key),
    invoices TEXT NOT NULL,
    said_on TEXT NOT NULL,
    note TEXT NOT NULL,
    closed_on TEXT,
    closed_how TEXT
) STRICT;

CREATE INDEX payment_claim_by_customer ON payment_claim (customer);

CREATE TABLE payment_order (
    customer INTEGER PRIMARY KEY REFERENCES customer (key),
    payment_order TEXT NOT NULL,
    reason TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT;

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

CREATE TABLE promise (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    customer INTEGER NOT NULL REFERENCES customer (key),
    invoices TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    made_on TEXT NOT NULL,
    made_by TEXT NOT NULL,
    channel TEXT NOT NULL,
    closed_on TEXT,
    closed_how TEXT
, closed_as TEXT) STRICT;

CREATE INDEX promise_by_customer ON promise (customer);

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE skip (
    key INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer (key),
    step TEXT NOT NULL,
    invoices TEXT NOT NULL,
    reason TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT;

CREATE INDEX skip_by_customer ON skip (customer);

CREATE TABLE snooze (
    customer INTEGER NOT NULL REFERENCES customer (key),
    step TEXT NOT NULL,
    seq INTEGER NOT NULL,
    until_day TEXT NOT NULL,
    set_on TEXT NOT NULL,
    PRIMARY KEY (customer, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE write_off (
    invoice INTEGER PRIMARY KEY REFERENCES invoice (key),
    day TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
