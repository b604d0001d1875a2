/**
 * Shows a conversation. It is drawn again after each change; what is there already is kept, so that focus, ticked boxes
 * and the reading position stay, and a screen reader hears additions only.
 */

import { alarm, type BotLine, combined, type Conversation, isTyping, type Line, offer, type Offer, type OwnLine, progress, standsAlone, verdict } from "./conversation.js";
import { h, icon, prose, say, set } from "./dom.js";
import { safe, tel } from "./markdown.js";
import type { Assessment } from "./protocol.js";
import { words } from "./words.js";

export interface Actions {
  toggle(): void;
  close(): void;
  say(text: string, payload?: string): void;
  retry(id: string): void;
  server: string;
  locale(): string | undefined;
}

const LIPS = ["M2.5 12c3-1.2 4.6-5 7-5 1.2 0 1.7.9 2.5.9S13.300 7 14.500 7c2.400 0 4 3.800 7 5-2.500 3.400-5.500 5.500-9.500 5.500S5 15.400 2.500 12Z", "M2.500 12c4 .9 6.500-.6 9.500-.6s5.500 1.500 9.500.6"];
const CLOSE = ["M6 6l12 12M18 6L6 18"];
const DOTS = ["M12 5h.01M12 12h.01M12 19h.01"];
const SEND = ["M4 12h15", "M13 5.500L19.500 12 13 18.500"];
const PHONE = ["M5 4h4l2 5-2.500 1.800a12 12 0 0 0 4.700 4.700L15 13l5 2v4a1.500 1.500 0 0 1-1.700 1.500C10.400 19.700 4.300 13.600 3.500 5.700A1.500 1.500 0 0 1 5 4Z"];
const DOWNLOAD = ["M12 4v11", "M7 11l5 5 5-5", "M5 20h14"];
const MENU = {
  startOver: ["M4 5v5h5", "M4.600 10A8 8 0 1 1 4 14"],
  change: ["M4 20l4-1L19 8l-3-3L5 16Z"],
  summary: DOWNLOAD,
  forget: ["M5 7h14", "M9 7V4h6v3", "M7 7l1 13h8l1-13"],
};

/** In pixels. */
const A_SHORT_REMARK = 160;

/** A piece of the log: made anew when what it is made of is another object. */
interface Item {
  key: string;
  of: unknown;
  make(): HTMLElement;
}

export class View {
  readonly root: HTMLElement;
  private readonly launcher: HTMLButtonElement;
  private readonly badge: HTMLElement;
  private readonly panel: HTMLElement;
  private readonly link: HTMLElement;
  private readonly menuButton: HTMLButtonElement;
  private readonly menu: HTMLElement;
  private readonly progress: HTMLElement;
  private readonly progressText: HTMLElement;
  private readonly track: HTMLElement;
  private readonly banner: HTMLElement;
  private readonly alarm: HTMLElement;
  private readonly log: HTMLElement;
  private readonly offers: HTMLElement;
  private readonly typing: HTMLElement;
  private readonly status: HTMLElement;
  private readonly input: HTMLTextAreaElement;
  private readonly drawnItems = new Map<string, { of: unknown; element: HTMLElement }>();
  private drawn: Conversation | undefined;
  private offered = "";
  private alarmed = "";
  private floating = true;

