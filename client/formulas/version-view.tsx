import { createSignal, For, Show } from 'solid-js'
import type { FormulaVersionDetail } from '#models/formulas/formula.views.ts'
import { may, session } from '#client/api/access.ts'
import {
  type FormulaAnswer,
  formulaEffect,
  formulaEffectPath,
  formulaVersion,
  formulaVersionPath,
} from '#client/api/formulas.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { AnswerDialog } from './answer-dialog.tsx'
import { EffectTables } from './effect-tables.tsx'
import { FormulaList } from './formula-list.tsx'
import { bodyWords, peopleWords, stateText, stateTone } from './formula-words.ts'

/** One version: what it changes, what it would do to the portfolio, and its answer. */
export function VersionView(props: { set: string; id: string; onBack: () => void; onWrite: () => void }) {
  const load = createLoad(() => formulaVersionPath(props.set, props.id), formulaVersion)
  return (
    <>
      <p>
        <Button kind="quiet" icon="chevl" onClick={() => props.onBack()}>
          {t('formulas.back')}
        </Button>
      </p>
      <Shown load={load}>{(version) => <Detail version={version()} onWrite={props.onWrite} />}</Shown>
    </>
  )
}

function Detail(props: { version: FormulaVersionDetail; onWrite: () => void }) {
  const [answer, setAnswer] = createSignal<FormulaAnswer>()
  const isShipped = () => props.version.id === 'shipped'
  const shipped = createLoad(
    () => (isShipped() ? undefined : formulaVersionPath(props.version.set, 'shipped')),
    formulaVersion,
  )
  const effect = createLoad(
    () =>
      props.version.state === 'proposed' && may('assessment.read')
        ? formulaEffectPath(props.version.set, props.version.id)
        : undefined,
    formulaEffect,
  )
  return (
    <div class="stack">
      <About version={props.version} onWrite={props.onWrite} onAnswer={setAnswer} />
      <Show when={props.version.state === 'proposed' && may('assessment.read')}>
        <Panel title={t('formulas.effect')} note={t('formulas.effectNote')}>
          <Shown load={effect}>{(it) => <EffectTables effect={it()} />}</Shown>
        </Panel>
      </Show>
      <Panel title={t('formulas.ofVersion')}>
        <FormulaList version={props.version} shipped={isShipped() ? undefined : shipped.value()?.definitions} />
      </Panel>
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
    </div>
  )
}

function About(props: {
  version: FormulaVersionDetail
  onWrite: () => void
  onAnswer: (answer: FormulaAnswer) => void
}) {
  const one = () => props.version
  const isOwn = () => one().proposedBy === session()?.user
  const blocked = () => {
    if (!may('formulas.approve')) return t('formulas.cannotApprove')
    return isOwn() ? t('formulas.cannotOwn') : undefined
  }
  return (
    <Panel
      title={t('formulas.versionTitle', { version: one().version })}
      note={bodyWords(one())}
      end={
        <Show when={may('formulas.edit')}>
          <Button onClick={() => props.onWrite()}>{t('formulas.startFrom')}</Button>
        </Show>
      }
      footer={
        <Show when={one().state === 'proposed'}>
          <Show when={isOwn() && may('formulas.edit')}>
            <Button onClick={() => props.onAnswer('withdraw')}>{t('formulas.withdraw')}</Button>
          </Show>
          <Show when={blocked() === undefined}>
            <Button onClick={() => props.onAnswer('return')}>{t('formulas.return')}</Button>
          </Show>
          <Button kind="primary" blockedBy={blocked()} onClick={() => props.onAnswer('approve')}>
            {t('formulas.approve')}
          </Button>
        </Show>
      }
    >
      <dl class="dl left">
        <dt>{t('formulas.state')}</dt>
        <dd>
          <StatusMark tone={stateTone[one().state]}>{t(stateText[one().state])}</StatusMark>{' '}
          <Show when={one().isInForce}>
            <StatusMark pill tone="ok">
              {t('formulas.inForce')}
            </StatusMark>
          </Show>
        </dd>
        <dt>{t('formulas.from')}</dt>
        <dd>{one().validFrom ?? t('formulas.always')}</dd>
        <dt>{t('formulas.changedFormulas')}</dt>
        <dd class="mono">{one().changed.length === 0 ? t('formulas.noneChanged') : one().changed.join(', ')}</dd>
        <Show when={peopleWords(one()).length > 0}>
          <dt>{t('formulas.people')}</dt>
          <dd>
            <For each={peopleWords(one())}>{(line) => <p>{line}</p>}</For>
          </dd>
        </Show>
        <Show when={one().reason !== ''}>
          <dt>{t('formulas.reason')}</dt>
          <dd>{one().reason}</dd>
        </Show>
        <Show when={one().decisionReason}>
          {(reason) => (
            <>
              <dt>{t('formulas.answerReason')}</dt>
              <dd>{reason()}</dd>
            </>
          )}
        </Show>
        <dt>{t('formulas.digest')}</dt>
        <dd class="mono sm fx-d">{one().digest}</dd>
      </dl>
    </Panel>
  )
}
