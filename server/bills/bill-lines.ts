import { createReadStream } from 'node:fs'

/** From a row on (0 is the first that was read), its physical line is its place plus this. */
export type LineStep = { readonly fromRow: number; readonly plus: number }

/**
 * Where the physical line of a row is not simply its place: blank lines, cells that hold a line break, rows that could not be split.
 * Reads the file byte by byte; `left` are the places in bytes of rows that were left out, ascending. Answers the steps, and the line of
 * each row left out.
 */
export async function lineSteps(
  path: string,
  left: readonly number[],
): Promise<{ readonly steps: LineStep[]; readonly lines: number[] }> {
  const steps: LineStep[] = []
  const lines: number[] = []
  const state = { byte: 0, line: 1, isQuoted: false, isBlank: true, startLine: 1, records: 0, read: 0, next: 0 }
  const endRecord = () => {
    if (state.isBlank) return
    state.records += 1
    if (state.records === 1) return // the header
    const isLeft = state.next < left.length && (left[state.next] ?? 0) < state.byte
    while (state.next < left.length && (left[state.next] ?? 0) < state.byte) {
      lines.push(state.startLine)
      state.next += 1
    }
    if (isLeft) return
    const plus = state.startLine - state.read
    if (steps.at(-1)?.plus !== plus) steps.push({ fromRow: state.read, plus })
    state.read += 1
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const part = chunk as Buffer // a binary stream without encoding
    for (const byte of part) {
      state.byte += 1
      if (byte === 0x22) {
        state.isQuoted = !state.isQuoted
        beginRecord(state)
      } else if (byte === 0x0a) {
        if (!state.isQuoted) {
          endRecord()
          state.isBlank = true
        }
        state.line += 1
      } else if (byte !== 0x0d) beginRecord(state)
    }
  }
  endRecord()
  return { steps, lines }
}

function beginRecord(state: { isBlank: boolean; startLine: number; readonly line: number }): void {
  if (!state.isBlank) return
  state.isBlank = false
  state.startLine = state.line
}
