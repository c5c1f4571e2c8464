import type { JSX } from 'solid-js'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { fmt, said } from '#client/i18n/i18n.ts'
import { ChartFrame, type ChartFrameProps } from '#client/ui/charts/chart-frame.tsx'
import { PartsLegend } from '#client/ui/charts/chart-legend.tsx'
import { CumulativeCurve, type CurvePoint, type CurveSeries } from '#client/ui/charts/cumulative-curve.tsx'
import { FlowColumns, type FlowGroup } from '#client/ui/charts/flow-columns.tsx'
import { IntervalStrip } from '#client/ui/charts/interval-strip.tsx'
import { Tornado, type TornadoRow } from '#client/ui/charts/tornado.tsx'
import type { ChartUnit } from '#client/ui/charts/units.ts'
import { type WhiskerBar, WhiskerBars } from '#client/ui/charts/whisker-bars.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { VerdictMark } from '#client/ui/verdict-mark.tsx'

export type ShownChart = {
  readonly name: string
  readonly title: () => string
  readonly hasStates: boolean
  readonly draw: (over: Partial<ChartFrameProps>) => JSX.Element
}

const b = (fr: string, en: string): Bilingual => ({ fr, en })
const both = (fr: string, en: string) => said(b(fr, en))

const millions: ChartUnit = {
  axis: (value) => fmt.integer(value),
  label: (value) => fmt.integer(value),
  full: (value) => fmt.moneyIn('M', value * 1e6),
}
const thousands: ChartUnit = {
  axis: (value) => fmt.integer(value),
  label: (value) => fmt.decimal(value, 1),
  full: (value) => fmt.moneyIn('k', value * 1e3),
}

const years = Array.from({ length: 11 }, (_, at) => `${2026 + at}-${2027 + at}`)

/** A hollow, then a rise; spread that widens with time. */
function points(medians: readonly (number | undefined)[], withBands: boolean): readonly CurvePoint[] {
  return medians.map((p50, at): CurvePoint => {
    if (p50 === undefined)
      return { kind: 'unknown', why: both('Inconnu : aucun prix pour cet exercice', 'Unknown: no price for this year') }
    const half = 8 + at * 11
    return {
      kind: 'known',
      figure: `npv/${at}`,
      value: withBands
        ? { p50, p10: p50 - 1.2 * half, p90: p50 + half, p25: p50 - 0.55 * half, p75: p50 + 0.5 * half }
        : { p50 },
    }
  })
}

const rising = [0, -96, -148, -60, 128, 356, 590, 790, 962, 1086, 1174]
const one = (): CurveSeries => ({
  series: 'a',
  name: both('A. Cible 80/20', 'A. 80/20 target'),
  points: points(rising, true),
  crossing: { text: both('rentable après 3,3 ans', 'pays back after 3.3 years') },
})
const three = (): readonly CurveSeries[] => [
  {
    ...one(),
    name: 'A',
    points: points(rising, false),
    crossing: { text: both('A : 3,3 ans', 'A: 3.3 years') },
  },
  {
    series: 'b',
    name: 'B',
    points: points([0, -150, -246, -205, undefined, 210, 440, 640, 815, 950, 1041], false),
    crossing: { at: 4.49, text: both('B : entre 4 et 5 ans', 'B: between 4 and 5 years') },
  },
  { series: 'c', name: 'C', points: points([0, -70, -90, 30, 250, 480, 700, 900, 1075, 1190, 1268], false) },
]

const tornadoRows = (): readonly TornadoRow[] => [
  {
    key: 'labour',
    name: both('Effort de migration par charge, jours-personnes', 'Migration effort by workload, person-days'),
    low: { input: '18 j-p', result: 412 },
    high: { input: '64 j-p', result: -138 },
    switching: '52 j-p',
    figure: 'tornado/labour',
  },
  {
    key: 'price',
    name: both('Prix du calcul', 'Price of compute'),
    low: { input: '−20 %', result: 371 },
    high: { input: '+20 %', result: 57 },
    switching: '+27 %',
    figure: 'tornado/price',
  },
  {
    key: 'rate',
    name: both('Taux d’actualisation', 'Discount rate'),
    low: { input: '3,0 %', result: 305 },
    high: { input: '7,0 %', result: 132 },
  },
  {
    key: 'double',
    name: both('Exploitation en parallèle, mois', 'Double running, months'),
    low: { input: '3', result: 243 },
    high: { input: '9', result: 166 },
  },
  {
    key: 'growth',
    name: both('Croissance des volumes', 'Growth of volumes'),
    low: { input: '0 %', result: 198 },
    high: { input: '6 %', result: 262 },
  },
]

