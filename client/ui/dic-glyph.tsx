import { Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { levelWord } from '#client/i18n/level-names.ts'
import { unknownMark } from '#client/i18n/format.ts'

type Level = number | null

function Lot(props: { letter: string; level: Level; large: boolean | undefined }) {
  return (
    <i class={`l${props.level ?? 0}`}>
      <Show when={props.large}>
        <b>{props.letter}</b>
      </Show>
      {props.level ?? unknownMark}
    </i>
  )
}

/** Three lots D I C; digit and tone say the level. Dashed while only proposed; « – » when not assessed. */
export function DicGlyph(props: {
  d: Level
  i: Level
  c: Level
  proposed?: boolean
  large?: boolean
  /** Whose names of the levels are spelled out. */
  body?: string
}) {
  const spelled = () => {
    const level = (axis: 'd' | 'i' | 'c') => {
      const value = props[axis]
      return value === null ? t('ui.dicUnknown') : levelWord(axis, value, props.body)
    }
    const levels = t('ui.dicLevels', { d: level('d'), i: level('i'), c: level('c') })
    return props.proposed ? `${levels}, ${t('ui.dicProposed')}` : levels
  }
  return (
    <span
      class="dic"
      classList={{ prop: props.proposed === true, lg: props.large === true }}
      role="img"
      aria-label={spelled()}
      title={spelled()}
    >
      <Lot letter="D" level={props.d} large={props.large} />
      <Lot letter="I" level={props.i} large={props.large} />
      <Lot letter="C" level={props.c} large={props.large} />
    </span>
  )
}
