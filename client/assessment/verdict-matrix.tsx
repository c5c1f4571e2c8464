import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import type { OptionAssessment, WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { restsOnExemption } from '#models/rules/placement-verdict.ts'
import type { RuleOutcome } from '#models/rules/verdict.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { ForceTag } from '#client/ui/force-tag.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { VerdictMark } from '#client/ui/verdict-mark.tsx'
import { cellLook, cellWords, resultWord, saysSomething } from './cell-look.ts'
import { createExplanation } from './explanation.ts'
import { Opening } from './opening.tsx'
import { optionPlace } from './option-name.ts'
import { decidingRows, optionsBestFirst, type RuleRow, ruleRows } from './option-order.ts'
import { PackFlag } from './pack-flag.tsx'
import { PlacesPanel } from './places-panel.tsx'
import { ReasonPanel } from './reason-panel.tsx'
import './assessment.css'

type Place = { readonly row: number; readonly column: number }

const legend = ['allow', 'require', 'allow-with-mitigation', 'forbid', 'undetermined'] as const
const ruleWidth = 226
const optionWidth = 116

function OptionHead(props: { option: OptionAssessment; isBest: boolean }) {
  const notes = () =>
    [optionPlace(props.option), props.option.fictitious ? t('assessment.fictitious') : undefined]
      .filter((note) => note !== undefined)
      .join(', ')
  return (
    <th scope="col" classList={{ best: props.isBest }}>
      <span class="oh">
        <span class="on">
          {said(props.option.label)}
          <Show when={props.isBest}>
            <span class="vh">, {t('assessment.bestOption')}</span>
          </Show>
        </span>
        <small>{notes()}</small>
        <VerdictMark verdict={props.option.verdict.verdict} />
      </span>
      <Show when={restsOnExemption(props.option.verdict)}>
        <small>{t('exemptions.by')}</small>
      </Show>
    </th>
  )
}

function Cell(props: {
  rule: RuleOutcome
  option: OptionAssessment
  isChosen: boolean
  isBest: boolean
  place: Place
  onChoose: () => void
  onKey: (event: KeyboardEvent) => void
}) {
  const look = () => cellLook(props.rule.result)
  return (
    <td classList={{ sel: props.isChosen, best: props.isBest }}>
      <button
        type="button"
        class={`vc ${look().tone}`}
        tabindex={props.isChosen ? 0 : -1}
        data-cell={`${props.place.row} ${props.place.column}`}
        title={`${props.rule.id}, ${said(props.option.label)} : ${resultWord(props.rule)}`}
        onClick={() => props.onChoose()}
        onFocus={() => props.onChoose()}
        onKeyDown={(event) => props.onKey(event)}
      >
        <Icon name={look().icon} />
        <span class="vh">{resultWord(props.rule)} </span>
        {/* A rule that is passed shows its disc alone: exceptions stand out. */}
        <Show when={props.rule.result !== 'pass'}>
          <span class="w" aria-hidden={cellWords(props.rule) === resultWord(props.rule) ? 'true' : undefined}>
            {cellWords(props.rule)}
          </span>
        </Show>
      </button>
    </td>
  )
}

function moveFrom(place: Place, key: string, rows: number, columns: number): Place | undefined {
  const within = (value: number, size: number) => Math.max(0, Math.min(size - 1, value))
  switch (key) {
    case 'ArrowRight':
      return { ...place, column: within(place.column + 1, columns) }
    case 'ArrowLeft':
      return { ...place, column: within(place.column - 1, columns) }
    case 'ArrowDown':
      return { ...place, row: within(place.row + 1, rows) }
    case 'ArrowUp':
      return { ...place, row: within(place.row - 1, rows) }
    case 'Home':
      return { ...place, column: 0 }
    case 'End':
      return { ...place, column: columns - 1 }
    default:
      return undefined
  }
}

/** Rules × options. Arrows move the cell and the reasons under the table follow. */
export function VerdictMatrix(props: { assessment: WorkloadAssessment; owner: string | null }) {
  const options = createMemo(() => optionsBestFirst(props.assessment))
  const allRows = createMemo(() => ruleRows(options()))
  const [showAll, setShowAll] = createSignal(false)
  const deciding = createMemo(() => decidingRows(allRows(), options()))
  const rows = (): readonly RuleRow[] => (showAll() ? allRows() : deciding())
  // Opens on what weighs on the best option, else on what decides first.
  const weighing = () => deciding().findIndex(({ cells }) => cells[0] !== undefined && saysSomething(cells[0].result))
  const [chosen, setChosen] = createSignal<Place>({ row: Math.max(0, weighing()), column: 0 })
  const place = (): Place => ({
    row: Math.min(chosen().row, Math.max(0, rows().length - 1)),
    column: Math.min(chosen().column, Math.max(0, options().length - 1)),
  })
  const chosenRule = () => rows()[place().row]?.cells[place().column]
  const chosenOption = () => options()[place().column]
  const explanation = createExplanation(
    () => props.assessment.workload,
    () => chosenOption()?.option,
  )
  const silent = () => allRows().filter((row) => !row.decides).length
  const waiting = () => allRows().length - silent() - deciding().length
  const id = createUniqueId()
  let table: HTMLTableElement | undefined
  const onKey = (event: KeyboardEvent) => {
    const next = moveFrom(place(), event.key, rows().length, options().length)
    if (next === undefined) return
    event.preventDefault()
    setChosen(next)
    table?.querySelector<HTMLButtonElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus()
  }
  const matrix = () => (
    <Panel
      flush
      title={t('assessment.matrix')}
      note={<Show when={options()[0]}>{(option) => <PackFlag pack={option().verdict.pack} />}</Show>}
      end={
        <ul class="legend" aria-label={t('assessment.legend')}>
          <For each={legend}>
            {(verdict) => (
              <li>
                <VerdictMark verdict={verdict} />
              </li>
            )}
          </For>
        </ul>
      }
      footer={
        <>
          <Show when={!showAll() && waiting() > 0}>
            <span>{t('assessment.waitingRules', { count: waiting() })}</span>
          </Show>
          <Show when={!showAll() && silent() > 0}>
            <span>{t('assessment.otherRules', { count: silent() })}</span>
          </Show>
          <Show when={silent() + waiting() > 0}>
            <Button small kind="quiet" expanded={showAll()} onClick={() => setShowAll(!showAll())}>
              {showAll() ? t('assessment.seeDecidingRules') : t('assessment.seeAllRules', { count: allRows().length })}
            </Button>
          </Show>
        </>
      }
    >
      <ScrollRegion label={t('workload.scrolling', { name: t('assessment.matrix') })} class="mx-scroll">
        <table
          class="tbl mx"
          aria-labelledby={`${id}-caption`}
          ref={(element) => (table = element)}
          style={{ 'min-width': `${ruleWidth + options().length * optionWidth}px` }}
        >
          <caption class="vh" id={`${id}-caption`}>
            {t('assessment.matrix')}
          </caption>
          <thead>
            <tr>
              <th scope="col" class="src">
                {t('assessment.ruleAndSource')}
              </th>
              <For each={options()}>
                {(option) => <OptionHead option={option} isBest={option.option === props.assessment.best} />}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(row, rowPlace) => (
                <tr>
                  <th scope="row">
                    <span class="rt">{said(row.rule.text)}</span>
                    <small>
                      <span class="mono">{row.rule.id}</span>{' '}
                      <ForceTag force={row.rule.force} evidence={row.rule.status} />
                    </small>
                  </th>
                  <For each={row.cells}>
                    {(cell, column) => (
                      <Show
                        when={cell !== undefined ? { cell, option: options()[column()] } : undefined}
                        fallback={<td aria-label={t('ui.unknown')}>–</td>}
                      >
                        {(at) => (
                          <Show when={at().option}>
                            {(option) => (
                              <Cell
                                rule={at().cell}
                                option={option()}
                                isBest={option().option === props.assessment.best}
                                isChosen={place().row === rowPlace() && place().column === column()}
                                place={{ row: rowPlace(), column: column() }}
                                onChoose={() => setChosen({ row: rowPlace(), column: column() })}
                                onKey={onKey}
                              />
                            )}
                          </Show>
                        )}
                      </Show>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
      <Show when={rows().length > 0} fallback={<p class="panel-b sm mut">{t('assessment.nothingDecides')}</p>}>
        <Show when={chosenRule()}>
          {(rule) => (
            <Show when={chosenOption()}>
              {(option) => (
                <ReasonPanel rule={rule()} option={option()} owner={props.owner} workload={props.assessment.workload} />
              )}
            </Show>
          )}
        </Show>
      </Show>
      <Opening explanation={explanation} owner={props.owner} />
    </Panel>
  )
  return (
    <>
      {matrix()}
      <Show when={explanation.shown()}>
        {(its) => <PlacesPanel explanation={its()} isStale={explanation.isStale()} />}
      </Show>
    </>
  )
}