const flowGroups = (): readonly FlowGroup[] => {
  const heads = [
    { key: 'compute', text: both('Calcul', 'Compute'), tone: 1 as const },
    { key: 'storage', text: both('Stockage', 'Storage'), tone: 2 as const },
    { key: 'network', text: both('Réseau', 'Network'), tone: 3 as const },
    { key: 'licences', text: both('Licences', 'Licences'), tone: 4 as const },
    { key: 'labour', text: both('Exploitation', 'Labour'), tone: 5 as const },
    { key: 'other', text: both('Autres', 'Other'), tone: 6 as const },
  ]
  const stays = both('on reste', 'stay')
  const moves = both('on part', 'move')
  return [
    {
      title: both('Chaque année', 'Every year'),
      heads,
      sides: [
        {
          name: stays,
          letter: both('R', 'S'),
          columns: years.map((_, at) => ({
            amounts: {
              compute: 310 + at * 6,
              storage: 120 + at * 8,
              network: 40,
              licences: 205,
              labour: 260 + at * 5,
              other: 90,
            },
            figure: `stay/${at}`,
          })),
        },
        {
          name: moves,
          letter: both('P', 'M'),
          columns: years.map((_, at) => {
            const share = Math.min(1, at / 3)
            return {
              amounts: {
                compute: 310 - 60 * share,
                storage: 120 - 30 * share,
                network: 40 + 24 * share,
                licences: 205 - 80 * share,
                ...(at === 5 ? {} : { labour: 260 - 90 * share }),
                other: at === 10 ? -45 : 90 - 60 * share,
              },
              figure: `move/${at}`,
            }
          }),
        },
      ],
    },
    {
      title: both('Une seule fois', 'Once'),
      heads: [
        { key: 'migration', text: both('Migration', 'Migration'), tone: 4 },
        { key: 'parallel', text: both('Exploitation en parallèle', 'Double running'), tone: 2 },
        { key: 'exit', text: both('Sortie', 'Exit'), tone: 6 },
      ],
      sides: [
        {
          name: stays,
          letter: both('R', 'S'),
          columns: years.map((_, at) => ({ amounts: { migration: 0, parallel: 0, exit: at === 4 ? 180 : 0 } })),
        },
        {
          name: moves,
          letter: both('P', 'M'),
          columns: years.map((_, at) => ({
            amounts: { migration: at < 3 ? 240 - 50 * at : 0, parallel: at < 3 ? 90 : 0, exit: at === 10 ? 60 : 0 },
            ...(at < 3 ? { figure: `once/${at}` } : {}),
          })),
        },
      ],
    },
  ]
}

const bars = (): readonly WhiskerBar[] => {
  const option = (
    name: string,
    verdict: 'allow' | 'require' | 'forbid',
    amounts: readonly number[],
    isBest = false,
  ): WhiskerBar => {
    const total = amounts.reduce((sum, amount) => sum + amount, 0)
    return {
      label: (
        <VerdictMark verdict={verdict}>
          <span class="nm">{name}</span>
        </VerdictMark>
      ),
      name,
      look: verdict === 'forbid' ? 'prohibited' : isBest ? 'retained' : 'open',
      parts: amounts.map((amount, at) => ({ amount, tone: ([1, 2, 3, 4, 5, 6] as const)[at] ?? 6 })),
      interval: { p10: total * 0.88, p90: total * 1.16 },
      sayings: [
        `P10 ${thousands.full(total * 0.88)}, P50 ${thousands.full(total)}, P90 ${thousands.full(total * 1.16)}`,
      ],
      total: (
        <Figure id={`bar/${name}`} label={name}>
          {thousands.label(total)}
        </Figure>
      ),
      figure: `bar/${name}`,
    }
  }
  return [
    option(both('Nuage gouvernemental', 'Government cloud'), 'require', [312, 118, 64, 201, 246, 72], true),
    option(both('Public B, Québec', 'Public B, Québec'), 'require', [288, 105, 60, 190, 220, 67]),
    option(both('Public A, Virginie', 'Public A, Virginia'), 'forbid', [210, 90, 62, 185, 230, 92]),
    {
      label: both('Aujourd’hui', 'Today'),
      name: both('Aujourd’hui', 'Today'),
      look: 'today',
      parts: [{ amount: 1284.3, tone: 6 }],
      sayings: [thousands.full(1284.3)],
      total: thousands.label(1284.3),
    },
  ]
}

