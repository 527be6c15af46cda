"""How fast it is, always beside a reference measured in the same run. Never part of the tests."""
