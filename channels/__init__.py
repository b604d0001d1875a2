"""How people reach Quiver: REST, the web page, Slack. Each channel is a module or package of its own.

``safety`` is what they share: an answer when nothing else answered.
"""
