"""Who somebody is: signing in by password, passkey or the council’s own sign-in, and how long that holds."""
