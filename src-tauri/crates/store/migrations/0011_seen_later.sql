-- The entry that said a payment recorded before is its line of the bank; 0 where it was recognised in that line.
ALTER TABLE payment ADD COLUMN seen_later INTEGER NOT NULL DEFAULT 0;
-- The day on which its cheque counts as deposited because the line says so, as long as the owner gives no other.
ALTER TABLE payment ADD COLUMN line_day TEXT;
