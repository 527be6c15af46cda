"""Every address of the product, asked for by everybody and sent everything."""
