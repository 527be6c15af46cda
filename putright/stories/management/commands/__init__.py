"""Commands of the stories."""
