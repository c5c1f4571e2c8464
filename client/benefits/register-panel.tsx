import { createMemo, createSignal, Index, Show } from 'solid-js'
import { benefitTypes, lifeStates } from '#models/benefits/register.schemas.ts'
import type { RegisterLine, RegisterPage } from '#models/benefits/register.views.ts'
import { fold } from '#models/shared/fold.ts'
import { may, session } from '#client/api/access.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, language, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { createRowWindow } from '#client/ui/row-window.ts'
import { Segmented } from '#client/ui/segmented.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { inUnit, lifeText, lifeTone, typeText } from './benefit-words.ts'

/** What of the page is in its link. */
export type Search = {
  readonly benefice?: string
  readonly connu?: string
  readonly organisme?: string
  readonly type?: string
  readonly etat?: string
  readonly sens?: string
  readonly q?: string
  readonly montrer?: string
}
type Shown = 'all' | 'waiting' | 'unmeasured' | 'losses'
const keeps: Readonly<Record<Shown, (line: RegisterLine) => boolean>> = {
  all: () => true,
  waiting: (line) => line.waiting > 0,
  unmeasured: (line) => line.lastMeasured === null,
  losses: (line) => line.sign < 0,
}
const columns = 8

function Filters(props: { search: Search; onSearch: (next: Partial<Search>) => void }) {
  const bodies = () => session()?.bodies ?? []
  const any = { value: '', text: t('benefits.any') }
  return (
    <div class="bn-f" role="group" aria-label={t('benefits.filters')}>
      <Show when={bodies().length > 1}>
        <SelectField
          label={t('benefits.bodyLong')}
          value={props.search.organisme ?? ''}
          options={[
            any,
            ...bodies().map((one) => ({
              value: one.code,
              text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
            })),
          ]}
          onChange={(organisme) => props.onSearch({ organisme })}
        />
      </Show>
      <SelectField
        label={t('benefits.type')}
        value={props.search.type ?? ''}
        options={[any, ...benefitTypes.map((one) => ({ value: one as string, text: t(typeText[one]) }))]}
        onChange={(type) => props.onSearch({ type })}
      />
      <SelectField
        label={t('benefits.life')}
        value={props.search.etat ?? ''}
        options={[any, ...lifeStates.map((one) => ({ value: one as string, text: t(lifeText[one]) }))]}
        onChange={(etat) => props.onSearch({ etat })}
      />
    </div>
  )
}

/** A value of a past day, with what it became since. */
function Then(props: { then: string; now: string | undefined }) {
  return (
    <>
      {props.then}
      <Show when={props.now !== undefined && props.now !== props.then}>
        <small class="bn-now">{t('benefits.nowIs', { value: props.now ?? '' })}</small>
      </Show>
    </>
  )
}

const planned = (line: RegisterLine) => {
  if (line.plannedCadPerYear !== null) return fmt.money(line.plannedCadPerYear)
  return line.target === null || line.unit === null ? unknownMark : inUnit(line.target, line.unit)
}
const first = (line: RegisterLine) => (line.firstCadPerYear === null ? unknownMark : fmt.money(line.firstCadPerYear))

function Line(props: {
  line: RegisterLine
  place: number
  /** The same line as known now; undefined when the page shows now. */
  now: RegisterLine | undefined
  isSelected: boolean
  onSelect: () => void
}) {
  return (
    <tr aria-rowindex={props.place + 2} aria-selected={props.isSelected}>
      <th scope="row">
        <span class="bn-name">
          <span class="mono">{props.line.code}</span>
          <button type="button" class="lk" onClick={() => props.onSelect()}>
            {said(props.line.title)}
          </button>
        </span>
      </th>
      <td>{props.line.body}</td>
      <td class="mut">
        {t(typeText[props.line.type])}
        <Show when={props.line.sign < 0}>
          {' '}
          <span class="tag warn">{t('benefits.loss')}</span>
        </Show>
      </td>
      <td class="num">
        <Then then={planned(props.line)} now={props.now === undefined ? undefined : planned(props.now)} />
      </td>
      <td class="num mut">{first(props.line)}</td>
      <td>
        <Show
          when={props.line.lastMeasured}
          fallback={<StatusMark tone="none">{t('benefits.notMeasured')}</StatusMark>}
        >
          {(month) => month()}
        </Show>
      </td>
      <td>
        <StatusMark tone={lifeTone[props.line.life]}>
          <Then
            then={t(lifeText[props.line.life])}
            now={props.now === undefined ? undefined : t(lifeText[props.now.life])}
          />
        </StatusMark>
      </td>
      <td>
        <Show when={props.line.waiting > 0} fallback={<span class="mut">{unknownMark}</span>}>
          <StatusMark tone="warn">{t('benefits.waiting', { count: props.line.waiting })}</StatusMark>
        </Show>
      </td>
    </tr>
  )
}

