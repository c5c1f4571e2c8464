import { createMemo, createSignal, For, Show } from 'solid-js'
import { type Assumption, assumptionGroups, type AssumptionOverride } from '#models/assumptions/assumption-set.ts'
import type { AssumptionsView } from '#models/assumptions/assumptions.views.ts'
import { fold } from '#models/shared/fold.ts'
import { may } from '#client/api/access.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { AssumptionDialog } from './assumption-dialog.tsx'
import { AssumptionVersions } from './assumption-versions.tsx'
import { assumptionValue, bareValue, groupText, isSwitch, statusWords, unitWords } from './assumption-words.ts'
import './costs.css'

type Group = (typeof assumptionGroups)[number] | 'all' | 'own'

function Row(props: { of: Assumption; own: AssumptionOverride | undefined; onEdit: () => void }) {
  const low = () => props.own?.low ?? props.own?.value ?? props.of.low
  const likely = () => props.own?.value ?? props.of.likely
  const high = () => props.own?.high ?? props.own?.value ?? props.of.high
  return (
    <tr>
      <th scope="row">
        {said(props.of.label)}
        <small class="mono">{props.of.name}</small>
      </th>
      <td class="num">{bareValue(props.of, low())}</td>
      <td class="num strong">{bareValue(props.of, likely())}</td>
      <td class="num">{bareValue(props.of, high())}</td>
      <td>{isSwitch(props.of.name) ? '' : unitWords(props.of.unit)}</td>
      <td>
        <Show
          when={props.own}
          fallback={
            <>
              {statusWords(props.of.status)}
              <small>
                {props.of.author}, <time>{fmt.date(props.of.date)}</time>
              </small>
            </>
          }
        >
          {(own) => (
            <>
              <StatusMark tone="mit">{t('costs.ownValue')}</StatusMark>
              <small>{statusWords(own().status)}</small>
            </>
          )}
        </Show>
      </td>
      <td class="cs-src">
        <Show when={props.own} fallback={said(props.of.reference)}>
          {(own) => (
            <>
              {said(own().asPublished)}
              <small>
                {t('costs.insteadOfOurs', {
                  value: assumptionValue(props.of, props.of.likely),
                  low: bareValue(props.of, props.of.low),
                  high: bareValue(props.of, props.of.high),
                })}
              </small>
            </>
          )}
        </Show>
      </td>
      <td>
        <Show when={may('costs.edit')}>
          <Button
            small
            kind="quiet"
            icon="pen"
            name={t('costs.editOf', { name: said(props.of.label) })}
            onClick={() => props.onEdit()}
          />
        </Show>
      </td>
    </tr>
  )
}

function Heads() {
  return (
    <thead>
      <tr>
        <th scope="col">{t('costs.assumption')}</th>
        <th scope="col" class="num">
          {t('costs.low')}
        </th>
        <th scope="col" class="num">
          {t('costs.likely')}
        </th>
        <th scope="col" class="num">
          {t('costs.high')}
        </th>
        <th scope="col">{t('costs.unit')}</th>
        <th scope="col">{t('costs.status')}</th>
        <th scope="col">{t('costs.source')}</th>
        <th scope="col">
          <span class="vh">{t('costs.edit')}</span>
        </th>
      </tr>
    </thead>
  )
}

/** Every assumption that figures rest on, with its range, its source and who says it; a body states its own instead. */
export function AssumptionsPanel(props: { view: AssumptionsView; onStated: (view: AssumptionsView) => void }) {
  const [group, setGroup] = createSignal<Group>('all')
  const [text, setText] = createSignal('')
  const [edited, setEdited] = createSignal<Assumption>()
  const ownOf = (name: string) => props.view.own.find((one) => one.name === name)
  const shown = createMemo(() => {
    const words = fold(text()).split(' ').filter(Boolean)
    return props.view.shipped.assumptions.filter((one) => {
      if (group() === 'own' && ownOf(one.name) === undefined) return false
      if (group() !== 'all' && group() !== 'own' && one.group !== group()) return false
      const all = fold(`${said(one.label)} ${one.name} ${said(one.reference)}`)
      return words.every((word) => all.includes(word))
    })
  })
  const groups = () => assumptionGroups.filter((one) => shown().some((assumption) => assumption.group === one))
  return (
    <>
      <Panel
        flush
        title={t('costs.registry')}
        note={t('costs.registryNote', {
          count: shown().length,
          set: `${props.view.shipped.id} ${props.view.shipped.version}`,
        })}
      >
        <div class="cs-filter">
          <SelectField
            label={t('costs.group')}
            value={group()}
            options={[
              { value: 'all' as const, text: t('costs.allGroups') },
              { value: 'own' as const, text: t('costs.onlyOwn', { body: props.view.body }) },
              ...assumptionGroups.map((one) => ({ value: one, text: t(groupText[one]) })),
            ]}
            onChange={setGroup}
          />
          <TextField label={t('costs.search')} type="search" value={text()} onInput={setText} />
        </div>
        <Show
          when={shown().length > 0}
          fallback={<Empty title={t('costs.noneFound')}>{t('costs.noneFoundText')}</Empty>}
        >
          <ScrollRegion label={t('workload.scrolling', { name: t('costs.registry') })}>
            <table class="tbl cs-reg">
              <caption class="vh">{t('costs.registry')}</caption>
              <Heads />
              <For each={groups()}>
                {(one) => (
                  <tbody>
                    <tr class="cs-grp">
                      <th scope="rowgroup" colspan="8">
                        {t(groupText[one])}
                      </th>
                    </tr>
                    <For each={shown().filter((assumption) => assumption.group === one)}>
                      {(assumption) => (
                        <Row of={assumption} own={ownOf(assumption.name)} onEdit={() => setEdited(assumption)} />
                      )}
                    </For>
                  </tbody>
                )}
              </For>
            </table>
          </ScrollRegion>
        </Show>
      </Panel>
      <AssumptionVersions view={props.view} />
      <Show when={edited()}>
        {(assumption) => (
          <AssumptionDialog
            of={assumption()}
            view={props.view}
            onClose={() => setEdited(undefined)}
            onDone={(view) => {
              setEdited(undefined)
              props.onStated(view)
            }}
          />
        )}
      </Show>
    </>
  )
}
