-- Letters that left although a light of the gate was red, with the owner's reason and what was red.
CREATE TABLE gate_passed (
    key INTEGER PRIMARY KEY,
    letter INTEGER NOT NULL REFERENCES letter (key),
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    lights TEXT NOT NULL
) STRICT;

CREATE INDEX gate_passed_by_letter ON gate_passed (letter);
