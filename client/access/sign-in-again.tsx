import { Show } from 'solid-js'
import type { SessionView } from '#models/access/access.schemas.ts'
import { loadSession, session } from '#client/api/access.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { SignInForm } from './sign-in-form.tsx'

/**
 * The session ended while someone was working: the page stays as it was under this question, hidden, with all that was typed. Another
 * person who signs in starts from a page of their own.
 */
export function SignInAgain(props: { onDone: () => void; onLeave: () => void }) {
  const before = session()?.user
  const act = createAct()
  function opened(who: SessionView) {
    if (who.user === before) props.onDone()
    else location.assign('/')
  }
  async function resume() {
    const who = await act.run(loadSession)
    if (who !== undefined) opened(who)
  }
  return (
    <Dialog open title={t('access.endedTitle')} onClose={() => props.onLeave()}>
      <p>{t('access.endedText')}</p>
      <SignInForm onDone={opened}>
        <Button kind="quiet" onClick={() => void resume()}>
          {t('access.endedResume')}
        </Button>
      </SignInForm>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
