import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js'
import { type AnswerPart, type CaseResult, differingParts } from '#models/rules/pack-cases.ts'
import type { PackDifferenceReport, PackVersionDetail } from '#models/rules/pack.views.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { draftDifference, draftExport, packVersion, packVersionPath, proposePack } from '#client/api/packs.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { saveFile } from '#client/ui/save-file.ts'
import { ScrollRegion } from '#client/ui/table.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark, verdictWord } from '#client/ui/verdict-mark.tsx'
import { CodeField } from './code-field.tsx'
import { DifferencePanel } from './difference-panel.tsx'
import { type Draft, type DraftState, draftState, keepDraft, keptDraft, nextText, withFound } from './pack-draft.ts'

const pauseMs = 250
const shortest = 3

/** Writes a version from another one: what is wrong, what its cases give and what it would change, before anyone proposes it. */
export function PackEditor(props: {
  from: string
  onBack: () => void
  onProposed: (version: PackVersionDetail) => void
}) {
  const load = createLoad(() => packVersionPath(props.from), packVersion)
  return (
    <>
      <p>
        <Button kind="quiet" icon="chevl" onClick={() => props.onBack()}>
          {t('packs.backToList')}
        </Button>
      </p>
      <Shown load={load}>
        {(version) => <Editing version={version()} onBack={props.onBack} onProposed={props.onProposed} />}
      </Shown>
    </>
  )
}

function Editing(props: {
  version: PackVersionDetail
  onBack: () => void
  onProposed: (version: PackVersionDetail) => void
}) {
  const start = (): Draft =>
    keptDraft(props.version.id) ?? {
      from: props.version.id,
      content: nextText(props.version.content),
      cases: props.version.cases,
    }
  const [draft, setDraft] = createSignal<Draft>(start())
  const [settled, setSettled] = createSignal<Draft>(draft())
  const state = createMemo(() => draftState(settled()))
  let goToLine: (line: number) => void = () => undefined
  createEffect(
    on(
      draft,
      (now) => {
        keepDraft(now)
        const timer = setTimeout(() => setSettled(now), pauseMs)
        onCleanup(() => clearTimeout(timer))
      },
      { defer: true },
    ),
  )
  const wrong = createMemo(
    () => new Set(state().problems.flatMap((problem) => (problem.row === undefined ? [] : [problem.row]))),
  )
  return (
    <div class="stack">
      <Panel
        title={t('packs.editorTitle')}
        note={t('packs.editorNote', { version: props.version.version })}
        end={
          <Button
            kind="quiet"
            small
            onClick={() => {
              keepDraft(undefined)
              props.onBack()
            }}
          >
            {t('packs.discard')}
          </Button>
        }
      >
        <div class="pe">
          <div>
            <CodeField
              label={t('packs.editorText')}
              value={draft().content}
              onInput={(content) => setDraft({ ...draft(), content })}
              lines={28}
              wrong={wrong()}
              describedBy="pe-problems"
              ref={(go) => (goToLine = go)}
            />
            <details>
              <summary>{t('packs.casesText')}</summary>
              <CodeField
                label={t('packs.casesText')}
                value={draft().cases}
                onInput={(cases) => setDraft({ ...draft(), cases })}
                lines={18}
              />
            </details>
          </div>
          <div class="stack">
            <Problems state={state()} onGo={(line) => goToLine(line)} />
            <Cases
              state={state()}
              onAccept={(result) => setDraft({ ...draft(), cases: withFound(draft().cases, result) })}
            />
          </div>
        </div>
      </Panel>
      <Compare draft={settled()} isReadable={state().version !== undefined} />
      <Propose draft={settled()} state={state()} onProposed={props.onProposed} />
    </div>
  )
}

