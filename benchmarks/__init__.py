"""What was measured, and the commands that measure it again. See README.md in this folder.

- ``run``: everything side by side (``make bench``), of ``systems`` and ``rivals``; ``report`` keeps the figures, ``tables``, ``plots`` and ``readme``
  show them
- accuracy: ``evaluate`` (``make eval``), ``reading``, ``ablation``, ``verdicts``, ``reliability``, ``metamorphic``, ``states``, ``patients``,
  ``masker``, on ``labelled`` data; ``statistics``: figures with their intervals
- speed: ``latency``, ``stages``, ``throughput``, ``cost``, ``lean``, ``load`` with ``load_people`` (``make load``), ``slack_ack``, ``memory``
- what they stand on: ``client``, ``wire``, ``machine``, ``clocked_rasa``
- ``transcripts``: writes ``docs/transcripts/``
"""
