"""Where the parts are put together: settings, addresses, and the doors for web server and worker. No rule lives here."""
