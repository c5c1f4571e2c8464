/** A stream of numbers in [0, 1), the same for the same seed on every machine. */
export type RandomStream = () => number

/**
 * xoshiro128** seeded through splitmix32 over a text, so that each (workload, option, book, set) has its own stream.
 * Reference: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators" (2018), public-domain algorithm.
 */
export function randomStream(seed: string): RandomStream {
  let [a, b, c, d] = seededState(seed)
  return () => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return scrambled / 0x1_0000_0000
  }
}

/** Fills a column with the next numbers of a stream, as 32 bits each. */
export type RandomBits = (column: Int32Array) => void

/**
 * The stream of `randomStream` as columns of 32 bits: the same numbers (`bits >>> 0` is 2³² times the number), several times quicker, for
 * draws by the million.
 */
export function randomBits(seed: string): RandomBits {
  const state = seededState(seed)
  return (column) => {
    let [a, b, c, d] = state
    for (let i = 0; i < column.length; i += 1) {
      column[i] = Math.imul(rotate(Math.imul(b, 5), 7), 9)
      const shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = rotate(d, 11)
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = d
  }
}

/** Four words from splitmix32 over the text. */
function seededState(seed: string): [number, number, number, number] {
  let mix = hashOf(seed)
  const next = () => {
    mix = (mix + 0x9e3779b9) | 0
    let z = mix ^ (mix >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z ^= z >>> 15
    z = Math.imul(z, 0x735a2d97)
    return (z ^ (z >>> 15)) | 0
  }
  return [next(), next(), next(), next() | 1] // the state must not be all zeros
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

/** FNV-1a over the UTF-16 units of a text, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
