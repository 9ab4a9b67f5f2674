// The connection to the server: one WebSocket that comes back by itself, and frames that are acknowledged when drawn.
export class Wire {
  constructor(hello, hear, state) {
    Object.assign(this, { hello, hear, state, frames: 0, tries: 0 });
    this.open();
  }
  open() {
    this.state(this.tries ? "lost" : "connecting");
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => {
      this.frames = 0;
      socket.send(JSON.stringify({ t: "hello", ...this.hello() }));
    };
    socket.onmessage = (event) => this.take(event.data);
    socket.onclose = (event) => {
      if (this.refused || this.ended) return;
      this.tries += 1;
      this.state("lost", event.reason);
      setTimeout(() => this.open(), Math.min(4000, 500 + 250 * this.tries));
    };
  }
  take(data) {
    const message = typeof data === "string" ? JSON.parse(data) : unpacked(data);
    if (message.t === "welcome") {
      this.tries = 0;
      this.state("on");
    }
    if (message.t === "error" && ["key", "code", "full"].includes(message.code))
      this.refused = message.code !== "full" || !this.tries;
    this.hear(message);
    if (message.t === "frame") {
      const number = ++this.frames;
      const acknowledge = () => this.send({ t: "ack", n: number });
      if (document.hidden) acknowledge();
      else requestAnimationFrame(acknowledge);
    }
  }
  send(message) {
    if (this.socket.readyState === 1) this.socket.send(JSON.stringify(message));
  }
  close() {
    this.ended = true;
    this.socket.close();
  }
}
// A binary frame: see sim/classroom/frames.py.
export function unpacked(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const message = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  let at = 4 + length;
  const part = (bytes) => {
    const piece = buffer.slice(at, at + bytes);
    at += bytes;
    return piece;
  };
  if (message.layout) message.slots = new Uint16Array(part(4 * message.layout.slots));
  const people = message.people;
  if (people && "all" in people) {
    const packed = new Uint8Array(part(Math.ceil((3 * people.all) / 8)));
    message.stages = new Uint8Array(people.all);
    for (let i = 0; i < people.all; i++) {
      const bit = 3 * i,
        low = packed[bit >> 3] | ((packed[(bit >> 3) + 1] ?? 0) << 8);
      message.stages[i] = (low >> (bit & 7)) & 7;
    }
    message.places = new Uint32Array(part(4 * people.all));
  } else if (people) {
    message.who = new Uint32Array(part(4 * people.some));
    message.stages = new Uint8Array(part(people.some));
    message.places = new Uint32Array(part(4 * people.some));
  }
  return { t: "frame", ...message };
}
