"""What the product is made of that others wrote: the bill of materials, and whether any of it is known to be weak."""
