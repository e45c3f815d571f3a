"""What MkDocs is given and told; with `publish.py` the only modules that know MkDocs."""
