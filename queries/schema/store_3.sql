-- What version 3 of the store adds to store.sql and store_2.sql.

-- Each publication, in order.
CREATE TABLE publication (
  id              INTEGER PRIMARY KEY,
  period          TEXT NOT NULL,       -- the quarter that it reports on: 2025K1
  published_at    TEXT NOT NULL,       -- UTC
  manifest        TEXT NOT NULL,       -- SHA-256 of what its manifest says
  vintage         TEXT NOT NULL,       -- SHA-256 of the batches that were live
  sha256          TEXT NOT NULL,       -- of its rows in published
  withheld_sha256 TEXT NOT NULL        -- of its rows in withheld
) STRICT;

-- What it said: a number, or that there is one which is hidden.  Never a hidden
-- number, nor why it was hidden.
CREATE TABLE published (
  release       INTEGER NOT NULL REFERENCES publication (id),
  universe      TEXT NOT NULL,         -- source;unit;measure
  cell          TEXT NOT NULL,         -- indicator=violence;group=13-25;area=
  period        TEXT NOT NULL,         -- 2025K1 or 2025
  form          TEXT NOT NULL,         -- count; of, what it is a part of; value
  args          TEXT NOT NULL,         -- which definition it is of
  state         TEXT NOT NULL,         -- S shown, H hidden
  value         ANY,
  first_release INTEGER NOT NULL,      -- since which it says the same
  PRIMARY KEY (universe, cell, period, form, args, release),
  CHECK (state IN ('S', 'H')),
  CHECK ((state = 'S') = (value IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- The counts that were hidden, as they were.  They never leave the store, and
-- go with their period.
CREATE TABLE withheld (
  release  INTEGER NOT NULL REFERENCES publication (id),
  universe TEXT NOT NULL,
  cell     TEXT NOT NULL,
  period   TEXT NOT NULL,
  form     TEXT NOT NULL,
  args     TEXT NOT NULL,
  count    INTEGER NOT NULL,
  PRIMARY KEY (universe, cell, period, form, args, release)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER published_is_not_changed BEFORE UPDATE ON published
BEGIN
  SELECT RAISE (ABORT, 'what is published stays published');
END;

CREATE TRIGGER published_is_not_cut BEFORE DELETE ON published
BEGIN
  SELECT RAISE (ABORT, 'what is published stays published');
END;

CREATE TRIGGER publication_is_not_cut BEFORE DELETE ON publication
BEGIN
  SELECT RAISE (ABORT, 'what is published stays published');
END;

-- What can be computed again, kept because that takes long (store/kept.h).
CREATE TABLE kept (
  key TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;
