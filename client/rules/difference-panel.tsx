import { createMemo, createSignal, For, Index, type JSX, Show } from 'solid-js'
import type { CostChangeGap } from '#models/rules/pack-difference.ts'
import type { PackDifferenceReport } from '#models/rules/pack.views.ts'
import type { Verdict } from '#models/rules/verdict.ts'
import { sameInBoth } from '#models/shared/bilingual.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { fold } from '#models/shared/fold.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { createRowWindow } from '#client/ui/row-window.ts'
import { ScrollRegion } from '#client/ui/table.tsx'
import { VerdictMark, verdictWord } from '#client/ui/verdict-mark.tsx'

const gapText: Readonly<Record<CostChangeGap, TextKey>> = {
  'no-open-option': 'packs.gapNoOption',
  'no-open-option-before': 'packs.gapNoOptionBefore',
  'no-price': 'packs.gapNoPrice',
}
const numbersAChange = 5

type Report = { readonly report: PackDifferenceReport }

function Totals(props: Report) {
  const totals = () => props.report.totals
  const unknown = () => Object.values(totals().unknown).reduce((sum, n) => sum + n, 0)
  const reasons = () =>
    (Object.keys(gapText) as CostChangeGap[]) // the keys of a record are its own
      .filter((gap) => totals().unknown[gap] > 0)
      .map((gap) => `${t(gapText[gap])} ${fmt.integer(totals().unknown[gap])}`)
      .join(', ')
  return (
    <div class="kpis">
      <div class="kpi">
        <h3>{t('packs.changed')}</h3>
        <p class="big">
          {fmt.integer(totals().changed)} <small>/ {fmt.integer(totals().judged)}</small>
        </p>
        <p class="foot">{t('packs.unchanged', { count: totals().judged - totals().changed })}</p>
      </div>
      <div class="kpi">
        <h3>{t('packs.closed')}</h3>
        <p class="big">{fmt.integer(totals().closed)}</p>
        <p class="foot">
          {t('packs.opened')} {fmt.integer(totals().opened)}
        </p>
      </div>
      <div class="kpi">
        <h3>{t('packs.added')}</h3>
        <p class="big">{fmt.compactMoney(totals().addedCad)}</p>
        <p class="foot">
          {t('packs.saved')} {fmt.compactMoney(totals().savedCad)}
        </p>
      </div>
      <div class="kpi">
        <h3>{t('packs.perYear')}</h3>
        <p class="big">
          <small>{t('packs.unknownCost', { count: unknown() })}</small>
        </p>
        <p class="foot">{reasons()}</p>
      </div>
    </div>
  )
}

