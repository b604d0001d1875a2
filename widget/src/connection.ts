/** The line to the server: which session, what was missed, what has to be sent again. */

import { type Conversation, type Event, lastSeq, unsent } from "./conversation.js";
import type { BotUttered, Receipt, UserSaid } from "./protocol.js";

/** The part of a socket.io client that is used here. */
export interface Socket {
  readonly connected: boolean;
  on(event: string, listener: (...args: any[]) => void): unknown;
  emit(event: string, ...args: any[]): unknown;
  connect(): unknown;
  disconnect(): unknown;
}

/** Where the session id is kept between visits. */
export interface Keeper {
  read(): string | undefined;
  write(id: string | undefined): void;
}

export interface Surroundings {
  socket: Socket;
  keeper: Keeper;
  state(): Conversation;
  dispatch(event: Event): void;
  metadata(): Record<string, string>;
  now(): number;
  /** Runs something later; returns how to prevent it. */
  later(what: () => void, milliseconds: number): () => void;
}

/** How long a message may go without the server's receipt. */
export const PATIENCE = 10_000;

export class Connection {
  private session: string | undefined;
  private ready = false;
  private readonly overdue = new Map<string, () => void>();

  constructor(private readonly around: Surroundings) {
    const { socket, dispatch } = around;
    this.session = around.keeper.read();
    socket.on("connect", () => this.connected());
    socket.on("disconnect", () => this.lost());
    socket.on("connect_error", () => this.lost());
    socket.on("session_confirm", (id: unknown) => this.confirmed(id));
    socket.on("user_said", (message: UserSaid) => {
      if (message.id) this.settled(message.id);
      dispatch({ type: "user_said", message, now: around.now() });
    });
    socket.on("bot_uttered", (message: BotUttered) => {
      const id = message.refused?.id ?? message.answers;
      if (id) this.settled(id);
      dispatch({ type: "bot_uttered", message, now: around.now() });
    });
    socket.on("caught_up", (message: { last?: number }) => this.caughtUp(message?.last ?? 0));
    socket.on("session_forgotten", () => this.forgotten());
  }

  open(): void {
    if (this.around.state().link !== "idle") return;
    this.around.dispatch({ type: "link", link: "connecting" });
    this.around.socket.connect();
  }

  /** The browser says that the network is back: no need to wait for the next try. */
  hurry(): void {
    if (this.around.state().link === "offline") this.around.socket.connect();
  }

  /** Tries a line again that was not sent or not answered. Under the same id, so it is never handled twice. */
  retry(id: string): void {
    this.around.dispatch({ type: "retry", id });
    this.send(id);
  }

  /** Sends the line with this id, now or as soon as there is a connection. */
  send(id: string): void {
    this.open();
    if (this.ready) this.flush(id);
  }

  /** Another tab has begun another conversation: this one goes along. */
  adopt(id: string | undefined): void {
    if (id === undefined || id === this.session) return;
    const same = this.session !== undefined && conversationOf(id) === conversationOf(this.session);
    this.session = id;
    if (same || this.around.state().link === "idle") return;
    this.around.dispatch({ type: "fresh" });
    if (this.around.socket.connected) this.connected();
  }

  close(): void {
    for (const cancel of this.overdue.values()) cancel();
    this.overdue.clear();
    this.around.socket.disconnect();
  }

  private connected(): void {
    this.ready = false;
    this.session ??= this.around.keeper.read();
    this.around.socket.emit("session_request", { session_id: this.session ?? null, after: lastSeq(this.around.state()) });
  }

  private lost(): void {
    this.ready = false;
    this.around.dispatch({ type: "link", link: "offline" });
  }

  private confirmed(id: unknown): void {
    if (typeof id !== "string") return;
    const known = this.session;
    this.session = id;
    if (known !== id) this.around.keeper.write(id);
    if (known !== undefined && conversationOf(known) !== conversationOf(id)) this.around.dispatch({ type: "fresh" });
  }

  private caughtUp(last: number): void {
    const { socket, dispatch, state } = this.around;
    if (last < lastSeq(state())) {
      // The server knows less than we do: the conversation was deleted elsewhere. Begin again with what is there.
      dispatch({ type: "fresh" });
      socket.emit("session_request", { session_id: this.session ?? null, after: 0 });
      return;
    }
    this.ready = true;
    dispatch({ type: "link", link: "online" });
    dispatch({ type: "caught_up" });
    for (const line of unsent(state())) this.flush(line.id);
  }

  private forgotten(): void {
    this.session = undefined;
    this.around.keeper.write(undefined);
    this.around.dispatch({ type: "forgotten" });
    this.connected();
  }

  private flush(id: string): void {
    const { socket, dispatch, state, metadata, later } = this.around;
    const line = unsent(state()).find((other) => other.id === id);
    if (!line || !socket.connected) return;
    dispatch({ type: "sending", id });
    this.settled(id);
    this.overdue.set(id, later(() => dispatch({ type: "failed", id }), PATIENCE));
    const message = { message: line.payload, session_id: this.session, id, metadata: metadata() };
    socket.emit("user_uttered", message, (receipt?: Receipt) => {
      this.settled(id);
      if (receipt && !receipt.ok) dispatch({ type: "failed", id });
      else dispatch({ type: "received", id });
    });
  }

  private settled(id: string): void {
    this.overdue.get(id)?.();
    this.overdue.delete(id);
  }
}

/** The part of a session id that stays the same when the server renews it. */
function conversationOf(id: string): string {
  return id.split(".", 1)[0]!;
}
