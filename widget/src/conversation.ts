/**
 * The conversation as the person sees it: a pure reducer and what can be read off its state.
 *
 * Lines that the server has stored have a number and stand in its order; a line of one's own that has none yet is
 * pending and stands last. That is all it takes for nothing to be lost or doubled: what comes again has a known number.
 */

import type { Assessment, BotUttered, Choice, Envelope, Level, Question, Reply, UserSaid } from "./protocol.js";

export type Delivery = "waiting" | "sending" | "received" | "stored" | "failed";

export interface OwnLine {
  by: "person";
  key: string;
  id: string;
  text: string;
  /** What is sent; differs from text when a button was pressed. */
  payload: string;
  time: number;
  seq?: number;
  /** Where an unnumbered line that is not pending stands: after this number. */
  anchor?: number;
  /** Why the server would not take it. */
  refusal?: string;
  delivery: Delivery;
}

export interface BotLine {
  by: "bot";
  key: string;
  text?: string;
  replies: Reply[];
  envelope?: Envelope;
  time: number;
  seq?: number;
  anchor?: number;
}

export type Line = OwnLine | BotLine;

export type Link = "idle" | "connecting" | "online" | "offline";

export interface Conversation {
  lines: Line[];
  link: Link;
  open: boolean;
  unread: number;
  /** Whether everything that was said before is here. */
  caughtUp: boolean;
  /** Makes keys of lines without a number. */
  counter: number;
}

export type Event =
  | { type: "opened" }
  | { type: "closed" }
  | { type: "link"; link: Link }
  | { type: "say"; id: string; text: string; payload: string; time: number }
  | { type: "sending"; id: string }
  | { type: "received"; id: string }
  | { type: "failed"; id: string }
  | { type: "retry"; id: string }
  | { type: "user_said"; message: UserSaid; now: number }
  | { type: "bot_uttered"; message: BotUttered; now: number }
  | { type: "caught_up" }
  | { type: "fresh" }
  | { type: "forgotten" };

export const beginning: Conversation = { lines: [], link: "idle", open: false, unread: 0, caughtUp: false, counter: 0 };

export function reduce(state: Conversation, event: Event): Conversation {
  switch (event.type) {
    case "opened":
      return { ...state, open: true, unread: 0 };
    case "closed":
      return { ...state, open: false };
    case "link":
      return { ...state, link: event.link };
    case "say":
      return say(state, event);
    case "sending":
      return deliver(state, event.id, "sending");
    case "received":
      return deliver(state, event.id, "received");
    case "failed":
      return deliver(state, event.id, "failed");
    case "retry":
      return change(state, event.id, ({ anchor: _anchor, refusal: _refusal, ...line }) => ({ ...line, delivery: "waiting" }), true);
    case "user_said":
      return userSaid(state, event.message, event.now);
    case "bot_uttered":
      return botUttered(state, event.message, event.now);
    case "caught_up":
      return { ...state, caughtUp: true };
    case "fresh":
      // Another conversation: what was numbered belongs to the old one, what is still to be sent goes to the new one.
      return { ...state, lines: state.lines.filter(isPending), unread: 0, caughtUp: false };
    case "forgotten":
      // Everything goes but the farewell, which is the bot's and unnumbered.
      return { ...state, lines: state.lines.filter((line) => line.by === "bot" && line.seq === undefined && line.anchor === lastSeq(state)), caughtUp: false };
  }
}

function say(state: Conversation, event: Extract<Event, { type: "say" }>): Conversation {
  const { id, text, payload, time } = event;
  if (state.lines.some((line) => line.by === "person" && line.id === id)) return state;
  return place(state, { by: "person", key: id, id, text, payload, time, delivery: "waiting" });
}

function deliver(state: Conversation, id: string, delivery: Delivery): Conversation {
  return change(state, id, (line) => (line.seq === undefined ? { ...line, delivery } : line));
}

