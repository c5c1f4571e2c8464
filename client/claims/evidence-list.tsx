import { createSignal, For, Show } from 'solid-js'
import {
  type EvidenceKind,
  evidenceKinds,
  type EvidenceView,
  sensitivities,
  type Sensitivity,
} from '#models/claims/evidence.schemas.ts'
import { may } from '#client/api/access.ts'
import { attachEvidence, evidenceFilePath, evidenceList, evidenceOfPath } from '#client/api/claims.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { evidenceText } from './claim-words.ts'

function Piece(props: { evidence: EvidenceView }) {
  const one = () => props.evidence
  return (
    <li classList={{ off: one().withdrawnAt !== null }}>
      <Icon name={one().isHidden ? 'lock' : one().kind === 'link' ? 'link' : 'file'} />
      <span>
        <Show
          when={!one().isHidden}
          fallback={<span class="mut">{t('claims.evidenceHidden', { level: one().sensitivity })}</span>}
        >
          <Show
            when={one().fileName}
            fallback={
              <Show when={one().address} fallback={one().title}>
                {(address) => (
                  <a href={address()} rel="noopener noreferrer external">
                    {one().title}
                  </a>
                )}
              </Show>
            }
          >
            {(name) => (
              <a
                href={evidenceFilePath(one().id)}
                download=""
                rel="external"
                title={t('claims.evidenceDownload', { name: name() })}
              >
                {one().title}
              </a>
            )}
          </Show>
        </Show>
        <br />
        <small class="mono" title={t('claims.evidenceDigest', { digest: one().sha256 })}>
          {one().sha256.slice(0, 12)}…
        </small>
      </span>
      <small>
        {t(evidenceText[one().kind])}
        <Show when={one().withdrawnAt}>{(at) => <>, {t('claims.evidenceWithdrawn', { date: fmt.date(at()) })}</>}</Show>
      </small>
    </li>
  )
}

const fileKinds = evidenceKinds.filter(
  (kind) => !['query', 'link', 'decommissioning-certificate', 'contract-end', 'disposal'].includes(kind),
)

function Attach(props: { subject: string; onDone: () => void }) {
  const act = createAct()
  const [title, setTitle] = createSignal('')
  const [kind, setKind] = createSignal<EvidenceKind>('ledger-extract')
  const [level, setLevel] = createSignal<Sensitivity>('2')
  const [file, setFile] = createSignal<File>()
  async function send() {
    const chosen = file()
    if (chosen === undefined) return
    const said = { subject: props.subject, kind: kind(), title: title() || chosen.name, sensitivity: level() }
    if ((await act.run(() => attachEvidence(said, chosen))) === undefined) return
    showToast({ text: t('claims.evidenceAttached') })
    setTitle('')
    props.onDone()
  }
  return (
    <details>
      <summary>{t('claims.evidenceAttach')}</summary>
      <div class="stack">
        <label class="field">
          <span>{t('claims.evidenceFile')}</span>
          <input type="file" class="in" onChange={(event) => setFile(event.currentTarget.files?.[0])} />
        </label>
        <TextField label={t('claims.evidenceTitle')} optional value={title()} onInput={setTitle} />
        <SelectField
          label={t('claims.evidenceKind')}
          value={kind()}
          options={fileKinds.map((one) => ({ value: one, text: t(evidenceText[one]) }))}
          onChange={setKind}
        />
        <SelectField
          label={t('claims.evidenceLevel')}
          hint={t('claims.evidenceLevelHint')}
          value={level()}
          options={sensitivities.map((one) => ({ value: one, text: one }))}
          onChange={setLevel}
        />
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <div>
          <Button
            small
            icon="upload"
            busy={act.isRunning() ? t('claims.evidenceSending') : undefined}
            blockedBy={file() === undefined ? t('claims.evidenceFile') : undefined}
            onClick={() => void send()}
          >
            {t('claims.evidenceSend')}
          </Button>
        </div>
      </div>
    </details>
  )
}

/** Evidence bound to a claim, a benefit or a workload: what it is when one may see it, its digest always. */
export function EvidenceList(props: { subject: string }) {
  const load = createLoad(() => evidenceOfPath(props.subject), evidenceList)
  return (
    <div>
      <Shown load={load}>
        {(list) => (
          <Show when={list().length > 0} fallback={<p class="hint">{t('claims.evidenceNone')}</p>}>
            <ul class="rc-evidence">
              <For each={list()}>{(one) => <Piece evidence={one} />}</For>
            </ul>
          </Show>
        )}
      </Shown>
      <Show when={may('claims.submit')}>
        <Attach subject={props.subject} onDone={() => void load.reload()} />
      </Show>
    </div>
  )
}
