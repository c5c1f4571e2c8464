import { For, Show } from 'solid-js'
import type { LicencedProduct } from '#models/sizing/licence-cores.ts'
import type { ServerSizesView, WorkloadSizesView } from '#models/sizing/sizes.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Note } from '#client/ui/problem-note.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { RulesTable } from './rules-table.tsx'
import { classLook, classWords, coverageWords, spikeWords } from './sizing-words.ts'
import { UseOfServer } from './use-strip.tsx'
import { WeekStrip } from './week-strip.tsx'

const products: Readonly<Record<LicencedProduct, string>> = {
  'windows-server': 'Windows Server',
  'sql-server': 'SQL Server',
}

const decimal = (value: number | null, digits: number) => (value === null ? unknownMark : fmt.decimal(value, digits))

function Head(props: { server: ServerSizesView; view: WorkloadSizesView }) {
  const look = () => classLook[props.server.utilisation.class]
  const asked = () => props.server.rules.find(({ rule }) => rule === ruleOf(props.server, props.view))?.need
  return (
    <summary class="sz-h">
      <span class="mono strong">{props.server.name}</span>
      <span>
        {t('sizing.nameplate', {
          vcpu: decimal(props.server.nameplate.vcpu, 0),
          memory: decimal(props.server.nameplate.memoryGib, 1),
        })}
      </span>
      <span>
        <Show when={props.server.isPoweredOn !== false} fallback={t('sizing.off')}>
          <Show when={asked()} fallback={t('sizing.unknownSize')}>
            {(need) => (
              <>{t('sizing.now', { vcpu: fmt.decimal(need().vcpu, 0), memory: fmt.decimal(need().memoryGib, 1) })}</>
            )}
          </Show>
        </Show>
      </span>
      <StatusMark pill tone={look().tone}>
        {t(look().text)}
      </StatusMark>
    </summary>
  )
}

/** The line of the table that speaks for a server: a database follows its own under the house's rule. */
function ruleOf(server: ServerSizesView, view: WorkloadSizesView) {
  return view.rule === 'own-p95' && server.kind === 'database' ? 'database' : view.rule
}

function Findings(props: { server: ServerSizesView }) {
  const spike = () => (props.server.usage === null ? undefined : spikeWords(props.server.usage))
  return (
    <ul class="plain sz-f">
      <li>{classWords(props.server.utilisation)}</li>
      <Show when={props.server.utilisation.retirement}>
        {(retirement) => (
          <li>
            <b>{t('sizing.retire')}</b> {said(retirement().evidence)}{' '}
            <Show when={retirement().against} fallback={t('sizing.noCounterExample')}>
              {(against) => <>{said(against())}</>}
            </Show>
          </li>
        )}
      </Show>
      <Show when={spike()}>{(words) => <li>{words()}</li>}</Show>
      <Show when={props.server.reason}>{(reason) => <li>{said(reason())}</li>}</Show>
      <For each={props.server.licences}>
        {(licence) => (
          <li class="mut">
            {t('sizing.licences')} :{' '}
            {t('sizing.licenceOf', {
              product: products[licence.product],
              cores: licence.cores,
              minimum: licence.minimum,
            })}
          </li>
        )}
      </For>
    </ul>
  )
}

/** One server: what its series said, what follows, and the size under each rule. */
export function ServerSizes(props: { server: ServerSizesView; view: WorkloadSizesView; open: boolean }) {
  return (
    <details class="sz" open={props.open}>
      <Head server={props.server} view={props.view} />
      <div class="sz-b">
        <Show
          when={props.server.usage}
          fallback={
            <Note tone="info">
              <b>{t('sizing.noMeasures')}</b> {t('sizing.noMeasuresText')}{' '}
              <a href="/importer">{t('sizing.goImport')}</a>
            </Note>
          }
        >
          {(usage) => (
            <div class="sz-m">
              <div class="sz-u">
                <UseOfServer name={props.server.name} cpu={usage().cpu} memory={usage().memory} />
                <p class="sm mut">
                  {coverageWords(usage())} · {t('sizing.timeInUse', { share: fmt.percent(usage().timeInUse * 100, 0) })}
                  <br />
                  {t('sizing.from', { file: usage().file, machine: usage().machine })}
                </p>
              </div>
              <WeekStrip name={props.server.name} zone={usage().zone} week={usage().weekCpu} />
            </div>
          )}
        </Show>
        <Findings server={props.server} />
        <RulesTable server={props.server} inForce={ruleOf(props.server, props.view)} />
      </div>
    </details>
  )
}
