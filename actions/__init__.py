"""rasa_sdk actions: tracker in, one turn of the conversation out. One skill a file; what they share is in ``turn_action``.

- ``assess``, ``corrections``: describing the twitch and answering the interview; taking something back
- ``explain``, ``reasons``: questions that the article answers; why something is asked or said
- ``borders``, ``fallback``: where Quiver's knowledge ends; messages that nobody understands
- ``privacy``, ``control``, ``small_talk``: what is kept; start over, help, stop; greeting and goodbye
"""
