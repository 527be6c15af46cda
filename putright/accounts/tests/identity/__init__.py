"""Identity providers for tests: small, real, on this machine alone, and able to lie."""
