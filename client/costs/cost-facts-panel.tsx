import { createSignal, For, Show } from 'solid-js'
import type { AssumptionsView } from '#models/assumptions/assumptions.views.ts'
import type { CostFactsView } from '#models/cost/cost-facts.views.ts'
import { may } from '#client/api/access.ts'
import { assumptions, assumptionsPath, costFacts, costFactsPath } from '#client/api/costs.ts'
import { createLoad } from '#client/api/load.ts'
import { workloadHistory, workloadPath } from '#client/api/workload.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { assumptionValue, bareValue } from './assumption-words.ts'
import { CostFactsDialog } from './cost-facts-dialog.tsx'
import { factFields, type FactField, factValue } from './fact-fields.ts'
import './costs.css'

/** What stands meanwhile: an assumption with its range, or nothing. */
function meanwhile(field: FactField, view: AssumptionsView | undefined): string {
  const shipped = view?.shipped.assumptions.find(({ name }) => name === field.assumption)
  if (shipped === undefined) return t(field.assumption === undefined ? 'costs.nothingCounted' : 'costs.assumed')
  const own = view?.own.find(({ name }) => name === field.assumption)
  return t('costs.meanwhile', {
    value: assumptionValue(shipped, own?.value ?? shipped.likely),
    low: bareValue(shipped, own?.low ?? own?.value ?? shipped.low),
    high: bareValue(shipped, own?.high ?? own?.value ?? shipped.high),
  })
}

function Rows(props: { facts: CostFactsView; view: AssumptionsView | undefined }) {
  return (
    <table class="tbl cs-facts">
      <caption class="vh">{t('costs.facts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('costs.fact')}</th>
          <th scope="col">{t('costs.value')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={factFields}>
          {(field) => {
            const value = () => props.facts.facts[field.name]
            return (
              <tr>
                <th scope="row">{t(field.text)}</th>
                <td>
                  <Show
                    when={value() === null ? undefined : { it: value() }}
                    fallback={
                      <>
                        <StatusMark tone="none">{t('costs.notStated')}</StatusMark>
                        <small>{meanwhile(field, props.view)}</small>
                      </>
                    }
                  >
                    {(stated) => <b>{factValue(field, stated().it ?? 0)}</b>}
                  </Show>
                </td>
              </tr>
            )
          }}
        </For>
      </tbody>
    </table>
  )
}

/** Who stated the facts and when, as the journal of the workload keeps it. */
function History(props: { code: string }) {
  const load = createLoad(() => `${workloadPath(props.code)}/history`, workloadHistory)
  const stated = () => (load.value() ?? []).filter(({ action }) => action === 'cost-facts.stated')
  return (
    <Show when={stated().length > 0}>
      <details class="sm">
        <summary>{t('costs.factHistory', { count: stated().length })}</summary>
        <ul>
          <For each={stated()}>
            {(event) => (
              <li>
                <time datetime={event.at}>{fmt.dateTime(event.at)}</time> <span class="mono">{event.actor}</span>
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  )
}

/** What people stated of a workload's costs beyond its inventory, and what stands for the rest meanwhile. */
export function CostFactsPanel(props: { code: string; body: string; onChanged: () => void }) {
  const [isOpen, setOpen] = createSignal(false)
  const load = createLoad(() => costFactsPath(props.code), costFacts)
  const view = createLoad(() => assumptionsPath(props.body), assumptions)
  return (
    <Panel
      flush
      title={t('costs.facts')}
      note={t('costs.factsNote')}
      end={
        <Show when={may('costs.edit') && load.value() !== undefined}>
          <Button small icon="pen" onClick={() => setOpen(true)}>
            {t('costs.state')}
          </Button>
        </Show>
      }
      footer={
        <>
          <Show when={load.value()?.statedBy} fallback={<span>{t('costs.neverStated')}</span>}>
            {(by) => (
              <span>
                {t('costs.statedLine', {
                  by: by(),
                  at: fmt.dateTime(load.value()?.statedAt ?? ''),
                  reference: load.value()?.reference ?? '',
                })}
              </span>
            )}
          </Show>
          <History code={props.code} />
        </>
      }
    >
      <Shown load={load}>{(facts) => <Rows facts={facts()} view={view.value()} />}</Shown>
      <Show when={isOpen() ? load.value() : undefined}>
        {(facts) => (
          <CostFactsDialog
            of={facts()}
            onClose={() => setOpen(false)}
            onDone={(stated) => {
              setOpen(false)
              load.put(stated)
              showToast({ text: t('costs.factsStated', { code: props.code }) })
              props.onChanged()
            }}
          />
        )}
      </Show>
    </Panel>
  )
}
