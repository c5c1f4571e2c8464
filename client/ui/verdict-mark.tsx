import { type JSX, Show } from 'solid-js'
import type { Verdict } from '#models/rules/verdict.ts'
import { type TextKey, t } from '#client/i18n/i18n.ts'
import { Icon, type IconName } from './icon.tsx'

type Look = { readonly icon: IconName; readonly tone: Tone; readonly text: TextKey }
export type Tone = 'ok' | 'warn' | 'mit' | 'bad' | 'none'

/** Shape first, word second, colour third: without colour the five still differ. */
const looks: Readonly<Record<Verdict, Look>> = {
  allow: { icon: 'vok', tone: 'ok', text: 'ui.verdictAllow' },
  'allow-with-mitigation': { icon: 'vmit', tone: 'mit', text: 'ui.verdictMitigation' },
  require: { icon: 'vwarn', tone: 'warn', text: 'ui.verdictRequire' },
  forbid: { icon: 'vbad', tone: 'bad', text: 'ui.verdictForbid' },
  undetermined: { icon: 'vnone', tone: 'none', text: 'ui.verdictUndetermined' },
}

export function verdictWord(verdict: Verdict): string {
  return t(looks[verdict].text)
}

/** `children` stands for the verdict's own word, which is then read before it; `words` replaces it altogether. */
export function VerdictMark(props: { verdict: Verdict; pill?: boolean; words?: string; children?: JSX.Element }) {
  const look = () => looks[props.verdict]
  return (
    <span class={`v ${look().tone}${props.pill ? ' pill' : ''}`}>
      <Icon name={look().icon} />
      <Show when={props.children} fallback={<span class="w">{props.words ?? t(look().text)}</span>}>
        <span class="vh">{t(look().text)}, </span>
        <span class="w">{props.children}</span>
      </Show>
    </span>
  )
}

const toneIcon: Readonly<Record<Tone, IconName>> = {
  ok: 'vok',
  warn: 'vwarn',
  mit: 'vmit',
  bad: 'vbad',
  none: 'vnone',
}

/** A status that is not a verdict, with the same shapes: « En retard », « Approuvée ». */
export function StatusMark(props: { tone: Tone; pill?: boolean; children: JSX.Element }) {
  return (
    <span class={`v ${props.tone}${props.pill ? ' pill' : ''}`}>
      <Icon name={toneIcon[props.tone]} />
      {props.children}
    </span>
  )
}
