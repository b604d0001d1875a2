"""A local Slack: the Web API methods that Quiver uses, the Events API, Socket Mode, and Slack's opinion of a payload.

payloads   what Slack would refuse in a message or view
api        the server: methods, error codes, rate limits, uploads, the Socket Mode websocket
person     somebody in the workspace who writes, presses and ticks, over either transport
app        Quiver (the stub bot or the real one) as a process
stub_bot   a scripted bot behind the real channel, for what doesn't need a trained model
"""
