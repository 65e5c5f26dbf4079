-- What the owner must do about a dispute, what was answered, and how it ended. Empty for those from before it was asked.
ALTER TABLE dispute ADD COLUMN task TEXT NOT NULL DEFAULT '';
ALTER TABLE dispute ADD COLUMN answered_on TEXT;
ALTER TABLE dispute ADD COLUMN answer TEXT;
ALTER TABLE dispute ADD COLUMN closed_as TEXT;