  constructor(private readonly actions: Actions, starters: readonly string[]) {
    this.badge = h("span", { class: "badge", "aria-hidden": "true", hidden: true });
    this.launcher = h("button", { class: "launcher", part: "launcher", type: "button", "aria-controls": "panel", "aria-expanded": "false", onclick: () => actions.toggle() }, icon(...LIPS), this.badge);
    this.link = h("p", { class: "link", role: "status" });
    this.menuButton = h("button", { class: "plain", part: "menu-button", type: "button", "aria-label": words.more, "aria-expanded": "false", "aria-controls": "menu", onclick: () => this.showMenu(this.menu.hidden === true) }, icon(...DOTS));
    this.menu = h("ul", { class: "menu", part: "menu", id: "menu", hidden: true }, ...(Object.keys(MENU) as (keyof typeof MENU)[]).map((key) => h("li", {}, this.menuItem(key))));
    this.progressText = h("span");
    this.track = h("span");
    this.progress = h("div", { class: "progress", part: "progress", role: "progressbar", "aria-valuemin": 1, hidden: true }, this.progressText, h("span", { class: "track" }, this.track));
    this.banner = h("div", { class: "banner", part: "banner", role: "alert", hidden: true });
    this.alarm = h("div", { class: "alarm", part: "alarm", role: "alert", hidden: true });
    this.typing = h("div", { class: "typing", part: "typing", "aria-hidden": "true", hidden: true }, h("i"), h("i"), h("i"));
    this.status = h("p", { class: "hush", role: "status" });
    this.offers = h("div", { class: "offer", part: "answers", hidden: true });
    const welcome = h("div", { class: "welcome", part: "welcome" }, ...words.welcome.map((text) => h("p", {}, text)), h("p", {}, words.noDoctor));
    const begin = starters.length > 0 && h("div", { class: "chips starters" }, ...starters.map((text) => h("button", { class: "chip", part: "chip", type: "button", onclick: () => this.press(text) }, text)));
    this.log = h("div", { class: "log", part: "log", role: "log", tabindex: 0, "aria-label": words.conversation, "aria-live": "off" }, welcome, begin, this.offers, this.typing);
    this.input = h("textarea", { id: "input", part: "input", rows: 1, placeholder: words.placeholder, autocomplete: "off", enterkeyhint: "send", dir: "auto", onkeydown: (event: KeyboardEvent) => this.typed(event) });
    const form = h("form", { part: "composer", onsubmit: (event: SubmitEvent) => this.submit(event) }, h("label", { class: "hush", for: "input" }, words.compose), this.input, h("button", { class: "send", part: "send", type: "submit", "aria-label": words.send }, icon(...SEND)));
    const close = h("button", { class: "plain", part: "close", type: "button", "aria-label": words.closeChat, onclick: () => actions.close() }, icon(...CLOSE));
    this.panel = h(
      "section",
      { class: "panel", part: "panel", id: "panel", "aria-label": words.name, onkeydown: (event: KeyboardEvent) => this.keyed(event) },
      h("header", { part: "header" }, h("span", { class: "mark", part: "mark" }, icon(...LIPS)), h("div", { class: "who" }, h("h2", {}, words.name), this.link), this.menuButton, close),
      this.menu,
      this.progress,
      this.banner,
      this.alarm,
      this.log,
      this.status,
      form,
    );
    this.root = h("div", { class: "quiver", lang: "en-GB" }, this.launcher, this.panel);
    this.root.addEventListener("click", (event) => this.clicked(event));
    this.closeButton = close;
    // A banner or an opened keyboard takes room from the log; what was said last stays in sight.
    this.watcher = new ResizeObserver(() => this.scroll());
    this.watcher.observe(this.log);
  }

  private readonly watcher: ResizeObserver;

  private readonly closeButton: HTMLButtonElement;

  /** How the widget sits on its page. */
  arrange({ floating, theme, direction }: { floating: boolean; theme: string; direction: string }): void {
    this.floating = floating;
    this.root.className = `quiver ${floating ? "floating" : "inline"}`;
    set(this.root, "data-theme", theme);
    set(this.root, "dir", direction);
    this.closeButton.hidden = !floating;
    this.panel.setAttribute("role", floating ? "dialog" : "region");
  }

  draw(state: Conversation): void {
    this.drawFrame(state);
    const added = this.drawLines(state);
    this.drawOffer(offer(state));
    this.drawAlarm(state);
    const typing = isTyping(state);
    this.typing.hidden = !typing;
    say(this.status, typing ? words.typing : "");
    if (added || typing !== (this.drawn !== undefined && isTyping(this.drawn)) || state.open !== this.drawn?.open) this.scroll();
    // What was said before this visit is not read aloud.
    set(this.log, "aria-live", state.caughtUp ? "polite" : "off");
    this.drawn = state;
  }

  focusInput(): void {
    this.input.focus({ preventScroll: !this.floating });
  }

  focusLauncher(): void {
    this.launcher.focus();
  }

