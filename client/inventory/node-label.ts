/**
 * A name on a few lines, cut at spaces. When it does not fit, the last line keeps its end: names of one application begin alike, and
 * what tells them apart comes last.
 */
export function wrapped(text: string, most: number, lines: number): readonly string[] {
  const words = text.split(' ')
  const made = packed(words, most)
  const short = (line: string) => (line.length > most ? `${line.slice(0, most - 1)}…` : line)
  if (made.length <= lines) return made.map(short)
  const end = packed(words.toReversed(), most - 1)[0] ?? ''
  const tail = `…${end.split(' ').toReversed().join(' ')}`
  const kept = made.slice(0, lines - 1).map(short)
  return [...kept, tail.length > most ? `…${tail.slice(1 - most)}` : tail]
}

/** Words in order on lines of at most so many letters; a longer word has a line of its own. */
function packed(words: readonly string[], most: number): readonly string[] {
  return words.reduce<readonly string[]>((done, word) => {
    const last = done.at(-1)
    return last !== undefined && `${last} ${word}`.length <= most
      ? [...done.slice(0, -1), `${last} ${word}`]
      : [...done, word]
  }, [])
}
