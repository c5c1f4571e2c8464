import { escapedXml } from './clean-text.ts'

// Small pieces of SVG, as text, without style sheet nor script: the same drawing stands in the page and in the PDF. Colours are the
// light theme's; each mark also differs by hatching, dash or place, so that a grey print reads.

/** Width of every chart, in its own units: about pixels on a page of letter format. */
export const chartWidth = 680

export const ink = {
  text: '#223654',
  soft: '#4e5662',
  grid: '#e4e8ed',
  axis: '#8893a2',
  accent: '#095797',
  band: '#c9ddf0',
  paper: '#ffffff',
  series: ['#095797', '#5094d8', '#0a4a36', '#bb7f0f', '#4a0f63', '#747987'],
} as const

type Attributes = Readonly<Record<string, string | number>>

const rounded = (value: string | number) => (typeof value === 'number' ? String(Math.round(value * 100) / 100) : value)

function attributes(all: Attributes): string {
  return Object.entries(all)
    .map(([name, value]) => ` ${name}="${escapedXml(rounded(value))}"`)
    .join('')
}

export function shape(tag: 'rect' | 'line' | 'path' | 'circle' | 'polyline', all: Attributes): string {
  return `<${tag}${attributes(all)}/>`
}

/** A text at its baseline. */
export function label(
  x: number,
  y: number,
  text: string,
  { anchor = 'start', isStrong = false, colour = ink.soft }: LabelLook = {},
): string {
  const all = { x, y, 'text-anchor': anchor, 'font-weight': isStrong ? 700 : 400, fill: colour }
  return `<text${attributes(all)}>${escapedXml(text)}</text>`
}
type LabelLook = {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly isStrong?: boolean
  readonly colour?: string
}

/** About how wide a letter is, at 12 units: no font is measured, so it errs on the wide side. */
const letterWidth = 6.2

export function textWidth(text: string): number {
  return Array.from(text).length * letterWidth
}

/** A label that fits a width: what is cut is said by an ellipsis, and stands whole in the chart's table. */
export function fitted(text: string, width: number): string {
  const letters = Array.from(text)
  const most = Math.max(4, Math.floor(width / letterWidth))
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}

/** Hatchings, one for each series, and one for what is not firm. Ids carry a prefix: several charts stand in one page. */
export function hatchings(prefix: string): string {
  const pattern = (name: string, colour: string, turn: number, step: number) =>
    `<pattern id="${prefix}-${name}" width="${step}" height="${step}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})"><rect width="${step}" height="${step}" fill="${ink.paper}"/><rect width="${step / 2}" height="${step}" fill="${colour}"/></pattern>`
  return `<defs>${pattern('open', ink.soft, 45, 6)}${ink.series
    .map((colour, i) => (i % 2 === 1 ? pattern(`s${i}`, colour, 45 + i * 30, 4) : ''))
    .join('')}</defs>`
}

/** The fill of a series: plain and hatched alternate, so that neighbours differ in grey. */
export function seriesFill(prefix: string, index: number): string {
  const place = index % ink.series.length
  return place % 2 === 1 ? `url(#${prefix}-s${place})` : (ink.series[place] ?? ink.accent)
}

/** Three to five round values from at or under the smallest to at or over the largest; zero is always among them. */
export function ticks(smallest: number, largest: number): number[] {
  const low = Math.min(0, smallest)
  const high = Math.max(0, largest)
  const span = high - low < 1e-9 ? 1 : high - low
  const rough = span / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((times) => times * power >= rough) ?? 10) * power
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9))
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step)
}

/** The whole drawing: its title and its answer are read aloud in place of it. */
export function drawing(given: {
  readonly prefix: string
  readonly title: string
  readonly answer: string
  readonly height: number
  readonly fontFamily: string
  readonly content: string
}): string {
  const { prefix, title, answer, height, fontFamily, content } = given
  const head = attributes({
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${chartWidth} ${Math.ceil(height)}`,
    width: chartWidth,
    height: Math.ceil(height),
    role: 'img',
    'aria-labelledby': `${prefix}-title ${prefix}-desc`,
    'font-family': fontFamily,
    'font-size': 12,
  })
  return `<svg${head}><title id="${prefix}-title">${escapedXml(title)}</title><desc id="${prefix}-desc">${escapedXml(answer)}</desc>${hatchings(prefix)}${content}</svg>`
}
