"""The conversation: from what was read in one message to what Quiver says back. Pure, like ``triage``.

- ``reading``: what the Rasa pipeline read in one message
- ``case``: what is remembered of a conversation, and its form in the tracker
- ``answers``: short answers in the light of the question asked
- ``understanding``: case and reading together: the next case
- ``skills``: what is said about topics, borders, reasons, the person's data
- ``reply``: the words, buttons and envelope of one turn
- ``turn``: one turn from beginning to end
- ``words``: topics, phrases and numbers of ``knowledge/``
- ``country``: where the person is, and the number to call there
"""
