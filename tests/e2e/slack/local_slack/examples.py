"""The examples of docs/channels/slack.md: replies of the bot, and what they become in Slack."""

from collections.abc import Mapping
from typing import Any

from channels.slack.blocks import alarm, chosen, compose, invitation, settled
from channels.slack.home import home_view
from channels.slack.phrases import phrases
from channels.slack.reply import Choice, Reply

NONCE = "5ca1ab1e"
QUESTION = Reply(
    (
        "Thank you for telling me.",
        "Is there any drooping on one side of your face, weakness in your face, or slurred speech? (Question 1 of about 4)",
    ),
    (
        Choice("None of these", "#face_signs:none", "none"),
        Choice("Drooping", "#face_signs:droop", "droop"),
        Choice("Weakness", "#face_signs:weakness", "weakness"),
        Choice("Slurred speech", "#face_signs:speech", "speech"),
    ),
    {"kinds": ["interview"], "question": {"id": "face_signs", "multiple": True, "step": 1, "of": 4}},
)
EMERGENCY = Reply(
    (
        "**Call 999 now.**",
        'You told me: "my face droops on one side". A face that droops on one side can be a stroke, so this can\'t wait for '
        "a chat. (article: When to Seek Medical Attention, par. 3; NHS: symptoms of a stroke)",
        "Say when it began. Don't drive yourself, and stay with somebody if you can. Call even if it has passed again.",
    ),
    (),
    {
        "kinds": ["assessment"],
        "assessment": {"level": "emergency"},
        "call": {"number": "999", "country": "GB"},
    },
)


def examples() -> Mapping[str, Mapping[str, Any]]:
    """Arguments of chat.postMessage (or a view), by the name of the picture."""
    (question,) = compose(QUESTION, nonce=NONCE)
    (emergency,) = compose(EMERGENCY, nonce=NONCE)
    public = invitation(phrases()["invitation_at_emergency"], before=alarm(EMERGENCY), app="A0QUIVER", team="T0TEAM")
    note = chosen(["None of these"])
    return {
        "slack-question": {"text": question.text, "blocks": list(question.blocks)},
        "slack-answered": {"text": f"{question.text}\n\n{note}", "blocks": list(settled(question.blocks, note))},
        "slack-emergency": {"text": emergency.text, "blocks": list(emergency.blocks)},
        "slack-channel": {"text": public.text, "blocks": list(public.blocks)},
        "slack-home": home_view(),
    }
