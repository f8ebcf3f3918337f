"""What a person or a program sees of a record: pages, the terminal, the report. Views only read."""
