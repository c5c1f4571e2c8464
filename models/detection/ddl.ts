import { createDdlTokens } from './ddl-tokens.ts'

export type SqlDialect = 'postgresql' | 'sql-server' | 'oracle' | 'mysql' | 'unknown'

export type DdlColumn = {
  readonly table: string
  readonly name: string
  readonly type: string | null
  readonly comment: string | null
}

export type DdlSummary = {
  readonly dialect: SqlDialect
  readonly tables: number
  readonly columns: readonly DdlColumn[]
  /** Lines of the statements that stop before their end: the dump was cut there. */
  readonly cutStatements: readonly number[]
  readonly hasTooManyColumns: boolean
}

export type DdlReader = {
  push(chunk: string): void
  end(): DdlSummary
  /** Characters walked over: each once. */
  readonly charactersRead: number
}

/** More than the largest dumps known hold; past it the file is to be cut. */
export const mostDdlColumns = 250_000
const mostCutStatements = 20
const longestType = 64

const constraintWords = new Set(
  'constraint primary foreign unique check key index fulltext spatial exclude like partition supplemental references inherits'.split(
    ' ',
  ),
)
const afterType = new Set(
  'not null default primary references check unique constraint comment collate generated identity auto_increment character encode encrypted masked on sparse rowguidcol persisted invisible visible as enable disable storage compression using first after key with'.split(
    ' ',
  ),
)
const starters = new Set(['create', 'alter', 'insert', 'comment', 'exec', 'execute', 'copy', 'drop', 'go'])

type Column = { table: string; name: string; type: string | null; comment: string | null }

/**
 * Reads the columns of a schema dump as a stream: CREATE TABLE, ALTER TABLE … ADD, COMMENT ON COLUMN, MySQL's COMMENT and SQL Server's
 * described properties. Everything else, data above all, is passed over. A dump cut in half gives what stood whole before the cut, and
 * the line of the statement that was cut.
 */
