"""The pages under load: many cases, a real server, 1 and 8 clients, on SQLite and PostgreSQL, beside bare SQL."""
