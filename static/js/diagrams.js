// Draws diagrams by mermaid, where a site has brought it. What mermaid draws has its style
// within, which the site's policy forbids: it goes in by the doors that a script has.
{
  const boxes = [...document.querySelectorAll(".diagram")];

  const draw = async (box, number) => {
    const id = `diagram-${number}`;
    const { svg } = await mermaid.render(id, box.querySelector("code").textContent);
    // Even to parse inline style is a breach of the policy.
    const rules = [];
    const bare = svg
      .replace(/<style[^>]*>([^]*?)<\/style>/g, (_, css) => (rules.push(css), ""))
      .replace(/(<[^<>]*?\s)style=/g, "$1data-style=");
    const drawn = new DOMParser().parseFromString(bare, "text/html").querySelector("svg");
    const sheet = new CSSStyleSheet();
    const css = rules.join("\n").replaceAll("&gt;", ">").replaceAll("&lt;", "<");
    sheet.replaceSync(css.replaceAll("&amp;", "&"));
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = box.dataset.source;
    details.append(summary, ...box.childNodes);
    box.append(document.adoptNode(drawn), details);
    document.adoptedStyleSheets.push(sheet);
    for (const element of [drawn, ...drawn.querySelectorAll("[data-style]")]) {
      element.style.cssText = element.dataset.style ?? "";
      element.removeAttribute("data-style");
    }
  };

  if (window.mermaid) {
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      theme: "neutral",
      htmlLabels: false,
      flowchart: { htmlLabels: false },
    });
    // One after the other, as mermaid asks for. What can't be drawn stays code.
    boxes.reduce(
      (before, box, number) => before.then(() => draw(box, number + 1)).catch(console.warn),
      Promise.resolve(),
    );
  }
}
