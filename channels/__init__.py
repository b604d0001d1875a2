"""How people reach Quiver: REST, the web page, Slack. Each channel is a module or package of its own.

- ``rest``: Rasa's wire format, with clear errors and never an empty reply
- ``slack``: Slack over HTTP and Socket Mode
- ``web``: what the widget talks to; with its files (``web_pages``), sessions (``web_sessions``), limits (``web_limits``), settings
  (``web_settings``) and the conversation as numbered messages (``web_history``, from ``web_events``)

What they share: ``safety``, an answer when nothing else answered; ``summary_links``, the links to a summary, which
``summaries`` serves and ``summary_pdf`` prints; ``signing``, the server's secret.
"""
