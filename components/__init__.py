"""Rasa graph components that read what people write: text to findings with status, durations and acts.

- ``text``: what is done to a message before it is read
- ``sentences``: sentences and windows of a message (spaCy)
- ``tails``: denials of all the rest at the end of a text, which are heard apart
- ``encoder``: the fine-tuned sentence encoder (ONNX)
- ``durations``: the grammar of "since Tuesday" and "for a good month"
- ``feasts``: the last day of each feast that people date things by
- ``drinks``: the grammar of "two flat whites and a Monster"
- ``amounts``: the grammar of what people smoke, drink of water and sleep
- ``details``: place, side and frequency (spaCy)
- ``lexicon``: the second, independent reader: phrases from ``knowledge/lexicon.yml`` and ``grave_words.yml`` (spaCy)
- ``combine``: scores and phrases together: statements with status
- ``second_look``: where words say that what was read has to be asked about
- ``reader``: one message read: all of these together
- ``acts``: which acts a message does, given their scores
- ``finding_reader``: the Rasa component that reads findings and acts
- ``act_classifier``: the Rasa component that turns acts into an intent

Only the last two know Rasa; the others are pure functions or thin shells around spaCy and ONNX Runtime.
"""
