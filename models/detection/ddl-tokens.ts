/** What the statements of a dump are made of. Texts are only as long as a name or a comment needs. */
export type DdlTokenSink = {
  word(text: string, line: number, isQuoted: boolean, isFirstOfLine: boolean): void
  /** A string between quotes; empty unless `wantsText` says it is of use. */
  text(text: string): void
  /** `(`, `)`, `,`, `;`, `.`, `=`. */
  mark(code: number): void
  wantsText(): boolean
  /** After a `;`, whether lines of data follow, up to `\.` (PostgreSQL's COPY). */
  startsData(): boolean
}

export type DdlTokens = {
  push(chunk: string): void
  /** Ends the text; the line where a quote or a comment was opened and never closed. */
  end(): number | undefined
  readonly usesBackticks: boolean
  readonly usesBrackets: boolean
  readonly usesDollarQuotes: boolean
  /** Characters walked over: each once. */
  readonly charactersRead: number
}

const longestName = 129
const longestText = 400

type State =
  | 'normal'
  | 'word'
  | 'line-comment'
  | 'block-comment'
  | 'text'
  | 'quoted-name'
  | 'dollar-tag'
  | 'dollar-text'
  | 'oracle-text'
  | 'data'

/**
 * Cuts SQL of PostgreSQL, SQL Server, Oracle and MySQL into words, marks and texts, chunk by chunk, in one walk. Comments, dollar quotes,
 * Oracle's q-quotes and COPY's data are passed over without being kept.
 */
