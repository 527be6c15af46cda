"""Commands of the record, for whoever runs a copy."""
