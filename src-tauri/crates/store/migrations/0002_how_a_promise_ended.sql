-- How a promise ended, when the owner said it: kept, broken or called off. None for those that ended before it was asked.
ALTER TABLE promise ADD COLUMN closed_as TEXT;
