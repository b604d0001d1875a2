/** The widget's one file: it defines <quiver-chat> and nothing else. */

import { QuiverChat } from "./element.js";

if (!customElements.get("quiver-chat")) customElements.define("quiver-chat", QuiverChat);
