"""The rulebook: procedures as dated, referenced data, and the engine that works out where a matter stands.

Plain Python: no Django, no database, no network and no clock of its own; the day is always an argument.
"""
