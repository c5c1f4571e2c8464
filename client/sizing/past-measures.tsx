import { For, Show } from 'solid-js'
import type { UsageImportView } from '#models/sizing/sizes.views.ts'
import { refusedRowsPath } from '#client/api/usage.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { LinkButton } from '#client/ui/button.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark, type Tone } from '#client/ui/verdict-mark.tsx'

const stateLook: Readonly<Record<UsageImportView['state'], { readonly tone: Tone; readonly text: TextKey }>> = {
  reading: { tone: 'none', text: 'sizing.stateReading' },
  applied: { tone: 'ok', text: 'sizing.stateApplied' },
  failed: { tone: 'bad', text: 'sizing.stateFailed' },
  cancelled: { tone: 'warn', text: 'sizing.stateCancelled' },
}

const unitText: Readonly<Record<NonNullable<UsageImportView['reading']>['cpuUnit'], TextKey>> = {
  percent: 'sizing.cpuUnitPercent',
  fraction: 'sizing.cpuUnitFraction',
  'per-core': 'sizing.cpuUnitPerCore',
}

function Understood(props: { file: UsageImportView }) {
  return (
    <details class="alt">
      <summary>{t('sizing.details')}</summary>
      <ul class="plain sm">
        <Show when={props.file.problem}>{(problem) => <li>{said(problem().detail)}</li>}</Show>
        <Show when={props.file.reading}>
          {(reading) => (
            <>
              <li>
                {reading()
                  .columns.map((one) =>
                    t('sizing.understood', { column: one.header, means: t(`sizing.means_${one.means}`) }),
                  )
                  .join(' ; ')}
              </li>
              <li>
                {t('sizing.unitIs', {
                  unit: t(unitText[reading().cpuUnit]),
                  from: t(`sizing.unitFrom_${reading().cpuUnitFrom}`),
                })}
              </li>
            </>
          )}
        </Show>
        <For each={props.file.refusals}>
          {(refusal) => <li>{t('sizing.refusalCount', { count: refusal.count, reason: said(refusal.detail) })}</li>}
        </For>
        <Show when={props.file.unmatched.length > 0}>
          <li>
            {t('sizing.unmatched')} :{' '}
            {props.file.unmatched
              .map(({ name, rows, isAmbiguous }) =>
                t(isAmbiguous ? 'sizing.ambiguousOne' : 'sizing.unmatchedOne', { name, rows: fmt.integer(rows) }),
              )
              .join(', ')}
          </li>
        </Show>
      </ul>
      <Show when={props.file.rows.rejected > 0}>
        <LinkButton small icon="download" download href={refusedRowsPath(props.file.id)}>
          {t('sizing.refusedFile')}
        </LinkButton>
      </Show>
    </details>
  )
}

/** Files of measures, what each said, and what was refused of it. */
export function PastMeasures(props: { files: readonly UsageImportView[] }) {
  const all = ({ machines }: UsageImportView) => machines.matched + machines.unmatched
  return (
    <Show when={props.files.length > 0} fallback={<p class="panel-b sm mut">{t('sizing.pastNone')}</p>}>
      <ScrollRegion label={t('workload.scrolling', { name: t('sizing.past') })}>
        <table class="tbl wide">
          <caption class="vh">{t('sizing.past')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('sizing.file')}</th>
              <th scope="col">{t('sizing.received')}</th>
              <th scope="col">{t('sizing.state')}</th>
              <th scope="col" class="num">
                {t('sizing.points')}
              </th>
              <th scope="col" class="num">
                {t('sizing.refused')}
              </th>
              <th scope="col">{t('sizing.machines')}</th>
              <th scope="col">{t('sizing.details')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.files}>
              {(file) => (
                <tr>
                  <th scope="row">
                    {file.file} <small class="mut">{file.body}</small>
                  </th>
                  <td class="nb">
                    <time datetime={file.receivedAt}>{fmt.dateTime(file.receivedAt)}</time>
                  </td>
                  <td>
                    <StatusMark tone={stateLook[file.state].tone}>{t(stateLook[file.state].text)}</StatusMark>
                  </td>
                  <td class="num">{fmt.integer(file.rows.read)}</td>
                  <td class="num">{fmt.integer(file.rows.rejected)}</td>
                  <td class="nb">
                    {t('sizing.matchedOf', {
                      matched: fmt.integer(file.machines.matched),
                      all: fmt.integer(all(file)),
                    })}
                  </td>
                  <td>
                    <Understood file={file} />
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </Show>
  )
}
