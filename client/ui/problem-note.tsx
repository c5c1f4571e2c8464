import { For, type JSX, Show } from 'solid-js'
import type { Problem } from '#models/shared/problem.ts'
import { problemWords } from '#client/i18n/problem-words.ts'
import { t } from '#client/i18n/i18n.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** What happened, why, what to do; the code last. */
export function ProblemNote(props: { problem: Problem; onRetry?: () => void; note?: string }) {
  const words = () => problemWords(props.problem)
  return (
    <div class="note bad" role="alert">
      <Icon name="vbad" />
      <p class="strong">{words().title}</p>
      <Show when={words().detail !== ''}>
        <p>{words().detail}</p>
      </Show>
      <Show when={props.problem.errors.length > 0}>
        <ul class="sm">
          <For each={props.problem.errors}>{(error) => <li>{error.detail}</li>}</For>
        </ul>
      </Show>
      <Show when={props.note}>
        <p class="sm">{props.note}</p>
      </Show>
      <p class="row-w sm mut">
        <Show when={props.problem.status === 403 ? undefined : props.onRetry}>
          {(retry) => (
            <Button small onClick={() => retry()()}>
              {t('ui.retry')}
            </Button>
          )}
        </Show>
        <span class="mono">
          {props.problem.code}
          {props.problem.requestId === '' ? '' : ` · ${props.problem.requestId}`}
        </span>
      </p>
    </div>
  )
}

/** Something to know, not a failure. */
export function Note(props: { tone?: 'info' | 'ok' | 'warn'; children: JSX.Element }) {
  const icon = () => (props.tone === 'warn' ? 'vwarn' : props.tone === 'ok' ? 'vok' : 'info')
  return (
    <div class={`note ${props.tone ?? 'info'}`}>
      <Icon name={icon()} />
      <div>{props.children}</div>
    </div>
  )
}
