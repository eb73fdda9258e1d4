"""A learner's running Anki, through its add-on AnkiConnect: what it holds, and exchanging edits.

``client`` talks, ``collection`` asks for what is needed, ``compare`` decides (pure
functions), ``push`` and ``pull`` do what was decided.
"""
