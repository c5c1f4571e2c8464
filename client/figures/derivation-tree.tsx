import { For, Show } from 'solid-js'
import type { Derivation } from '#models/shared/derivation.ts'
import { gapWords, isGapCode } from '#client/assessment/gap-words.ts'
import type { CostGap } from '#models/cost/cost.schemas.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { valueWords } from './derivation-words.ts'
import { SourceLines } from './source-lines.tsx'

/** Parts keep the colours they have in the charts. */
const partTone: Readonly<Record<string, string>> = {
  compute: 'k1',
  storage: 'k2',
  network: 'k3',
  licences: 'k4',
  labour: 'k5',
  facilities: 'k5',
  security: 'k5',
  recovery: 'k5',
  landingZone: 'k5',
  mitigations: 'k6',
}
const openedDepth = 1

function isCostGap(reason: string): reason is CostGap {
  return isGapCode(reason.split(':')[0] ?? '')
}

export function reasonWords(reasons: readonly string[]): string {
  const costs = gapWords(reasons.filter(isCostGap))
  const others = reasons.filter((reason) => !isCostGap(reason))
  return [...costs, ...others.map((reason) => (reason === 'no-amount' ? t('figures.noAmount') : reason))].join(' ; ')
}

/** What stands under a figure: its note, its formula, why it is unknown, its source. */
export function DerivationFacts(props: { node: Derivation }) {
  return (
    <>
      <Show when={props.node.note}>{(note) => <p class="mut">{said(note())}</p>}</Show>
      <Show when={props.node.formula}>{(formula) => <p class="frm">{formula()}</p>}</Show>
      <Show when={props.node.value === undefined}>
        <p>
          <StatusMark tone="none">{t('figures.unknownBecause')}</StatusMark> {reasonWords(props.node.reasons ?? [])}
        </p>
      </Show>
      <Show when={props.node.source}>{(source) => <SourceLines source={source()} />}</Show>
    </>
  )
}

/** The components of a figure, each opening down to its source. */
export function DerivationTree(props: { nodes: readonly Derivation[]; depth: number }) {
  return (
    <div class="cmp">
      <For each={props.nodes}>
        {(node) => (
          <details open={props.depth === 0 && props.nodes.length <= openedDepth}>
            <summary>
              <Icon name="chev" small />
              <i class={`sw ${partTone[node.name] ?? 'none'}`} />
              <span>{said(node.label)}</span>
              <b>{valueWords(node)}</b>
            </summary>
            <div class="in2">
              <DerivationFacts node={node} />
              <Show when={node.figure}>
                {(figure) => (
                  <p>
                    <Figure id={figure()} label={said(node.label)}>
                      {valueWords(node)}
                    </Figure>
                  </p>
                )}
              </Show>
              <Show when={node.inputs.length > 0}>
                <DerivationTree nodes={node.inputs} depth={props.depth + 1} />
              </Show>
            </div>
          </details>
        )}
      </For>
    </div>
  )
}
