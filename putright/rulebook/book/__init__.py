"""The book as written: procedure files read, refused when unsound, and the words they may use."""
