import { useSearchParams } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import {
  awaitingStates,
  type ClaimGrade,
  claimGrades,
  type ClaimNature,
  claimNatures,
  type ClaimState,
  claimStates,
} from '#models/claims/claim.schemas.ts'
import type { ClaimLine } from '#models/claims/claim.views.ts'
import { may } from '#client/api/access.ts'
import { claimRegister, claimsKnownPath } from '#client/api/claims.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { createShortcuts } from '#client/ui/keys.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { createTitle } from '#client/ui/title.ts'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { AsKnownSlider } from '#client/benefits/as-known-slider.tsx'
import { ClaimForm } from './claim-form.tsx'
import { ClaimTotalsBar } from './claim-totals.tsx'
import { ClaimsDrawer } from './claims-drawer.tsx'
import { ageDays, ageWords, amountWords, natureText, stateLook } from './claim-words.ts'
import './claims.css'

type Search = {
  readonly etat?: string
  readonly organisme?: string
  readonly nature?: string
  readonly cote?: string
  /** The claim that is open. */
  readonly r?: string
  /** The benefit that is being claimed. */
  readonly reclamer?: string
  /** The day at whose end claims are shown as they were known. */
  readonly connu?: string
}
type StateFilter = ClaimState | 'awaiting' | 'all'

/** Filters as the link says them; what awaits is shown when it says nothing. */
function filtersOf(search: Search) {
  const states: readonly StateFilter[] = [...claimStates, 'awaiting', 'all']
  return {
    state: states.find((one) => one === search.etat) ?? 'awaiting',
    body: search.organisme ?? '',
    nature: claimNatures.find((one) => one === search.nature) ?? '',
    grade: claimGrades.find((one) => one === search.cote) ?? '',
  } as const
}

function Filters(props: { claims: readonly ClaimLine[]; search: Search; onSearch: (next: Search) => void }) {
  const filters = () => filtersOf(props.search)
  const bodies = () => [...new Set(props.claims.map((one) => one.body))].toSorted((a, b) => a.localeCompare(b))
  return (
    <div class="rc-f" role="group" aria-label={t('claims.filters')}>
      <SelectField<StateFilter>
        label={t('claims.state')}
        value={filters().state}
        options={[
          { value: 'awaiting', text: t('claims.awaiting') },
          { value: 'all', text: t('claims.allStates') },
          ...claimStates.map((one) => ({ value: one, text: t(stateLook[one].text) })),
        ]}
        onChange={(etat) => props.onSearch({ etat })}
      />
      <SelectField
        label={t('claims.body')}
        value={filters().body}
        options={[{ value: '', text: t('claims.allBodies') }, ...bodies().map((one) => ({ value: one, text: one }))]}
        onChange={(organisme) => props.onSearch({ organisme })}
      />
      <SelectField<ClaimNature | ''>
        label={t('claims.nature')}
        value={filters().nature}
        options={[
          { value: '', text: t('claims.allNatures') },
          ...claimNatures.map((one) => ({ value: one, text: t(natureText[one]) })),
        ]}
        onChange={(nature) => props.onSearch({ nature })}
      />
      <SelectField<ClaimGrade | ''>
        label={t('claims.grade')}
        value={filters().grade}
        options={[{ value: '', text: '–' }, ...claimGrades.map((one) => ({ value: one, text: one }))]}
        onChange={(cote) => props.onSearch({ cote })}
      />
    </div>
  )
}

function Row(props: { claim: ClaimLine; now: number; isCurrent: boolean; onOpen: () => void }) {
  const one = () => props.claim
  const age = () => (awaitingStates.includes(one().state) ? ageDays(one(), props.now) : undefined)
  return (
    <tr classList={{ cur: props.isCurrent }} aria-current={props.isCurrent ? 'true' : undefined}>
      <th scope="row" class="nb">
        <button
          type="button"
          class="lk mono"
          aria-label={t('claims.open', { code: one().code })}
          onClick={() => props.onOpen()}
        >
          {one().code}
        </button>
      </th>
      <td>
        {said(one().benefitTitle)}
        <br />
        <small class="mut">
          <span class="mono">{one().benefit}</span>, {t(natureText[one().nature])}
        </small>
      </td>
      <td>{one().body}</td>
      <td class="nb">{fmt.months(one().from, one().to)}</td>
      <td class="num">{amountWords(one().net, one().unit)}</td>
      <td class="num">
        <Show when={one().accepted} fallback={<span class="mut">–</span>}>
          {(accepted) => <>{amountWords(accepted(), one().unit)}</>}
        </Show>
      </td>
      <td>
        <span class="gr">{one().grade}</span>
      </td>
      <td class="nb">
        <StatusMark tone={stateLook[one().state].tone}>{t(stateLook[one().state].text)}</StatusMark>
      </td>
      <td class="nb">
        <Show when={age() === undefined ? undefined : { days: age() ?? 0 }}>
          {(known) => <time dateTime={one().submittedAt ?? ''}>{ageWords(known().days)}</time>}
        </Show>
      </td>
    </tr>
  )
}

