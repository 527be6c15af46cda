"""Files in a store instead of a folder: the whole way through the product."""
