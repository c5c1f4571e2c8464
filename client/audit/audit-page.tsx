import { createSignal, For, Show } from 'solid-js'
import type { HistoryEvent } from '#models/inventory/workload.views.ts'
import { fold } from '#models/shared/fold.ts'
import { may } from '#client/api/access.ts'
import { type AuditCheck, auditEvents, auditPath, verifyAudit } from '#client/api/audit.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { createTitle } from '#client/ui/title.ts'
import './audit.css'

function EventLine(props: { event: HistoryEvent }) {
  return (
    <tr>
      <td class="num mut">{fmt.integer(props.event.seq)}</td>
      <td class="nb">
        <time datetime={props.event.at}>{fmt.dateTime(props.event.at)}</time>
      </td>
      <td class="mono nb">{props.event.actor}</td>
      <td>
        {said(props.event.summary)} <span class="mono sm mut3">{props.event.action}</span>
      </td>
      <td class="mono sm">
        <Show when={props.event.workload} fallback={props.event.object}>
          {(code) => <a href={`/charges/${encodeURIComponent(code())}?onglet=historique`}>{props.event.object}</a>}
        </Show>
      </td>
      <td class="mono sm mut" title={props.event.hash}>
        {props.event.hash.slice(0, 12)}
      </td>
    </tr>
  )
}

function Journal(props: { first: readonly HistoryEvent[] }) {
  const [older, setOlder] = createSignal<readonly HistoryEvent[]>([])
  const [text, setText] = createSignal('')
  const [isWhole, setWhole] = createSignal(false)
  const act = createAct()
  const all = () => [...props.first, ...older()]
  const oldest = () => all().at(-1)?.seq
  const shown = () => {
    const words = fold(text()).split(' ').filter(Boolean)
    return all().filter((event) => {
      const written = fold(
        [event.actor, event.action, event.object, event.summary.fr, event.summary.en, event.hash].join(' '),
      )
      return words.every((word) => written.includes(word))
    })
  }
  async function showMore() {
    const next = await act.run(async () => await auditEvents(auditPath(oldest())))
    if (next === undefined) return
    if (next.length === 0) setWhole(true)
    setOlder([...older(), ...next])
  }
  return (
    <Panel
      flush
      title={t('audit.events')}
      note={t('audit.shown', { count: shown().length })}
      end={
        <div class="search">
          <Icon name="search" />
          <input
            class="in"
            type="search"
            placeholder={t('audit.filter')}
            aria-label={t('audit.filter')}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
      }
      footer={
        <Show when={!isWhole() && (oldest() ?? 1) > 1} fallback={<span>{t('audit.start')}</span>}>
          <Button small busy={act.isRunning() ? t('audit.loading') : undefined} onClick={() => void showMore()}>
            {t('audit.more')}
          </Button>
        </Show>
      }
    >
      <Show when={all().length > 0} fallback={<Empty title={t('audit.none')} />}>
        <ScrollRegion label={t('workload.scrolling', { name: t('audit.events') })}>
          <table class="tbl jr">
            <caption class="vh">{t('audit.events')}</caption>
            <thead>
              <tr>
                <th scope="col" class="num">
                  {t('audit.seq')}
                </th>
                <th scope="col">{t('workload.when')}</th>
                <th scope="col">{t('workload.who')}</th>
                <th scope="col">{t('workload.what')}</th>
                <th scope="col">{t('audit.object')}</th>
                <th scope="col">{t('workload.hash')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={shown()}>{(event) => <EventLine event={event} />}</For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Panel>
  )
}

/** Every change ever made, and the proof that none was altered. */
export function AuditPage() {
  createTitle(() => t('audit.title'))
  const load = createLoad(() => auditPath(undefined), auditEvents)
  const [check, setCheck] = createSignal<AuditCheck>()
  const act = createAct()
  async function verify() {
    const answer = await act.run(verifyAudit)
    if (answer !== undefined) setCheck(answer)
  }
  return (
    <>
      <PageHead title={t('audit.title')} sub={t('audit.sub')}>
        <Show when={may('audit.read')}>
          <LinkButton href="/api/audit-events/export" icon="download" download>
            {t('audit.export')}
          </LinkButton>
          <Button
            kind="primary"
            icon="shield"
            busy={act.isRunning() ? t('audit.verifying') : undefined}
            onClick={() => void verify()}
          >
            {t('audit.verify')}
          </Button>
        </Show>
      </PageHead>
      <div class="stack">
        <div aria-live="polite">
          <Show when={check()}>
            {(it) => (
              <Note tone={it().valid ? 'ok' : 'warn'}>
                {it().valid
                  ? t('audit.valid', { count: it().events })
                  : t('audit.broken', { seq: fmt.integer(it().firstBreak ?? 0) })}
              </Note>
            )}
          </Show>
        </div>
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <Shown load={load}>{(events) => <Journal first={events()} />}</Shown>
      </div>
    </>
  )
}
