import { A, useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { InboxItem } from '#models/home/home.views.ts'
import { may } from '#client/api/access.ts'
import { fmt, said, type TextKey, t } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Icon, type IconName } from '#client/ui/icon.tsx'
import { createShortcuts } from '#client/ui/keys.ts'
import { Panel } from '#client/ui/panel.tsx'
import { inboxGroups, type InboxGroup, type InboxPile, inboxPiles } from './inbox-groups.ts'

const icons: Readonly<Record<InboxItem['kind'], IconName>> = {
  'import-to-confirm': 'upload',
  'classification-to-approve': 'shield',
  'classification-returned': 'shield',
  'decision-to-sign': 'pen',
  'decision-returned': 'branch',
  'classification-missing': 'shield',
  'exemption-to-approve': 'flag',
  'exemption-returned': 'flag',
  'exemption-ending': 'clock',
  'exemption-ended': 'clock',
  'claim-to-validate': 'gain',
  'claim-returned': 'gain',
  'claim-changed': 'gain',
  'bill-restated': 'row',
}
const groupText: Readonly<Record<InboxGroup['key'], TextKey>> = {
  late: 'home.late',
  today: 'home.today',
  week: 'home.week',
  later: 'home.later',
  undated: 'home.undated',
}

const pileText: Readonly<Record<InboxItem['kind'], TextKey>> = {
  'import-to-confirm': 'home.pileImports',
  'classification-to-approve': 'home.pileToApprove',
  'classification-returned': 'home.pileReturned',
  'decision-to-sign': 'home.pileToSign',
  'decision-returned': 'home.pileDecisionsReturned',
  'classification-missing': 'home.pileMissing',
  'exemption-to-approve': 'home.pileExemptions',
  'exemption-returned': 'home.pileExemptionsReturned',
  'exemption-ending': 'home.pileExemptionsEnding',
  'exemption-ended': 'home.pileExemptionsEnded',
  'claim-to-validate': 'home.pileClaims',
  'claim-returned': 'home.pileClaimsReturned',
  'claim-changed': 'home.pileClaimsChanged',
  'bill-restated': 'home.pileBillsRestated',
}

function InboxRow(props: {
  item: InboxItem
  isCurrent: boolean
  isFirst: boolean
  isInPile?: boolean
  ref: (link: HTMLAnchorElement) => void
}) {
  return (
    <li class="it" classList={{ cur: props.isCurrent, piled: props.isInPile === true }}>
      <Icon name={icons[props.item.kind]} />
      <div>
        <A class="t" href={props.item.href} ref={(link) => props.ref(link)}>
          {said(props.item.title)}
        </A>
        <p>
          {said(props.item.why).replace(/\.?$/, '. ')}
          <Show when={props.item.due} fallback={t('home.since', { date: fmt.date(props.item.since) })}>
            {(due) => (
              <b classList={{ late: props.item.isLate }}>
                <time dateTime={due()}>{t('home.due', { date: fmt.date(due()) })}</time>
              </b>
            )}
          </Show>
        </p>
      </div>
      <LinkButton small kind={props.isFirst ? 'primary' : 'default'} href={props.item.href}>
        {said(props.item.verb)}
        <span class="vh"> {said(props.item.title)}</span>
      </LinkButton>
    </li>
  )
}

/** Why all the items of a pile wait, when the reason is one for all. */
function pileWhy(pile: InboxPile): string {
  const reasons = [...new Set(pile.items.map((item) => said(item.why)))]
  return reasons.length === 1 ? (reasons[0] ?? '').replace(/\.?$/, '. ') : ''
}

/** Many items that ask the same act: one row, whose button begins with the first and whose title shows them all. */
function PileRow(props: {
  pile: InboxPile
  isOpen: boolean
  isCurrent: boolean
  isFirst: boolean
  onToggle: () => void
  ref: (title: HTMLButtonElement) => void
}) {
  const first = () => props.pile.items[0]
  const due = () =>
    props.pile.items.reduce<string | null>(
      (soonest, { due: one }) => (soonest === null || (one !== null && one < soonest) ? one : soonest),
      null,
    )
  return (
    <Show when={first()}>
      {(item) => (
        <li class="it" classList={{ cur: props.isCurrent }}>
          <Icon name={icons[item().kind]} />
          <div>
            <button
              type="button"
              class="t"
              aria-expanded={props.isOpen}
              ref={(title) => props.ref(title)}
              onClick={() => props.onToggle()}
            >
              {t(pileText[item().kind], { count: props.pile.items.length })}
            </button>
            <p>
              {pileWhy(props.pile)}
              <Show when={due()}>
                {(soonest) => (
                  <b classList={{ late: item().isLate }}>
                    <time dateTime={soonest()}>{t('home.dueFrom', { date: fmt.date(soonest()) })}</time>
                  </b>
                )}
              </Show>
            </p>
          </div>
          <span class="row">
            <Button small kind="quiet" expanded={props.isOpen} onClick={() => props.onToggle()}>
              {props.isOpen ? t('home.pileHide') : t('home.pileShow', { count: props.pile.items.length })}
            </Button>
            <LinkButton small kind={props.isFirst ? 'primary' : 'default'} href={item().href}>
              {said(item().verb)}
              <span class="vh"> {said(item().title)}</span>
            </LinkButton>
          </span>
        </li>
      )}
    </Show>
  )
}

