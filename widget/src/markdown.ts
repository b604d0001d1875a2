/** Light markdown, parsed to a tree of plain data. The view makes text nodes of it; no HTML is ever read or written. */

export type Inline = { kind: "text"; text: string } | { kind: "strong"; text: Inline[] } | { kind: "link"; href: string; text: string } | { kind: "aside"; text: string };

export type Block = { kind: "paragraph"; lines: Inline[][] } | { kind: "list"; ordered: boolean; items: Inline[][] };

/** Paragraphs and lists of a message. Text that is no markdown of ours stays as it is written. */
export function parse(text: string): Block[] {
  const blocks: Block[] = [];
  for (const part of text.replace(/\r\n?/g, "\n").split(/\n[ \t]*\n/)) {
    for (const line of part.split("\n")) {
      if (line.trim() === "") continue;
      const item = /^\s*(?:([-*•])|\d{1,3}[.)])\s+(\S.*)$/.exec(line);
      if (item) add(blocks, "list", inline(item[2]!), item[1] === undefined);
      else add(blocks, "paragraph", inline(line.trim()), false);
    }
    blocks.push({ kind: "paragraph", lines: [] }); // ends the block; dropped below
  }
  return blocks.filter((block) => (block.kind === "list" ? block.items : block.lines).length > 0);
}

function add(blocks: Block[], kind: Block["kind"], content: Inline[], ordered: boolean): void {
  const last = blocks[blocks.length - 1];
  if (last?.kind === "list" && kind === "list" && last.ordered === ordered) last.items.push(content);
  else if (last?.kind === "paragraph" && kind === "paragraph") last.lines.push(content);
  else blocks.push(kind === "list" ? { kind, ordered, items: [content] } : { kind, lines: [content] });
}

/** Bold words, bare web addresses, and asides: what stands in brackets between sentences, such as a source. */
export function inline(text: string): Inline[] {
  const aside = /(^|[.?!][*"”]*\s+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)(?=\s|$)/.exec(text);
  if (!aside) return marked(text);
  const [before, after] = [text.slice(0, aside.index) + aside[1]!.trimEnd(), text.slice(aside.index + aside[0].length)];
  return [...marked(before), { kind: "aside", text: aside[2]! }, ...(after === "" ? [] : inline(after))];
}

function marked(text: string): Inline[] {
  const nodes: Inline[] = [];
  let rest = text;
  for (;;) {
    const bold = /\*\*(?=\S)([^*\n]{1,2000}?\S|\S)\*\*/.exec(rest);
    if (!bold) break;
    nodes.push(...links(rest.slice(0, bold.index)), { kind: "strong", text: links(bold[1]!) });
    rest = rest.slice(bold.index + bold[0].length);
  }
  return [...nodes, ...links(rest)];
}

/** Web addresses, and numbers that the person is told to call. */
function links(text: string): Inline[] {
  const nodes: Inline[] = [];
  let end = 0;
  const add = (from: number, words: string, href: string | undefined) => {
    if (href === undefined) return;
    if (from > end) nodes.push({ kind: "text", text: text.slice(end, from) });
    nodes.push({ kind: "link", href, text: words });
    end = from + words.length;
  };
  for (const match of text.matchAll(/https?:\/\/[^\s<>"'`\\^{|}]+|\b(?:call|ring|dial|text) (\d(?: ?\d){2,14})(?!\d)| on (\d(?: ?\d){4,14})(?!\d)/gi)) {
    const number = match[1] ?? match[2];
    if (number !== undefined) add(match.index + match[0].length - number.length, number, tel(number));
    else {
      const address = match[0].replace(/[.,;:!?)\]*_]+$/, "");
      add(match.index, address, safe(address));
    }
  }
  if (end < text.length) nodes.push({ kind: "text", text: text.slice(end) });
  return nodes;
}

/** The address, if a browser may be sent there: the web, nothing that runs, and no name and password in it. */
export function safe(address: string, base?: string): string | undefined {
  try {
    const url = new URL(address, base);
    return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** A number as `tel:` wants it; undefined if it is none. */
export function tel(number: string): string | undefined {
  const digits = number.replace(/[\s().-]/g, "");
  return /^\+?\d{2,15}$/.test(digits) ? `tel:${digits}` : undefined;
}
