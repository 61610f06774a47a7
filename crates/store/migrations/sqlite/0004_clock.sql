-- Time that has passed ------------------------------------------------------------------------------------------

-- How far the clock had come at the last commit: no transaction happens before it, whatever the machine's clock shows.
ALTER TABLE writer ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
UPDATE writer SET seen = coalesce((SELECT max(at) FROM event), 0);
