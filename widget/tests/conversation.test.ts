import { describe, expect, it } from "vitest";

import { alarm, beginning, combined, type Conversation, type Event, isTyping, lastSeq, offer, progress, reduce, spoken, unsent, verdict } from "../src/conversation.js";
import type { BotUttered, Envelope, Level } from "../src/protocol.js";

const play = (events: Event[], from: Conversation = beginning) => events.reduce(reduce, from);
const say = (id: string, text: string, payload = text): Event => ({ type: "say", id, text, payload, time: 1 });
const bot = (message: BotUttered): Event => ({ type: "bot_uttered", message, now: 2 });
const mine = (seq: number, text: string, id?: string): Event => ({ type: "user_said", message: { seq, text, ...(id ? { id } : {}) }, now: 3 });
const texts = (state: Conversation) => state.lines.map((line) => line.text);
const level = (name: Level, more: Partial<Envelope> = {}): Envelope => ({ kinds: ["assessment"], assessment: { level: name }, ...more });
const online: Event = { type: "link", link: "online" };

const question = {
  id: "face_signs", step: 2, of: 4, multiple: true,
  choices: ["none", "droop", "speech"].map((id) => ({ id, label: id.toUpperCase(), payload: `#face_signs:${id}` })),
};

describe("order", () => {
  it("follows the server's numbers, however the messages arrive", () => {
    expect(texts(play([bot({ text: "third", seq: 3 }), mine(1, "first"), bot({ text: "second", seq: 2 })]))).toEqual(["first", "second", "third"]);
  });

  it("keeps what is still to be sent last", () => {
    expect(texts(play([say("a", "mine"), bot({ text: "late", seq: 2 }), mine(1, "from the other tab")]))).toEqual(["from the other tab", "late", "mine"]);
  });

  it("shows a message that comes twice once", () => {
    const state = play([bot({ text: "hello", seq: 1 }), bot({ text: "hello", seq: 1 }), mine(2, "hi"), mine(2, "hi")]);
    expect(texts(state)).toEqual(["hello", "hi"]);
  });

  it("knows one's own message again when it comes back numbered", () => {
    const state = play([say("a", "my lip twitches"), mine(1, "my lip twitches", "a")]);
    expect(state.lines).toHaveLength(1);
    expect(state.lines[0]).toMatchObject({ seq: 1, delivery: "stored", key: "a" });
    expect(unsent(state)).toEqual([]);
  });

  it("leaves words without a number where they were said", () => {
    const state = play([mine(1, "one"), bot({ text: "sorry" }), bot({ text: "two", seq: 2 })]);
    expect(texts(state)).toEqual(["one", "sorry", "two"]);
  });
});

describe("delivery", () => {
  it("is pending until the server has stored the message, received or not", () => {
    const state = play([say("a", "one"), say("b", "two"), { type: "sending", id: "a" }, { type: "received", id: "a" }]);
    expect(unsent(state).map((line) => line.id)).toEqual(["a", "b"]);
  });

  it("takes a refused message out of what is sent again, until somebody asks for it", () => {
    const refused = play([say("a", "one"), bot({ text: "too quick", refused: { id: "a", reason: "too_fast" } })]);
    expect(unsent(refused)).toEqual([]);
    expect(refused.lines[0]).toMatchObject({ delivery: "failed", refusal: "too_fast" });
    const again = play([{ type: "retry", id: "a" }], refused);
    expect(unsent(again).map((line) => line.id)).toEqual(["a"]);
    expect(again.lines.at(-1)).not.toHaveProperty("refusal");
  });

  it("does not say twice what has the same id", () => {
    expect(play([say("a", "one"), say("a", "one")]).lines).toHaveLength(1);
  });

  it("shows typing only while connected and something is on its way", () => {
    const sent = play([online, say("a", "one"), { type: "sending", id: "a" }]);
    expect(isTyping(sent)).toBe(true);
    expect(isTyping(play([{ type: "link", link: "offline" }], sent))).toBe(false);
    expect(isTyping(play([mine(1, "one", "a")], sent))).toBe(false);
  });

  it("a number once given is never taken back", () => {
    const state = play([say("a", "one"), mine(1, "one", "a"), { type: "failed", id: "a" }]);
    expect(state.lines[0]).toMatchObject({ delivery: "stored" });
  });
});

describe("another conversation", () => {
  it("keeps only what is still to be sent", () => {
    const state = play([mine(1, "old"), bot({ text: "old", seq: 2 }), say("a", "new"), { type: "fresh" }]);
    expect(texts(state)).toEqual(["new"]);
    expect(lastSeq(state)).toBe(0);
  });

  it("after forgetting, only the farewell stays", () => {
    const state = play([mine(1, "old"), bot({ text: "note" }), bot({ text: "old", seq: 2 }), say("f", "Delete everything", "delete everything"), bot({ text: "Done.", answers: "f" }), { type: "forgotten" }]);
    expect(texts(state)).toEqual(["Done."]);
    expect(unsent(state)).toEqual([]);
  });
});

