"""One file a page: its dataclass, how it is read from the record, and its address."""
