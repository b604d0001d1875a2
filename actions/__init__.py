"""rasa_sdk actions: tracker in, one turn of the conversation out. One skill a file; what they share is in ``turn_action``."""