  private drawFrame(state: Conversation): void {
    const open = state.open || !this.floating;
    this.panel.hidden = !open;
    this.launcher.hidden = !this.floating;
    set(this.root, "data-open", open);
    set(this.launcher, "aria-expanded", String(open));
    const label = open ? words.closeChat : state.unread > 0 ? `${words.openChat}, ${words.unread(state.unread)}` : words.openChat;
    set(this.launcher, "aria-label", label);
    this.badge.hidden = state.unread === 0;
    say(this.badge, state.unread > 9 ? "9+" : String(state.unread));
    const link = state.link === "online" ? words.online : state.link === "offline" ? words.offline : state.link === "connecting" ? words.connecting : words.online;
    set(this.link, "data-link", state.link);
    say(this.link, link);
    if (this.banner.hidden === (state.link === "offline")) {
      this.banner.hidden = state.link !== "offline";
      this.banner.replaceChildren(...(state.link === "offline" ? [h("p", {}, words.offlineBanner), h("p", {}, words.offlineEmergency)] : []));
    }
    const steps = progress(state);
    this.progress.hidden = steps === undefined;
    if (steps) {
      const text = words.progress(steps.step, steps.of);
      say(this.progressText, text);
      for (const [name, value] of Object.entries({ "aria-label": text, "aria-valuenow": steps.step, "aria-valuemax": steps.of, "aria-valuetext": text })) set(this.progress, name, value);
      this.track.style.width = `${Math.round((100 * steps.step) / steps.of)}%`;
    }
  }

  private drawLines(state: Conversation): boolean {
    const shown = this.items(state.lines);
    const present = new Set(shown.map((item) => item.key));
    for (const [key, { element }] of this.drawnItems) {
      if (present.has(key)) continue;
      element.remove();
      this.drawnItems.delete(key);
    }
    let added = false;
    let next: Element = this.offers;
    for (const item of shown.reverse()) {
      const known = this.drawnItems.get(item.key);
      let element = known?.element;
      if (!element || known!.of !== item.of) {
        const fresh = item.make();
        if (element && fresh.classList.contains("own")) {
          // The words stay where they are; only the note under them changes.
          element.querySelector(".note")!.replaceWith(fresh.querySelector(".note")!);
          set(element, "data-delivery", fresh.dataset["delivery"]);
        } else {
          element?.remove();
          element = fresh;
          added = true;
        }
        this.drawnItems.set(item.key, { of: item.of, element });
      }
      if (element.nextElementSibling !== next) this.log.insertBefore(element, next);
      next = element;
    }
    const starters = this.log.querySelector<HTMLElement>(".starters");
    if (starters) starters.hidden = state.lines.length > 0;
    return added;
  }

  /** What the log shows: the lines, and the cards that lead answers with a new level. */
  private items(lines: readonly Line[]): Item[] {
    return lines.flatMap((line, index) => {
      const lead = verdict(lines, index);
      const card: Item[] = lead ? [{ key: `level-${lead.key}`, of: lead.assessment, make: () => this.levelCard(lead.assessment) }] : [];
      return [...card, { key: line.key, of: line, make: () => (line.by === "person" ? this.ownLine(line) : this.botLine(line)) }];
    });
  }

  private ownLine(line: OwnLine): HTMLElement {
    const failed = line.delivery === "failed";
    const retry = failed && line.refusal !== "too_long" && h("button", { type: "button", part: "retry", onclick: () => this.actions.retry(line.id) }, words.retry);
    const note = h("p", { class: "note", "aria-live": "off" }, this.time(line.time), h("span", {}, words.delivery[line.delivery]), retry);
    return h("div", { class: "line own", part: "line own", "data-delivery": line.delivery }, h("div", { class: "bubble", part: "bubble own-bubble", dir: "auto" }, h("span", { class: "hush" }, words.you), line.text), note);
  }

  private botLine(line: BotLine): HTMLElement {
    const { pdf, json } = line.envelope?.summary ?? {};
    const summary = typeof pdf === "string" ? safe(pdf, this.actions.server) : undefined;
    const parts: (Node | false)[] = [
      line.text !== undefined && h("div", { class: "bubble", part: "bubble bot-bubble", dir: "auto" }, h("span", { class: "hush" }, words.bot), prose(line.text)),
      summary !== undefined && this.summaryCard(summary, typeof json === "string" ? safe(json, this.actions.server) : undefined),
    ];
    const shown = parts.filter((part): part is Node => part !== false);
    const time = line.text !== undefined && h("p", { class: "note", "aria-live": "off" }, this.time(line.time));
    return h("div", { class: "line bot", part: "line bot", hidden: shown.length === 0 }, ...shown, time);
  }

