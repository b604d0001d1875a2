"""Events: what a person said or pressed, and nothing else."""

import pytest

from channels.slack.events import Pressed, Said, joined, plain_text, read_action, read_event

BOT = "U0BOT"


def body(**event):
    given = {
        "type": "message",
        "channel": "D1",
        "channel_type": "im",
        "user": "U1",
        "text": "my lip twitches",
        "ts": "1.000001",
    }
    event = {key: value for key, value in {**given, **event}.items() if value is not None}
    return {"team_id": "T1", "api_app_id": "A1", "event_id": "Ev1", "event": event}


def test_a_direct_message_belongs_to_the_persons_one_conversation():
    said = read_event(body(), bot_user=BOT)
    assert said.place.person == "slack-T1-U1"
    assert (said.text, said.place.thread, said.place.public) == ("my lip twitches", None, False)


def test_a_thread_doesnt_split_the_conversation_but_gets_the_answer():
    said = read_event(body(thread_ts="1.000000"), bot_user=BOT)
    assert said.place.person == "slack-T1-U1"
    assert said.place.thread == "1.000000"


def test_a_mention_in_a_channel_is_public_and_answered_in_a_thread():
    said = read_event(
        body(type="app_mention", channel="C1", channel_type=None, text="<@U0BOT> my lip twitches"), bot_user=BOT
    )
    assert (said.text, said.place.public, said.place.thread) == ("my lip twitches", True, "1.000001")
    assert said.place.person == "slack-T1-U1"


@pytest.mark.parametrize(
    "event",
    [
        {"subtype": "message_changed", "hidden": True},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"subtype": "channel_topic"},
        {"subtype": "bot_message"},
        {"subtype": "message_replied"},
        {"bot_id": "B1"},
        {"bot_profile": {"id": "B1"}},
        {"user": BOT},
        {"user": "USLACKBOT"},
        {"user": None},
        {"hidden": True},
        {"edited": {"user": "U1", "ts": "2.0"}},
        {"channel": "C1", "channel_type": "channel"},
        {"channel": "G1", "channel_type": "mpim"},
        {"channel": None},
        {"ts": None},
    ],
)
def test_edits_deletions_joins_bots_and_other_peoples_talk_are_no_symptoms(event):
    assert read_event(body(**event), bot_user=BOT) is None


@pytest.mark.parametrize("subtype", [None, "file_share", "me_message", "thread_broadcast"])
def test_what_a_person_just_wrote_is_heard(subtype):
    assert read_event(body(subtype=subtype), bot_user=BOT).text == "my lip twitches"


def test_one_message_that_arrives_as_two_events_shares_a_key():
    mention = read_event(body(type="app_mention", channel_type=None) | {"event_id": "Ev2"})
    assert set(mention.keys) & set(read_event(body()).keys) == {"message:T1:D1:1.000001"}


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@U0BOT> hello", "hello"),
        ("<@U0BOT>: hello", "hello"),
        ("hey <@U0BOT>, my lip", "hey my lip"),
        ("<@U0BOT|quiver> hello", "hello"),
        ("numb &amp; weak, &lt;3 days", "numb & weak, <3 days"),
        ("see <https://a.example/x?a=1&amp;b=2|this page>", "see this page"),
        ("see <https://a.example/x>", "see https://a.example/x"),
        ("write <mailto:a@b.example|a@b.example>", "write a@b.example"),
        ("ask <@U2> in <#C1|general> <!here>", "ask @somebody in #general @here"),
        ("at <!date^1392734382^{date}|Feb 18>", "at Feb 18"),
        ("call <tel:999|999>", "call 999"),
        ("/inform numbness", "/inform numbness"),
        ("#face_signs:none", "#face_signs:none"),
        ("line one\nline two", "line one\nline two"),
        ("&amp;lt;", "&lt;"),
        ("", ""),
    ],
)
def test_the_text_is_what_the_person_saw(sent, read):
    assert plain_text(sent, BOT) == read


def test_a_picture_without_words_is_noticed():
    said = read_event(body(subtype="file_share", text="", files=[{"id": "F1"}]))
    assert said.with_files
    assert said.text == ""


def action(**changes):
    button = {
        "type": "button",
        "action_id": "pick:0",
        "block_id": "choice:abcd:0",
        "value": "#place:lip",
        "action_ts": "5.1",
    }
    button |= {"text": {"type": "plain_text", "text": "Only the lip &amp; no more"}}
    given = {"actions": [button], "user": {"id": "U1", "team_id": "T1"}, "channel": {"id": "D1"}}
    return {**given, "message": {"ts": "3.000001", "blocks": []}, **changes}


def test_a_pressed_button_is_its_payload():
    pressed = read_action(action())
    assert isinstance(pressed, Pressed)
    assert (pressed.payload, pressed.nonce, pressed.labels) == ("#place:lip", "abcd", ("Only the lip & no more",))
    assert pressed.place.person == "slack-T1-U1"


def test_a_press_in_a_thread_is_answered_there():
    assert read_action(action(message={"ts": "3.000001", "thread_ts": "1.0", "blocks": []})).place.thread == "1.0"


def test_a_menus_entry_counts_like_a_button():
    option = {"text": {"type": "plain_text", "text": "Only the lip"}, "value": "#place:lip"}
    menu = {"type": "static_select", "action_id": "pick", "block_id": "choice:abcd:0", "selected_option": option}
    assert read_action(action(actions=[menu])).payload == "#place:lip"


def ticked(*values):
    options = [
        {"text": {"type": "plain_text", "text": value.upper()}, "value": f"#face_signs:{value}"} for value in values
    ]
    state = {"choice:abcd:0": {"tick": {"type": "checkboxes", "selected_options": options}}}
    send = {"type": "button", "action_id": "send", "block_id": "choice:abcd:1", "value": "send", "action_ts": "6.1"}
    return read_action(action(actions=[send], state={"values": state}))


def test_a_checklist_sends_everything_ticked_at_once():
    assert ticked("droop", "speech").payload == "#face_signs:droop+speech"
    assert ticked("droop", "speech").labels == ("DROOP", "SPEECH")


def test_send_with_nothing_ticked_has_no_payload():
    assert ticked().payload is None


@pytest.mark.parametrize(
    "changes",
    [
        {"actions": []},
        {"user": {}},
        {"message": None},
        {"channel": None},
        {"actions": [{"type": "button", "action_id": "talk_privately", "block_id": "x", "url": "https://a.example"}]},
        {"actions": [{"type": "checkboxes", "action_id": "tick", "block_id": "choice:abcd:0", "selected_options": []}]},
    ],
)
def test_ticking_links_and_strange_payloads_are_no_answers(changes):
    assert read_action(action(**changes)) is None


def test_a_command_of_the_home_tab_is_the_words_it_stands_for():
    button = {
        "type": "button",
        "action_id": "home:delete",
        "block_id": "home",
        "value": "delete everything",
        "action_ts": "7",
    }
    said = read_action({"actions": [button], "user": {"id": "U1", "team_id": "T1"}})
    assert isinstance(said, Said)
    assert (said.text, said.place.channel) == ("delete everything", "U1")


def test_joining_nothing_is_nothing():
    assert joined([]) is None
    assert joined(["#a:b"]) == "#a:b"
