import { createSignal, For, Show } from 'solid-js'
import type { QueryLine } from '#models/claims/evidence-query.ts'
import type { EvidenceRerun, EvidenceView } from '#models/claims/evidence.schemas.ts'
import { askedAgain } from '#client/api/claims.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'

const lineText = (line: QueryLine | null) =>
  line === null
    ? t('claims.askedNone')
    : line.amount === null
      ? line.unit
      : `${fmt.decimal(Number(line.amount), 2)} ${line.unit}`

function Lines(props: { lines: readonly QueryLine[]; label: string }) {
  return (
    <ScrollRegion label={props.label}>
      <table class="tbl rc-rows">
        <caption class="vh">{props.label}</caption>
        <thead>
          <tr>
            <th scope="col">{t('claims.askedLine')}</th>
            <th scope="col" class="num">
              {t('claims.askedRows')}
            </th>
            <th scope="col" class="num">
              {t('claims.backingAmount')}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.lines}>
            {(line) => (
              <tr>
                <th scope="row" class="mono sm">
                  {line.key}
                </th>
                <td class="num">{fmt.integer(line.rows)}</td>
                <td class="num nb">{lineText(line)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Changes(props: { rerun: EvidenceRerun }) {
  return (
    <ScrollRegion label={t('claims.askedChanges')}>
      <table class="tbl rc-rows">
        <caption class="vh">{t('claims.askedChanges')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('claims.askedLine')}</th>
            <th scope="col" class="num">
              {t('claims.askedThen')}
            </th>
            <th scope="col" class="num">
              {t('claims.changedNow')}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.rerun.changes}>
            {(one) => (
              <tr>
                <th scope="row" class="mono sm">
                  {one.key}
                </th>
                <td class="num">{lineText(one.then)}</td>
                <td class="num">{lineText(one.now)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** What was asked of the product and what it answered; asked again, the same digest, or what changed since. */
export function EvidenceAnswer(props: { evidence: EvidenceView; asked: NonNullable<EvidenceView['asked']> }) {
  const act = createAct()
  const [rerun, setRerun] = createSignal<EvidenceRerun>()
  const label = () => t('claims.askedAnswer', { title: props.evidence.title ?? '' })
  return (
    <details class="rc-asked">
      <summary>{t('claims.askedFound', { count: props.asked.rows })}</summary>
      <div class="stack">
        <p class="mono sm">{props.evidence.query}</p>
        <Lines lines={props.asked.lines} label={label()} />
        <div class="rc-acts">
          <Button
            small
            icon="clock"
            busy={act.isRunning() ? t('claims.askedAsking') : undefined}
            onClick={() => void act.run(async () => setRerun(await askedAgain(props.evidence.id)))}
          >
            {t('claims.askedAgain')}
          </Button>
          <span role="status">
            <Show when={rerun()}>
              {(again) => (
                <StatusMark tone={again().isSame ? 'ok' : 'warn'}>
                  {t(again().isSame ? 'claims.askedSame' : 'claims.askedChanged', {
                    digest: again().digest.slice(0, 12),
                  })}
                </StatusMark>
              )}
            </Show>
          </span>
        </div>
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <Show when={rerun()?.isSame === false ? rerun() : undefined}>{(again) => <Changes rerun={again()} />}</Show>
      </div>
    </details>
  )
}
