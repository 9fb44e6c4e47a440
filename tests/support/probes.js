// What the browser tests ask of a page. Colours are computed styles: rgb() or rgba().
// Contrast is WCAG 2's ratio, from 1 to 21.
({
  // The elements that stick out of the page, unless they scroll in a box of their own.
  overflow() {
    const page = document.documentElement;
    const clipped = [page, document.body].filter((node) =>
      getComputedStyle(node).overflowX !== "visible",
    );
    if (clipped.length) return ["the page hides what sticks out of it"];
    if (page.scrollWidth <= page.clientWidth) return [];
    const boxed = (node) => {
      for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== "visible") return true;
      }
      return false;
    };
    const out = [...document.body.querySelectorAll("*")].filter(
      (node) => node.getBoundingClientRect().right > page.clientWidth + 0.5 && !boxed(node),
    );
    return out.length ? out.map((node) => this.name(node)) : ["something that is no element"];
  },

  // Every element with text of its own: its name, and the text's contrast with what is behind.
  contrast() {
    const found = [];
    for (const node of document.body.querySelectorAll("*")) {
      const own = [...node.childNodes].some(
        (child) => child.nodeType === Node.TEXT_NODE && child.data.trim(),
      );
      const box = node.getBoundingClientRect();
      if (!own || box.width < 2 || !node.checkVisibility({ opacityProperty: true })) continue;
      const style = getComputedStyle(node);
      const colour = node instanceof SVGElement ? style.fill : style.color;
      found.push({ name: this.name(node), ratio: this.ratio(colour, this.behind(node)) });
    }
    return found;
  },

  // What has the focus, whether it is in sight, and the contrast of its outline (0: none).
  focus() {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return {
      name: this.name(node),
      link: node.matches("a[href]"),
      main: document.querySelector("main").contains(node),
      inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      ratio: drawn ? this.ratio(style.outlineColor, this.behind(node.parentElement)) : 0,
    };
  },

  // The nearest painted ground: an element's own, or a box of it that lies behind its text.
  behind(node) {
    if (node instanceof SVGElement) return this.drawnBelow(node);
    for (let box = node; box; box = box.parentElement) {
      for (const part of ["::after", "::before"]) {
        const style = getComputedStyle(box, part);
        const painted = style.content !== "none" && style.zIndex === "-1";
        if (painted && this.opaque(style.backgroundColor)) return style.backgroundColor;
      }
      const colour = getComputedStyle(box).backgroundColor;
      if (this.opaque(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  },

  // In a drawing: a text's halo, or the shape before it that it stands on.
  drawnBelow(node) {
    const text = node.closest("text");
    const style = getComputedStyle(text);
    if (style.paintOrder.startsWith("stroke") && style.stroke !== "none") return style.stroke;
    const { x, y, width, height } = text.getBBox();
    const [middle, centre] = [x + width / 2, y + height / 2];
    for (let shape = text.previousElementSibling; shape; shape = shape.previousElementSibling) {
      const box = shape.getBBox?.() ?? { width: 0 };
      const around = box.x <= middle && middle <= box.x + box.width
        && box.y <= centre && centre <= box.y + box.height;
      if (around && getComputedStyle(shape).fill !== "none") return getComputedStyle(shape).fill;
    }
    const drawing = text.closest("svg");
    const paper = getComputedStyle(drawing).backgroundColor;
    return this.opaque(paper) ? paper : this.behind(drawing.parentElement);
  },

  opaque(text) {
    const alpha = this.numbers(text)[3];
    if (alpha !== 0 && alpha !== 1) throw new Error(`half transparent ground: ${text}`);
    return alpha === 1;
  },

  numbers(text) {
    const found = (text.match(/^rgba?\((.*)\)$/)?.[1] ?? "").split(",").map(Number);
    if (found.length < 3) throw new Error(`not an RGB colour: ${text}`);
    return [...found, 1].slice(0, 4);
  },

  ratio(colour, ground) {
    const below = this.numbers(ground);
    const [red, green, blue, alpha] = this.numbers(colour);
    const mixed = [red, green, blue].map((value, i) => alpha * value + (1 - alpha) * below[i]);
    const [high, low] = [this.luminance(mixed), this.luminance(below)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  },

  // Relative luminance as WCAG 2 defines it.
  luminance(colour) {
    const [red, green, blue] = colour.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  },

  name(node) {
    const words = (node.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 30);
    const kind = [node.localName, ...node.classList].join(".");
    return `${node.parentElement?.localName} > ${kind} "${words}"`;
  },
});
