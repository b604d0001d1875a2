/**
 * The look. Everything is in em of the host, whose font size is the reader's own ("medium"), so neither a page's CSS nor
 * its root font size changes it, while zoom and the reader's settings do. The page may set the custom properties below.
 */
export const css = `
:host {
  all: initial !important;
  display: block !important;
  font: medium/1.5 var(--quiver-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif) !important;
  -webkit-text-size-adjust: 100%;
}
:host::before, :host::after { content: none !important; }
:host([hidden]) { display: none !important; }
:host([layout="inline"]) { height: var(--quiver-height, 100%) !important; width: 100% !important; }
*, *::before, *::after { box-sizing: border-box; }
.quiver {
  --accent: var(--quiver-accent, #0a6466);
  --on-accent: var(--quiver-on-accent, #ffffff);
  --surface: var(--quiver-surface, #ffffff);
  --ground: var(--quiver-ground, #f3f7f7);
  --text: var(--quiver-text, #14282b);
  --quiet: var(--quiver-quiet, #4a6165);
  --line: var(--quiver-line, #cfdcdd);
  --edge: #6f888b;
  --soft: #e3f0ef;
  --radius: var(--quiver-radius, 1em);
  --focus: #0b57d0;
  --alarm: #b3141d;
  --alarm-soft: #fdecec;
  --amber: #8a4b00;
  --blue: #1d4f91;
  --green: #1f6b3a;
  --violet: #5b3a8c;
  --shadow: 0 0.5em 2.5em rgb(8 40 45 / 0.22), 0 0.1em 0.4em rgb(8 40 45 / 0.16);
  color: var(--text);
  height: 100%;
}
.quiver[data-theme="dark"] {
  --accent: var(--quiver-accent-dark, #6fd0c6);
  --on-accent: var(--quiver-on-accent-dark, #04211f);
  --surface: var(--quiver-surface-dark, #152123);
  --ground: var(--quiver-ground-dark, #0e1819);
  --text: var(--quiver-text-dark, #e9f1f0);
  --quiet: var(--quiver-quiet-dark, #a9bfbf);
  --line: var(--quiver-line-dark, #31474a);
  --edge: #7f9a9c;
  --soft: #1d3335;
  --focus: #a8c7fa;
  --alarm-soft: #3a1517;
  --amber: #ffb95c;
  --blue: #9cc4ff;
  --green: #86d9a3;
  --violet: #cdb4f5;
  --shadow: 0 0.5em 2.5em rgb(0 0 0 / 0.6);
}
[hidden] { display: none !important; }
button, textarea { font: inherit; color: inherit; letter-spacing: inherit; margin: 0; }
button { cursor: pointer; }
:focus-visible { outline: 0.19em solid var(--focus); outline-offset: 0.12em; }
.hush { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
svg { width: 1.4em; height: 1.4em; display: block; }

.launcher {
  position: fixed; z-index: 2147483000;
  inset-block-end: var(--quiver-inset-block-end, 1.25em); inset-inline-end: var(--quiver-inset-inline-end, 1.25em);
  width: 3.75em; height: 3.75em; border: 0; border-radius: 50%; padding: 0;
  display: grid; place-items: center; background: var(--accent); color: var(--on-accent); box-shadow: var(--shadow);
}
.launcher svg { width: 1.9em; height: 1.9em; }
.launcher:hover { filter: brightness(1.12); }
.badge {
  position: absolute; inset-block-start: -0.2em; inset-inline-end: -0.2em; min-width: 1.6em; height: 1.6em; padding: 0 0.4em;
  border-radius: 0.8em; background: var(--alarm); color: #fff; font-size: 0.85em; line-height: 1.6em; font-weight: 700; text-align: center;
}

.panel { container-type: inline-size; display: flex; flex-direction: column; background: var(--ground); color: var(--text); overflow: hidden; position: relative; border: 1px solid var(--line); border-radius: var(--radius); }
.floating .panel {
  position: fixed; z-index: 2147483000; inset-block-end: calc(var(--quiver-inset-block-end, 1.25em) + 4.6em); inset-inline-end: var(--quiver-inset-inline-end, 1.25em);
  width: 25.5em; height: min(42em, calc(100dvh - 7.5em)); max-width: calc(100vw - 2em); box-shadow: var(--shadow); animation: rise 0.18s ease-out;
}
.inline .panel { height: 100%; box-shadow: 0 0.4em 2em rgb(8 40 45 / 0.10); }
@keyframes rise { from { opacity: 0; transform: translateY(0.8em); } }
@media (max-width: 30em), (max-height: 32em) {
  .floating .panel { inset: 0; width: auto; height: auto; max-width: none; border: 0; border-radius: 0; }
  .floating[data-open] .launcher { display: none; }
}
@media (max-height: 26em) { .floating .panel { overflow-y: auto; } .floating .log { min-height: 9em; } }

header { display: flex; align-items: center; gap: 0.7em; padding: 0.75em 0.6em 0.75em 1em; background: var(--surface); border-block-end: 1px solid var(--line); flex: none; }
.mark { width: 2.4em; height: 2.4em; border-radius: 50%; background: var(--accent); color: var(--on-accent); display: grid; place-items: center; flex: none; }
.who { flex: 1; min-width: 0; }
h2 { font-size: 1.05em; line-height: 1.25; margin: 0; font-weight: 650; }
.link { margin: 0; font-size: 0.82em; line-height: 1.3; color: var(--quiet); display: flex; align-items: center; gap: 0.4em; }
.link::before { content: ""; width: 0.6em; height: 0.6em; border-radius: 50%; background: var(--edge); flex: none; }
.link[data-link="online"]::before { background: #2e9e5b; }
.link[data-link="offline"]::before { background: #d9822b; }
.plain { background: none; border: 0; border-radius: 0.6em; padding: 0.6em; min-width: 2.75em; min-height: 2.75em; display: grid; place-items: center; color: var(--quiet); }
.plain:hover { background: var(--soft); color: var(--text); }
.menu { position: absolute; z-index: 3; inset-block-start: 3.9em; inset-inline-end: 0.6em; margin: 0; padding: 0.4em; list-style: none; background: var(--surface); border: 1px solid var(--line); border-radius: 0.8em; box-shadow: var(--shadow); min-width: 14em; max-width: calc(100% - 1.2em); }
.menu button { display: flex; align-items: center; gap: 0.7em; width: 100%; min-height: 2.75em; text-align: start; background: none; border: 0; border-radius: 0.5em; padding: 0.4em 0.7em; }
.menu button:hover { background: var(--soft); }
.menu svg { color: var(--quiet); width: 1.2em; height: 1.2em; flex: none; }
.menu .grave, .menu .grave svg { color: var(--alarm); }
[data-theme="dark"] .menu .grave, [data-theme="dark"] .menu .grave svg { color: #ff9c9c; }

.progress { flex: none; display: flex; align-items: center; gap: 0.8em; padding: 0.35em 1em; font-size: 0.82em; color: var(--quiet); background: var(--surface); border-block-end: 1px solid var(--line); }
.track { flex: 1; height: 0.4em; border-radius: 0.2em; background: var(--soft); overflow: hidden; }
.track span { display: block; height: 100%; border-radius: inherit; background: var(--accent); transition: width 0.3s; }

.banner { flex: none; padding: 0.7em 1em; background: #fff4df; color: #4a2c00; border-block-end: 1px solid #e6c88f; font-size: 0.92em; }
.banner p { margin: 0 0 0.3em; } .banner p:last-child { margin: 0; font-weight: 650; }
[data-theme="dark"] .banner { background: #33270f; color: #ffe3b0; border-color: #5c4719; }

.alarm { flex: none; padding: 0.8em 1em; background: var(--alarm); color: #fff; display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 0.9em; }
.alarm div { flex: 1 1 11em; }
.alarm strong { display: block; font-size: 1.08em; line-height: 1.3; }
.alarm p { margin: 0; font-size: 0.92em; }
.alarm a { flex: 0 1 auto; display: inline-flex; align-items: center; justify-content: center; gap: 0.5em; background: #fff; color: #8d0c14; font-weight: 700; font-size: 1.15em; text-decoration: none; padding: 0.45em 1em; border-radius: 2em; min-height: 2.6em; }
.alarm a:hover { text-decoration: underline; }
.alarm :focus-visible { outline-color: #fff; }
.alarm[data-kind="crisis"] { background: #4b2f7a; } .alarm[data-kind="crisis"] a { color: #3b2363; }

.log { flex: 1 1 auto; min-height: 5em; overflow-y: auto; overscroll-behavior: contain; padding: 1em; display: flex; flex-direction: column; gap: 0.7em; scrollbar-width: thin; scrollbar-color: var(--edge) transparent; }
.log:focus-visible { outline-offset: -0.25em; }
.welcome { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: 0.9em 1.1em; }
.welcome p { margin: 0 0 0.4em; } .welcome p:first-child { font-weight: 650; font-size: 1.05em; } .welcome p:last-child { margin: 0; color: var(--quiet); font-size: 0.9em; }
.line { display: flex; flex-direction: column; align-items: flex-start; max-width: 88%; align-self: flex-start; }
.line.own { align-items: flex-end; align-self: flex-end; }
.bubble { padding: 0.6em 0.9em; border-radius: var(--radius); background: var(--surface); border: 1px solid var(--line); border-end-start-radius: 0.25em; overflow-wrap: anywhere; }
.own .bubble { background: var(--accent); color: var(--on-accent); border-color: transparent; border-radius: var(--radius); border-end-end-radius: 0.25em; white-space: pre-wrap; }
.own[data-delivery="waiting"] .bubble, .own[data-delivery="sending"] .bubble { opacity: 0.85; }
.own[data-delivery="failed"] .bubble { background: var(--alarm-soft); color: var(--text); border: 1px dashed var(--alarm); }
.prose > * { margin: 0 0 0.55em; } .prose > :last-child { margin: 0; }
.prose ul, .prose ol { padding-inline-start: 1.3em; } .prose li + li { margin-block-start: 0.25em; }
.aside { display: block; font-size: 0.8em; line-height: 1.4; color: var(--quiet); margin-block-start: 0.15em; }
.aside::first-letter { text-transform: uppercase; }
.prose p > .aside:first-child { margin: 0; }
.prose a { color: var(--accent); } .number { white-space: nowrap; } strong { font-weight: 650; }
.note { font-size: 0.78em; color: var(--quiet); margin: 0.2em 0.3em 0; display: flex; gap: 0.5em; align-items: center; flex-wrap: wrap; }
.line.bot:has(+ .line.bot > .bubble) > .note { display: none; }
.note time + span::before { content: "· "; }
.note button { border: 1px solid currentColor; background: none; border-radius: 1em; padding: 0.15em 0.8em; min-height: 2em; color: var(--text); font-weight: 600; }
.card { margin-block-start: 0.5em; width: 100%; min-width: min(17em, 100%); background: var(--surface); border: 1px solid var(--line); border-inline-start: 0.35em solid var(--tone, var(--accent)); border-radius: 0.7em; padding: 0.7em 1em; }
.line > .card:first-child { margin-block-start: 0; }
.card h3 { margin: 0; font-size: 1em; line-height: 1.35; color: var(--tone, inherit); font-weight: 650; }
.card p { margin: 0.2em 0 0.5em; color: var(--quiet); font-size: 0.92em; }
.card[data-level="emergency"] { --tone: var(--alarm); } .card[data-level="urgent"] { --tone: var(--amber); } .card[data-level="routine"] { --tone: var(--blue); } .card[data-level="self_care"] { --tone: var(--green); }
[data-theme="dark"] .card[data-level="emergency"] { --tone: #ff9c9c; }
.card summary { cursor: pointer; font-size: 0.92em; min-height: 1.8em; padding-block: 0.15em; border-radius: 0.3em; }
.card ul { margin: 0.2em 0 0; padding-inline-start: 1.2em; font-size: 0.9em; } .card small { color: var(--quiet); font-size: 0.92em; display: block; }
.card .data { margin: 0.5em 0 0; } .card a:not(.get) { color: var(--accent); }
.get { display: inline-flex; align-items: center; gap: 0.5em; background: var(--accent); color: var(--on-accent); text-decoration: none; font-weight: 600; border-radius: 2em; padding: 0.4em 1.1em; min-height: 2.6em; }
.get svg { width: 1.2em; height: 1.2em; }

.offer { display: flex; flex-direction: column; gap: 0.5em; align-self: stretch; }
.offer p { margin: 0; font-size: 0.85em; color: var(--quiet); }
.chips { display: flex; flex-wrap: wrap; gap: 0.5em; }
.chip { border: 1px solid var(--accent); color: var(--accent); background: var(--surface); border-radius: 2em; padding: 0.45em 1em; min-height: 2.75em; font-weight: 600; text-align: start; max-width: 100%; overflow-wrap: anywhere; }
.chip:hover { background: var(--soft); }
.chip[aria-pressed="true"] { background: var(--accent); color: var(--on-accent); }
.chip[aria-pressed]::before { content: ""; display: inline-block; width: 0.8em; height: 0.8em; margin-inline-end: 0.5em; border: 0.12em solid currentColor; border-radius: 0.2em; vertical-align: -0.05em; }
.chip[aria-pressed="true"]::before { background: currentColor; box-shadow: inset 0 0 0 0.12em var(--accent); }
.chip.go { background: var(--accent); color: var(--on-accent); }
.typing { display: flex; gap: 0.3em; align-self: flex-start; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); border-end-start-radius: 0.25em; padding: 0.85em 1em; flex: none; }
.typing i { width: 0.5em; height: 0.5em; border-radius: 50%; background: var(--quiet); animation: blink 1.2s infinite; }
.typing i:nth-of-type(2) { animation-delay: 0.2s; } .typing i:nth-of-type(3) { animation-delay: 0.4s; }
@keyframes blink { 0%, 60%, 100% { opacity: 0.3; } 30% { opacity: 1; } }

@container (max-width: 23em) {
  header { padding-block: 0.45em; } .mark { width: 2.1em; height: 2.1em; }
  .log { padding: 0.75em; gap: 0.5em; } .line { max-width: 95%; } .bubble { padding: 0.5em 0.8em; } .welcome { padding: 0.7em 0.9em; }
  .chip { padding: 0.4em 0.8em; } .chips { gap: 0.4em; } .offer { gap: 0.35em; }
  .alarm { padding: 0.6em 0.8em; } .alarm strong { font-size: 1em; } .alarm a { flex: 1 1 auto; font-size: 1.1em; min-height: 2.5em; padding-block: 0.3em; }
  .banner { padding: 0.55em 0.8em; font-size: 0.88em; } form { padding: 0.5em; }
}

form { flex: none; display: flex; gap: 0.5em; align-items: flex-end; padding: 0.7em; background: var(--surface); border-block-start: 1px solid var(--line); margin: 0; }
textarea { flex: 1; min-width: 0; resize: none; border: 1px solid var(--edge); border-radius: 1.4em; padding: 0.6em 1em; line-height: 1.4; max-height: 8.2em; min-height: 2.75em; background: var(--surface); color: var(--text); field-sizing: content; }
textarea::placeholder { color: var(--quiet); opacity: 1; }
textarea:focus-visible { outline-offset: 0; border-color: transparent; }
.send { flex: none; width: 2.75em; height: 2.75em; border: 0; border-radius: 50%; background: var(--accent); color: var(--on-accent); display: grid; place-items: center; padding: 0; }
.send:hover { filter: brightness(1.12); }
:dir(rtl) .send svg, [dir="rtl"] .send svg { transform: scaleX(-1); }
.ask { position: absolute; z-index: 4; inset: 0; display: grid; place-items: center; padding: 1em; background: rgb(6 24 27 / 0.55); overflow-y: auto; }
.ask > div { background: var(--surface); border-radius: var(--radius); padding: 1.2em; max-width: 22em; box-shadow: var(--shadow); }
.ask h3 { margin: 0 0 0.4em; font-size: 1.08em; } .ask p { margin: 0 0 1em; }
.ask .chips { justify-content: flex-end; }
.chip.grave { background: var(--alarm); border-color: var(--alarm); color: #fff; }

@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; } .typing i { opacity: 0.7; } }
@media (forced-colors: active) { .bubble, .chip, .launcher, .send, .card, .alarm { border: 1px solid CanvasText; } .chip[aria-pressed="true"] { forced-color-adjust: none; background: Highlight; color: HighlightText; } .track span { background: Highlight; forced-color-adjust: none; } }
@media print { .launcher, form, .offer { display: none; } }
`;
