"""The pure core of Quiver: what is known about a person's signs, and what follows from it.

- ``levels``: how soon to seek care, ordered so that ``max`` is the safe choice
- ``findings``: the signs and triggers, and the status each can have
- ``sources``: what every statement about health rests on
- ``table``: the triage decision table and its evaluation
- ``record``: what one person has told so far
- ``assessment``: record and table together: the level, its reasons, what is open
- ``interview``: what to ask next
- ``durations``: how long, as days and start dates
- ``plain``: texts as they are compared
- ``caffeine``: milligrams of caffeine in what somebody drinks, against the limit
- ``sheet``: the table printed for review
- ``knowledge``, ``files``: the files of ``knowledge/`` read once, strictly

Nothing here knows Rasa, spaCy, a web server or Slack.
"""
