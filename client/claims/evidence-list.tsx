import { createSignal, For, Match, Show, Switch } from 'solid-js'
import {
  decommissioningKinds,
  type EvidenceKind,
  evidenceKinds,
  type EvidenceView,
  sensitivities,
  type Sensitivity,
} from '#models/claims/evidence.schemas.ts'
import { isQueryKind } from '#models/claims/evidence-query.ts'
import { may } from '#client/api/access.ts'
import {
  attachEvidence,
  attachLink,
  attachQuestion,
  evidenceFilePath,
  evidenceList,
  evidenceOfPath,
} from '#client/api/claims.ts'
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
import { EvidenceAnswer } from './evidence-answer.tsx'
import { KeptSample } from './kept-sample.tsx'
import './claims.css'

type Months = { readonly from: string; readonly to: string }

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
        <Show when={one().effectiveOn}>{(day) => <>, {t('claims.evidenceHolds', { date: fmt.date(day()) })}</>}</Show>
        <Show when={one().withdrawnAt}>{(at) => <>, {t('claims.evidenceWithdrawn', { date: fmt.date(at()) })}</>}</Show>
      </small>
      <Show when={one().sample}>{(sample) => <KeptSample sample={sample()} />}</Show>
      <Show when={one().asked}>{(asked) => <EvidenceAnswer evidence={one()} asked={asked()} />}</Show>
    </li>
  )
}

/** What may be attached: proofs of decommissioning bind a workload alone; adjustments and a price basis, a benefit. */
const kindsFor = (subject: string) =>
  evidenceKinds.filter((kind) => {
    if (kind === 'query' || kind === 'sample') return false
    if (subject.startsWith('CH-')) return !isQueryKind(kind) || kind === 'bill-rows'
    return !decommissioningKinds.includes(kind)
  })

function Attach(props: { subject: string; months: Months | undefined; onDone: () => void }) {
  const act = createAct()
  const [title, setTitle] = createSignal('')
  const [kind, setKind] = createSignal<EvidenceKind>(
    props.subject.startsWith('CH-') ? 'decommissioning-certificate' : 'ledger-extract',
  )
  const [level, setLevel] = createSignal<Sensitivity | ''>('')
  const [effectiveOn, setEffectiveOn] = createSignal('')
  const [address, setAddress] = createSignal('')
  const [file, setFile] = createSignal<File>()
  const [from, setFrom] = createSignal(props.months?.from ?? '')
  const [to, setTo] = createSignal(props.months?.to ?? '')
  const [workload, setWorkload] = createSignal('')
  const isLink = () => kind() === 'link'
  const question = () => {
    const asked = kind()
    return isQueryKind(asked) ? asked : undefined
  }
  const missing = () => {
    if (question() !== undefined) return from() === '' || to() === '' ? t('claims.askedMonths') : undefined
    if (isLink()) return address() === '' ? t('claims.kindLink') : undefined
    if (file() === undefined) return t('claims.evidenceFile')
    const needsDay = decommissioningKinds.includes(kind()) && effectiveOn() === ''
    return needsDay ? t('claims.evidenceEffective') : undefined
  }
  async function send() {
    const chosen = file()
    const { subject } = props
    const more = {
      ...(level() === '' ? {} : { sensitivity: level() }),
      ...(effectiveOn() === '' ? {} : { effectiveOn: effectiveOn() }),
    }
    const asked = question()
    const attached = await act.run(async () => {
      if (asked !== undefined) {
        const of = workload().trim()
        const parameters = { from: from().trim(), to: to().trim(), ...(of === '' ? {} : { workload: of }) }
        return attachQuestion({ subject, kind: asked, title: title() || t(evidenceText[asked]), parameters, ...more })
      }
      if (isLink()) return attachLink({ subject, title: title() || address(), address: address(), ...more })
      return chosen === undefined
        ? undefined
        : attachEvidence({ subject, kind: kind(), title: title() || chosen.name, ...more }, chosen)
    })
    if (attached === undefined) return
    showToast({ text: t('claims.evidenceAttached') })
    setTitle('')
    props.onDone()
  }
  return (
    <details>
      <summary>{t('claims.evidenceAttach')}</summary>
      <div class="stack">
        <SelectField
          label={t('claims.evidenceKind')}
          value={kind()}
          options={kindsFor(props.subject).map((one) => ({ value: one, text: t(evidenceText[one]) }))}
          onChange={setKind}
        />
        <Switch
          fallback={
            <label class="field">
              <span>{t('claims.evidenceFile')}</span>
              <input type="file" class="in" onChange={(event) => setFile(event.currentTarget.files?.[0])} />
            </label>
          }
        >
          <Match when={isLink()}>
            <TextField
              label={t('claims.kindLink')}
              value={address()}
              onInput={setAddress}
              error={act.errorAt('/address')}
            />
          </Match>
          <Match when={question()}>
            <p class="hint">{t('claims.askedHint')}</p>
            <div class="rc-two">
              <TextField
                label={t('claims.formStart')}
                hint={t('claims.formStartHint')}
                value={from()}
                onInput={setFrom}
                error={act.errorAt('/parameters/from')}
              />
              <TextField
                label={t('claims.askedTo')}
                hint={t('claims.formStartHint')}
                value={to()}
                onInput={setTo}
                error={act.errorAt('/parameters/to')}
              />
            </div>
            <Show when={question() === 'bill-rows'}>
              <TextField
                label={t('claims.askedWorkload')}
                optional
                value={workload()}
                onInput={setWorkload}
                error={act.errorAt('/parameters/workload')}
              />
            </Show>
          </Match>
        </Switch>
        <Show when={decommissioningKinds.includes(kind())}>
          <TextField
            label={t('claims.evidenceEffective')}
            hint={t('claims.evidenceEffectiveHint')}
            type="date"
            value={effectiveOn()}
            onInput={setEffectiveOn}
          />
        </Show>
        <TextField label={t('claims.evidenceTitle')} optional value={title()} onInput={setTitle} />
        <SelectField
          label={t('claims.evidenceLevel')}
          hint={t('claims.evidenceLevelHint')}
          value={level()}
          options={[
            { value: '', text: t('claims.evidenceInherits') },
            ...sensitivities.map((one) => ({ value: one, text: one })),
          ]}
          onChange={setLevel}
        />
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <div>
          <Button
            small
            icon="upload"
            busy={act.isRunning() ? t('claims.evidenceSending') : undefined}
            blockedBy={missing()}
            onClick={() => void send()}
          >
            {t(question() === undefined ? 'claims.evidenceSend' : 'claims.askedSend')}
          </Button>
        </div>
      </div>
    </details>
  )
}

/** Evidence bound to a claim, a benefit or a workload: what it is when one may see it, its digest always. */
export function EvidenceList(props: {
  subject: string
  empty: string
  /** Months that a question is first asked over. */
  months?: Months | undefined
  asKnown?: string | undefined
  isReadOnly?: true | undefined
}) {
  const load = createLoad(() => evidenceOfPath(props.subject, props.asKnown), evidenceList)
  return (
    <div>
      <Shown load={load}>
        {(list) => (
          <Show when={list().length > 0} fallback={<p class="hint">{props.empty}</p>}>
            <ul class="rc-evidence">
              <For each={list()}>{(one) => <Piece evidence={one} />}</For>
            </ul>
          </Show>
        )}
      </Shown>
      <Show when={props.isReadOnly !== true && props.asKnown === undefined && may('claims.submit')}>
        <Attach subject={props.subject} months={props.months} onDone={() => void load.reload()} />
      </Show>
    </div>
  )
}
