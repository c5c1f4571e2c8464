import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { CadastreRow } from '#models/home/home.views.ts'
import type { Verdict } from '#models/rules/verdict.ts'
import { fmt, language, type TextKey, t } from '#client/i18n/i18n.ts'
import { LinkButton } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { VerdictMark, verdictWord } from '#client/ui/verdict-mark.tsx'
import { type CadastreLot, cadastreRows, type DrawnRow, isThin, type Placement, placements } from './cadastre-lots.ts'

type Colouring = 'placement' | 'verdict'
const placementText: Readonly<Record<Placement, TextKey>> = {
  public: 'home.placementPublic',
  state: 'home.placementState',
  legacy: 'home.placementLegacy',
  none: 'home.placementNone',
}
const verdicts: readonly Verdict[] = ['allow', 'allow-with-mitigation', 'require', 'forbid', 'undetermined']

function verdictOf(lot: CadastreLot): Verdict | undefined {
  return verdicts.find((verdict) => verdict === lot.verdict)
}

/** From a million dollars on, the whole column is in millions. */
const millionCents = 100_000_000

type Pointed = { readonly row: DrawnRow; readonly lot: CadastreLot }

function Tip(props: { pointed: Pointed }) {
  const lot = () => props.pointed.lot
  const cost = () => {
    const cents = lot().cents
    return cents === null ? t('home.costUnknown') : t('home.perYear', { amount: fmt.money(cents / 100) })
  }
  return (
    <div class="tip pop" role="status">
      <b>{lot().workload === null ? t('home.lots', { count: lot().count }) : lot().name}</b>
      {props.pointed.row.body ?? t('home.othersShort')}, {t(placementText[lot().placement])}, {cost()}
      <Show when={lot().workload === null ? undefined : verdictOf(lot())}>
        {(verdict) => (
          <div>
            <VerdictMark verdict={verdict()} />
          </div>
        )}
      </Show>
    </div>
  )
}

function Row(props: {
  row: DrawnRow
  scale: number
  colouring: Colouring
  pointed: Pointed | undefined
  onPoint: (pointed: Pointed | undefined) => void
  onOpen: (lot: CadastreLot) => void
}) {
  const [at, setAt] = createSignal(0)
  const width = (lot: CadastreLot) => (lot.cents === null || props.scale === 0 ? 0 : (lot.cents / props.scale) * 100)
  const name = () => {
    const own = props.row.name
    return own === null ? t('home.others', { count: props.row.bodies }) : own[language()]
  }
  const spoken = () =>
    t('home.cadastreRow', {
      body: name(),
      total: fmt.compactMoney(props.row.cents / 100),
      lots: t('home.lots', { count: props.row.lots.reduce((sum, lot) => sum + lot.count, 0) }),
    })
  const point = (place: number) => {
    const next = Math.max(0, Math.min(props.row.lots.length - 1, place))
    setAt(next)
    const lot = props.row.lots[next]
    if (lot !== undefined) props.onPoint({ row: props.row, lot })
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowRight') point(at() + 1)
    else if (event.key === 'ArrowLeft') point(at() - 1)
    else if (event.key === 'Home') point(0)
    else if (event.key === 'End') point(props.row.lots.length - 1)
    else if (event.key === 'Enter' && props.pointed !== undefined) props.onOpen(props.pointed.lot)
    else if (event.key === 'Escape') props.onPoint(undefined)
    else return
    event.preventDefault()
  }
  return (
    <div class="cad-r">
      <b title={name()}>{props.row.body ?? t('home.othersShort')}</b>
      {/* One stop for the row; the arrows move inside it, as in a toolbar. */}
      <div
        class="lots"
        role="toolbar"
        tabindex="0"
        aria-label={spoken()}
        onFocus={() => point(at())}
        onBlur={() => props.onPoint(undefined)}
        onKeyDown={onKeyDown}
      >
        <For each={props.row.lots}>
          {(lot, place) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the row above has the keyboard
            <i
              class={props.colouring === 'placement' ? `p-${lot.placement}` : `vd-${lot.verdict}`}
              classList={{
                t: isThin(lot, props.scale),
                'no-cost': lot.cents === null,
                sel: props.pointed?.lot === lot,
              }}
              style={{ '--w': `${width(lot)}%` }}
              onPointerEnter={() => point(place())}
              onPointerLeave={() => props.onPoint(undefined)}
              onClick={() => props.onOpen(lot)}
            />
          )}
        </For>
      </div>
      <span>{fmt.moneyIn(props.scale >= millionCents ? 'M' : 'k', props.row.cents / 100)}</span>
    </div>
  )
}

