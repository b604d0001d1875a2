/** What goes over the wire: Rasa's socketio events, and what channels/web.py adds to them. */

export interface Reply {
  title: string;
  payload: string;
}

export interface Choice {
  id: string;
  label: string;
  payload: string;
}

export interface Question {
  id: string;
  step: number;
  of: number;
  multiple?: boolean;
  choices: Choice[];
}

export type Level = "emergency" | "urgent" | "routine" | "undetermined" | "self_care";

export interface Because {
  finding: string;
  said?: string;
  source?: string;
}

export interface Assessment {
  level: Level;
  because?: Because[];
}

/** The part of the reply contract's envelope that the widget shows. */
export interface Envelope {
  kinds?: string[];
  assessment?: Assessment;
  question?: Question;
  call?: { number: string; country?: string | null };
  summary?: { pdf?: string; json?: string };
}

/** bot_uttered */
export interface BotUttered {
  text?: string;
  quick_replies?: Reply[];
  custom?: Envelope;
  seq?: number;
  time?: number;
  /** Set when the message with this id was not handled, and why. */
  refused?: { id?: string; reason: string };
  /** Set when this answers a message that is no longer stored. */
  answers?: string;
}

/** user_said: a message of the person, as stored; it reaches all tabs. */
export interface UserSaid {
  text: string;
  seq: number;
  id?: string;
  time?: number;
}

/** The answer to user_uttered. */
export interface Receipt {
  ok: boolean;
  reason?: string;
}
