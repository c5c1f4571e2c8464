import { createSignal, createUniqueId, For, Show } from 'solid-js'
import type { AnsweredQuestion, Evidence } from '#models/strategies/answers.ts'
import type { Question } from '#models/strategies/questionnaire.views.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { TextField } from '#client/ui/field.tsx'

/** What is being answered: an answer's key, `unknown` for « I do not know », nothing yet. */
export type Choice = string | null

const hashForm = /^[0-9a-f]{64}$/

function stateWords(answered: AnsweredQuestion): string {
  const { given, from, confidence } = answered
  const words = {
    user: given?.by ?? '',
    date: given?.answeredOn ?? '',
    from: from ?? '',
    confidence: fmt.decimal(confidence, 2),
  }
  switch (answered.state) {
    case 'unanswered':
      return t('strategies.qUnanswered')
    case 'draft':
      return t('strategies.qDraft')
    case 'inherited':
      return t('strategies.qInherited', words)
    case 'completed':
      return t('strategies.qCompleted', words)
    case 'unknown':
      return t('strategies.qUnknown', words)
  }
}

/** One question: its answers as radios, digits choose; what shows it under them. Each change is kept as a draft by the caller. */
export function QuestionField(props: {
  question: Question
  answered: AnsweredQuestion
  disabled: boolean
  onChoose: (choice: Choice) => void
  onEvidence: (evidence: Evidence | null) => void
}) {
  const id = createUniqueId()
  const evidence = () => props.answered.given?.evidence ?? null
  const own = () => (props.answered.state === 'inherited' ? null : evidence())
  const [text, setText] = createSignal(own()?.text ?? '')
  const [reference, setReference] = createSignal(own()?.reference ?? '')
  const [hash, setHash] = createSignal(own()?.sha256 ?? '')
  const chosen = (): Choice => (props.answered.state === 'unknown' ? 'unknown' : props.answered.answer)
  const choices = (): readonly { readonly key: Choice; readonly text: string }[] => [
    ...props.question.answers.map((answer) => ({ key: answer.key, text: said(answer.text) })),
    { key: 'unknown', text: t('strategies.unknownAnswer') },
  ]
  const isHashWrong = () => hash().trim() !== '' && !hashForm.test(hash().trim())
  function keepEvidence() {
    if (isHashWrong()) return
    const told = text().trim()
    props.onEvidence(
      told === ''
        ? null
        : { text: told, reference: reference().trim() || null, sha256: hash().trim() === '' ? null : hash().trim() },
    )
  }
  function onKeyDown(event: KeyboardEvent) {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type !== 'radio'
    if (props.disabled || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
    const choice = /^[1-9]$/.test(event.key) ? choices()[Number(event.key) - 1] : undefined
    if (choice === undefined) return
    event.preventDefault()
    props.onChoose(choice.key)
    document.getElementById(`${id}-${String(choice.key)}`)?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the radios inside have the keyboard; digits are a shortcut to them
    <fieldset class="sg-q" disabled={props.disabled} aria-describedby={`${id}-state`} onKeyDown={onKeyDown}>
      <legend>{said(props.question.text)}</legend>
      <Show when={props.question.explanation}>{(hint) => <p class="hint">{said(hint())}</p>}</Show>
      <ul class="sg-a">
        <For each={choices()}>
          {(choice, at) => (
            <li>
              <label class="ck">
                <input
                  type="radio"
                  id={`${id}-${String(choice.key)}`}
                  name={id}
                  checked={chosen() === choice.key}
                  onChange={() => props.onChoose(choice.key)}
                />
                <span>
                  <span class="mut3 sg-n" aria-hidden="true">
                    {at() + 1}
                  </span>{' '}
                  {choice.text}
                </span>
              </label>
            </li>
          )}
        </For>
      </ul>
      <p id={`${id}-state`} class="sm" classList={{ mut: props.answered.state !== 'draft' }}>
        {stateWords(props.answered)}
      </p>
      <Show when={chosen() !== null}>
        <details class="alt sg-e">
          <summary>{t('strategies.evidence')}</summary>
          {/* Kept when the person leaves the fields, not at each key. */}
          <div class="stack" onFocusOut={keepEvidence}>
            <TextField optional label={t('strategies.evidenceText')} value={text()} onInput={setText} lines={2} />
            <div class="sg-e2">
              <TextField
                optional
                label={t('strategies.evidenceReference')}
                hint={t('strategies.evidenceReferenceHint')}
                value={reference()}
                onInput={setReference}
              />
              <TextField
                optional
                label={t('strategies.evidenceHash')}
                value={hash()}
                onInput={setHash}
                error={isHashWrong() ? t('strategies.evidenceHashError') : undefined}
              />
            </div>
          </div>
        </details>
      </Show>
    </fieldset>
  )
}
