"""What protects the people who write: identifiers masked before anything is stored, and a trail of assessments without words.

- ``masking``: ``mask(text)``, all recognisers together
- ``contacts``, ``numbers``, ``places``, ``names``: the recognisers, each a pure function from text to ``spans``
- ``introductions``: a masked message without its masked parts, for the reader
- ``first_names``: the names that are known, and those of them that are ordinary words too
- ``trail``: one row for each assessment in the conversation database, and how long rows are kept
- ``replay``: whether the rows still give the level that was said

It knows ``triage`` and nothing else of Quiver, and opens no connection but the database's.
"""