/** Every chart of the kit with made-up figures; built anew when the language changes. */
export function charts(_language: string): readonly ShownChart[] {
  const npv = () => both('Valeur accumulée', 'Accumulated value')
  const compared = () => both('Trois scénarios', 'Three scenarios')
  const tornado = () => both('Ce qui pèse sur la valeur', 'What weighs on the value')
  const flows = () => both('Coûts par exercice', 'Costs by fiscal year')
  const strip = () => both('Valeur actuelle nette', 'Net present value')
  const costs = () => both('Coût annuel des options', 'Annual cost of the options')
  const period = both('Exercice', 'Fiscal year')
  return [
    {
      name: 'curve',
      title: npv,
      hasStates: true,
      draw: (over) => (
        <CumulativeCurve
          title={npv()}
          subtitle={both('M$ de 2026, bandes P10-P90 et P25-P75', '2026 M$, bands P10-P90 and P25-P75')}
          sentence={both(
            'La valeur descend à −148 M$ en 2028-2029, puis atteint 1 174 M$ en 2036-2037 (P10 1 032, P90 1 292).',
            'The value falls to −148 M$ in 2028-2029, then reaches 1,174 M$ in 2036-2037 (P10 1,032, P90 1,292).',
          )}
          periods={years}
          periodName={period}
          series={[one()]}
          unit={millions}
          {...over}
        />
      ),
    },
    {
      name: 'curves',
      title: compared,
      hasStates: false,
      draw: (over) => (
        <CumulativeCurve
          title={compared()}
          subtitle={both('M$ de 2026, médianes', '2026 M$, medians')}
          sentence={both(
            'C finit le plus haut à 1 268 M$, B le plus bas à 1 041 M$ ; B n’a pas de chiffre en 2030-2031.',
            'C ends highest at 1,268 M$, B lowest at 1,041 M$; B has no figure in 2030-2031.',
          )}
          note={both('Moins de 200 tirages : aucune bande.', 'Fewer than 200 draws: no bands.')}
          periods={years}
          periodName={period}
          series={three()}
          unit={millions}
          {...over}
        />
      ),
    },
    {
      name: 'tornado',
      title: tornado,
      hasStates: true,
      draw: (over) => (
        <Tornado
          title={tornado()}
          subtitle={both('VAN en k$, une hypothèse à la fois', 'NPV in k$, one assumption at a time')}
          sentence={both(
            'L’effort de migration pèse le plus : de −138 à 412 k$, et change le signe à 52 jours-personnes.',
            'Migration effort weighs most: from −138 to 412 k$, and it changes the sign at 52 person-days.',
          )}
          rows={tornadoRows()}
          rowName={both('Hypothèse', 'Assumption')}
          base={214}
          unit={{ ...thousands, label: (value) => fmt.integer(value) }}
          {...over}
        />
      ),
    },
    {
      name: 'flows',
      title: flows,
      hasStates: true,
      draw: (over) => (
        <FlowColumns
          title={flows()}
          subtitle={both('k$ courants, même échelle en haut et en bas', 'current k$, same scale above and below')}
          sentence={both(
            'Rester coûte de 1 025 à 1 215 k$ par an, partir de 1 025 à 624 k$, avec 840 k$ de coûts uniques.',
            'Staying costs from 1,025 to 1,215 k$ a year, moving from 1,025 to 624 k$, with 840 k$ paid once.',
          )}
          periods={years}
          periodName={period}
          groups={flowGroups()}
          unit={thousands}
          {...over}
        />
      ),
    },
    {
      name: 'interval',
      title: strip,
      hasStates: true,
      draw: (over) => (
        <IntervalStrip
          title={strip()}
          subtitle={both('M$ de 2026, P10 à P90', '2026 M$, P10 to P90')}
          sentence={both(
            'VAN médiane 1 174 M$, de 1 038 à 1 291 M$, plan 1 240 M$.',
            'Median NPV 1,174 M$, from 1,038 to 1,291 M$, plan 1,240 M$.',
          )}
          interval={{ p10: 1038, p50: 1174, p90: 1291 }}
          reference={{ name: both('Plan', 'Plan'), value: 1240 }}
          chances={{ probability: 0.27, goal: both('d’atteindre le plan', 'of reaching the plan') }}
          figure="npv"
          unit={millions}
          {...over}
        />
      ),
    },
    {
      name: 'bars',
      title: costs,
      hasStates: true,
      draw: (over) => (
        <ChartFrame
          title={costs()}
          subtitle={both('k$ de 2026, trait = P10 à P90', '2026 k$, line = P10 to P90')}
          legend={
            <PartsLegend
              parts={[
                { text: both('Calcul', 'Compute'), tone: 1 },
                { text: both('Stockage', 'Storage'), tone: 2 },
                { text: both('Réseau', 'Network'), tone: 3 },
                { text: both('Licences', 'Licences'), tone: 4 },
                { text: both('Exploitation', 'Labour'), tone: 5 },
                { text: both('Migration sur 5 ans', 'Migration over 5 years'), tone: 6 },
              ]}
            />
          }
          table={{
            caption: over.title ?? costs(),
            columns: [{ text: both('Option', 'Option') }, { text: 'P50', isNumeric: true }],
            rows: bars().map((bar) => {
              const total = bar.parts.reduce((sum, part) => sum + part.amount, 0)
              return [bar.name, { text: thousands.label(total), value: total }]
            }),
          }}
          {...over}
        >
          <WhiskerBars bars={bars()} axisText={(value) => thousands.axis(value)} />
        </ChartFrame>
      ),
    },
  ]
}
