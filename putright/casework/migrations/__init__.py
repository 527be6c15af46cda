"""How the tables of casework came about."""
