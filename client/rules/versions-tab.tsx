import { useSearchParams } from '@solidjs/router'
import { createSignal, For, lazy, Show, Suspense } from 'solid-js'
import type { PackVersionDetail, PackVersionView } from '#models/rules/pack.views.ts'
import { may, session } from '#client/api/access.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import {
  type PackAnswer,
  packDifference,
  packDifferencePath,
  packExportPath,
  packVersion,
  packVersionPath,
  packVersions,
  packVersionsPath,
} from '#client/api/packs.ts'
import { t } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Skeleton, Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { AnswerDialog } from './answer-dialog.tsx'
import { DifferencePanel } from './difference-panel.tsx'
import { peopleWords, periodWords, stateText, stateTone } from './pack-words.ts'
import './packs.css'

// The editor brings a reader of YAML with it: a chunk of its own, asked for by whoever writes.
const PackEditor = lazy(async () => ({ default: (await import('./pack-editor.tsx')).PackEditor }))

/** Versions of the pack: the list, one of them with what it would change, or the editor, as the address says. */
export function VersionsTab() {
  const [search, setSearch] = useSearchParams<{ version?: string; ecrire?: string }>()
  const go = (next: { version?: string | null; ecrire?: string | null }) =>
    setSearch({ version: null, ecrire: null, ...next }, { scroll: false })
  return (
    <Show
      when={search.ecrire}
      fallback={
        <Show
          when={search.version}
          fallback={<VersionList onOpen={(id) => go({ version: id })} onWrite={(id) => go({ ecrire: id })} />}
        >
          {(id) => <OneVersion id={id()} onBack={() => go({})} onWrite={() => go({ ecrire: id() })} />}
        </Show>
      }
    >
      {(id) => (
        <Suspense fallback={<Skeleton lines={8} />}>
          <PackEditor from={id()} onBack={() => go({})} onProposed={(version) => go({ version: version.id })} />
        </Suspense>
      )}
    </Show>
  )
}

