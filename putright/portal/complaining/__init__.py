"""The way to complain: the pages in order, what was typed so far, and handing it in."""