/** Before in rows, after in columns; only verdicts that are there. */
function Matrix(props: Report) {
  const matrix = () => props.report.totals.workloadMatrix
  const used = () =>
    props.report.verdicts
      .map((verdict, i) => ({ verdict, i }))
      .filter(({ i }) => matrix()[i]?.some((n) => n > 0) === true || matrix().some((row) => (row[i] ?? 0) > 0))
  return (
    <section>
      <h3>{t('packs.matrix')}</h3>
      <p class="hint">{t('packs.matrixNote')}</p>
      <ScrollRegion label={t('workload.scrolling', { name: t('packs.matrix') })}>
        <table class="tbl mx">
          <caption class="vh">{t('packs.matrix')}</caption>
          <thead>
            <tr>
              <th scope="col">{`${t('packs.before')} ↓ ${t('packs.after')} →`}</th>
              <For each={used()}>
                {({ verdict }) => (
                  <th scope="col" class="num">
                    <VerdictMark verdict={verdict} />
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={used()}>
              {(row) => (
                <tr>
                  <th scope="row">
                    <VerdictMark verdict={row.verdict} />
                  </th>
                  <For each={used()}>
                    {(column) => {
                      const n = () => matrix()[row.i]?.[column.i] ?? 0
                      return (
                        <td class="num" classList={{ mut: n() === 0, same: row.i === column.i }}>
                          {fmt.integer(n())}
                        </td>
                      )
                    }}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function SmallTable(props: { title: string; heads: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <section>
      <h3>{props.title}</h3>
      <ScrollRegion label={t('workload.scrolling', { name: props.title })}>
        <table class="tbl">
          <caption class="vh">{props.title}</caption>
          <thead>
            <tr>
              <For each={props.heads}>
                {(head, i) => (
                  <th scope="col" class={i() === 0 ? '' : 'num'}>
                    {head}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.rows}>
              {(row) => (
                <tr>
                  <For each={row}>
                    {(cell, i) => (
                      <Show when={i() === 0} fallback={<td class="num">{cell}</td>}>
                        <th scope="row">{cell}</th>
                      </Show>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function bodyRows({ totals }: PackDifferenceReport): readonly (readonly string[])[] {
  return totals.bodies
    .filter((body) => body.changed > 0)
    .toSorted((a, b) => b.changed - a.changed)
    .map((body) => [
      body.body,
      `${fmt.integer(body.changed)} / ${fmt.integer(body.judged)}`,
      fmt.integer(body.closed),
      fmt.thousands(body.addedCad),
      fmt.thousands(body.savedCad),
      fmt.integer(Object.values(body.unknown).reduce((sum, n) => sum + n, 0)),
    ])
}

/** The cost change of one workload, which opens down to the two costs it stands between. */
function costDerivation(report: PackDifferenceReport, row: number): Derivation | undefined {
  const change = report.costChangeCad[row]
  const [before, after] = report.costs[row] ?? [null, null]
  if (typeof change !== 'number' || before === null || after === null) return undefined
  const label = (key: TextKey) => sameInBoth(t(key)) // made for the person who reads it now
  const part = (name: string, key: TextKey, cost: { readonly p50: number; readonly figure: string }): Derivation => ({
    name,
    label: label(key),
    value: cost.p50,
    unit: 'CAD/year',
    inputs: [],
    figure: cost.figure,
  })
  return {
    name: 'change',
    label: label('packs.costChange'),
    value: change,
    unit: 'CAD/year',
    formula: 'after - before',
    inputs: [part('before', 'packs.before', before), part('after', 'packs.after', after)],
  }
}

function verdictAt(report: PackDifferenceReport, index: number | undefined): Verdict {
  return report.verdicts[index ?? -1] ?? 'undetermined'
}

function optionName(report: PackDifferenceReport, index: number | undefined): string {
  const option = report.options[index ?? -1]
  return option === undefined ? t('packs.noBest') : said(option.label)
}

/** Rules that decide after on some option of a workload and did not before, or the other way round. */
function rulesOf(report: PackDifferenceReport, row: number): readonly string[] {
  const change = report.changes[row] ?? []
  const found = new Set<string>()
  for (let n = 0; n < change.length; n += numbersAChange) {
    const before = report.deciding[change[n + 3] ?? -1] ?? []
    const after = report.deciding[change[n + 4] ?? -1] ?? []
    for (const rule of after) if (!before.includes(rule)) found.add(rule)
    for (const rule of before) if (!after.includes(rule)) found.add(rule)
  }
  return [...found].sort()
}

function Line(props: Report & { row: number; isOpen: boolean; onToggle: () => void; place: number }) {
  const cost = () => props.report.costChangeCad[props.row]
  const derivation = () => costDerivation(props.report, props.row)
  const before = () => verdictAt(props.report, props.report.verdictBefore[props.row])
  const after = () => verdictAt(props.report, props.report.verdictAfter[props.row])
  const count = () => (props.report.changes[props.row]?.length ?? 0) / numbersAChange
  const code = () => props.report.code[props.row] ?? ''
  const costWords = (): JSX.Element => {
    const value = cost()
    if (typeof value === 'number')
      return (
        <Figure
          id={derivation() === undefined ? null : () => derivation() ?? impossible()}
          label={t('packs.costChange')}
        >
          {fmt.difference(value, 0)}
        </Figure>
      )
    const isStill = props.report.bestBefore[props.row] === -1 && props.report.bestAfter[props.row] === -1
    return (
      <span class="mut" title={t(isStill ? 'packs.gapStill' : gapText[value ?? 'no-price'])}>
        {unknownMark} {t(isStill ? 'packs.gapStill' : gapText[value ?? 'no-price'])}
      </span>
    )
  }
  return (
    <tr aria-rowindex={props.place + 2} classList={{ cur: props.isOpen }}>
      <th scope="row">
        <a href={`/charges/${code()}`}>{props.report.name[props.row]}</a> <span class="mono sm mut">{code()}</span>
      </th>
      <td>{props.report.body[props.row]}</td>
      <td>
        <VerdictMark verdict={before()} /> → <VerdictMark verdict={after()} />
      </td>
      <td>
        {optionName(props.report, props.report.bestBefore[props.row])} →{' '}
        {optionName(props.report, props.report.bestAfter[props.row])}
      </td>
      <td class="num">{costWords()}</td>
      <td class="mono sm">{rulesOf(props.report, props.row).join(' ')}</td>
      <td class="num">
        <button
          type="button"
          class="btn quiet s"
          aria-expanded={props.isOpen}
          aria-label={t('packs.details', { code: code() })}
          onClick={() => props.onToggle()}
        >
          {fmt.integer(count())} <Icon name="down" small />
        </button>
      </td>
    </tr>
  )
}

function impossible(): never {
  throw new Error('a figure is offered only when it opens')
}

/** Each option of one workload whose verdict changes, with the rules that decide. */
function Details(props: Report & { row: number }) {
  const lines = () => {
    const change = props.report.changes[props.row] ?? []
    return Array.from({ length: change.length / numbersAChange }, (_, n) => {
      const [option, before, after, rulesBefore, rulesAfter] = change.slice(n * numbersAChange)
      return {
        option: optionName(props.report, option),
        before: verdictAt(props.report, before),
        after: verdictAt(props.report, after),
        rulesBefore: props.report.deciding[rulesBefore ?? -1] ?? [],
        rulesAfter: props.report.deciding[rulesAfter ?? -1] ?? [],
      }
    })
  }
  const code = () => props.report.code[props.row] ?? ''
  return (
    <section class="pd-details" aria-live="polite">
      <h3>{t('packs.details', { code: `${props.report.name[props.row] ?? ''} (${code()})` })}</h3>
      <ul class="plain">
        <For each={lines()}>
          {(line) => (
            <li>
              <b>{line.option}</b> <VerdictMark verdict={line.before} />{' '}
              <span class="mono sm">{line.rulesBefore.join(' ')}</span> → <VerdictMark verdict={line.after} />{' '}
              <span class="mono sm">{line.rulesAfter.join(' ')}</span>
              <span class="vh">
                {t('packs.verdictsOf', { before: verdictWord(line.before), after: verdictWord(line.after) })}
              </span>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}

function Workloads(props: Report) {
  const [text, setText] = createSignal('')
  const [open, setOpen] = createSignal(-1)
  const folded = createMemo(() =>
    props.report.code.map((code, i) => fold(`${code} ${props.report.name[i] ?? ''} ${props.report.body[i] ?? ''}`)),
  )
  const rows = createMemo(() => {
    const words = fold(text()).split(' ').filter(Boolean)
    return folded().flatMap((all, i) => (words.every((word) => all.includes(word)) ? [i] : []))
  })
  const lines = createRowWindow({ count: () => rows().length, heightToken: '--pd-row', headLines: 1 })
  const visible = createMemo(() => rows().slice(lines.first(), lines.last()))
  const filter = (next: string) => {
    setText(next)
    lines.toTop()
  }
  return (
    <section>
      <div class="row-w pd-head">
        <h3>{t('packs.workloads')}</h3>
        <span class="sm mut" role="status">
          {t('packs.shown', { count: rows().length })}
        </span>
        <div class="search end">
          <Icon name="search" />
          <input
            class="in"
            type="search"
            placeholder={t('packs.filter')}
            aria-label={t('packs.filter')}
            value={text()}
            onInput={(event) => filter(event.currentTarget.value)}
          />
        </div>
      </div>
      <Show when={rows().length > 0} fallback={<Empty title={t('packs.noneShown')} />}>
        <div
          class="pd-list scroll-x"
          ref={(element) => lines.attach(element)}
          onScroll={lines.onScroll}
          role="region"
          aria-label={t('workload.scrolling', { name: t('packs.workloads') })}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must be focusable to be scrolled by keyboard
          tabindex="0"
        >
          <table class="tbl pd" aria-rowcount={rows().length + 1}>
            <caption class="vh">{t('packs.workloads')}</caption>
            <thead>
              <tr aria-rowindex="1">
                <th scope="col">{t('packs.workload')}</th>
                <th scope="col">{t('packs.body')}</th>
                <th scope="col">{`${t('packs.before')} → ${t('packs.after')}`}</th>
                <th scope="col">{t('packs.best')}</th>
                <th scope="col" class="num">
                  {t('packs.costChange')}
                </th>
                <th scope="col">{t('packs.rulesDeciding')}</th>
                <th scope="col" class="num">
                  {t('packs.optionsChanged')}
                </th>
              </tr>
            </thead>
            <tbody>
              <Show when={lines.first() > 0}>
                <tr aria-hidden="true" class="gap">
                  <td colspan={7} style={{ height: `${lines.first() * lines.rowHeight()}px` }} />
                </tr>
              </Show>
              <Index each={visible()}>
                {(row, place) => (
                  <Line
                    report={props.report}
                    row={row()}
                    place={lines.first() + place}
                    isOpen={open() === row()}
                    onToggle={() => setOpen(open() === row() ? -1 : row())}
                  />
                )}
              </Index>
              <Show when={lines.last() < rows().length}>
                <tr aria-hidden="true" class="gap">
                  <td colspan={7} style={{ height: `${(rows().length - lines.last()) * lines.rowHeight()}px` }} />
                </tr>
              </Show>
            </tbody>
          </table>
        </div>
        <Show when={open() >= 0}>
          <Details report={props.report} row={open()} />
        </Show>
      </Show>
    </section>
  )
}

/** What a pack would change over a portfolio, counted, by body, by rule, then workload by workload. */
export function DifferencePanel(props: Report & { export: JSX.Element; note?: JSX.Element }) {
  const totals = () => props.report.totals
  return (
    <Panel
      title={t('packs.whatChanges')}
      note={`${props.report.before.version} → ${props.report.after.version}, ${props.report.day}`}
      end={<Show when={totals().changed > 0}>{props.export}</Show>}
    >
      {props.note}
      <Show
        when={totals().changed > 0}
        fallback={
          <Empty title={t('packs.nothingChanges')}>
            {t('packs.nothingChangesText', { count: totals().judged, rules: props.report.rules.length })}
          </Empty>
        }
      >
        <div class="stack">
          <Totals report={props.report} />
          <div class="pd-cols">
            <Matrix report={props.report} />
            <SmallTable
              title={t('packs.byRule')}
              heads={[t('packs.rule'), t('packs.decides'), t('packs.ceases')]}
              rows={totals().rules.map((one) => [one.rule, fmt.integer(one.decides), fmt.integer(one.ceases)])}
            />
            <SmallTable
              title={t('packs.byBody')}
              heads={[
                t('packs.body'),
                t('packs.workloads'),
                t('packs.closed'),
                `${t('packs.added')} (k$)`,
                `${t('packs.saved')} (k$)`,
                t('packs.unknownColumn'),
              ]}
              rows={bodyRows(props.report)}
            />
          </div>
          <Workloads report={props.report} />
        </div>
      </Show>
    </Panel>
  )
}
