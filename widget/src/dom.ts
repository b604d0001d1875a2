/** Elements without HTML: everything is made with createElement and text nodes. */

import { type Block, type Inline, parse } from "./markdown.js";

type Attributes = Record<string, string | number | boolean | undefined | ((event: any) => void)>;
type Child = Node | string | undefined | false;

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return element;
}

/** Sets an attribute, or a listener where the name begins with "on"; false and undefined remove it. */
export function set(element: Element, name: string, value: Attributes[string]): void {
  if (typeof value === "function") element.addEventListener(name.slice(2), value);
  else if (value === undefined || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value === true ? "" : value)) element.setAttribute(name, String(value === true ? "" : value));
}

/** Replaces the text of an element only if it changed, so that screen readers aren't told twice. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

const SVG = "http://www.w3.org/2000/svg";

/** A decorative icon of 24 by 24, drawn with strokes. */
export function icon(...paths: string[]): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": "2", "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true", focusable: "false" }))
    svg.setAttribute(name, value);
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** A message of the bot, as paragraphs and lists. */
export function prose(text: string): HTMLElement {
  return h("div", { class: "prose" }, ...parse(text).map(block));
}

function block(content: Block): HTMLElement {
  if (content.kind === "list") return h(content.ordered ? "ol" : "ul", {}, ...content.items.map((item) => h("li", {}, ...item.map(inline))));
  const nodes = content.lines.flatMap((line, index) => [...(index > 0 ? [h("br")] : []), ...line.map(inline)]);
  return h("p", {}, ...nodes);
}

function inline(node: Inline): Node | string {
  if (node.kind === "strong") return h("strong", {}, ...node.text.map(inline));
  if (node.kind === "aside") return h("small", { class: "aside" }, node.text);
  if (node.kind === "link" && node.href.startsWith("tel:")) return h("a", { href: node.href, class: "number" }, node.text);
  if (node.kind === "link") return h("a", { href: node.href, target: "_blank", rel: "noopener noreferrer nofollow" }, node.text);
  return node.text;
}
