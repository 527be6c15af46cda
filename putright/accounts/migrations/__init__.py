"""How the tables of officers and their roles came about."""
