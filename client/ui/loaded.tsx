import { type Accessor, createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import type { Load } from '#client/api/load.ts'
import { t } from '#client/i18n/i18n.ts'
import { ProblemNote } from './problem-note.tsx'

const patienceMs = 400

/** Shows its children only when the wait has become noticeable. */
export function Late(props: { children: JSX.Element }) {
  const [late, setLate] = createSignal(false)
  onMount(() => {
    const timer = setTimeout(() => setLate(true), patienceMs)
    onCleanup(() => clearTimeout(timer))
  })
  return <Show when={late()}>{props.children}</Show>
}

export function Skeleton(props: { lines?: number }) {
  return (
    <div class="stack" role="status">
      <span class="vh">{t('ui.loading')}</span>
      {Array.from({ length: props.lines ?? 4 }, () => (
        <span class="skel" />
      ))}
    </div>
  )
}

/** A load on screen: nothing, then a skeleton; the value; a refusal, with the last value kept under it. */
export function Shown<T>(props: {
  load: Load<T>
  skeleton?: JSX.Element
  children: (value: Accessor<T>) => JSX.Element
}) {
  const problem = () => {
    const state = props.load.state()
    return state.kind === 'problem' ? state.problem : undefined
  }
  const held = () => {
    const value = props.load.value()
    return value === undefined ? undefined : { value }
  }
  return (
    <>
      <Show when={problem()}>
        {(it) => (
          <ProblemNote
            problem={it()}
            onRetry={() => void props.load.reload()}
            {...(held() === undefined ? {} : { note: t('ui.lastKnown') })}
          />
        )}
      </Show>
      <Show when={held()}>{(box) => props.children(() => box().value)}</Show>
      <Show when={held() === undefined && problem() === undefined}>
        <Late>{props.skeleton ?? <Skeleton />}</Late>
      </Show>
    </>
  )
}
