"""The command line: each command parses, then calls one plain function."""
