"""Where the parts are put together: settings, addresses, the doors for web server and worker. No rule lives here."""