export function createDdlTokens(sink: DdlTokenSink): DdlTokens {
  let state: State = 'normal'
  let line = 1
  let openLine = 0
  let kept = ''
  let closer = 0
  let depth = 0
  let previous = 0
  let isLineFresh = true
  let isWordFirst = false
  let wordLine = 1
  let lastWord = ''
  let isWordAdjacent = false
  let isEscaping = false
  let isEscaped = false
  let isDoubling = false
  let isKeeping = false
  let dollarTag = ''
  let dollarAt = 0
  let dataLine = ''
  let usesBackticks = false
  let usesBrackets = false
  let usesDollarQuotes = false
  let isSlashAlone = false
  let walked = 0

  const keep = (char: string, most: number) => {
    if (kept.length < most) kept += char
  }
  const endWord = () => {
    state = 'normal'
    previous = 0
    lastWord = kept.toLowerCase()
    isWordAdjacent = true
    sink.word(kept, wordLine, false, isWordFirst)
  }
  const openText = (code: number) => {
    const prefix = isWordAdjacent ? lastWord : ''
    openLine = line
    kept = ''
    closer = code
    isKeeping = sink.wantsText()
    isDoubling = false
    isEscaped = false
    // A backslash escapes in MySQL and in PostgreSQL's E-strings, and is a character of its own elsewhere.
    isEscaping = prefix === 'e' || (usesBackticks && !usesBrackets)
    state = prefix === 'q' || prefix === 'nq' ? 'oracle-text' : 'text'
    if (state === 'oracle-text') closer = 0
  }
  const closeText = () => {
    state = 'normal'
    previous = 0
    sink.text(kept)
  }

  function step(code: number, char: string): void {
    switch (state) {
      case 'normal':
        normal(code, char)
        return
      case 'word':
        if (isWordCharacter(code)) keep(char, longestName)
        else {
          endWord()
          normal(code, char)
        }
        return
      case 'line-comment':
        if (code === 10) state = 'normal'
        return
      case 'block-comment':
        if (previous === 42 && code === 47) depth -= 1
        else if (previous === 47 && code === 42) depth += 1
        else return void (previous = code)
        previous = 0
        if (depth === 0) state = 'normal'
        return
      case 'text':
        if (isDoubling) {
          isDoubling = false
          if (code !== closer) {
            closeText()
            normal(code, char)
            return
          }
          if (isKeeping) keep(char, longestText)
        } else if (isEscaped) isEscaped = false
        else if (isEscaping && code === 92) isEscaped = true
        else if (code === closer) isDoubling = true
        else if (isKeeping) keep(char, longestText)
        return
      case 'quoted-name':
        if (isDoubling) {
          isDoubling = false
          if (code !== closer) {
            state = 'normal'
            previous = 0
            sink.word(kept, wordLine, true, isWordFirst)
            normal(code, char)
            return
          }
          keep(char, longestName)
        } else if (code === closer) isDoubling = true
        else keep(char, longestName)
        return
      case 'dollar-tag':
        if (code === 36) {
          dollarTag = `$${kept}$`
          dollarAt = 0
          usesDollarQuotes = true
          state = 'dollar-text'
        } else if (isWordCharacter(code) && kept.length < 63) keep(char, 64)
        else {
          state = 'normal'
          normal(code, char)
        }
        return
      case 'dollar-text':
        // The tag has `$` only at its ends, so a failed match can begin again only at the character just read.
        if (code === dollarTag.charCodeAt(dollarAt)) dollarAt += 1
        else dollarAt = code === 36 ? 1 : 0
        if (dollarAt === dollarTag.length) state = 'normal'
        return
      case 'oracle-text':
        if (closer === 0) closer = closing(code)
        else if (previous === closer && code === 39) {
          kept = kept.slice(0, -1) // its closing bracket
          closeText()
        } else if (isKeeping) keep(char, longestText)
        if (state === 'oracle-text') previous = code
        return
      case 'data':
        if (code === 10) {
          if (dataLine === '\\.') state = 'normal'
          dataLine = ''
        } else if (code !== 13 && dataLine.length < 3) dataLine += char
        return
    }
  }

  function normal(code: number, char: string): void {
    const wasAdjacent = isWordAdjacent
    isWordAdjacent = false
    const before = previous
    previous = code
    if (code === 10 || code <= 32 || code === 0xfeff) {
      // `/` alone on its line ends a statement in Oracle's scripts.
      if (code === 10 && before === 47 && isSlashAlone) sink.mark(59)
      if (code !== 13) isSlashAlone = false
      if (code === 13 && before === 47) previous = 47
      return
    }
    const isFirst = isLineFresh
    isLineFresh = false
    if (before === 45 && code === 45) state = 'line-comment'
    else if (before === 47 && code === 42) {
      state = 'block-comment'
      openLine = line
      depth = 1
      previous = 0
    } else if (code === 35 && usesBackticks) state = 'line-comment'
    else if (code === 39) {
      isWordAdjacent = wasAdjacent
      openText(code)
    } else if (code === 34 || code === 96 || code === 91) {
      if (code === 96) usesBackticks = true
      state = 'quoted-name'
      openLine = line
      wordLine = line
      isWordFirst = isFirst
      closer = code === 91 ? 93 : code
      if (code === 91) usesBrackets = true
      kept = ''
      isDoubling = false
    } else if (code === 36 && !usesBackticks) {
      state = 'dollar-tag'
      openLine = line
      kept = ''
    } else if (isWordCharacter(code)) {
      state = 'word'
      wordLine = line
      isWordFirst = isFirst
      kept = char
    } else if (code === 47) isSlashAlone = isFirst
    else if (code === 59) {
      sink.mark(code)
      if (sink.startsData()) {
        state = 'data'
        dataLine = '-' // the rest of this line is not data
      }
    } else if (code === 40 || code === 41 || code === 44 || code === 46 || code === 61) sink.mark(code)
  }

  return {
    push(chunk) {
      walked += chunk.length
      for (let at = 0; at < chunk.length; at += 1) {
        let code = chunk.charCodeAt(at)
        // Data is most of a dump: its texts are passed over here.
        if (state === 'text' && !isKeeping && !isDoubling && !isEscaped)
          while (code !== closer && code !== 92 && code !== 10 && at + 1 < chunk.length) {
            at += 1
            code = chunk.charCodeAt(at)
          }
        step(code, chunk.charAt(at))
        if (code === 10) {
          line += 1
          isLineFresh = true
        }
      }
    },
    end() {
      if (state === 'word') endWord()
      if ((state === 'text' || state === 'quoted-name') && isDoubling) {
        if (state === 'text') closeText()
        else sink.word(kept, wordLine, true, isWordFirst)
        state = 'normal'
      }
      return state === 'normal' || state === 'line-comment' || state === 'data' || state === 'dollar-tag'
        ? undefined
        : openLine
    },
    get usesBackticks() {
      return usesBackticks
    },
    get usesBrackets() {
      return usesBrackets
    },
    get usesDollarQuotes() {
      return usesDollarQuotes
    },
    get charactersRead() {
      return walked
    },
  }
}

function isWordCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 35 ||
    code === 36 ||
    code === 64 ||
    code >= 128
  )
}

function closing(code: number): number {
  if (code === 91) return 93
  if (code === 40) return 41
  if (code === 123) return 125
  return code === 60 ? 62 : code
}