describe("unread", () => {
  it("counts what is said while the panel is closed, and not what was said before", () => {
    const state = play([bot({ text: "history", seq: 1 }), { type: "caught_up" }, bot({ text: "new", seq: 2 }), bot({ custom: level("routine"), seq: 3 })]);
    expect(state.unread).toBe(1);
    expect(play([{ type: "opened" }], state).unread).toBe(0);
  });
});

describe("answers offered", () => {
  const asked = play([mine(1, "hi"), bot({ text: "Any drooping?", seq: 2, quick_replies: question.choices.map(({ label, payload }) => ({ title: label, payload })) }), bot({ custom: level("undetermined", { question }), seq: 3 })]);

  it("are those of the last turn, with the question that allows several", () => {
    expect(offer(asked)).toMatchObject({ replies: [{ title: "NONE" }, { title: "DROOP" }, { title: "SPEECH" }], question: { id: "face_signs" } });
  });

  it("go as soon as something is said", () => {
    expect(offer(play([say("a", "none")], asked))).toBeUndefined();
  });

  it("need no question", () => {
    expect(offer(play([bot({ text: "Same episode?", seq: 1, quick_replies: [{ title: "Yes", payload: "#same:yes" }] })]))).toEqual({ key: "seq-1", replies: [{ title: "Yes", payload: "#same:yes" }] });
  });

  it("are taken from the question where there are no buttons", () => {
    expect(offer(play([bot({ custom: { question: { ...question, multiple: false } }, seq: 1 })]))?.replies).toHaveLength(3);
  });

  it("join into one payload, and are read back as they were labelled", () => {
    const payload = combined(question, question.choices.slice(1));
    expect(payload).toBe("#face_signs:droop+speech");
    expect(spoken(payload, asked.lines)).toBe("DROOP, SPEECH");
    expect(spoken("#face_signs:none", asked.lines)).toBe("NONE");
    expect(spoken("#unknown:thing", asked.lines)).toBe("#unknown:thing");
    expect(spoken("# is a hash", asked.lines)).toBe("# is a hash");
  });

  it("tell how far the interview is while the question is open", () => {
    expect(progress(asked)).toEqual({ step: 2, of: 4 });
    expect(progress(play([mine(4, "none"), bot({ custom: level("self_care"), seq: 5 })], asked))).toBeUndefined();
  });
});

describe("the alarm", () => {
  const emergency = bot({ custom: level("emergency", { call: { number: "999", country: "GB" } }), seq: 1 });

  it("stays through later answers", () => {
    const state = play([emergency, mine(2, "ok"), bot({ text: "Please call.", seq: 3 }), bot({ custom: { kinds: ["chitchat"], assessment: { level: "emergency" } }, seq: 4 })]);
    expect(alarm(state)).toEqual({ kind: "emergency", number: "999" });
  });

  it("goes when the level goes down", () => {
    expect(alarm(play([emergency, bot({ custom: level("urgent"), seq: 2 })]))).toBeUndefined();
  });

  it("needs no number", () => {
    expect(alarm(play([bot({ custom: level("emergency"), seq: 1 })]))).toEqual({ kind: "emergency" });
  });

  it("shows the crisis line, and an emergency before it", () => {
    const crisis = bot({ custom: { kinds: ["crisis"], assessment: { level: "undetermined" }, call: { number: "116 123" } }, seq: 5 });
    expect(alarm(play([crisis]))).toEqual({ kind: "crisis", number: "116 123" });
    expect(alarm(play([emergency, bot({ custom: { kinds: ["crisis"], assessment: { level: "emergency" }, call: { number: "116 123" } }, seq: 5 })]))).toEqual({ kind: "emergency", number: "999" });
  });
});

describe("the level card", () => {
  const asked = [mine(1, "hi"), bot({ text: "Why: …", seq: 2 }), bot({ custom: level("urgent"), seq: 3 })];

  it("leads the answer that brings a new level, and comes once", () => {
    const { lines } = play([...asked, mine(4, "ok"), bot({ text: "Still.", seq: 5 }), bot({ custom: level("urgent"), seq: 6 })]);
    expect(lines.map((_, index) => verdict(lines, index)?.assessment.level)).toEqual([undefined, "urgent", undefined, undefined, undefined, undefined]);
  });

  it("comes again when the level changes, but leaves an emergency to the alarm", () => {
    const { lines } = play([...asked, mine(4, "dry, not numb"), bot({ custom: level("undetermined"), seq: 5 }), mine(6, "droops"), bot({ custom: level("emergency"), seq: 7 }), mine(8, "no"), bot({ custom: level("routine"), seq: 9 })]);
    expect(lines.map((_, index) => verdict(lines, index)?.assessment.level).filter(Boolean)).toEqual(["urgent", "routine"]);
  });
});
