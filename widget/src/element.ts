/** <quiver-chat>: joins the connection, the conversation and the view, and follows the page it is on. */

import { io } from "socket.io-client";

import { Connection, type Socket } from "./connection.js";
import { beginning, type Conversation, type Event as Happening, reduce } from "./conversation.js";
import { localKeeper } from "./keeper.js";
import { css } from "./styles.js";
import { View } from "./view.js";
import { words } from "./words.js";

const STARTERS = ["My upper lip keeps twitching", "Is a twitching lip serious?", "Could it be the coffee?"];

let sheet: CSSStyleSheet | undefined;

function styles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

export class QuiverChat extends HTMLElement {
  static readonly observedAttributes = ["layout", "theme"];

  private state: Conversation = beginning;
  private view: View | undefined;
  private connection: Connection | undefined;
  private readonly undo: (() => void)[] = [];

  /** Opens the panel and moves the focus into it. */
  open(): void {
    this.show();
    this.view?.focusInput();
  }

  /** Closes the panel; the focus goes back to the launcher. */
  close(): void {
    if (!this.state.open || !this.floating) return;
    this.dispatch({ type: "closed" });
    this.view?.focusLauncher();
    this.dispatchEvent(new CustomEvent("quiver-close", { bubbles: true, composed: true }));
  }

  /** Says something for the person, as if they had typed it. */
  say(text: string, payload = text): void {
    this.show();
    const id = crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.dispatch({ type: "say", id, text, payload, time: Date.now() });
    if (!this.floating) this.scrollIntoView({ block: "nearest" });
    this.connection?.send(id);
  }

  connectedCallback(): void {
    const server = new URL(this.getAttribute("server") || "/", this.ownerDocument.baseURI).origin;
    const starters = this.getAttribute("starters")?.split("|").map((text) => text.trim()).filter(Boolean) ?? STARTERS;
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open", delegatesFocus: false });
    shadow.adoptedStyleSheets = [styles()];
    this.view = new View(
      {
        toggle: () => (this.state.open ? this.close() : this.open()),
        close: () => this.close(),
        say: (text, payload) => this.say(text, payload),
        retry: (id) => this.connection?.retry(id),
        server,
        locale: () => navigator.language || undefined,
      },
      starters,
    );
    shadow.replaceChildren(this.view.root);
    const keeper = localKeeper(server);
    const socket = io(server, { path: "/socket.io", transports: ["websocket"], autoConnect: false, forceNew: true, reconnectionDelay: 500, reconnectionDelayMax: 5000, timeout: 10_000 }) as unknown as Socket;
    this.connection = new Connection({
      socket,
      keeper,
      state: () => this.state,
      dispatch: (event) => this.dispatch(event),
      metadata: () => ({ locale: navigator.language || "en-GB", timezone: Intl.DateTimeFormat().resolvedOptions().timeZone || "" }),
      now: () => Date.now(),
      later: (what, milliseconds) => {
        const timer = setTimeout(what, milliseconds);
        return () => clearTimeout(timer);
      },
    });
    this.follow(window, "online", () => this.connection?.hurry());
    this.follow(window, "storage", (event) => {
      if ((event as StorageEvent).key === keeper.name) this.connection?.adopt(keeper.read());
    });
    this.follow(this.ownerDocument, "click", (event) => this.pressed(event));
    this.follow(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.arrange());
    const watcher = new MutationObserver(() => this.arrange());
    watcher.observe(this.ownerDocument.documentElement, { attributeFilter: ["dir", "lang"] });
    this.undo.push(() => watcher.disconnect());
    this.arrange();
    if (!this.floating || this.hasAttribute("open")) this.show();
    else if (keeper.read()) this.connection.open();
    this.draw();
  }

  disconnectedCallback(): void {
    for (const step of this.undo.splice(0)) step();
    this.connection?.close();
    this.connection = undefined;
    this.view = undefined;
    this.state = beginning;
  }

  attributeChangedCallback(): void {
    this.arrange();
    this.draw();
  }

  private get floating(): boolean {
    return this.getAttribute("layout") !== "inline";
  }

  private show(): void {
    this.connection?.open();
    if (this.state.open) return;
    this.dispatch({ type: "opened" });
    this.dispatchEvent(new CustomEvent("quiver-open", { bubbles: true, composed: true }));
  }

  /** Buttons of the page itself may speak: <button data-quiver-say="My lip twitches">. */
  private pressed(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-quiver-say]") : null;
    const text = button?.dataset["quiverSay"]?.trim();
    if (!text) return;
    this.say(text);
    this.view?.focusInput();
  }

  private arrange(): void {
    const chosen = this.getAttribute("theme");
    const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
    this.view?.arrange({ floating: this.floating, theme: dark ? "dark" : "light", direction: getComputedStyle(this).direction });
  }

  private dispatch(event: Happening): void {
    const next = reduce(this.state, event);
    if (next === this.state) return;
    this.state = next;
    this.draw();
  }

  private draw(): void {
    this.view?.draw(this.state);
  }

  private follow(target: EventTarget, type: string, listener: (event: Event) => void): void {
    target.addEventListener(type, listener);
    this.undo.push(() => target.removeEventListener(type, listener));
  }
}

export { words };
