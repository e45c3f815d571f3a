"""`casebook add-works`: the export of a reference manager -> works of the bibliography, in the file's own manner.

`library` reads the export, `conversion` makes each item an entry, `duplicates` and `keys` look at the works that are
there, `insertion` places the entries in the file's text, and `merging` does all of it.
"""
