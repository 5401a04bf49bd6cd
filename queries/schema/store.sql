-- The tables of a store that no contract decides.  What a source needs beside
-- them (profile_, event_, a view of its name) is made by engine/store/tables.c.

-- What the program itself must keep: the key of the keyed hashes.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One extract as loaded, exactly once.  Superseded, never edited.  A blank row
-- is an empty line, or one that says nothing for its contract.
CREATE TABLE batch (
  id              INTEGER PRIMARY KEY,
  source          TEXT NOT NULL,
  contract        TEXT NOT NULL,
  part            TEXT NOT NULL,
  file            TEXT NOT NULL,
  sha256          TEXT NOT NULL,
  contract_sha256 TEXT NOT NULL,
  covers_from     TEXT NOT NULL,     -- the first month, as 2024-01
  covers_to       TEXT NOT NULL,     -- the last month, inclusive
  extracted_at    TEXT NOT NULL,     -- the day that the owner made the extract
  encoding        TEXT NOT NULL,
  delimiter       TEXT NOT NULL,
  rows_read       INTEGER NOT NULL,
  loaded          INTEGER NOT NULL,
  quarantined     INTEGER NOT NULL,
  blank           INTEGER NOT NULL,
  fingerprint     INTEGER NOT NULL,  -- sum of a hash of each row, in any order
  superseded_by   INTEGER REFERENCES batch (id),
  loaded_at       TEXT NOT NULL,     -- UTC
  CHECK (loaded + quarantined + blank = rows_read)
) STRICT;

CREATE UNIQUE INDEX batch_once
    ON batch (source, contract, part, sha256)
 WHERE superseded_by IS NULL;

-- Rows that were not loaded.  Never a value: sha256 is of the whole raw row.
CREATE TABLE quarantine (
  batch  INTEGER NOT NULL REFERENCES batch (id),
  line   INTEGER NOT NULL,
  column INTEGER NOT NULL,
  field  TEXT NOT NULL,
  rule   TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;

-- Codes of places, by the number that events carry.
CREATE TABLE area (
  id   INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE
) STRICT;

-- The code lists of the project, loaded anew at each run.
CREATE TABLE code (
  system     TEXT NOT NULL,
  code       TEXT NOT NULL,
  valid_from INTEGER,                -- days since 1970, NULL is open
  valid_to   INTEGER,
  title      TEXT NOT NULL
) STRICT;

CREATE TABLE code_tag (
  code TEXT NOT NULL,
  tag  TEXT NOT NULL,
  PRIMARY KEY (code, tag)
) STRICT, WITHOUT ROWID;