function userSaid(state: Conversation, message: UserSaid, now: number): Conversation {
  if (hasSeq(state, message.seq)) return state;
  const mine = message.id && state.lines.find((line): line is OwnLine => line.by === "person" && line.id === message.id);
  const rest = mine ? { ...state, lines: state.lines.filter((line) => line !== mine) } : state;
  const line: OwnLine = {
    by: "person",
    key: mine ? mine.key : `seq-${message.seq}`,
    id: message.id ?? `seq-${message.seq}`,
    text: mine ? mine.text : spoken(message.text, state.lines),
    payload: message.text,
    time: millis(message.time, mine ? mine.time : now),
    seq: message.seq,
    delivery: "stored",
  };
  return place(rest, line);
}

function botUttered(state: Conversation, message: BotUttered, now: number): Conversation {
  if (message.seq !== undefined && hasSeq(state, message.seq)) return state;
  const refused = message.refused?.id;
  const told = refused ? change(state, refused, (line) => ({ ...line, delivery: "failed", anchor: lastSeq(state), refusal: message.refused!.reason })) : settle(state, message.answers);
  const line: BotLine = {
    by: "bot",
    key: message.seq !== undefined ? `seq-${message.seq}` : `note-${state.counter}`,
    replies: message.quick_replies ?? [],
    time: millis(message.time, now),
    ...(message.text ? { text: message.text } : {}),
    ...(message.custom ? { envelope: message.custom } : {}),
    ...(message.seq !== undefined ? { seq: message.seq } : { anchor: lastSeq(state) }),
  };
  const missed = state.caughtUp && !state.open && line.text !== undefined;
  return place({ ...told, counter: state.counter + 1, unread: state.unread + (missed ? 1 : 0) }, line);
}

/** A message that was answered but is stored no longer is not pending any more. */
function settle(state: Conversation, id: string | undefined): Conversation {
  return id ? change(state, id, (line) => ({ ...line, delivery: "stored", anchor: lastSeq(state) })) : state;
}

function change(state: Conversation, id: string, how: (line: OwnLine) => OwnLine, moves = false): Conversation {
  const lines = state.lines.map((line) => (line.by === "person" && line.id === id ? how(line) : line));
  return { ...state, lines: moves ? lines.sort((a, b) => position(a) - position(b)) : lines };
}

/** Puts a line in its place: by number, then unnumbered lines after their anchor, pending ones last, else as they came. */
function place(state: Conversation, line: Line): Conversation {
  return { ...state, lines: [...state.lines, line].sort((a, b) => position(a) - position(b)) };
}

function position(line: Line): number {
  if (line.seq !== undefined) return line.seq;
  return line.anchor === undefined ? Infinity : line.anchor + 0.5;
}

function hasSeq(state: Conversation, seq: number): boolean {
  return state.lines.some((line) => line.seq === seq);
}

function millis(seconds: number | undefined, otherwise: number): number {
  return seconds === undefined ? otherwise : seconds * 1000;
}

/** The highest number seen; 0 at the beginning. What the server is asked to go on from. */
export function lastSeq(state: Conversation): number {
  return state.lines.reduce((last, line) => Math.max(last, line.seq ?? 0), 0);
}

function isPending(line: Line): line is OwnLine {
  return line.by === "person" && line.seq === undefined && line.anchor === undefined;
}

/** What has to be sent (again), in order: all of one's own lines that the server is not known to have stored. */
export function unsent(state: Conversation): OwnLine[] {
  return state.lines.filter(isPending);
}

/** Whether the bot is at work on an answer. */
export function isTyping(state: Conversation): boolean {
  return state.link === "online" && unsent(state).some((line) => line.delivery === "sending" || line.delivery === "received");
}

/** What a payload was called on its button; typed words as they are. */
export function spoken(text: string, lines: readonly Line[]): string {
  if (!text.startsWith("#")) return text;
  const names = new Map<string, string>();
  for (const line of lines) {
    if (line.by !== "bot") continue;
    for (const reply of line.replies) names.set(reply.payload, reply.title);
    for (const choice of line.envelope?.question?.choices ?? []) names.set(choice.payload, choice.label);
  }
  const whole = names.get(text);
  if (whole !== undefined) return whole;
  const colon = text.indexOf(":");
  const question = text.slice(0, colon + 1);
  const labels = text.slice(colon + 1).split("+").map((id) => names.get(question + id));
  return labels.every((label) => label !== undefined) ? labels.join(", ") : text;
}

