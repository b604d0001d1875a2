"""How people reach Quiver: REST, the web page, Slack. Each channel is a module or package of its own.

What they share: ``safety``, an answer when nothing else answered; ``summary_links``, the links to a summary, which
``summaries`` serves and ``summary_pdf`` prints; ``signing``, the server's secret.
"""
