// Draws diagrams by mermaid, where a site has brought it. What mermaid draws has its style
// within, which the site's policy forbids: it goes in by the doors that a script has.
{
  const boxes = [...document.querySelectorAll(".diagram")];

  const draw = async (box, number) => {
    const id = `diagram-${number}`;
    const { svg } = await mermaid.render(id, box.querySelector("code").textContent);
    const drawn = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
    const sheet = new CSSStyleSheet();
    for (const style of drawn.querySelectorAll("style")) {
      sheet.replaceSync(style.textContent);
      style.remove();
    }
    const styled = [drawn, ...drawn.querySelectorAll("[style]")].map((element) => {
      const style = element.getAttribute("style") ?? "";
      element.removeAttribute("style");
      return [element, style];
    });
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = box.dataset.source;
    details.append(summary, ...box.childNodes);
    box.append(document.adoptNode(drawn), details);
    document.adoptedStyleSheets.push(sheet);
    for (const [element, style] of styled) element.style.cssText = style;
    box.classList.add("drawn");
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