function VersionList(props: { onOpen: (id: string) => void; onWrite: (id: string) => void }) {
  const load = createLoad(() => packVersionsPath, packVersions)
  const inForce = () => load.value()?.find((version) => version.isInForce)
  return (
    <Shown load={load}>
      {(versions) => (
        <Panel
          flush
          title={t('packs.title')}
          note={t('packs.note')}
          end={
            <Button
              kind="primary"
              icon="plus"
              blockedBy={may('rules.propose') ? undefined : t('packs.cannotPropose')}
              onClick={() => props.onWrite(inForce()?.id ?? 'shipped')}
            >
              {t('packs.write')}
            </Button>
          }
        >
          <ScrollRegion label={t('workload.scrolling', { name: t('packs.title') })}>
            <table class="tbl mid pv">
              <caption class="vh">{t('packs.title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('packs.version')}</th>
                  <th scope="col">{t('packs.state')}</th>
                  <th scope="col">{t('packs.period')}</th>
                  <th scope="col">{t('packs.people')}</th>
                  <th scope="col" class="num">
                    {t('packs.rulesCount')}
                  </th>
                  <th scope="col">{t('packs.digest')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={versions()}>
                  {(version) => <VersionLine version={version} onOpen={() => props.onOpen(version.id)} />}
                </For>
              </tbody>
            </table>
          </ScrollRegion>
        </Panel>
      )}
    </Shown>
  )
}

function VersionLine(props: { version: PackVersionView; onOpen: () => void }) {
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          class="btn quiet s mono"
          aria-label={t('packs.open', { version: props.version.version })}
          onClick={() => props.onOpen()}
        >
          {props.version.version}
        </button>
        <Show when={!props.version.verified}>
          <br />
          <span class="tag warn">{t('packs.notSigned')}</span>
        </Show>
      </th>
      <td>
        <StatusMark tone={stateTone[props.version.state]}>{t(stateText[props.version.state])}</StatusMark>
      </td>
      <td>
        {periodWords(props.version)}
        <Show when={props.version.isInForce}>
          <br />
          <StatusMark pill tone="ok">
            {t('packs.inForce')}
          </StatusMark>
        </Show>
      </td>
      <td>
        <For each={peopleWords(props.version)}>{(line) => <p class="sm">{line}</p>}</For>
      </td>
      <td class="num">{props.version.rules}</td>
      <td class="mono sm">{props.version.digest.slice(0, 12)}</td>
    </tr>
  )
}

function OneVersion(props: { id: string; onBack: () => void; onWrite: () => void }) {
  const load = createLoad(() => packVersionPath(props.id), packVersion)
  return (
    <>
      <p>
        <Button kind="quiet" icon="chevl" onClick={() => props.onBack()}>
          {t('packs.backToList')}
        </Button>
      </p>
      <Shown load={load}>{(version) => <VersionDetail version={version()} onWrite={props.onWrite} />}</Shown>
    </>
  )
}

function VersionDetail(props: { version: PackVersionDetail; onWrite: () => void }) {
  const [answer, setAnswer] = createSignal<PackAnswer>()
  const [isCompared, setCompared] = createSignal(props.version.state === 'proposed')
  const difference = createLoad(() => (isCompared() ? packDifferencePath(props.version.id) : undefined), packDifference)
  const isOwn = () => props.version.proposedBy === session()?.user
  const blocked = () => (may('rules.approve') ? (isOwn() ? t('packs.cannotOwn') : undefined) : t('packs.cannotApprove'))
  return (
    <>
      <Panel
        title={t('packs.versionTitle', { version: props.version.version })}
        note={
          <span class="pack">
            {t('packs.asOf', { date: props.version.asOf })}
            <Show when={!props.version.verified}>
              <span class="tag warn">{t('packs.notSigned')}</span>
            </Show>
          </span>
        }
        end={
          <Show when={may('rules.propose')}>
            <Button onClick={() => props.onWrite()}>{t('packs.startFrom')}</Button>
          </Show>
        }
        footer={
          <Show when={props.version.state === 'proposed'}>
            <Show when={isOwn() && may('rules.propose')}>
              <Button onClick={() => setAnswer('withdraw')}>{t('packs.withdraw')}</Button>
            </Show>
            <Show when={blocked() === undefined}>
              <Button onClick={() => setAnswer('return')}>{t('packs.return')}</Button>
            </Show>
            <Button kind="primary" blockedBy={blocked()} onClick={() => setAnswer('approve')}>
              {t('packs.approve')}
            </Button>
          </Show>
        }
      >
        <dl class="dl left">
          <dt>{t('packs.state')}</dt>
          <dd>
            <StatusMark tone={stateTone[props.version.state]}>{t(stateText[props.version.state])}</StatusMark>
          </dd>
          <dt>{t('packs.period')}</dt>
          <dd>{periodWords(props.version)}</dd>
          <Show when={peopleWords(props.version).length > 0}>
            <dt>{t('packs.people')}</dt>
            <dd>
              <For each={peopleWords(props.version)}>{(line) => <p>{line}</p>}</For>
            </dd>
          </Show>
          <Show when={props.version.reason !== ''}>
            <dt>{t('packs.reason')}</dt>
            <dd>{props.version.reason}</dd>
          </Show>
          <Show when={props.version.decisionReason}>
            {(reason) => (
              <>
                <dt>{t('packs.answerReason')}</dt>
                <dd>{reason()}</dd>
              </>
            )}
          </Show>
          <dt>{t('packs.digest')}</dt>
          <dd class="mono sm">{props.version.digest}</dd>
        </dl>
        <details>
          <summary>{t('packs.text')}</summary>
          <ScrollRegion label={t('packs.text')}>
            <pre class="pe-read">{props.version.content}</pre>
          </ScrollRegion>
        </details>
      </Panel>
      <Show
        when={isCompared()}
        fallback={
          <Panel title={t('packs.whatChanges')}>
            <p>{t('packs.whatChangesNote')}</p>
            <Button onClick={() => setCompared(true)}>{t('packs.compare')}</Button>
          </Panel>
        }
      >
        <Shown load={difference}>
          {(report) => (
            <DifferencePanel
              report={report()}
              export={
                <LinkButton small download icon="download" href={packExportPath(props.version.id)}>
                  {t('packs.export')}
                </LinkButton>
              }
            />
          )}
        </Shown>
      </Show>
      <Show when={answer()}>
        {(act) => (
          <AnswerDialog
            version={props.version}
            answer={act()}
            onClose={() => setAnswer(undefined)}
            onDone={() => {
              setAnswer(undefined)
              void refresh('/api/')
            }}
          />
        )}
      </Show>
    </>
  )
}
