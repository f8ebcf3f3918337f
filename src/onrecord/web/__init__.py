"""The reading room: the record in a browser, read and corrected by a person. A view with a server."""
