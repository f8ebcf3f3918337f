"""Everything SQL: the record is one SQLite file."""