  private levelCard(assessment: Assessment): HTMLElement {
    const because = (assessment.because ?? []).filter((reason) => reason.said);
    const why = because.length > 0 && h("details", {}, h("summary", {}, words.why), h("ul", {}, ...because.map((reason) => h("li", {}, words.youWrote(reason.said!), reason.source ? h("small", {}, reason.source) : ""))));
    return h("div", { class: "line bot lead" }, h("div", { class: "card", part: "card level-card", "data-level": assessment.level }, h("h3", {}, words.levels[assessment.level] ?? ""), why));
  }

  private summaryCard(url: string, data: string | undefined): HTMLElement {
    return h("div", { class: "card", part: "card summary-card" }, h("h3", {}, words.summaryCard), h("p", {}, words.summaryDo), h("a", { class: "get", href: url, target: "_blank", rel: "noopener noreferrer" }, icon(...DOWNLOAD), words.summaryGet), data !== undefined && h("p", { class: "data" }, h("a", { href: data, target: "_blank", rel: "noopener noreferrer" }, words.summaryData)));
  }

  private drawOffer(now: Offer | undefined): void {
    const key = now ? `${now.key} ${now.replies.length} ${now.question?.id ?? ""}` : "";
    if (key === this.offered) return;
    const wasHere = this.offers.contains(this.active());
    this.offered = key;
    this.offers.hidden = now === undefined;
    this.offers.replaceChildren(...(now ? this.offerContent(now) : []));
    // Whoever answers by keyboard goes on from here: to the log when the answer is on its way, to the next answers when they come.
    if (wasHere && !now) this.log.focus({ preventScroll: true });
    else if (now && this.active() === this.log) this.offers.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
  }

  private offerContent({ replies, question }: Offer): HTMLElement[] {
    if (!question) {
      const chips = replies.map((reply) => h("button", { class: "chip", part: "chip", type: "button", onclick: () => this.press(reply.title, reply.payload) }, reply.title));
      return [h("div", { class: "chips", role: "group", "aria-label": words.answers }, ...chips)];
    }
    const chosen = new Set<string>();
    const go = h("button", { class: "chip go", part: "chip", type: "button", hidden: true, onclick: () => {
      const choices = question.choices.filter((choice) => chosen.has(choice.id));
      this.press(choices.map((choice) => choice.label).join(", "), combined(question, choices));
    } }, words.sendChosen);
    const chips = question.choices.map((choice) => {
      if (standsAlone(choice)) return h("button", { class: "chip", part: "chip", type: "button", onclick: () => this.press(choice.label, choice.payload) }, choice.label);
      const chip: HTMLElement = h("button", { class: "chip", part: "chip", type: "button", "aria-pressed": "false", onclick: () => {
        if (!chosen.delete(choice.id)) chosen.add(choice.id);
        set(chip, "aria-pressed", String(chosen.has(choice.id)));
        go.hidden = chosen.size === 0;
        if (!go.hidden) go.scrollIntoView({ block: "nearest" });
      } }, choice.label);
      return chip;
    });
    return [h("p", { id: "several" }, words.several), h("div", { class: "chips", role: "group", "aria-label": words.answers, "aria-describedby": "several" }, ...chips, go)];
  }

  private drawAlarm(state: Conversation): void {
    const now = alarm(state);
    const key = now ? `${now.kind} ${now.number ?? ""}` : "";
    if (key === this.alarmed) return;
    this.alarmed = key;
    this.alarm.hidden = now === undefined;
    set(this.alarm, "data-kind", now?.kind);
    if (!now) return this.alarm.replaceChildren();
    const address = now.number === undefined ? undefined : tel(now.number);
    const [title, text] = now.kind === "emergency" ? [words.emergency, address ? words.emergencyDo : words.emergencyAny] : [words.crisis, words.crisisDo];
    const call = address !== undefined && h("a", { href: address, part: "call" }, icon(...PHONE), words.call(now.number!));
    this.alarm.replaceChildren(h("div", {}, h("strong", {}, title), h("p", {}, text)), ...(call ? [call] : []));
  }

