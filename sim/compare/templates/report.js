"use strict";
// Everything here is optional: without scripts the page shows the same.
(() => {
  const data = JSON.parse(document.getElementById("lines").textContent);
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  const cursors = [];
  for (const figure of document.querySelectorAll("figure[data-lines]")) {
    const lines = data.measures[figure.dataset.lines];
    for (const svg of figure.querySelectorAll("svg[data-plot]")) {
      const [left, right, width, height] = svg.dataset.plot.split(" ").map(Number);
      const cursor = document.createElementNS("http://www.w3.org/2000/svg", "path");
      cursor.setAttribute("stroke", "#55606E");
      svg.append(cursor);
      const draw = (share) => cursor.setAttribute(
        "d", share === null ? "" : `M${left + share * (width - left - right)} 8V${height - 24}`);
      cursors.push(draw);
      const leave = () => { tip.hidden = true; cursors.forEach((one) => one(null)); };
      svg.addEventListener("pointerleave", leave);
      svg.addEventListener("pointermove", (event) => {
        const box = svg.getBoundingClientRect();
        const x = (event.clientX - box.left) * width / box.width;
        const share = (x - left) / (width - left - right);
        if (share < 0 || share > 1 || !lines) { leave(); return; }
        const at = Math.round(share * (lines.days.length - 1));
        cursors.forEach((one) => one(share));
        tip.textContent = [data.day.replace("{number}", lines.days[at]),
          ...data.names.map((name, k) => `${name}: ${lines.texts[k][at]}`)].join("\n");
        tip.hidden = false;
        tip.style.left = `${Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8)}px`;
        tip.style.top = `${Math.min(event.clientY + 14, innerHeight - tip.offsetHeight - 8)}px`;
      });
    }
  }
  for (const table of document.querySelectorAll("#ranking")) {
    table.querySelectorAll("th[data-key]").forEach((head, k) => {
      const button = document.createElement("button");
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") === "descending";
        table.querySelectorAll("th").forEach((one) => one.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const value = (row) => { const cell = row.children[k + 2].dataset.value; return cell === "" ? NaN : Number(cell); };
        const rows = [...table.tBodies[0].rows];
        rows.sort((a, b) => {
          const [x, y] = [value(a), value(b)];
          return Number.isNaN(x) ? 1 : Number.isNaN(y) ? -1 : up ? x - y : y - x;
        });
        table.tBodies[0].append(...rows);
      });
    });
  }
  for (const take of document.querySelectorAll("figure > .take")) {
    const button = document.createElement("button");
    button.textContent = "SVG";
    take.append(" · ", button);
    button.addEventListener("click", () => {
      const copy = [...take.parentElement.querySelectorAll("svg")].find((one) => one.clientWidth).cloneNode(true);
      const [, , width, height] = copy.getAttribute("viewBox").split(" ");
      copy.setAttribute("width", width);
      copy.setAttribute("height", height);
      copy.style.background = "#fff";
      const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
      style.textContent = "text { font-family: sans-serif; font-size: 12px; fill: #333; }";
      copy.prepend(style);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
      link.download = take.querySelector("a").download.replace(".csv", ".svg");
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }
  for (const code of document.querySelectorAll("code.run")) {
    code.title = data.copy;
    code.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(code.textContent); code.title = data.copied; } catch { /* not allowed */ }
    });
  }
  addEventListener("beforeprint", () => { tip.hidden = true; });
})();
