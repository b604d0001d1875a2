"""What Quiver says about one thing each: topics, borders, reasons, the person's data, control, relief.

Each module maps the acts it answers to functions from a ``Context`` to a ``Section``; ``SKILLS`` is their union, in the
order in which sections stand in a reply.
"""

from collections.abc import Callable, Mapping

from dialogue.context import Context, Section
from dialogue.skills import borders, control, data, reasons

Skill = Callable[[Context], Section]

SKILLS: Mapping[str, Skill] = {**borders.SKILLS, **reasons.SKILLS, **data.SKILLS, **control.SKILLS}