export function createDdlReader(): DdlReader {
  const columns: Column[] = []
  const tableNames = new Set<string>()
  const comments: { readonly table: string; readonly name: string; readonly text: string }[] = []
  const cutStatements: number[] = []
  const votes = { postgresql: 0, 'sql-server': 0, oracle: 0, mysql: 0 }
  let hasTooManyColumns = false

  let mode: 'head' | 'skip' | 'table-name' | 'items' | 'tail' | 'comment' | 'property' | 'copy' | 'alter' = 'head'
  let head: string[] = []
  let startLine = 0
  let depth = 0
  let isAlter = false
  let isAdding = false
  let path: string[] = []
  let isPathOpen = false
  let item: { name: string; type: string; isTypeDone: boolean; comment: string | null } | null = null
  let isSkippedItem = false
  let itemDepth = 1
  let wantsComment = false
  let texts: string[] = []
  let isDataNext = false

  const tokens = createDdlTokens({ word, text, mark, wantsText, startsData })

  function reset(): void {
    mode = 'head'
    head = []
    depth = 0
    isAlter = false
    isAdding = false
    path = []
    isPathOpen = false
    item = null
    isSkippedItem = false
    wantsComment = false
    texts = []
  }

  function cut(line: number): void {
    if (cutStatements.length < mostCutStatements && !cutStatements.includes(line)) cutStatements.push(line)
  }

  function word(written: string, line: number, isQuoted: boolean, isFirstOfLine: boolean): void {
    const lower = isQuoted ? '' : written.toLowerCase()
    if (!isQuoted) vote(lower)
    if (isFirstOfLine && starters.has(lower) && mode !== 'head' && isNewStatement(lower)) {
      if (mode === 'items' || mode === 'table-name') cut(startLine)
      endStatement()
    }
    if (lower === 'go' && isFirstOfLine) return
    switch (mode) {
      case 'head':
        if (head.length === 0) startLine = line
        head.push(lower)
        settleHead()
        return
      case 'table-name':
        tableName(written, lower, isQuoted)
        return
      case 'alter':
        alterWord(written, lower, isQuoted)
        return
      case 'items':
        itemWord(written, lower, isQuoted)
        return
      case 'comment':
        if (lower === 'is') isPathOpen = true
        else if (!isPathOpen) path.push(written)
        return
      case 'copy':
        if (lower === 'stdin') isDataNext = true
        return
      default:
    }
  }

  /** Inside the brackets of a table only `create` and `alter` can begin a statement: they are no names of columns. */
  function isNewStatement(lower: string): boolean {
    if (mode === 'items' && depth > 0)
      return lower === 'create' || lower === 'alter' || lower === 'insert' || lower === 'go'
    return mode !== 'table-name' || lower === 'create' || lower === 'go'
  }

  function settleHead(): void {
    const [first = '', second = ''] = head
    const last = head.at(-1) ?? ''
    if (first === 'create') {
      if (last === 'table') mode = 'table-name'
      else if (
        head.length > 5 ||
        /^(view|index|function|procedure|trigger|database|schema|sequence|type|role|user|package)$/.test(last)
      )
        mode = 'skip'
    } else if (first === 'alter') {
      if (head.length < 2) return
      mode = second === 'table' ? 'table-name' : 'skip'
      isAlter = second === 'table'
    } else if (first === 'comment') {
      if (head.length < 3) return
      mode = second === 'on' && last === 'column' ? 'comment' : 'skip'
    } else if (first === 'exec' || first === 'execute') {
      if (last === 'sp_addextendedproperty') mode = 'property'
      else if (head.length > 4) mode = 'skip'
    } else if (first === 'copy') mode = 'copy'
    else mode = 'skip'
  }

  function tableName(written: string, lower: string, isQuoted: boolean): void {
    if (path.length === 0 && /^(if|not|exists|only)$/.test(lower)) return
    if (path.length === 0 || isPathOpen) {
      path.push(written)
      isPathOpen = false
      return
    }
    if (isAlter) {
      mode = 'alter'
      alterWord(written, lower, isQuoted)
    } else if (lower === 'as' || lower === 'like' || lower === 'of' || lower === 'clone' || lower === 'partition')
      mode = 'tail'
  }

  function alterWord(written: string, lower: string, isQuoted: boolean): void {
    if (!isAdding) {
      if (lower === 'add') {
        isAdding = true
        item = null
        isSkippedItem = false
      }
      return
    }
    if (item === null && !isSkippedItem && /^(column|if|not|exists)$/.test(lower)) return
    if (item === null && lower === 'add') return
    itemDepth = 0
    itemWord(written, lower, isQuoted)
  }

  function itemWord(written: string, lower: string, isQuoted: boolean): void {
    if (isSkippedItem) return
    if (item === null) {
      if (constraintWords.has(lower)) isSkippedItem = true
      else item = { name: written, type: '', isTypeDone: false, comment: null }
      return
    }
    if (depth > itemDepth) {
      if (!item.isTypeDone) addType(/[(,]$/.test(item.type) ? written : ` ${written}`)
      return
    }
    if (!isQuoted && item.type !== '' && lower !== 'varying' && lower !== 'precision' && lower !== 'unsigned')
      item.isTypeDone = true
    if (!isQuoted && afterType.has(lower) && !(item.type === '' && lower === 'character')) item.isTypeDone = true
    if (!item.isTypeDone) addType(item.type === '' ? written : ` ${written}`)
    if (lower === 'comment') wantsComment = true
  }

  function addType(piece: string): void {
    if (item !== null && item.type.length + piece.length <= longestType) item.type += piece
  }

  function endItem(isWhole: boolean): void {
    if (item !== null && (isWhole || item.type !== '')) {
      if (columns.length >= mostDdlColumns) hasTooManyColumns = true
      else
        columns.push({
          table: path.at(-1) ?? '',
          name: item.name,
          type: item.type === '' ? null : item.type.trim(),
          comment: item.comment,
        })
    }
    item = null
    isSkippedItem = false
    wantsComment = false
  }

  function text(value: string): void {
    if (wantsComment && item !== null) {
      item.comment = value
      wantsComment = false
    } else if (mode === 'comment' && isPathOpen) {
      comments.push({ table: path.at(-2) ?? '', name: path.at(-1) ?? '', text: value })
      mode = 'skip'
    } else if (mode === 'property' && texts.length < 8) texts.push(value)
  }

  function wantsText(): boolean {
    return wantsComment || mode === 'property' || (mode === 'comment' && isPathOpen)
  }

  function mark(code: number): void {
    if (code === 59) {
      if (mode === 'items' && depth > 0) cut(startLine)
      else if (mode === 'alter') endItem(true)
      isDataNext = mode === 'copy' && isDataNext
      endStatement()
      return
    }
    if (mode === 'table-name') {
      if (code === 46) isPathOpen = true
      else if (code === 40 && path.length > 0) {
        mode = 'items'
        depth = 1
        itemDepth = 1
        noteTable()
      }
      return
    }
    if (mode === 'items' || (mode === 'alter' && isAdding)) itemMark(code)
  }

  function itemMark(code: number): void {
    if (code === 40) {
      if (mode === 'alter' && item === null && !isSkippedItem && depth === 0) {
        // Oracle: ALTER TABLE t ADD (a NUMBER, b DATE)
        mode = 'items'
        depth = 1
        itemDepth = 1
        return
      }
      depth += 1
      if (item !== null && !item.isTypeDone && depth === itemDepth + 1) addType('(')
      return
    }
    if (code === 41) {
      if (item !== null && !item.isTypeDone && depth === itemDepth + 1) addType(')')
      depth -= 1
      if (mode === 'items' && depth === 0) {
        endItem(true)
        mode = 'tail'
      }
      return
    }
    if (code === 44) {
      if (depth === itemDepth) endItem(true)
      else if (item !== null && !item.isTypeDone && depth === itemDepth + 1) addType(',')
    }
  }

  function noteTable(): void {
    const name = path.at(-1) ?? ''
    if (!isAlter && tableNames.size < mostDdlColumns) tableNames.add(path.join('.'))
    if (name === '') path = ['']
  }

  function endStatement(): void {
    if (mode === 'alter') endItem(true)
    if (mode === 'items') endItem(false)
    if (mode === 'property' && texts.length >= 8) {
      const [property, described = '', , , , table = '', level, name = ''] = texts // name, value, then three levels, each its kind and its name
      if (property === 'MS_Description' && level?.toLowerCase() === 'column')
        comments.push({ table, name, text: described })
    }
    reset()
  }

  function startsData(): boolean {
    const starts = isDataNext
    isDataNext = false
    return starts
  }

  function vote(lower: string): void {
    const dialect = dialectOfWord.get(lower)
    if (dialect !== undefined) votes[dialect] += 1
  }

  return {
    push: (chunk) => tokens.push(chunk),
    end() {
      const openLine = tokens.end()
      if (openLine !== undefined) cut(openLine)
      if ((mode === 'items' && depth > 0) || mode === 'table-name') cut(startLine)
      endStatement()
      if (tokens.usesBackticks) votes.mysql += 5
      if (tokens.usesBrackets && !tokens.usesBackticks) votes['sql-server'] += 5
      if (tokens.usesDollarQuotes) votes.postgresql += 3
      return {
        dialect: mostVoted(votes),
        tables: tableNames.size,
        columns: withComments(columns, comments),
        cutStatements,
        hasTooManyColumns,
      }
    },
    get charactersRead() {
      return tokens.charactersRead
    },
  }
}

const dialectWords: Readonly<Record<Exclude<SqlDialect, 'unknown'>, string>> = {
  postgresql:
    'varying bytea jsonb timestamptz serial bigserial nextval stdin inherits plpgsql regclass pg_catalog search_path uuid tsvector',
  'sql-server':
    'nvarchar uniqueidentifier datetime2 dbo go identity nonclustered clustered varbinary sp_addextendedproperty datetimeoffset smalldatetime rowguidcol textimage_on ansi_nulls quoted_identifier nchar',
  oracle:
    'varchar2 nvarchar2 number clob nclob tablespace pctfree initrans storage nologging segment supplemental sysdate byte',
  mysql:
    'engine auto_increment unsigned charset innodb tinyint mediumint longtext mediumtext longblob myisam unlock delimiter',
}
const dialectOfWord = new Map(
  (Object.keys(dialectWords) as (keyof typeof dialectWords)[]) // the keys of a record we wrote
    .flatMap((dialect) => dialectWords[dialect].split(' ').map((word) => [word, dialect] as const)),
)

function mostVoted(votes: Readonly<Record<Exclude<SqlDialect, 'unknown'>, number>>): SqlDialect {
  let best: SqlDialect = 'unknown'
  let most = 0
  for (const dialect of ['postgresql', 'sql-server', 'oracle', 'mysql'] as const)
    if (votes[dialect] > most) {
      best = dialect
      most = votes[dialect]
    }
  return best
}

function withComments(
  columns: readonly Column[],
  comments: readonly { readonly table: string; readonly name: string; readonly text: string }[],
): DdlColumn[] {
  if (comments.length === 0) return [...columns]
  const said = new Map(comments.map((one) => [`${one.table}\u0000${one.name}`.toLowerCase(), one.text]))
  return columns.map((column) => ({
    ...column,
    comment: column.comment ?? said.get(`${column.table}\u0000${column.name}`.toLowerCase()) ?? null,
  }))
}
