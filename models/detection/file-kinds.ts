const mostBefore = 65_536

const starters = new Set(
  'create alter set use drop insert begin if exec execute go comment grant lock delimiter pragma start copy select declare whenever prompt rem'.split(
    ' ',
  ),
)
const definitions =
  /\b(?:create\s{1,8}(?:[a-z]{1,20}\s{1,8}){0,3}table|alter\s{1,8}table|comment\s{1,8}on|insert\s{1,8}(?:into\b|\[)|copy\s)/i

/**
 * Whether a text is SQL, by its beginning: past comments, its first word starts a statement and is followed by a space, and a definition
 * or data comes after (or the file is named `.sql` or `.ddl`).
 */
export function isSql(sample: string, fileName: string): boolean {
  const text = sample.slice(0, mostBefore)
  let at = 0
  for (;;) {
    while (
      at < text.length &&
      (text.charCodeAt(at) <= 32 || text.charCodeAt(at) === 0xfeff || text.charCodeAt(at) === 59)
    )
      at += 1
    const mark = text.slice(at, at + 2)
    const isBlock = mark === '/*'
    if (!isBlock && mark !== '--') break
    const stop = text.indexOf(isBlock ? '*/' : '\n', at + 2)
    // A comment longer than the sample: only SQL begins so.
    if (stop < 0) return isBlock || at + 2 < text.length
    at = stop + (isBlock ? 2 : 1)
  }
  const [, word = '', next = ''] = /^([a-z]{1,12})(.?)/is.exec(text.slice(at, at + 16)) ?? []
  if (!starters.has(word.toLowerCase()) || (next !== '' && !/\s/.test(next))) return false
  return definitions.test(text.slice(at)) || /\.(sql|ddl)$/i.test(fileName)
}

/** Whether a text holds control characters no text has: a binary file under a text's name. */
export function isBinary(sample: string): boolean {
  let controls = 0
  for (let at = 0; at < sample.length; at += 1) {
    const code = sample.charCodeAt(at)
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 27) || code === 0xfffd)
      controls += 1
  }
  return controls * 200 > sample.length
}
