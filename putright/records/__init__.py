"""Records: what information governance does with cases: keeping, holds, disposal, and requests for one's own data."""
