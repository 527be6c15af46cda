#!/usr/bin/env python3
"""Django's own commands; people use the verbs in bin/."""

import sys

from putright.config import commands

if __name__ == "__main__":
    commands.run(sys.argv)
