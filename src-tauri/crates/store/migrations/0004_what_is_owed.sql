-- What a part of a payment is: money, costs withheld or an early discount.
ALTER TABLE payment_allocation ADD COLUMN what TEXT NOT NULL DEFAULT 'paid';

-- The customer said which invoices it pays.
ALTER TABLE payment ADD COLUMN indicated INTEGER NOT NULL DEFAULT 0;

-- None where nothing is known of a cheque; the number may be empty.
ALTER TABLE payment ADD COLUMN cheque_number TEXT;

-- The day a cheque was taken to the bank.
ALTER TABLE payment ADD COLUMN deposited_on TEXT;

ALTER TABLE invoice ADD COLUMN withheld_cents INTEGER NOT NULL DEFAULT 0;

ALTER TABLE invoice ADD COLUMN discounted_cents INTEGER NOT NULL DEFAULT 0;

-- The day it was ceded, while it is: then nothing of it is owed to the business.
ALTER TABLE invoice ADD COLUMN ceded TEXT;

-- Retention money: a part that falls due when the works are accepted without reserve.
ALTER TABLE instalment ADD COLUMN retained INTEGER NOT NULL DEFAULT 0;

-- Invoices given to a factor or a bank, those that came back too.
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

-- In which order payments count inside an invoice, where the owner chose it.
CREATE TABLE payment_order (
    customer INTEGER PRIMARY KEY REFERENCES customer (key),
    payment_order TEXT NOT NULL,
    reason TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT;
