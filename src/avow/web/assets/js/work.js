// The puzzle that keeps floods out: find a number whose hash with the ticket begins with zero bits.
// SHA-256 in plain script, as the browser's own is slower by message and absent without HTTPS.
const K = new Uint32Array(64);
const START = new Uint32Array(8);
const fraction = (x) => ((x - Math.floor(x)) * 4294967296) >>> 0;

function constants() {
  for (let n = 2, found = 0; found < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
    if (prime) {
      if (found < 8) START[found] = fraction(Math.sqrt(n));
      K[found] = fraction(Math.cbrt(n));
      found += 1;
    }
  }
}

const turn = (x, n) => (x >>> n) | (x << (32 - n));

function compress(state, block, words) {
  for (let i = 0; i < 16; i += 1) {
    const at = i * 4;
    words[i] = (block[at] << 24) | (block[at + 1] << 16) | (block[at + 2] << 8) | block[at + 3];
  }
  for (let i = 16; i < 64; i += 1) {
    const a = words[i - 15];
    const b = words[i - 2];
    const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
    const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
    words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  const after = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i += 1) state[i] = (state[i] + after[i]) | 0;
}

// Returns a function that gives the first 32 bits of the hash of `prefix` and a number.
export function hasher(prefix) {
  if (!K[0]) constants();
  const bytes = new TextEncoder().encode(prefix);
  const words = new Int32Array(64);
  const middle = Int32Array.from(START);
  const whole = Math.floor(bytes.length / 64) * 64;
  for (let at = 0; at < whole; at += 64) compress(middle, bytes.subarray(at, at + 64), words);
  const rest = bytes.subarray(whole);
  const state = new Int32Array(8);
  return (number) => {
    const digits = String(number);
    const length = rest.length + digits.length;
    const padded = new Uint8Array(length + 9 > 64 ? 128 : 64);
    padded.set(rest);
    for (let i = 0; i < digits.length; i += 1) padded[rest.length + i] = digits.charCodeAt(i);
    padded[length] = 0x80;
    new DataView(padded.buffer).setUint32(padded.length - 4, (bytes.length + digits.length) * 8);
    state.set(middle);
    for (let at = 0; at < padded.length; at += 64) compress(state, padded.subarray(at, at + 64), words);
    return state[0] >>> 0;
  };
}

// Looks in short stretches, so that the page stays alive; gives up when `wanted` says so.
export function solve(ticket, bits, wanted = () => true) {
  const hash = hasher(`${ticket}:`);
  const shift = 32 - bits;
  return new Promise((found) => {
    let number = 0;
    const look = () => {
      const until = performance.now() + 12;
      while (performance.now() < until) {
        for (let i = 0; i < 64; i += 1, number += 1) {
          if (hash(number) >>> shift === 0) return found(String(number));
        }
      }
      return wanted() ? setTimeout(look) : found("");
    };
    look();
  });
}
