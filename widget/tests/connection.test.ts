import { beforeEach, describe, expect, it } from "vitest";

import { Connection, PATIENCE, type Keeper, type Socket } from "../src/connection.js";
import { beginning, type Conversation, type Event, reduce } from "../src/conversation.js";

const ID = `${"a".repeat(32)}.1900000000.sig`;
const RENEWED = `${"a".repeat(32)}.1950000000.sig2`;
const OTHER = `${"b".repeat(32)}.1900000000.sig`;

class FakeSocket implements Socket {
  connected = false;
  sent: [string, any, ((receipt?: unknown) => void)?][] = [];
  private listeners = new Map<string, (...args: any[]) => void>();
  on(event: string, listener: (...args: any[]) => void) {
    this.listeners.set(event, listener);
  }
  emit(event: string, ...args: any[]) {
    this.sent.push([event, args[0], args[1]]);
  }
  connect() {}
  disconnect() {}
  hear(event: string, ...args: any[]) {
    if (event === "connect") this.connected = true;
    if (event === "disconnect") this.connected = false;
    this.listeners.get(event)!(...args);
  }
  /** The whole greeting of a server that has nothing new. */
  greet(id = ID, last = 0) {
    this.hear("connect");
    this.hear("session_confirm", id);
    this.hear("caught_up", { last });
  }
  take(event: string) {
    const found = this.sent.filter(([name]) => name === event);
    this.sent = this.sent.filter(([name]) => name !== event);
    return found;
  }
}

let socket: FakeSocket;
let kept: string | undefined;
let state: Conversation;
let timers: Map<number, () => void>;
let connection: Connection;

const dispatch = (event: Event) => {
  state = reduce(state, event);
};
const say = (id: string) => {
  dispatch({ type: "say", id, text: id, payload: id, time: 1 });
  connection.send(id);
};

function begin() {
  const keeper: Keeper = { read: () => kept, write: (id) => { kept = id; } };
  connection = new Connection({ socket, keeper, state: () => state, dispatch, metadata: () => ({ locale: "en-GB" }), now: () => 5, later: (what, milliseconds) => {
    expect(milliseconds).toBe(PATIENCE);
    const key = timers.size + Math.random();
    timers.set(key, what);
    return () => timers.delete(key);
  } });
}

beforeEach(() => {
  socket = new FakeSocket();
  kept = undefined;
  state = beginning;
  timers = new Map();
  begin();
});

describe("the session", () => {
  it("is asked for once connected, kept when confirmed", () => {
    connection.open();
    expect(state.link).toBe("connecting");
    socket.greet();
    expect(socket.take("session_request")[0]![1]).toEqual({ session_id: null, after: 0 });
    expect(kept).toBe(ID);
    expect(state.link).toBe("online");
  });

  it("is taken up again after a reload", () => {
    kept = ID;
    begin();
    connection.open();
    socket.hear("connect");
    expect(socket.take("session_request")[0]![1]).toEqual({ session_id: ID, after: 0 });
  });

  it("that another tab began meanwhile is joined", () => {
    kept = ID; // written after this tab was loaded
    connection.open();
    socket.hear("connect");
    expect(socket.take("session_request")[0]![1]).toEqual({ session_id: ID, after: 0 });
  });

  it("may be renewed without losing the conversation", () => {
    connection.open();
    socket.greet();
    socket.hear("user_said", { seq: 1, text: "hello" });
    socket.hear("session_confirm", RENEWED);
    expect(kept).toBe(RENEWED);
    expect(state.lines).toHaveLength(1);
  });

  it("that the server does not know begins an empty conversation", () => {
    connection.open();
    socket.greet();
    socket.hear("user_said", { seq: 1, text: "hello" });
    socket.hear("disconnect");
    socket.hear("connect");
    socket.hear("session_confirm", OTHER);
    expect(state.lines).toHaveLength(0);
  });

  it("of another tab is adopted", () => {
    connection.open();
    socket.greet();
    socket.take("session_request");
    connection.adopt(OTHER);
    expect(socket.take("session_request")[0]![1]).toEqual({ session_id: OTHER, after: 0 });
    connection.adopt(OTHER);
    connection.adopt(undefined);
    expect(socket.take("session_request")).toEqual([]);
  });
});

