"""The casebook: YAML case cards become checked, typed practices, and practices become pages.

Data flows one way: `source` -> `model` -> `checks` -> `text`/`citations` -> `pages`.
Nothing in this package knows which site generator publishes it.
"""
