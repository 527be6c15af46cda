"""Tables of casework that do not fit into `models`: what is kept and disposed of, and requests for one's own data."""
