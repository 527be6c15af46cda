"""The rules of the house. Each rule is a function over a folder, tried on this tree and on a small bad one."""
