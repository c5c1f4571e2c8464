import '#client/claims/claims.css'
import { createMemo, createSignal, Index, Show } from 'solid-js'
import { benefitTypes, lifeStates } from '#models/benefits/register.schemas.ts'
import type { RegisterLine, RegisterPage } from '#models/benefits/register.views.ts'
import { fold } from '#models/shared/fold.ts'
import { may, session } from '#client/api/access.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, language, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { createRowWindow } from '#client/ui/row-window.ts'
import { Segmented } from '#client/ui/segmented.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { lifeText, typeText } from './benefit-words.ts'
import { amountsOf, type Beside, unitOf, type Validation, validationLook, validationOf } from './register-standing.ts'

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
type Shown = 'all' | 'validate' | 'contested' | 'unmeasured' | 'waiting' | 'losses'
const keeps: Readonly<Record<Shown, (line: RegisterLine, validation: Validation) => boolean>> = {
  all: () => true,
  validate: (_line, validation) => validation === 'to-validate',
  contested: (_line, validation) => validation === 'contested',
  unmeasured: (_line, validation) => validation === 'not-measured',
  waiting: (line) => line.waiting > 0,
  losses: (line) => line.sign < 0,
}
const shownText: Readonly<Record<Shown, TextKey>> = {
  all: 'benefits.showAll',
  validate: 'benefits.showToValidate',
  contested: 'benefits.showContested',
  unmeasured: 'benefits.showUnmeasured',
  waiting: 'benefits.showWaiting',
  losses: 'benefits.showLosses',
}
const shownOrder = Object.keys(keeps) as readonly Shown[] // the keys of the object above
const columns = 9

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

/** What is not known is a dash, read as such. */
function Amount(props: { children: string | null }) {
  return (
    <Show when={props.children} fallback={<span class="mut">{unknownMark}</span>}>
      {(text) => <>{text()}</>}
    </Show>
  )
}

function Line(props: {
  line: RegisterLine
  place: number
  /** The same line as known now; undefined when the page shows now. */
  now: RegisterLine | undefined
  beside: Beside
  text: (cad: number) => string
  isSelected: boolean
  onSelect: () => void
}) {
  const status = () => props.beside.statuses?.get(props.line.code)
  const amounts = () => amountsOf(props.line, status(), props.text)
  const look = () => validationLook[validationOf(props.line, props.beside)]
  const plannedNow = () =>
    props.now === undefined ? undefined : (amountsOf(props.now, undefined, props.text).planned ?? unknownMark)
  return (
    <tr aria-rowindex={props.place + 2} aria-selected={props.isSelected}>
      <th scope="row">
        <span class="bn-name">
          <span class="mono">{props.line.code}</span>
          <button type="button" class="lk" title={said(props.line.title)} onClick={() => props.onSelect()}>
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
        <Then then={amounts().planned ?? unknownMark} now={plannedNow()} />
      </td>
      <td class="num">
        <Amount>{amounts().realised}</Amount>
      </td>
      <td class="num">
        <Amount>{amounts().p50}</Amount>
      </td>
      <td class="num">
        <Amount>{amounts().gap}</Amount>
      </td>
      <td>
        <Show when={status()?.grade} fallback={<span class="mut">{unknownMark}</span>}>
          {(grade) => (
            <span class="gr" title={t('claims.gradeOf', { grade: grade() })}>
              {grade()}
            </span>
          )}
        </Show>
      </td>
      <td>
        <StatusMark tone={look().tone}>{t(look().text)}</StatusMark>
        <Show when={props.line.waiting > 0}>
          {' '}
          <span class="tag warn">{t('benefits.waiting', { count: props.line.waiting })}</span>
        </Show>
      </td>
    </tr>
  )
}

/** The register: every benefit of the filter, drawn as one scrolls; the filters are in the link. */
export function RegisterPanel(props: {
  page: RegisterPage
  current: ReadonlyMap<string, RegisterLine> | undefined
  beside: Beside
  search: Search
  onSearch: (next: Partial<Search>) => void
  selected: string | undefined
  onSelect: (code: string) => void
  onAdd: () => void
}) {
  const [text, setText] = createSignal(props.search.q ?? '')
  const shown = (): Shown => shownOrder.find((one) => one === props.search.montrer) ?? 'all'
  const validations = createMemo(() => props.page.items.map((line) => validationOf(line, props.beside)))
  const unit = createMemo(() => unitOf(props.beside.statuses?.values() ?? []))
  const kept = (line: RegisterLine, i: number, by: Shown) => keeps[by](line, validations()[i] ?? 'not-measured')
  const folded = createMemo(() =>
    props.page.items.map((line) =>
      fold(`${line.code} ${line.title.fr} ${line.title.en} ${line.body} ${line.workloads.join(' ')}`),
    ),
  )
  const rows = createMemo(() => {
    const words = fold(text()).split(' ').filter(Boolean)
    return props.page.items.filter(
      (line, i) => kept(line, i, shown()) && words.every((word) => folded()[i]?.includes(word) === true),
    )
  })
  const lines = createRowWindow({ count: () => rows().length, heightToken: '--bn-row', headLines: 1 })
  const visible = createMemo(() => rows().slice(lines.first(), lines.last()))
  const counts = createMemo(() =>
    shownOrder.map((by) => ({ by, count: props.page.items.filter((line, i) => kept(line, i, by)).length })),
  )
  return (
    <Panel
      flush
      title={t('benefits.registerTitle')}
      note={t('benefits.shownIn', {
        unit: unit().name,
        shown: fmt.integer(rows().length),
        total: fmt.integer(props.page.items.length),
      })}
      end={
        <Segmented<Shown>
          label={t('benefits.show')}
          value={shown()}
          options={counts().map(({ by, count }) => ({
            value: by,
            text: t(shownText[by], { count: fmt.integer(count) }),
          }))}
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
                <th scope="col" class="num" title={t('benefits.plannedWhat')}>
                  {t('benefits.plannedColumn')}
                </th>
                <th scope="col" class="num" title={t('benefits.realisedWhat')}>
                  {t('benefits.realised')}
                </th>
                <th scope="col" class="num" title={t('benefits.p50What')}>
                  P50
                </th>
                <th scope="col" class="num" title={t('benefits.gapWhat')}>
                  {t('benefits.gapColumn')}
                </th>
                <th scope="col">{t('benefits.proof')}</th>
                <th scope="col">{t('benefits.validation')}</th>
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
                    beside={props.beside}
                    text={unit().text}
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
