import { createContext, createSignal, useContext } from 'solid-js'
import {
  defaultLadder,
  ladderAxes,
  type LadderAxis,
  type LadderLevel,
  levelLabel,
  type LadderView,
  sharedLabel,
} from '#models/classification/ladder.ts'
import { said } from './i18n.ts'

const [ladders, setLadders] = createSignal<readonly LadderView[]>([])
/** The names that bodies give to the levels; until they are read the placeholders stand. */
export { setLadders }

const Body = createContext<() => string | undefined>(() => undefined)
/** The body whose names are used by everything inside. */
export const LevelNamesOf = Body.Provider

function isLevel(level: number): level is LadderLevel {
  return level === 1 || level === 2 || level === 3 || level === 4
}

function labelOf(axis: LadderAxis, level: LadderLevel, body: string | undefined) {
  const own = ladders().find((one) => one.body === body)
  if (own !== undefined) return levelLabel(own.ladder, axis, level)
  const all = ladders().map((one) => one.ladder)
  return sharedLabel(all, axis, level) ?? levelLabel(defaultLadder, axis, level)
}

/**
 * What a body calls a level: « Protégé (3) », or « Niveau 3 » as long as nobody named it. Without a body, the one this part of the page is
 * about, else what all bodies call it together.
 */
export function levelName(axis: LadderAxis, level: number, body = useContext(Body)()): string {
  if (!isLevel(level)) return String(level)
  const label = said(labelOf(axis, level, body))
  return label === said(levelLabel(defaultLadder, axis, level)) ? label : `${label} (${level})`
}

/** The same beside a word that already says it is a level: « 3 », « Protégé (3) ». */
export function levelWord(axis: LadderAxis, level: number, body = useContext(Body)()): string {
  const name = levelName(axis, level, body)
  return isLevel(level) && name === said(levelLabel(defaultLadder, axis, level)) ? String(level) : name
}

/** The head of a column that the three axes share: their name when it is one, else the number. */
export function levelColumn(level: LadderLevel, body = useContext(Body)()): string {
  const names = new Set(ladderAxes.map((axis) => levelName(axis, level, body)))
  const [only] = names
  return names.size === 1 && only !== undefined ? only : said(levelLabel(defaultLadder, 'd', level))
}
