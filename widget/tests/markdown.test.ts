import { describe, expect, it } from "vitest";

import { type Block, inline, parse, safe, tel } from "../src/markdown.js";

const plain = (blocks: Block[]) => JSON.stringify(blocks);
const text = (words: string) => [{ kind: "text", text: words }];

describe("parse", () => {
  it("makes paragraphs at blank lines and lists of dashes", () => {
    expect(parse("One.\nTwo.\n\n- a\n- b\n\n1. c")).toEqual([
      { kind: "paragraph", lines: [text("One."), text("Two.")] },
      { kind: "list", ordered: false, items: [text("a"), text("b")] },
      { kind: "list", ordered: true, items: [text("c")] },
    ]);
  });

  it("makes a list right under its heading line", () => {
    expect(parse("What may help:\n- Sleep.").map((block) => block.kind)).toEqual(["paragraph", "list"]);
  });

  it("has nothing to show for blanks", () => {
    expect(parse(" \n\n \t\n")).toEqual([]);
  });

  it.each(["2 * 3 ** 4", "**", "****", "** spaced **", "a**b", "- ", "#heading", "`code`", "![x](y)"])("leaves %s as it is written", (words) => {
    expect(plain(parse(words))).toContain(JSON.stringify(words.trim()).slice(1, -1));
  });

  it.each([
    "<img src=x onerror=alert(1)>",
    "**<script>alert(1)</script>**",
    "- <svg onload=alert(1)>",
    "[click](javascript:alert(1))",
    "[x](https://a.example/ \"onmouseover=alert(1)\")",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "&lt;b&gt;",
  ])("keeps %s as text", (words) => {
    const shown: string[] = [];
    const walk = (nodes: ReturnType<typeof inline>) => nodes.forEach((node) => {
      if (node.kind === "strong") return walk(node.text);
      if (node.kind === "link") expect(node.href).toMatch(/^https:\/\/a\.example\//);
      shown.push(node.text);
    });
    for (const block of parse(words)) (block.kind === "list" ? block.items : block.lines).forEach(walk);
    expect(shown.join("")).toBe(words.replace(/^- /, "").replaceAll("**", ""));
  });

  it("reads 100,000 characters of stars in no time", () => {
    const begun = performance.now();
    parse("**a".repeat(33_000));
    parse("*".repeat(100_000));
    expect(performance.now() - begun).toBeLessThan(1500);
  });
});

describe("inline", () => {
  it("makes words bold", () => {
    expect(inline("**See a doctor.** Go.")).toEqual([{ kind: "strong", text: text("See a doctor.") }, ...text(" Go.")]);
  });

  it("links web addresses without the full stop after them", () => {
    expect(inline("See https://www.nhs.uk/x?a=1&b=2.")).toEqual([...text("See "), { kind: "link", href: "https://www.nhs.uk/x?a=1&b=2", text: "https://www.nhs.uk/x?a=1&b=2" }, ...text(".")]);
  });

  it("links the numbers that one is told to call, and no others", () => {
    const numbers = (words: string) => inline(words).flatMap((node) => (node.kind === "strong" ? node.text : [node])).flatMap((node) => (node.kind === "link" ? [node.href] : []));
    expect(numbers("**Call 999 now.** Samaritans on 116 123. Call or text 988, or ring 0800 1111.")).toEqual(["tel:999", "tel:116123", "tel:988", "tel:08001111"]);
    expect(numbers("It began on 12 May, I had 400 mg, call it 5, and 2026 was long.")).toEqual([]);
  });

  it("sets asides apart: brackets between sentences, not those within one", () => {
    expect(inline("It can. (NHS: FAST (2024), par. 3) Go.")).toEqual([...text("It can."), { kind: "aside", text: "NHS: FAST (2024), par. 3" }, ...text(" Go.")]);
    expect(inline("**Why?** (Question 1 of 3)")).toMatchObject([{ kind: "strong" }, { kind: "aside", text: "Question 1 of 3" }]);
    expect(inline("(A whole line.)")).toEqual([{ kind: "aside", text: "A whole line." }]);
    expect(inline("Call the number (112 or 999) now.")).toEqual(text("Call the number (112 or 999) now."));
    expect(inline("It can. (never closed")).toEqual(text("It can. (never closed"));
  });

  it("links no address that hides where it goes", () => {
    expect(inline("https://www.nhs.uk@evil.example/")).toEqual(text("https://www.nhs.uk@evil.example/"));
  });
});

describe("safe", () => {
  it("lets the web through, and paths of our own server", () => {
    expect(safe("/summary/x.pdf", "https://quiver.example")).toBe("https://quiver.example/summary/x.pdf");
  });

  it.each(["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:https://x/y", "https://a:b@c/"])("stops %s", (address) => {
    expect(safe(address, "https://quiver.example")).toBeUndefined();
  });
});

describe("tel", () => {
  it.each([["999", "tel:999"], ["116 123", "tel:116123"], ["+44 (0)20-7946", "tel:+440207946"]])("dials %s", (number, link) => {
    expect(tel(number)).toBe(link);
  });

  it.each(["", "999;ext=1", "javascript:1", "call me", "9"])("does not dial '%s'", (number) => {
    expect(tel(number)).toBeUndefined();
  });
});
