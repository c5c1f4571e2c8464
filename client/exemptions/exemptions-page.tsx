import { useSearchParams } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import { type ExemptionStanding, exemptionStandings, type ExemptionView } from '#models/exemptions/exemption.schemas.ts'
import { exemptionRegister, exemptionsPath } from '#client/api/exemptions.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { ForceTag } from '#client/ui/force-tag.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { createTitle } from '#client/ui/title.ts'
import { StatusMark, VerdictMark } from '#client/ui/verdict-mark.tsx'
import { ExemptionDialog } from './exemption-dialog.tsx'
import { standingLook } from './exemption-words.ts'
import './exemptions.css'

type Search = { readonly etat?: string; readonly organisme?: string; readonly regle?: string; readonly d?: string }
type Filter = { readonly standing: ExemptionStanding | ''; readonly body: string; readonly rule: string }

/** What asks to be looked at first; then by last day. */
const rank: Readonly<Record<ExemptionStanding, number>> = {
  proposed: 0,
  ending: 1,
  ended: 2,
  living: 3,
  returned: 4,
  withdrawn: 5,
  superseded: 6,
}

function mostPressing(a: ExemptionView, b: ExemptionView): number {
  return rank[a.standing] - rank[b.standing] || a.endsOn.localeCompare(b.endsOn) || a.code.localeCompare(b.code)
}

function Row(props: { exemption: ExemptionView; onOpen: () => void }) {
  const one = () => props.exemption
  return (
    <tr>
      <th scope="row" class="nb">
        <button
          type="button"
          class="lk mono"
          aria-label={t('exemptions.open', { code: one().code })}
          onClick={() => props.onOpen()}
        >
          {one().code}
        </button>
      </th>
      <td class="nb">
        <StatusMark tone={standingLook[one().standing].tone}>{t(standingLook[one().standing].text)}</StatusMark>
      </td>
      <td>
        <span class="mono">{one().rule}</span> <Show when={one().force}>{(force) => <ForceTag force={force()} />}</Show>
        <br />
        <small class="mut">
          <Show when={one().ruleText} fallback={t('exemptions.ruleGone')}>
            {(text) => <>{said(text())}</>}
          </Show>
        </small>
      </td>
      <td>
        <a href={`/charges/${encodeURIComponent(one().workload)}`}>{one().workloadName}</a>
        <br />
        <small class="mono mut">{one().workload}</small>
      </td>
      <td>{one().body}</td>
      <td class="nb">{fmt.date(one().endsOn)}</td>
      <td class="num">{one().daysLeft === null ? '' : fmt.integer(one().daysLeft ?? 0)}</td>
      <td>
        <Show when={one().placement} fallback={<span class="mut">{t('exemptions.noPlacement')}</span>}>
          {(placement) => (
            <>
              {said(placement().label)}
              <br />
              <VerdictMark verdict={placement().verdict} />
            </>
          )}
        </Show>
      </td>
    </tr>
  )
}

function Register(props: { exemptions: readonly ExemptionView[]; search: Search; onSearch: (next: Search) => void }) {
  const filter = (): Filter => ({
    standing: exemptionStandings.find((one) => one === props.search.etat) ?? '',
    body: props.search.organisme ?? '',
    rule: props.search.regle ?? '',
  })
  const sorted = createMemo(() => props.exemptions.toSorted(mostPressing))
  const shown = () =>
    sorted().filter(
      (one) =>
        (filter().standing === '' || one.standing === filter().standing) &&
        (filter().body === '' || one.body === filter().body) &&
        (filter().rule === '' || one.rule === filter().rule),
    )
  const values = (of: (one: ExemptionView) => string) =>
    [...new Set(props.exemptions.map(of))]
      .toSorted((a, b) => a.localeCompare(b))
      .map((value) => ({ value, text: value }))
  const isFiltered = () => filter().standing !== '' || filter().body !== '' || filter().rule !== ''
  const clear = () => props.onSearch({ etat: '', organisme: '', regle: '' })
  return (
    <Panel
      flush
      title={t('exemptions.register')}
      note={t('exemptions.shown', {
        shown: fmt.integer(shown().length),
        total: fmt.integer(props.exemptions.length),
      })}
    >
      <div class="ex-f" role="group" aria-label={t('exemptions.filters')}>
        <SelectField<ExemptionStanding | ''>
          label={t('exemptions.standing')}
          value={filter().standing}
          options={[
            { value: '', text: t('exemptions.allStandings') },
            ...exemptionStandings.map((one) => ({ value: one, text: t(standingLook[one].text) })),
          ]}
          onChange={(etat) => props.onSearch({ etat })}
        />
        <SelectField
          label={t('exemptions.body')}
          value={filter().body}
          options={[{ value: '', text: t('exemptions.allBodies') }, ...values((one) => one.body)]}
          onChange={(organisme) => props.onSearch({ organisme })}
        />
        <SelectField
          label={t('exemptions.rule')}
          value={filter().rule}
          options={[{ value: '', text: t('exemptions.allRules') }, ...values((one) => one.rule)]}
          onChange={(regle) => props.onSearch({ regle })}
        />
      </div>
      <Show
        when={shown().length > 0}
        fallback={
          <Show when={isFiltered()} fallback={<Empty title={t('exemptions.none')}>{t('exemptions.noneText')}</Empty>}>
            <Empty
              title={t('exemptions.noneMatch')}
              action={<Button onClick={() => clear()}>{t('exemptions.clearFilters')}</Button>}
            />
          </Show>
        }
      >
        <ScrollRegion label={t('workload.scrolling', { name: t('exemptions.register') })}>
          <table class="tbl ex">
            <caption class="vh">{t('exemptions.register')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('exemptions.number')}</th>
                <th scope="col">{t('exemptions.standing')}</th>
                <th scope="col">{t('exemptions.rule')}</th>
                <th scope="col">{t('exemptions.workload')}</th>
                <th scope="col">{t('exemptions.body')}</th>
                <th scope="col">{t('exemptions.ends')}</th>
                <th scope="col" class="num">
                  {t('exemptions.left')}
                </th>
                <th scope="col">{t('exemptions.placement')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={shown()}>
                {(one) => <Row exemption={one} onOpen={() => props.onSearch({ d: one.code })} />}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
    </Panel>
  )
}

/** Every exemption asked for: where it stands, until when, and what its workload's placement comes to today. */
export function ExemptionsPage() {
  createTitle(() => t('exemptions.title'))
  const [search, setSearch] = useSearchParams<Search>()
  const load = createLoad(() => exemptionsPath, exemptionRegister)
  const open = () => load.value()?.find((one) => one.code === search.d)
  const turnTo = (next: Search) => setSearch(next, { replace: true, scroll: false })
  const exportPath = () => {
    const asked = { standing: search.etat, body: search.organisme, rule: search.regle }
    const query = new URLSearchParams(
      Object.entries(asked).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
    ).toString()
    return `${exemptionsPath}/export${query === '' ? '' : `?${query}`}`
  }
  return (
    <>
      <PageHead title={t('exemptions.title')} sub={t('exemptions.sub')}>
        <LinkButton href={exportPath()} icon="down" download>
          {t('exemptions.export')}
        </LinkButton>
      </PageHead>
      <Shown load={load}>
        {(exemptions) => <Register exemptions={exemptions()} search={search} onSearch={turnTo} />}
      </Shown>
      <Show when={open()}>
        {(one) => (
          <ExemptionDialog
            exemption={one()}
            onClose={() => turnTo({ d: '' })}
            onChanged={() => {
              turnTo({ d: '' })
              void refresh('/api/')
            }}
          />
        )}
      </Show>
    </>
  )
}