  private menuItem(key: keyof typeof MENU): HTMLElement {
    const act = key === "forget" ? () => this.askToForget() : () => this.press(words.menu[key], words.say[key]);
    return h("button", { type: "button", class: key === "forget" && "grave", onclick: () => {
      this.showMenu(false);
      act();
    } }, icon(...MENU[key]), words.menu[key]);
  }

  private askToForget(): void {
    const close = () => {
      ask.remove();
      this.menuButton.focus();
    };
    const keep = h("button", { class: "chip", type: "button", onclick: close }, words.forgetNo);
    const forget = h("button", { class: "chip grave", type: "button", onclick: () => {
      close();
      this.press(words.forgetYes, words.say.forget);
    } }, words.forgetYes);
    const ask: HTMLElement = h("div", { class: "ask", part: "ask", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "ask-title", "aria-describedby": "ask-text", onkeydown: (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
      else if (event.key === "Tab") (this.active() === keep ? forget : keep).focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
    } }, h("div", {}, h("h3", { id: "ask-title" }, words.forgetTitle), h("p", { id: "ask-text" }, words.forgetText), h("div", { class: "chips" }, keep, forget)));
    this.panel.append(ask);
    keep.focus();
  }

  private showMenu(shown: boolean): void {
    this.menu.hidden = !shown;
    set(this.menuButton, "aria-expanded", String(shown));
    if (shown) this.menu.querySelector("button")!.focus();
  }

  private clicked(event: Event): void {
    const path = event.composedPath();
    if (!this.menu.hidden && !path.includes(this.menu) && !path.includes(this.menuButton)) this.showMenu(false);
  }

  private keyed(event: KeyboardEvent): void {
    if (event.key === "Escape" && !this.menu.hidden) {
      this.showMenu(false);
      this.menuButton.focus();
    } else if (event.key === "Escape" && this.floating) {
      this.actions.close();
    } else if (!this.menu.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const items = [...this.menu.querySelectorAll("button")];
      const here = items.indexOf(this.active() as HTMLButtonElement);
      items[(here + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length]!.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private typed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit(event);
  }

  private submit(event: Event): void {
    event.preventDefault();
    const text = this.input.value.trim();
    if (text === "") return this.input.focus();
    this.input.value = "";
    this.actions.say(text);
  }

  private press(text: string, payload?: string): void {
    const keyboard = this.offers.contains(this.active()) || this.menu.contains(this.active());
    this.actions.say(text, payload);
    if (keyboard && !this.panel.hidden) this.log.focus({ preventScroll: true });
  }

  /**
   * To the newest, but never past the beginning of the answer to what was said last; where buttons follow only a short
   * remark and a question, the remark may go.
   */
  private scroll(): void {
    const bottom = this.log.scrollHeight - this.log.clientHeight;
    const own = [...this.log.querySelectorAll<HTMLElement>(".line.own")].pop();
    let first = own;
    if (own && !this.offers.hidden) {
      const answer = [...this.log.querySelectorAll<HTMLElement>(".line.own ~ .line.bot:not([hidden])")].filter((line) => line.offsetTop > own.offsetTop);
      const question = answer[answer.length - 1];
      if (question && question.offsetTop - own.offsetTop - own.offsetHeight < A_SHORT_REMARK) first = question;
    }
    this.log.scrollTop = Math.min(bottom, Math.max(0, first ? first.offsetTop - this.log.offsetTop - 10 : bottom));
  }

  private time(at: number): HTMLElement {
    const date = new Date(at);
    const today = date.toDateString() === new Date().toDateString();
    const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", ...(today ? {} : { day: "numeric", month: "short" }) };
    return h("time", { datetime: date.toISOString() }, new Intl.DateTimeFormat(this.actions.locale(), options).format(date));
  }

  private active(): Element | null {
    return (this.root.getRootNode() as ShadowRoot).activeElement;
  }
}
