/** The columns that the first line of a table names, so that a person may say which is which; empty for what is no table. */
export async function headersOf(file: File): Promise<readonly string[]> {
  const text = decoded(new Uint8Array(await file.slice(0, 64 * 1024).arrayBuffer()))
  const line = text.split(/\r\n|\n|\r/).find((one) => one.trim() !== '') ?? ''
  if (/^\s*[{[]/.test(line)) return []
  return cells(line, delimiterOf(line)).map((cell) => cell.trim())
}

function decoded(bytes: Uint8Array<ArrayBuffer>): string {
  // A cut in the middle of a letter is not an error: only a wrong letter is.
  const utf8 = new TextDecoder('utf-8').decode(bytes).replace(/\uFFFD$/, '')
  return utf8.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : utf8
}

function delimiterOf(line: string): string {
  const count = (mark: string) => line.replace(/"[^"]*"/g, '').split(mark).length
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

function cells(line: string, delimiter: string): string[] {
  const found: string[] = []
  let cell = ''
  let isQuoted = false
  for (const char of line) {
    if (char === '"') isQuoted = !isQuoted
    else if (char === delimiter && !isQuoted) {
      found.push(cell)
      cell = ''
    } else cell += char
  }
  return [...found, cell]
}
