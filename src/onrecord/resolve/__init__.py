"""What holds across articles: pure functions; what must be looked up in the record is passed in."""
