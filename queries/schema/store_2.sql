-- What version 2 of the store adds to store.sql.  A file of a version is never
-- edited: a new store runs all of them, an old one those that it lacks.

-- The fingerprint has 128 bits: this is the other half.
ALTER TABLE batch ADD COLUMN fingerprint_b INTEGER NOT NULL DEFAULT 0;

-- SHA-256 of the row itself, of its quarantine and of the store's key; not of
-- what may change later (superseded_by, purged_at).
ALTER TABLE batch ADD COLUMN seal TEXT NOT NULL DEFAULT '';

-- When its events were removed by age (UTC), or NULL.
ALTER TABLE batch ADD COLUMN purged_at TEXT;

-- How many rows a batch had by month when it was superseded, so that revisions
-- can be told of after its events have gone.
CREATE TABLE vintage (
  batch  INTEGER NOT NULL REFERENCES batch (id),
  month  TEXT NOT NULL,              -- 2024-01; empty if not known
  rows   INTEGER NOT NULL,
  weight INTEGER NOT NULL,
  PRIMARY KEY (batch, month)
) STRICT, WITHOUT ROWID;

-- What was done to the store, by whom, in a chain: own is the SHA-256 of the
-- row and of the own of the row before.  Never a value of a row.
CREATE TABLE audit (
  id       INTEGER PRIMARY KEY,
  at       TEXT NOT NULL,            -- UTC
  actor    TEXT NOT NULL,
  command  TEXT NOT NULL,
  what     TEXT NOT NULL,
  result   TEXT NOT NULL,
  previous TEXT NOT NULL,
  own      TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE (ABORT, 'the audit table is append-only');
END;

CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit
BEGIN
  SELECT RAISE (ABORT, 'the audit table is append-only');
END;
