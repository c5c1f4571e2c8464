import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { type PrivacyState, privacyStates } from '#models/privacy/privacy-file.ts'
import type { PrivacyList, PrivacyListItem } from '#models/privacy/privacy.views.ts'
import { fold } from '#models/shared/fold.ts'
import { createLoad } from '#client/api/load.ts'
import { privacyList, privacyListPath } from '#client/api/privacy.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { createTitle } from '#client/ui/title.ts'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { stateLook } from './privacy-words.ts'
import './privacy.css'

const pageSize = 100
const listed = privacyStates.filter((state) => state !== 'not-needed')
const statusText: Readonly<Record<'not-started' | 'started' | 'done', TextKey>> = {
  'not-started': 'classification.statusNotStarted',
  started: 'classification.statusStarted',
  done: 'classification.statusDone',
}
const endText: Readonly<Record<'outside' | 'agreement', TextKey>> = {
  outside: 'privacy.endOutside',
  agreement: 'privacy.endAgreement',
}

function FileLine(props: { item: PrivacyListItem }) {
  const status = (value: PrivacyListItem['project']) => (value === null ? t('privacy.unknown') : t(statusText[value]))
  const look = () => stateLook[props.item.state]
  return (
    <tr>
      <th scope="row">
        <a href={`/charges/${encodeURIComponent(props.item.workload)}?onglet=vie-privee`}>{props.item.name}</a>{' '}
        <span class="mono sm mut">{props.item.workload}</span>
      </th>
      <td>{props.item.body}</td>
      <td>
        <StatusMark tone={look().tone}>{t(look().text)}</StatusMark>
      </td>
      <td classList={{ mut: props.item.project === null }}>{status(props.item.project)}</td>
      <td classList={{ mut: props.item.outside === null }}>{status(props.item.outside)}</td>
      <td>
        <Show when={props.item.nextEnd} fallback={<span class="mut">{t('privacy.noEnd')}</span>}>
          {(end) => (
            <>
              <time datetime={end().on}>{end().on}</time> <span class="mut sm">{t(endText[end().what])}</span>
            </>
          )}
        </Show>
      </td>
      <td class="num">
        <Show when={props.item.waiting !== null} fallback={<span title={t('privacy.notAssessed')}>{unknownMark}</span>}>
          {t('privacy.waiting', {
            waiting: fmt.integer(props.item.waiting ?? 0),
            options: fmt.integer(props.item.options),
          })}
        </Show>
      </td>
    </tr>
  )
}

function Files(props: { list: PrivacyList }) {
  const [search, setSearch] = useSearchParams<{ etat?: string; q?: string }>()
  const [most, setMost] = createSignal(pageSize)
  const state = (): PrivacyState | 'all' => listed.find((one) => one === search.etat) ?? 'all'
  const words = () =>
    fold(search.q ?? '')
      .split(' ')
      .filter(Boolean)
  const shown = createMemo(() =>
    props.list.items.filter((item) => {
      const all = fold([item.workload, item.name, item.body].join(' '))
      return (state() === 'all' || item.state === state()) && words().every((word) => all.includes(word))
    }),
  )
  return (
    <Panel
      flush
      title={t('privacy.files')}
      note={t('privacy.shown', { count: shown().length })}
      end={
        <div class="search">
          <Icon name="search" />
          <input
            class="in"
            type="search"
            placeholder={t('privacy.filter')}
            aria-label={t('privacy.filter')}
            value={search.q ?? ''}
            onInput={(event) => setSearch({ q: event.currentTarget.value || null }, { replace: true, scroll: false })}
          />
        </div>
      }
      footer={
        <Show when={shown().length > most()}>
          <Button small onClick={() => setMost(most() + pageSize)}>
            {t('privacy.more', { count: Math.min(pageSize, shown().length - most()) })}
          </Button>
        </Show>
      }
    >
      <div class="panel-b pv-seg">
        <Segmented
          label={t('privacy.states')}
          value={state()}
          options={[
            { value: 'all' as const, text: t('privacy.allStates', { count: fmt.integer(props.list.items.length) }) },
            ...listed.map((one) => ({
              value: one,
              text: `${t(stateLook[one].text)} ${fmt.integer(props.list.counts[one])}`,
            })),
          ]}
          onChange={(next) => setSearch({ etat: next === 'all' ? null : next }, { replace: true, scroll: false })}
        />
      </div>
      <Show
        when={shown().length > 0}
        fallback={
          <Empty
            title={t('privacy.noneShown')}
            action={
              <LinkButton href="/vie-privee" small>
                {t('privacy.clear')}
              </LinkButton>
            }
          />
        }
      >
        <ScrollRegion label={t('workload.scrolling', { name: t('privacy.files') })}>
          <table class="tbl mid pv">
            <caption class="vh">{t('privacy.files')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('privacy.workload')}</th>
                <th scope="col">{t('privacy.body')}</th>
                <th scope="col">{t('privacy.file')}</th>
                <th scope="col">{t('classification.efvpProject')}</th>
                <th scope="col">{t('classification.efvpOutside')}</th>
                <th scope="col">{t('privacy.nextEnd')}</th>
                <th scope="col" class="num">
                  {t('privacy.optionsWaiting')}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={shown().slice(0, most())}>{(item) => <FileLine item={item} />}</For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
    </Panel>
  )
}

/** Every privacy file that is needed or may be: what is missing, what ends, and how many options wait for it. */
export function PrivacyPage() {
  createTitle(() => t('privacy.title'))
  const load = createLoad(() => privacyListPath, privacyList)
  return (
    <>
      <PageHead title={t('privacy.title')} sub={t('privacy.sub')} />
      <Shown load={load}>
        {(list) => (
          <Show
            when={list().items.length > 0}
            fallback={
              <Empty
                title={t('privacy.none')}
                action={<LinkButton href="/portefeuille">{t('benefits.noneGo')}</LinkButton>}
              >
                {t('privacy.noneText', { count: list().counts['not-needed'] })}
              </Empty>
            }
          >
            <Files list={list()} />
          </Show>
        )}
      </Shown>
    </>
  )
}
