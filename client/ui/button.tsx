import { type JSX, Show } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'

type ButtonProps = {
  kind?: 'primary' | 'default' | 'quiet' | 'danger'
  small?: boolean
  icon?: IconName
  /** Name of a button that shows its icon only. */
  name?: string
  type?: 'button' | 'submit'
  /** Identity of the form it submits, when it stands outside it. */
  form?: string
  /** What runs: « Signature en cours ». The button keeps its place and ignores clicks meanwhile. */
  busy?: string | undefined
  /** Why it cannot be used, shown beside it; the button stays focusable. */
  blockedBy?: string | undefined
  onClick?: (event: MouseEvent) => void
  children?: JSX.Element
  pressed?: boolean
  expanded?: boolean
  ref?: (element: HTMLButtonElement) => void
  class?: string
}

export function Button(props: ButtonProps) {
  const isIdle = () => props.busy === undefined && props.blockedBy === undefined
  const classes = () =>
    ['btn', props.kind ?? 'default', props.small ? 's' : '', props.name === undefined ? '' : 'icon', props.class ?? '']
      .join(' ')
      .trim()
  return (
    <>
      <button
        type={props.type ?? 'button'}
        form={props.form}
        class={classes()}
        aria-label={props.name}
        title={props.name}
        aria-busy={props.busy === undefined ? undefined : 'true'}
        aria-disabled={props.blockedBy === undefined ? undefined : 'true'}
        aria-pressed={props.pressed}
        aria-expanded={props.expanded}
        ref={(element) => props.ref?.(element)}
        onClick={(event) => {
          if (isIdle()) props.onClick?.(event)
          else event.preventDefault()
        }}
      >
        <Show when={props.icon}>{(icon) => <Icon name={icon()} />}</Show>
        {props.busy ?? props.children}
      </button>
      <Show when={props.blockedBy}>{(reason) => <span class="hint">{reason()}</span>}</Show>
    </>
  )
}

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function LinkButton(props: {
  href: string
  kind?: 'primary' | 'default' | 'quiet'
  small?: boolean
  icon?: IconName
  /** Set for a file to be downloaded: the router leaves it to the browser, as it leaves all that the server makes. */
  download?: boolean
  children: JSX.Element
}) {
  return (
    <a
      href={props.href}
      class={`btn ${props.kind ?? 'default'}${props.small ? ' s' : ''}`}
      download={props.download ? '' : undefined}
      rel={props.download || props.href.startsWith('/api/') ? 'external' : undefined}
    >
      <Show when={props.icon}>{(icon) => <Icon name={icon()} />}</Show>
      {props.children}
    </a>
  )
}