function Table(props: { rows: readonly DrawnRow[] }) {
  const rowName = (row: DrawnRow) =>
    row.name === null ? t('home.others', { count: row.bodies }) : `${row.body ?? ''}, ${row.name[language()]}`
  return (
    <details class="alt">
      <summary>{t('ui.seeTable')}</summary>
      <ScrollRegion label={t('home.cadastre')}>
        <table class="tbl plain">
          <thead>
            <tr>
              <th scope="col">{t('home.body')}</th>
              <th scope="col" class="num">
                {t('home.total')}
              </th>
              <For each={placements}>
                {(placement) => (
                  <th scope="col" class="num">
                    {t(placementText[placement])}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.rows}>
              {(row) => (
                <tr>
                  <th scope="row">
                    {rowName(row)}
                    <Show when={row.unknown > 0}>
                      <small class="mut3"> {t('home.costUnknownLots', { count: row.unknown })}</small>
                    </Show>
                  </th>
                  <td class="num">{fmt.thousands(row.cents / 100)}</td>
                  <For each={placements}>
                    {(placement) => <td class="num">{fmt.thousands(row.byPlacement[placement] / 100)}</td>}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}

function Legend(props: { colouring: Colouring }) {
  return (
    <ul class="legend">
      <Show
        when={props.colouring === 'placement'}
        fallback={
          <For each={verdicts}>
            {(verdict) => (
              <li>
                <i class={`sw vd-${verdict}`} />
                {verdictWord(verdict)}
              </li>
            )}
          </For>
        }
      >
        <For each={placements}>
          {(placement) => (
            <li>
              <i class={`sw p-${placement}`} />
              {t(placementText[placement])}
            </li>
          )}
        </For>
      </Show>
    </ul>
  )
}

/** Strips of land along the river: where the money is and where it runs, a row a body, a lot a workload. */
export function Cadastre(props: { rows: readonly CadastreRow[] }) {
  const navigate = useNavigate()
  const [colouring, setColouring] = createSignal<Colouring>('placement')
  const [pointed, setPointed] = createSignal<Pointed>()
  const rows = createMemo(() => cadastreRows(props.rows))
  const scale = () => Math.max(0, ...rows().map((row) => row.cents))
  return (
    <Panel
      flush
      title={t('home.cadastre')}
      note={t('home.cadastreNote')}
      end={
        <Segmented
          label={t('home.colourBy')}
          value={colouring()}
          options={[
            { value: 'placement', text: t('home.placement') },
            { value: 'verdict', text: t('home.verdict') },
          ]}
          onChange={setColouring}
        />
      }
      footer={
        <>
          <Legend colouring={colouring()} />
          <span class="grow" />
          <div>
            <Table rows={rows()} />
          </div>
        </>
      }
    >
      <Show
        when={scale() > 0}
        fallback={
          <Empty title={t('home.cadastreEmpty')} action={<LinkButton href="/importer">{t('app.import')}</LinkButton>}>
            {t('home.cadastreEmptyText')}
          </Empty>
        }
      >
        <div class="cad">
          <For each={rows()}>
            {(row) => (
              <Row
                row={row}
                scale={scale()}
                colouring={colouring()}
                pointed={pointed()?.row === row ? pointed() : undefined}
                onPoint={setPointed}
                onOpen={(lot) => {
                  if (lot.workload !== null) navigate(`/charges/${lot.workload}`)
                }}
              />
            )}
          </For>
          <Show when={pointed()}>{(it) => <Tip pointed={it()} />}</Show>
        </div>
      </Show>
    </Panel>
  )
}