/** What awaits this person, most pressing first. */
export function Inbox(props: { items: readonly InboxItem[] }) {
  const navigate = useNavigate()
  const [at, setAt] = createSignal<string>()
  const [opened, setOpened] = createSignal<ReadonlySet<string>>(new Set<string>())
  const rows = new Map<string, HTMLElement>()
  const groups = createMemo(() =>
    inboxGroups(props.items, fmt.date(new Date().toISOString())).map((group) => ({
      ...group,
      piles: inboxPiles(group),
    })),
  )
  const keys = createMemo(() =>
    groups().flatMap(({ piles }) =>
      piles.flatMap((pile) =>
        pile.items.length > 1 && opened().has(pile.key) ? [pile.key, ...pile.items.map(({ id }) => id)] : [pile.key],
      ),
    ),
  )
  const move = (step: number) => {
    const from = keys().indexOf(at() ?? '')
    const next = keys()[Math.max(0, Math.min(keys().length - 1, from + step))]
    setAt(next)
    rows.get(next ?? '')?.focus()
  }
  const toggle = (key: string) => {
    const next = new Set(opened())
    if (!next.delete(key)) next.add(key)
    setOpened(next)
  }
  createShortcuts(() => [
    { keys: 'j', label: t('app.shortcutBrowse'), when: () => keys().length > 0, run: () => move(1) },
    { keys: 'k', label: t('app.shortcutBrowse'), when: () => keys().length > 0, run: () => move(-1) },
    {
      keys: 'enter',
      label: t('app.shortcutOpen'),
      when: () => props.items.some((item) => item.id === at()),
      run: () => {
        const item = props.items.find(({ id }) => id === at())
        if (item !== undefined) navigate(item.href)
      },
    },
  ])
  const row = (item: InboxItem, isInPile: boolean) => (
    <InboxRow
      item={item}
      isCurrent={at() === item.id}
      isFirst={keys()[0] === item.id}
      isInPile={isInPile}
      ref={(link) => rows.set(item.id, link)}
    />
  )
  return (
    <Panel
      class="inbox"
      flush
      title={t('home.queue')}
      end={
        <Show when={props.items.length > 0}>
          <span class="sm mut3 kb row">
            <kbd>J</kbd>
            <kbd>K</kbd> {t('app.shortcutBrowse')} <kbd>{t('app.enter')}</kbd> {t('app.shortcutOpen')}
          </span>
        </Show>
      }
    >
      <Show
        when={props.items.length > 0}
        fallback={
          <Empty
            title={t('home.emptyTitle')}
            action={
              <Show when={may('inventory.read')}>
                <LinkButton href="/portefeuille">{t('home.emptyGo')}</LinkButton>
              </Show>
            }
          >
            {t('home.emptyText')}
          </Empty>
        }
      >
        <For each={groups()}>
          {(group) => (
            <>
              <h3 class="grp" classList={{ late: group.key === 'late' }}>
                <Show when={group.key === 'late'}>
                  <Icon name="clock" small />
                </Show>
                {t(groupText[group.key], { count: group.items.length })}
              </h3>
              <ul>
                <For each={group.piles}>
                  {(pile) => (
                    <Show
                      when={pile.items.length > 1}
                      fallback={<For each={pile.items}>{(item) => row(item, false)}</For>}
                    >
                      <PileRow
                        pile={pile}
                        isOpen={opened().has(pile.key)}
                        isCurrent={at() === pile.key}
                        isFirst={keys()[0] === pile.key}
                        onToggle={() => toggle(pile.key)}
                        ref={(title) => rows.set(pile.key, title)}
                      />
                      <Show when={opened().has(pile.key)}>
                        <For each={pile.items}>{(item) => row(item, true)}</For>
                      </Show>
                    </Show>
                  )}
                </For>
              </ul>
            </>
          )}
        </For>
      </Show>
    </Panel>
  )
}