function Table(props: {
  claims: readonly ClaimLine[]
  now: number
  current: string | undefined
  onOpen: (code: string) => void
}) {
  return (
    <ScrollRegion label={t('claims.scrolling')}>
      <table class="tbl rc">
        <caption class="vh">{t('claims.queue')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('claims.number')}</th>
            <th scope="col">{t('claims.benefit')}</th>
            <th scope="col">{t('claims.body')}</th>
            <th scope="col">{t('claims.period')}</th>
            <th scope="col" class="num">
              {t('claims.net')}
            </th>
            <th scope="col" class="num">
              {t('claims.acceptedAmount')}
            </th>
            <th scope="col">{t('claims.grade')}</th>
            <th scope="col">{t('claims.state')}</th>
            <th scope="col">{t('claims.age')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.claims}>
            {(one) => (
              <Row
                claim={one}
                now={props.now}
                isCurrent={one.code === props.current}
                onOpen={() => props.onOpen(one.code)}
              />
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Queue(props: { claims: readonly ClaimLine[]; search: Search; onSearch: (next: Search) => void }) {
  const filters = () => filtersOf(props.search)
  const shown = createMemo(() =>
    props.claims
      .filter(({ state, body, nature, grade }) => {
        const asked = filters()
        const isState =
          asked.state === 'all' || (asked.state === 'awaiting' ? awaitingStates.includes(state) : state === asked.state)
        return (
          isState &&
          (asked.body === '' || body === asked.body) &&
          (asked.nature === '' || nature === asked.nature) &&
          (asked.grade === '' || grade === asked.grade)
        )
      })
      .toSorted((a, b) => (a.submittedAt ?? a.createdAt).localeCompare(b.submittedAt ?? b.createdAt)),
  )
  const awaiting = () =>
    props.claims
      .filter((one) => awaitingStates.includes(one.state) && one.nature !== 'other-unit')
      .reduce((sum, one) => sum + Number(one.net), 0)
  const step = (by: number) => {
    const at = shown().findIndex((one) => one.code === props.search.r)
    const next = shown()[at === -1 ? 0 : Math.min(shown().length - 1, Math.max(0, at + by))]
    if (next !== undefined) props.onSearch({ r: next.code })
  }
  createShortcuts(() => [
    { keys: 'j', label: t('claims.keyNext'), run: () => step(1) },
    { keys: 'k', label: t('claims.keyNext'), run: () => step(-1) },
    { keys: 'arrowdown', label: t('claims.keyNext'), run: () => step(1) },
    { keys: 'arrowup', label: t('claims.keyNext'), run: () => step(-1) },
    { keys: 'enter', label: t('claims.keyOpen'), when: () => props.search.r === undefined, run: () => step(0) },
    {
      keys: 'escape',
      label: t('claims.keyClose'),
      when: () => props.search.r !== undefined,
      run: () => props.onSearch({ r: '' }),
    },
  ])
  return (
    <Panel
      flush
      title={t('claims.queue')}
      note={t('claims.shown', {
        shown: fmt.integer(shown().length),
        total: fmt.integer(props.claims.length),
        amount: fmt.money(awaiting()),
      })}
    >
      <Filters claims={props.claims} search={props.search} onSearch={(next) => props.onSearch(next)} />
      <Show
        when={shown().length > 0}
        fallback={
          <Show
            when={props.claims.length > 0}
            fallback={<Empty title={t('claims.none')}>{t('claims.noneText')}</Empty>}
          >
            <Empty
              title={t('claims.noneMatch')}
              action={
                <Button onClick={() => props.onSearch({ etat: 'all', organisme: '', nature: '', cote: '' })}>
                  {t('claims.clearFilters')}
                </Button>
              }
            />
          </Show>
        }
      >
        <Table
          claims={shown()}
          now={props.search.connu === undefined ? Date.now() : endOfDay(props.search.connu)}
          current={props.search.r}
          onOpen={(code) => props.onSearch({ r: code })}
        />
      </Show>
    </Panel>
  )
}

const endOfDay = (day: string) => Date.parse(`${day}T23:59:59.999Z`)

/** What is claimed and awaits finance, oldest first; one claim open beside the list. The link keeps the filters and the claim. */
export function ValidationPage() {
  createTitle(() => t('claims.title'))
  const [search, setSearch] = useSearchParams<Search>()
  const load = createLoad(() => claimsKnownPath(search.connu), claimRegister)
  const turnTo = (next: Search) => setSearch(next, { replace: true, scroll: false })
  return (
    <>
      <PageHead title={t('claims.title')} sub={t('claims.sub')} />
      <div class="stack">
        <AsKnownSlider
          day={search.connu}
          onDay={(connu) => setSearch({ connu, reclamer: undefined }, { replace: true, scroll: false })}
        />
        <ClaimTotalsBar asKnown={search.connu} />
        <div class="rc-page" classList={{ open: search.r !== undefined || search.reclamer !== undefined }}>
          <div class="rc-list">
            <Shown load={load}>{(claims) => <Queue claims={claims()} search={search} onSearch={turnTo} />}</Shown>
          </div>
          <Show when={may('claims.submit') && search.connu === undefined ? search.reclamer : undefined}>
            {(benefit) => (
              <Panel title={t('claims.new')}>
                <ClaimForm
                  benefit={benefit()}
                  onCancel={() => turnTo({ reclamer: '' })}
                  onDone={(made) => {
                    turnTo({ reclamer: '', r: made.code, etat: 'all' })
                    void refresh('/api/')
                  }}
                />
              </Panel>
            )}
          </Show>
          <Show when={search.r}>
            {(code) => (
              <ClaimsDrawer
                code={code()}
                asKnown={search.connu}
                onClose={() => turnTo({ r: '' })}
                onChanged={(changed) => {
                  if (changed.code !== code()) turnTo({ r: changed.code })
                  void refresh('/api/')
                }}
              />
            )}
          </Show>
        </div>
      </div>
    </>
  )
}
