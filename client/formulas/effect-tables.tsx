import { For, Show } from 'solid-js'
import type { EffectRow, FormulaEffect } from '#models/formulas/formula.views.ts'
import { may } from '#client/api/access.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'

type Shown = Extract<FormulaEffect, { kind: 'shown' }>

/** What formulas would change: the sums, the formulas that differ, and the workloads that change most. */
export function EffectTables(props: { effect: FormulaEffect }) {
  const shown = () => (props.effect.kind === 'shown' ? props.effect : undefined)
  return (
    <Show when={shown()} fallback={<Note>{t('formulas.onlyInCases')}</Note>}>
      {(it) => (
        <Show
          when={it().totals.workloads > 0}
          fallback={<Empty title={t('formulas.noWorkload')}>{t('formulas.noWorkloadText')}</Empty>}
        >
          <Show
            when={it().totals.changed > 0}
            fallback={
              <Empty title={t('formulas.nothingChanges')}>
                {t('formulas.nothingChangesText', { count: it().totals.workloads })}
              </Empty>
            }
          >
            <div class="stack">
              <Totals effect={it()} />
              <ByFormula effect={it()} />
              <ByWorkload effect={it()} />
            </div>
          </Show>
        </Show>
      )}
    </Show>
  )
}

function Totals(props: { effect: Shown }) {
  const totals = () => props.effect.totals
  return (
    <div class="kpis fx-k">
      <div class="kpi">
        <h3>{t('formulas.total')}</h3>
        <p class="big">{fmt.moneyDifference(totals().after - totals().before)}</p>
        <p class="foot">
          {t('formulas.totalChange', {
            before: fmt.compactMoney(totals().before),
            after: fmt.compactMoney(totals().after),
          })}
        </p>
      </div>
      <div class="kpi">
        <h3>{t('formulas.touched')}</h3>
        <p class="big">{fmt.integer(totals().changed)}</p>
        <p class="foot">{t('formulas.ofWorkloads', { count: totals().workloads })}</p>
      </div>
      <div class="kpi">
        <h3>{t('formulas.unknown')}</h3>
        <p class="big">{fmt.integer(totals().unknown)}</p>
        <Show when={totals().lost > 0}>
          <p class="foot strong">{t('formulas.lost', { count: totals().lost })}</p>
        </Show>
      </div>
    </div>
  )
}

function ByFormula(props: { effect: Shown }) {
  return (
    <Show when={props.effect.formulas.length > 0}>
      <section>
        <h3>{t('formulas.byFormula')}</h3>
        <ScrollRegion label={t('workload.scrolling', { name: t('formulas.byFormula') })}>
          <table class="tbl fx-t">
            <caption class="vh">{t('formulas.byFormula')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('formulas.formula')}</th>
                <Amounts />
              </tr>
            </thead>
            <tbody>
              <For each={props.effect.formulas}>
                {(one) => (
                  <tr>
                    <th scope="row" class="mono">
                      {one.name}
                    </th>
                    <td class="num">{fmt.decimal(one.before, 2)}</td>
                    <td class="num">{fmt.decimal(one.after, 2)}</td>
                    <td class="num">{fmt.difference(one.after - one.before, 2)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </section>
    </Show>
  )
}

function Amounts() {
  return (
    <>
      <th scope="col" class="num">
        {t('formulas.before')}
      </th>
      <th scope="col" class="num">
        {t('formulas.after')}
      </th>
      <th scope="col" class="num">
        {t('formulas.difference')}
      </th>
    </>
  )
}

function ByWorkload(props: { effect: Shown }) {
  return (
    <section>
      <h3>{t('formulas.byWorkload')}</h3>
      <Show when={props.effect.totals.changed > props.effect.most}>
        <p class="hint">{t('formulas.byWorkloadMost', { most: props.effect.most })}</p>
      </Show>
      <ScrollRegion label={t('workload.scrolling', { name: t('formulas.byWorkload') })} class="fx-l">
        <table class="tbl fx-t">
          <caption class="vh">{t('formulas.byWorkload')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('formulas.workload')}</th>
              <th scope="col">{t('formulas.body')}</th>
              <th scope="col">{t('formulas.option')}</th>
              <Amounts />
            </tr>
          </thead>
          <tbody>
            <For each={props.effect.rows}>{(row) => <WorkloadLine row={row} />}</For>
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function WorkloadLine(props: { row: EffectRow }) {
  const row = () => props.row
  const difference = () => {
    const { before, after } = row()
    if (before === null) return t('formulas.figureFound')
    return after === null ? t('formulas.figureLost') : fmt.difference(after - before, 2)
  }
  const amount = (value: number | null) => (value === null ? t('ui.unknown') : fmt.decimal(value, 2))
  return (
    <tr>
      <th scope="row">
        <Show when={may('inventory.read')} fallback={<span class="mono">{row().workload}</span>}>
          <a class="mono" href={`/charges/${encodeURIComponent(row().workload)}`}>
            {row().workload}
          </a>
        </Show>{' '}
        {row().name}
      </th>
      <td>{row().body}</td>
      <td class="mono sm">{row().option}</td>
      <td class="num">{amount(row().before)}</td>
      <td class="num">{amount(row().after)}</td>
      <td class="num">{difference()}</td>
    </tr>
  )
}
