-- Of a payment with a line of the bank: 0 it was recognised in that line, 1 it had been recorded before, 2 the same, and the
-- line says since when its cheque counts as deposited.
ALTER TABLE payment ADD COLUMN seen_later INTEGER NOT NULL DEFAULT 0 CHECK (seen_later IN (0, 1, 2));