/** The payload that answers a question with several choices at once. */
export function combined(question: Question, chosen: readonly Choice[]): string {
  return `#${question.id}:${chosen.map((choice) => choice.id).join("+")}`;
}

/** Whether a choice excludes the others, as "None of these" does. */
export function standsAlone(choice: Choice): boolean {
  return choice.id === "none";
}

/** The bot's lines since the person last spoke. */
function lastTurn(state: Conversation): BotLine[] {
  const turn: BotLine[] = [];
  for (let index = state.lines.length - 1; index >= 0; index -= 1) {
    const line = state.lines[index]!;
    if (line.by === "person") break;
    turn.unshift(line);
  }
  return turn;
}

export interface Offer {
  /** Names the offer, so that what was ticked lasts as long as it does. */
  key: string;
  replies: Reply[];
  /** Set when several may be chosen. */
  question?: Question;
}

/** The buttons to show now; undefined when nothing is asked or it has been answered. */
export function offer(state: Conversation): Offer | undefined {
  const turn = lastTurn(state);
  const question = turn.map((line) => line.envelope?.question).filter(Boolean).pop();
  const withReplies = turn.filter((line) => line.replies.length > 0).pop();
  const replies = withReplies?.replies ?? question?.choices.map(({ label, payload }) => ({ title: label, payload })) ?? [];
  if (replies.length === 0) return undefined;
  const key = `${withReplies?.key ?? turn[turn.length - 1]!.key}`;
  return question?.multiple && question.choices.length > 2 ? { key, replies, question } : { key, replies };
}

/** How far the interview is; undefined when no question is open. */
export function progress(state: Conversation): { step: number; of: number } | undefined {
  const latest = state.lines.filter((line): line is BotLine => line.by === "bot" && line.envelope !== undefined).pop();
  const question = latest?.envelope?.question;
  return question && question.step > 0 && question.of > 1 ? { step: Math.min(question.step, question.of), of: question.of } : undefined;
}

export interface Alarm {
  kind: "emergency" | "crisis";
  number?: string;
}

/** What has to stay in view: the call for help of the latest assessment, or the latest crisis line. */
export function alarm(state: Conversation): Alarm | undefined {
  let level: Assessment["level"] | undefined;
  let number: string | undefined;
  let crisis: Alarm | undefined;
  for (const line of state.lines) {
    if (line.by !== "bot" || !line.envelope) continue;
    const { assessment, call, kinds } = line.envelope;
    if (assessment) level = assessment.level;
    if (kinds?.includes("crisis")) crisis = call ? { kind: "crisis", number: call.number } : { kind: "crisis" };
    else if (call) number = call.number;
  }
  if (level === "emergency") return number === undefined ? { kind: "emergency" } : { kind: "emergency", number };
  return crisis;
}

/**
 * The level card that leads the answer beginning with line `first`: only where the level is new, and not at emergency,
 * where the alarm says it all the time.
 */
export function verdict(lines: readonly Line[], first: number): { key: string; assessment: Assessment } | undefined {
  const level = (line: Line) => (line.by === "bot" ? line.envelope?.assessment : undefined);
  if (lines[first]?.by !== "bot" || lines[first - 1]?.by === "bot") return undefined;
  let before: Level | undefined;
  for (const line of lines.slice(0, first)) before = level(line)?.level ?? before;
  let found: { key: string; assessment: Assessment } | undefined;
  for (let index = first; lines[index]?.by === "bot"; index += 1) {
    const assessment = level(lines[index]!);
    if (assessment) found = { key: lines[index]!.key, assessment };
  }
  if (!found || found.assessment.level === before) return undefined;
  return found.assessment.level === "undetermined" || found.assessment.level === "emergency" ? undefined : found;
}