/** The register: every benefit of the filter, drawn as one scrolls; the filters are in the link. */
export function RegisterPanel(props: {
  page: RegisterPage
  current: ReadonlyMap<string, RegisterLine> | undefined
  search: Search
  onSearch: (next: Partial<Search>) => void
  selected: string | undefined
  onSelect: (code: string) => void
  onAdd: () => void
}) {
  const [text, setText] = createSignal(props.search.q ?? '')
  const shown = (): Shown => (props.search.montrer ?? 'all') as Shown // an unknown word keeps all, below
  const folded = createMemo(() =>
    props.page.items.map((line) => fold(`${line.code} ${line.title.fr} ${line.title.en} ${line.body}`)),
  )
  const rows = createMemo(() => {
    const words = fold(text()).split(' ').filter(Boolean)
    const keep = keeps[shown()] ?? keeps.all
    return props.page.items.filter(
      (line, i) => keep(line) && words.every((word) => folded()[i]?.includes(word) === true),
    )
  })
  const lines = createRowWindow({ count: () => rows().length, heightToken: '--bn-row', headLines: 1 })
  const visible = createMemo(() => rows().slice(lines.first(), lines.last()))
  const { counts } = props.page
  return (
    <Panel
      flush
      title={t('benefits.registerTitle')}
      note={t('benefits.shown', { shown: fmt.integer(rows().length), total: fmt.integer(props.page.items.length) })}
      end={
        <Segmented<Shown>
          label={t('benefits.show')}
          value={shown() in keeps ? shown() : 'all'}
          options={[
            { value: 'all', text: t('benefits.showAll', { count: fmt.integer(counts.all) }) },
            { value: 'waiting', text: t('benefits.showWaiting', { count: fmt.integer(counts.waiting) }) },
            { value: 'unmeasured', text: t('benefits.showUnmeasured', { count: fmt.integer(counts.unmeasured) }) },
            { value: 'losses', text: t('benefits.showLosses', { count: fmt.integer(counts.disBenefits) }) },
          ]}
          onChange={(montrer) => props.onSearch({ montrer })}
        />
      }
    >
      <div class="bn-tools">
        <div class="search">
          <Icon name="search" />
          <input
            class="in"
            type="search"
            placeholder={t('benefits.filter')}
            aria-label={t('benefits.filter')}
            value={text()}
            onInput={(event) => {
              setText(event.currentTarget.value)
              lines.toTop()
            }}
            onChange={(event) => props.onSearch({ q: event.currentTarget.value })}
          />
        </div>
        <Filters search={props.search} onSearch={props.onSearch} />
      </div>
      <Show
        when={rows().length > 0}
        fallback={
          <Empty
            title={t('benefits.noneShown')}
            action={
              <Show when={may('benefits.edit')}>
                <Button icon="plus" onClick={() => props.onAdd()}>
                  {t('benefits.add')}
                </Button>
              </Show>
            }
          >
            {t('benefits.noneShownText')}
          </Empty>
        }
      >
        <div
          class="bn-list scroll-x"
          classList={{ then: props.current !== undefined }}
          ref={(element) => lines.attach(element)}
          onScroll={lines.onScroll}
          role="region"
          aria-label={t('workload.scrolling', { name: t('benefits.registerTitle') })}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must be focusable to be scrolled by keyboard
          tabindex="0"
        >
          <table class="tbl bn-t" aria-rowcount={rows().length + 1}>
            <caption class="vh">{t('benefits.registerTitle')}</caption>
            <thead>
              <tr aria-rowindex="1">
                <th scope="col">{t('benefits.benefit')}</th>
                <th scope="col">{t('benefits.body')}</th>
                <th scope="col">{t('benefits.type')}</th>
                <th scope="col" class="num">
                  {t('benefits.plannedYear')}
                </th>
                <th scope="col" class="num">
                  {t('benefits.firstYear')}
                </th>
                <th scope="col">{t('benefits.measuredTo')}</th>
                <th scope="col">{t('benefits.life')}</th>
                <th scope="col">{t('benefits.secondPerson')}</th>
              </tr>
            </thead>
            <tbody>
              <Show when={lines.first() > 0}>
                <tr aria-hidden="true" class="gap">
                  <td colspan={columns} style={{ height: `${lines.first() * lines.rowHeight()}px` }} />
                </tr>
              </Show>
              <Index each={visible()}>
                {(line, place) => (
                  <Line
                    line={line()}
                    place={lines.first() + place}
                    now={props.current?.get(line().code)}
                    isSelected={props.selected === line().code}
                    onSelect={() => props.onSelect(line().code)}
                  />
                )}
              </Index>
              <Show when={lines.last() < rows().length}>
                <tr aria-hidden="true" class="gap">
                  <td colspan={columns} style={{ height: `${(rows().length - lines.last()) * lines.rowHeight()}px` }} />
                </tr>
              </Show>
            </tbody>
          </table>
        </div>
      </Show>
    </Panel>
  )
}