describe("sending", () => {
  it("waits for the connection and for what was missed", () => {
    connection.open();
    say("m1");
    socket.hear("connect");
    socket.hear("session_confirm", ID);
    expect(socket.take("user_uttered")).toEqual([]);
    socket.hear("caught_up", { last: 0 });
    expect(socket.take("user_uttered").map(([, message]) => message)).toEqual([{ message: "m1", session_id: ID, id: "m1", metadata: { locale: "en-GB" } }]);
  });

  it("opens the connection by itself", () => {
    say("m1");
    expect(state.link).toBe("connecting");
  });

  it("marks a message without receipt as not sent, and takes it back when the answer comes", () => {
    connection.open();
    socket.greet();
    say("m1");
    for (const timer of [...timers.values()]) timer();
    expect(state.lines[0]).toMatchObject({ delivery: "failed" });
    socket.hear("user_said", { seq: 1, text: "m1", id: "m1" });
    expect(state.lines).toMatchObject([{ delivery: "stored", seq: 1 }]);
  });

  it("is content with a receipt", () => {
    connection.open();
    socket.greet();
    say("m1");
    socket.take("user_uttered")[0]![2]!({ ok: true });
    expect(timers.size).toBe(0);
    expect(state.lines[0]).toMatchObject({ delivery: "received" });
  });

  it("tries a refused message again only when asked to, under the same id", () => {
    connection.open();
    socket.greet();
    say("m1");
    socket.take("user_uttered");
    socket.hear("bot_uttered", { text: "too quick", refused: { id: "m1", reason: "too_fast" } });
    socket.hear("disconnect");
    socket.greet();
    expect(socket.take("user_uttered")).toEqual([]);
    connection.retry("m1");
    expect(socket.take("user_uttered").map(([, message]) => message.id)).toEqual(["m1"]);
  });
});

describe("reconnection", () => {
  it("asks for exactly what was missed", () => {
    connection.open();
    socket.greet();
    socket.hear("user_said", { seq: 1, text: "hello" });
    socket.hear("bot_uttered", { seq: 2, text: "hi" });
    socket.take("session_request");
    socket.hear("disconnect");
    expect(state.link).toBe("offline");
    socket.hear("connect");
    expect(socket.take("session_request")[0]![1]).toEqual({ session_id: ID, after: 2 });
  });

  it("sends again what the server has not stored, and only that", () => {
    connection.open();
    socket.greet();
    say("m1");
    say("m2");
    socket.take("user_uttered")[0]![2]!({ ok: true }); // received, but the server died before it was stored
    socket.hear("disconnect");
    say("m3");
    socket.hear("connect");
    socket.hear("session_confirm", ID);
    socket.hear("user_said", { seq: 1, text: "m2", id: "m2" }); // stored after all
    socket.hear("bot_uttered", { seq: 2, text: "answer" });
    socket.hear("caught_up", { last: 2 });
    expect(socket.take("user_uttered").map(([, message]) => message.id)).toEqual(["m1", "m3"]);
    expect(state.lines.filter((line) => line.by === "person")).toHaveLength(3);
  });

  it("shows a message once that arrives both live and as missed", () => {
    connection.open();
    socket.greet();
    socket.hear("bot_uttered", { seq: 1, text: "hi" });
    socket.hear("disconnect");
    socket.hear("connect");
    socket.hear("bot_uttered", { seq: 1, text: "hi" });
    socket.hear("caught_up", { last: 1 });
    expect(state.lines).toHaveLength(1);
  });

  it("begins again when the server knows less than we do", () => {
    connection.open();
    socket.greet();
    socket.hear("user_said", { seq: 5, text: "hello" });
    socket.take("session_request");
    socket.hear("disconnect");
    socket.hear("connect");
    socket.hear("caught_up", { last: 0 });
    expect(state.lines).toEqual([]);
    expect(socket.take("session_request").map(([, request]) => request.after)).toEqual([5, 0]);
  });
});

describe("forgetting", () => {
  it("drops the session and everything said, and asks for a fresh one", () => {
    connection.open();
    socket.greet();
    say("m1");
    socket.hear("bot_uttered", { text: "Done.", answers: "m1" });
    socket.take("session_request");
    socket.hear("session_forgotten", {});
    expect(kept).toBeUndefined();
    expect(state.lines.map((line) => line.text)).toEqual(["Done."]);
    expect(socket.take("session_request")[0]![1]).toEqual({ session_id: null, after: 0 });
    socket.hear("session_confirm", OTHER);
    expect(kept).toBe(OTHER);
    expect(state.lines.map((line) => line.text)).toEqual(["Done."]);
  });
});
