"""Reconcile: from what single articles tell to what the record holds. Pure; what must be looked up is passed in."""
