"""The conversation: from what was read in one message to what Quiver says back. Pure, like ``triage``.

- ``reading``, ``asking``: what the Rasa pipeline read in one message, and whether its words ask
- ``case``: what is remembered of a conversation, and its form in the tracker
- ``answers``, ``picks``, ``payloads``: short answers, what is picked of a list, and buttons, in the light of the question asked
- ``people``, ``attention``, ``age``: whom a message is about, whose case it belongs to, how old they say somebody is
- ``understanding``, ``intake``: case and reading together: the next case, and what is drunk
- ``questions``: which question a reply ends with
- ``skills``, ``context``: what is said about topics, borders, reasons, the person's data, and what each skill may look at
- ``reply``, ``picture``: the words, buttons and envelope of one turn; the caffeine estimate as a bar
- ``crisis``: a crisis that stands: whose it is, and when the person turns back to the lip
- ``turn``, ``rescue``: one turn from beginning to end, and what is said when it fails
- ``summary``: what was told and what follows, to hand over
- ``words``: topics, phrases and numbers of ``knowledge/``
- ``country``, ``whereabouts``, ``elsewhere``: where the person is, and the number to call there
- ``language``: a message that isn't English, and the one sentence that is said in its language
"""
