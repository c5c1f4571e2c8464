import { createSignal, For, Show } from 'solid-js'
import { inBoth } from '#models/shared/bilingual.ts'
import type { Source } from '#models/shared/derivation.ts'
import { ChargeLines } from '#client/bills/charge-lines.tsx'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { numberWords } from './derivation-words.ts'

type Line = { readonly name: TextKey; readonly value: string; readonly isCode?: boolean }

const statusText: Readonly<Record<string, TextKey>> = {
  verified: 'figures.statusVerified',
  derived: 'figures.statusDerived',
  estimate: 'figures.statusEstimate',
  unverified: 'figures.statusUnverified',
  house: 'costs.statusHouse',
}

function statusWords(status: string): string {
  const key = statusText[status]
  return key === undefined ? status : t(key)
}

function linesOf(source: Source): readonly Line[] {
  switch (source.kind) {
    case 'price':
      return [
        { name: 'figures.article', value: source.sku, isCode: true },
        { name: 'figures.asOf', value: fmt.date(source.asOf) },
        { name: 'figures.status', value: statusWords(source.status) },
        { name: 'figures.publisher', value: source.publisher },
        { name: 'figures.book', value: source.book, isCode: true },
        { name: 'figures.file', value: t('figures.place', { file: source.file, line: source.line }), isCode: true },
      ]
    case 'file':
      return [
        { name: 'figures.file', value: t('figures.place', { file: source.file, line: source.line }), isCode: true },
        ...(source.column === undefined
          ? []
          : [{ name: 'figures.column' as const, value: source.column, isCode: true }]),
        { name: 'figures.batch', value: source.batch, isCode: true },
      ]
    case 'assumption':
      return [
        { name: 'figures.assumption', value: source.name },
        {
          name: 'figures.range',
          value: t('figures.rangeValue', {
            likely: numberWords(source.likely),
            low: numberWords(source.low),
            high: numberWords(source.high),
          }),
        },
        { name: 'figures.status', value: statusWords(source.status) },
        { name: 'figures.author', value: source.author },
        { name: 'figures.reference', value: said(inBoth(source.reference)) },
        { name: 'figures.set', value: source.set, isCode: true },
      ]
    case 'statement':
      return [
        { name: 'figures.statedBy', value: source.by },
        { name: 'figures.statedAt', value: fmt.dateTime(source.at) },
        { name: 'figures.reference', value: source.reference },
      ]
    case 'data':
      return [
        {
          name: 'figures.file',
          value: source.line === undefined ? source.file : t('figures.place', { file: source.file, line: source.line }),
          isCode: true,
        },
        { name: 'figures.reference', value: source.reference },
      ]
    case 'charge':
      return [
        { name: 'bills.source', value: source.of, isCode: true },
        { name: 'figures.day', value: fmt.date(source.day) },
      ]
    case 'calculation':
      return [
        { name: 'figures.method', value: source.formula, isCode: true },
        { name: 'figures.version', value: source.version },
      ]
  }
}

function LinesOfCharge(props: { charge: Extract<Source, { kind: 'charge' }> }) {
  const [isOpen, setOpen] = createSignal(false)
  return (
    <>
      <p>
        <button type="button" class="lk" aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())}>
          {t('bills.seeLines')}
        </button>
      </p>
      <Show when={isOpen()}>
        <ChargeLines charge={props.charge} />
      </Show>
    </>
  )
}

/** The end of a derivation: where a fact can be read again. */
export function SourceLines(props: { source: Source }) {
  const charge = () => (props.source.kind === 'charge' ? props.source : undefined)
  return (
    <>
      <dl class="dl src">
        <For each={linesOf(props.source)}>
          {(line) => (
            <>
              <dt>{t(line.name)}</dt>
              <dd classList={{ mono: line.isCode === true }}>{line.value}</dd>
            </>
          )}
        </For>
      </dl>
      <Show when={charge()}>{(one) => <LinesOfCharge charge={one()} />}</Show>
    </>
  )
}