function Problems(props: { state: DraftState; onGo: (line: number) => void }) {
  const all = () => [...props.state.problems, ...props.state.caseProblems]
  return (
    <section aria-live="polite" id="pe-problems">
      <h3>{t('packs.problems')}</h3>
      <Show
        when={all().length > 0}
        fallback={<StatusMark tone="ok">{t('packs.noProblem', { count: props.state.rules })}</StatusMark>}
      >
        <StatusMark tone="bad">{t('packs.problemCount', { count: all().length })}</StatusMark>
        <ul class="plain pe-problems">
          <For each={all()}>
            {(problem) => (
              <li>
                <Show when={problem.row}>
                  {(row) => (
                    <button
                      type="button"
                      class="btn quiet s"
                      aria-label={t('packs.goToLine', { line: row() })}
                      onClick={() => props.onGo(row())}
                    >
                      {t('packs.line', { line: row() })}
                    </button>
                  )}
                </Show>{' '}
                {said(problem.detail)} <span class="mono sm mut">{problem.code}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}

const partText: Readonly<Record<AnswerPart, TextKey>> = {
  verdict: 'packs.partVerdict',
  deciding: 'packs.partDeciding',
  kept: 'packs.partKept',
  open: 'packs.partOpen',
  undetermined: 'packs.partUndetermined',
}

function partWords(answer: CaseResult['found'], part: AnswerPart): string {
  if (part === 'verdict') return verdictWord(answer.verdict)
  return answer[part].length === 0 ? t('packs.nothing') : answer[part].join(' ')
}

function Cases(props: { state: DraftState; onAccept: (result: CaseResult) => void }) {
  const passed = () => props.state.cases.filter((one) => one.passed).length
  return (
    <section aria-live="polite">
      <h3>{t('packs.cases')}</h3>
      <Show when={props.state.cases.length > 0} fallback={<p class="mut">{t('packs.casesNotRun')}</p>}>
        <p>{t('packs.casesPassed', { passed: passed(), total: props.state.cases.length })}</p>
        <ScrollRegion label={t('workload.scrolling', { name: t('packs.cases') })} class="pe-cases">
          <ul class="plain">
            <For each={props.state.cases}>
              {(one) => (
                <li>
                  <StatusMark tone={one.passed ? 'ok' : 'bad'}>{t('packs.caseName', { id: one.id })}</StatusMark>{' '}
                  <span class="sm">{one.title}</span>
                  <span class="vh">, {t(one.passed ? 'packs.casePassed' : 'packs.caseFailed')}</span>
                  <Show when={!one.passed}>
                    <dl class="dl left sm">
                      <For each={differingParts(one.expected, one.found)}>
                        {(part) => (
                          <>
                            <dt>{t(partText[part])}</dt>
                            <dd>
                              {t('packs.expected')} <b>{partWords(one.expected, part)}</b>, {t('packs.found')}{' '}
                              <b>{partWords(one.found, part)}</b>
                            </dd>
                          </>
                        )}
                      </For>
                    </dl>
                    <Button small onClick={() => props.onAccept(one)}>
                      {t('packs.acceptFound')}
                    </Button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </ScrollRegion>
      </Show>
    </section>
  )
}

/** Compares the draft with the pack in force on the whole portfolio; says how long it has run and may be stopped. */
function Compare(props: { draft: Draft; isReadable: boolean }) {
  const act = createAct()
  const exporting = createAct()
  const [report, setReport] = createSignal<{ readonly of: string; readonly value: PackDifferenceReport }>()
  const [seconds, setSeconds] = createSignal(0)
  const [isStopped, setStopped] = createSignal(false)
  let asked: AbortController | undefined
  onCleanup(() => asked?.abort())
  async function compare() {
    const mine = new AbortController()
    asked = mine
    setStopped(false)
    setSeconds(0)
    const timer = setInterval(() => setSeconds(seconds() + 1), 1000)
    const { content } = props.draft
    const value = await act.run(async () => {
      try {
        return await draftDifference({ content }, mine.signal)
      } catch (error) {
        if (mine.signal.aborted) return undefined
        throw error
      }
    })
    clearInterval(timer)
    if (value !== undefined) setReport({ of: content, value })
  }
  async function exportFile() {
    const { content } = props.draft
    const file = await exporting.run(async () => await draftExport({ content }))
    if (file === undefined) return
    saveFile(file, 'arpent-jeu-de-regles.csv')
  }
  return (
    <>
      <Panel title={t('packs.compareTitle')}>
        <p>{t('packs.whatChangesNote')}</p>
        <div class="row-w" aria-live="polite">
          <Button
            busy={act.isRunning() ? t('packs.comparingFor', { seconds: seconds() }) : undefined}
            blockedBy={props.isReadable ? undefined : t('packs.fixFirst')}
            onClick={() => void compare()}
          >
            {t('packs.compare')}
          </Button>
          <Show when={act.isRunning()}>
            <Button
              icon="stop"
              onClick={() => {
                setStopped(true)
                asked?.abort()
              }}
            >
              {t('packs.stop')}
            </Button>
          </Show>
          <Show when={isStopped()}>
            <span class="mut">{t('packs.stopped')}</span>
          </Show>
        </div>
        <Show when={act.problem() ?? exporting.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </Panel>
      <Show when={report()}>
        {(it) => (
          <DifferencePanel
            report={it().value}
            note={
              <Show when={it().of !== props.draft.content}>
                <Note tone="warn">{t('packs.staleDifference')}</Note>
              </Show>
            }
            export={
              <Button
                small
                icon="download"
                busy={exporting.isRunning() ? t('packs.export') : undefined}
                onClick={() => void exportFile()}
              >
                {t('packs.export')}
              </Button>
            }
          />
        )}
      </Show>
    </>
  )
}

function Propose(props: { draft: Draft; state: DraftState; onProposed: (version: PackVersionDetail) => void }) {
  const [from, setFrom] = createSignal(fmt.date(new Date().toISOString()))
  const [to, setTo] = createSignal('')
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const blocked = () => {
    if (props.state.version === undefined || props.state.caseProblems.length > 0) return t('packs.fixFirst')
    return props.state.cases.some((one) => !one.passed) ? t('packs.casesFirst') : undefined
  }
  const ownErrors = () =>
    ['/inForceFrom', '/inForceTo', '/reason'].some((pointer) => act.errorAt(pointer) !== undefined)
  async function propose() {
    setTried(true)
    if (reason().trim().length < shortest) return
    const { content, cases } = props.draft
    const made = await act.run(
      async () =>
        await proposePack({
          content,
          cases,
          inForceFrom: from(),
          inForceTo: to() === '' ? null : to(),
          reason: reason().trim(),
        }),
    )
    if (made === undefined) return
    keepDraft(undefined)
    showToast({ text: t('packs.proposed', { version: made.version }) })
    await refresh('/api/rule-pack')
    props.onProposed(made)
  }
  return (
    <Panel
      title={t('packs.propose')}
      footer={
        <Button
          kind="primary"
          busy={act.isRunning() ? t('packs.proposing') : undefined}
          blockedBy={blocked()}
          onClick={() => void propose()}
        >
          {t('packs.propose')}
        </Button>
      }
    >
      <div class="pe-form">
        <TextField
          label={t('packs.inForceFrom')}
          type="date"
          value={from()}
          onInput={setFrom}
          error={act.errorAt('/inForceFrom')}
        />
        <TextField
          label={t('packs.inForceTo')}
          type="date"
          optional
          value={to()}
          onInput={setTo}
          error={act.errorAt('/inForceTo')}
        />
        <TextField
          label={t('packs.reason')}
          lines={3}
          value={reason()}
          onInput={setReason}
          error={tried() && reason().trim().length < shortest ? t('packs.reasonMissing') : act.errorAt('/reason')}
        />
      </div>
      <Show when={ownErrors() ? undefined : act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Panel>
  )
}
