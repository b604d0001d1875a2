"""Starting Quiver and keeping it running, and what Rasa needs changed for it.

- ``settings``: everything that can be set from outside, typed, read once
- ``training``: whether the model fits its inputs, and training it
- ``launcher``: action server and Rasa together, watched (``make run``)
- ``action_server``: Rasa's action server, on loopback
- ``tracker_store``: where conversations are kept; loading it also makes the adjustments
- ``erasure``: erasing one conversation at its person's word, and old ones by time
- ``adjustments``: Rasa's remote action made lean and never silent, its logs without people's words
- ``shell``, ``rasa_cli``: ``rasa shell`` and Rasa's other commands without a screen of warnings
- ``handling``: from a message to its answer, exactly once; ``processor``: Rasa's, with a clock on its stages
- ``turns``: the turns of conversations in the store; ``database``: the engine; ``locks``: one turn at a time, on all replicas
- ``action_client``: calls to the action server; ``requests``: ids of requests
- ``health``, ``metrics``, ``about``, ``probe``: how it is, what it counts, which versions; ``logs``: without people's words
- ``doors``: how far the server's doors open; ``processes``: processes and ports of this machine
- ``without_tensorflow``: Rasa started without what Quiver never runs
- ``release``: the model as an archive to hand on (``make release``)
"""
