// The keyboard: everything a mouse can do. No key acts while a text field has the focus.
export function keyboard(screen) {
  const { controls, faces, panels, map, model } = screen;
  const acts = {
    PageDown: () => controls.next(1),
    PageUp: () => controls.next(-1),
    ".": () => screen.ask("black", { v: !model.room.black }),
    " ": (e) => controls.toggle(e.shiftKey),
    ArrowRight: (e) => controls.nudge(e.shiftKey ? 10 : 1) || screen.ask("step"),
    ArrowLeft: (e) => controls.nudge(e.shiftKey ? -10 : -1),
    ArrowUp: (e) => controls.nudge(e.shiftKey ? 10 : 1) || controls.speedBy(1),
    ArrowDown: (e) => controls.nudge(e.shiftKey ? -10 : -1) || controls.speedBy(-1),
    r: () => screen.ask("again"),
    n: () => controls.newLuck(),
    p: () => controls.pin(),
    b: () => model.lesson && controls.phase("bet"),
    v: () => screen.ask("bets", { v: !model.room.bets }),
    t: () => model.lesson && controls.phase("talk"),
    g: () => model.lesson && faces.reveal(),
    m: () => panels.next(),
    y: () => controls.phase("try"),
    e: () => model.lesson && controls.phase("end"),
    h: () => faces.open("leaders"),
    j: () => faces.open("join"),
    1: () => screen.show("map"),
    2: () => screen.show("charts"),
    3: () => screen.show("numbers"),
    0: () => screen.show("all"),
    "+": () => map.zoomBy(1.4),
    "=": () => map.zoomBy(1.4),
    "-": () => map.zoomBy(1 / 1.4),
    d: () => faces.open("table"),
    k: () => model.lesson && faces.open("hands"),
    z: () => screen.big(),
    l: () => screen.language(document.documentElement.lang === "en" ? "zh" : "en"),
    s: () => controls.take("replay"),
    "?": () => faces.open("help"),
    Escape: () => {
      if (!faces.name) screen.toNow();
      faces.close();
      panels.close();
      document.getElementById("menu").hidden = true;
    },
  };
  document.addEventListener("keydown", (e) => {
    const field = e.target.closest("input:not([type=range]), textarea, select");
    if (field || e.ctrlKey || e.metaKey || e.altKey) return;
    if ((e.key === " " || e.key === "Enter") && e.target.closest("button:focus-visible")) return;
    if (e.target.closest("#menu") && controls.inMenu(e.key)) return e.preventDefault();
    if (e.target.closest("#speed") && e.key.startsWith("Arrow")) return; // the slider of the speed moves by itself
    const act = acts[e.key] ?? acts[e.key.toLowerCase()];
    if (act) {
      e.preventDefault();
      act(e);
    }
  });
}
