-- The day a payment for a ceded invoice was given to whom it is owed.
ALTER TABLE payment ADD COLUMN passed_on TEXT;
